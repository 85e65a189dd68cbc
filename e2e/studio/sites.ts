/** Small sites, each for what a spec is about. */
import type { SiteFiles } from './fixture.ts';

export function document(title: string, text: string, more = ''): string {
  return `---\ntitle: ${title}\n${more}---\n\n${text}\n`;
}

const settings = 'title: Small Birds\nurl: https://example.com/birds/\ndescription: Birds of the garden.\n';

/** Three pages without a mistake. */
export const smallSite: SiteFiles = {
  'site.yaml': `# The garden.\n${settings}`,
  'content/_index.md': document('Small Birds', 'All birds of one garden.', 'description: All of them.\n'),
  'content/robin.md': document(
    'The robin',
    'It sings in winter. See the [wren](./wren.md).',
    'description: A robin.\ndate: 2024-01-02\n',
  ),
  'content/wren.md': document('The wren', 'It is small and loud.', 'description: A wren.\ndraft: false # not now\n'),
};

/** Sections, drafts, pages of the future, and a page with a mistake. */
export const treeSite: SiteFiles = {
  ...smallSite,
  'content/birds/_index.md': document('Birds', 'All.', 'description: All birds.\n'),
  'content/birds/finch.md': document('The finch', 'See the [gone](./gone.md).', 'description: A finch.\n'),
  'content/birds/owl.md': document('The owl', 'Quiet.', 'description: An owl.\ndraft: true\n'),
  'content/birds/rook.md': document('The rook', 'Loud.', 'description: A rook.\ndate: 2099-01-01\n'),
  'content/plants/_index.md': document('Plants', 'All.', 'description: All plants.\n'),
  'content/plants/ivy.md': document('Ivy', 'Green.', 'description: Ivy.\n'),
};

/** Many documents in sections of five hundred. */
export function largeSite(pages: number): SiteFiles {
  const files: SiteFiles = { 'site.yaml': settings, 'content/_index.md': document('Home', 'Many.') };
  for (let i = 0; i < pages; i++) {
    const section = `part-${String(Math.floor(i / 500)).padStart(2, '0')}`;
    files[`content/${section}/page-${i}.md`] = document(
      `Page ${i}`,
      `Text of page ${i}.`,
      'description: One of many.\n',
    );
  }
  return files;
}
