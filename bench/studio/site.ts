/** A site of any size with the journal's design, and two mistakes that are on all of its pages. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';
import { generateDocument, writeGenerated } from '../generate.ts';

const settings = `title: Slack Water
url: https://example.com/
description: Field notes from a small estuary.
language: en-GB
theme: journal
menus:
  main:
    - { page: /posts/_index.md, title: Posts }
    - { page: /tags/_index.md, title: Subjects }
taxonomies: { tags: {} }
pagination: { size: 20 }
`;

/** One cause with as many pages as the site has (a value that is nowhere), and one with as many places (a link to nothing). */
export function writeStudioSite(folder: string, pages: number): void {
  const content = join(folder, 'content');
  writeGenerated(content, pages, 'short');
  for (let index = 1; index <= pages; index += 1) {
    const { path, text } = generateDocument(index, 'short');
    writeFileSync(join(content, path), `${text}\n[The tide tables](/tide-tables/)\n`);
  }
  writeEdited(content);
  writeFileSync(join(folder, 'site.yaml'), settings);
  const footer = readFileSync(join(projectRoot(), 'src/themes/journal/templates/partials/footer.njk'), 'utf8');
  mkdirSync(join(folder, 'templates/partials'), { recursive: true });
  writeFileSync(join(folder, 'templates/partials/footer.njk'), `${footer}<p>{{ site.params.imprint }}</p>\n`);
}

/** A text of 20 KB in a list of forty, for edits of all kinds. */
export const edited = 'posts/written.md';
/** A part of the design that all pages use. */
export const part = 'templates/partials/footer.njk';

function writeEdited(content: string): void {
  const front = (title: string, minute: number): string =>
    `---\ntitle: ${title}\ndate: 2011-05-01T10:${String(minute).padStart(2, '0')}:00Z\ndescription: One of forty.\ntags: [forty]\n---\n\n`;
  for (let i = 1; i < 40; i += 1)
    writeFileSync(join(content, `posts/one-of-forty-${i}.md`), `${front(`One of forty, ${i}`, i)}Short.\n`);
  const long = [2, 3, 5].map((index) => generateDocument(index, 'long').text.replace(/^---[\s\S]*?\n---\n/, ''));
  writeFileSync(join(content, edited), `${front('Written', 0)}Begun here.\n\n${long.join('\n')}`);
}

/** The document in which the bench types. */
export const typedIn = generateDocument(1, 'short').path;
