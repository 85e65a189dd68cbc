import { describe, expect, it } from 'vitest';
import type { ListedDocument, SiteListing } from '../../engine/types.ts';
import { pageRows, type RowFacts } from './page-rows.ts';

function document(
  source: string,
  kind: ListedDocument['kind'] = 'page',
  more: Partial<ListedDocument> = {},
): ListedDocument {
  const url = `/${source.replace(/^content\//, '').replace(/(?:_?index)?\.md$/, '')}/`.replace(/\/+/g, '/');
  return {
    ...{ source, kind, url, title: source, section: '', output: null, date: null, state: 'published', template: null },
    ...more,
  };
}

const nothing: RowFacts = {
  ...{ counts: new Map(), countsByFile: new Map(), degraded: new Set(), changed: new Set() },
  hidden: { urlOf: () => null },
};

function rows(documents: ListedDocument[], generated: SiteListing['generated'] = [], facts: Partial<RowFacts> = {}) {
  return pageRows({ basePath: '/', documents, generated }, { ...nothing, ...facts });
}

describe('the rows of the tree', () => {
  it('stand under their folders, with a row for a folder that has no document', () => {
    const shown = rows([
      document('content/_index.md', 'home'),
      document('content/about.md'),
      document('content/docs/_index.md', 'section'),
      document('content/docs/api/call.md'),
      document('content/docs/start.md'),
      document('content/posts/frost/index.md'),
      document('content/posts/rye.md'),
      document('content/zoo.md'),
    ]);
    expect(shown.map(({ id, depth, kind }) => `${'  '.repeat(depth)}${id} ${kind}`)).toEqual([
      'content/_index.md home',
      'content/about.md page',
      'content/docs/_index.md section',
      '  content/docs/api/ section',
      '    content/docs/api/call.md page',
      '  content/docs/start.md page',
      'content/posts/ section',
      '  content/posts/frost/index.md page',
      '  content/posts/rye.md page',
      'content/zoo.md page',
    ]);
    expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
  });

  it('end with the pages that Galley makes; a generated home comes first, a section’s page belongs to its folder', () => {
    const shown = rows(
      [document('content/my posts/a.md')],
      [
        { url: '/', title: 'Home', kind: 'home' },
        { url: '/my-posts/', title: 'My posts', kind: 'section' },
        { url: '/tags/', title: 'Tags', kind: 'taxonomy' },
        { url: '/404.html', title: 'Not found', kind: '404' },
      ],
    );
    expect(shown.map(({ id, title, url, kind, file }) => [id, title, url, kind, file])).toEqual([
      ['/', 'Home', '/', 'home', null],
      ['content/my posts/', 'My posts', '/my-posts/', 'section', null],
      ['content/my posts/a.md', 'content/my posts/a.md', '/my posts/a/', 'page', 'content/my posts/a.md'],
      ['/tags/', 'Tags', '/tags/', 'generated', null],
      ['/404.html', 'Not found', '/404.html', 'generated', null],
    ]);
  });

  it('say what there is to mend, what changed, and which page shows the fallback', () => {
    const shown = rows(
      [document('content/a.md'), document('content/b.md', 'page', { url: null, state: 'unreadable' })],
      [],
      {
        counts: new Map([['/a/', { things: 2, suggestions: 1 }]]),
        countsByFile: new Map([['content/b.md', { things: 1, suggestions: 0 }]]),
        degraded: new Set(['/a/']),
        changed: new Set(['content/b.md']),
      },
    );
    expect(shown).toMatchObject([
      { things: 2, suggestions: 1, degraded: true, changed: false },
      { things: 1, suggestions: 0, degraded: false, changed: true, state: 'unreadable', url: null },
    ]);
  });
});
