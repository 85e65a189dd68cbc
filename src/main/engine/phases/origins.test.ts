/** Where the links of pages were written. */
import { afterEach, describe, expect, it } from 'vitest';
import { BadSites } from '../testing/bad-site.ts';

const sites = new BadSites();
afterEach(() => sites.remove());

const SITE = 'title: Birds\nurl: https://example.com/birds/\n';

describe('an address of a menu', () => {
  it('stands in the settings, wherever pages show it', async () => {
    const menus = [
      'menus:',
      '  main:',
      '    - { page: /kept.md, title: Kept }',
      '    - title: More',
      '      url: "/über uns/"',
      '    - { title: Deep, url: /kept/#gone }',
    ].join('\n');
    const { report } = await sites.build({ 'site.yaml': `${SITE}${menus}\n` });
    expect(report.proofs.map(({ code, file, range, expression }) => [code, file, range?.start, expression])).toEqual(
      [
        ['anchor-missing', 8, 27, '/kept/#gone'],
        ['link-broken', 7, 12, '/über uns/'],
      ].map(([code, line, column, written]) => [code, 'site.yaml', { line, column }, written]),
    );
  });

  it('that a text has too stands in both', async () => {
    const { report } = await sites.build({
      'site.yaml': `${SITE}menus: { main: [{ title: Robins, url: /robins/ }] }\n`,
      'content/kept.md': '---\ntitle: Kept\n---\nThe kept page. [Home](/) [robins](/robins/)\n',
    });
    expect(report.proofs.map(({ places }) => places.map(({ file, range }) => [file, range?.start.line]))).toEqual([
      [
        ['content/kept.md', 4],
        ['site.yaml', 3],
      ],
    ]);
  });
});

it('the part of a list that goes over several pages stands where its document is linked', async () => {
  const { report } = await sites.build({
    'site.yaml': `${SITE}pagination: { size: 1 }\n`,
    'templates/section.njk':
      '<html lang="en"><title>{{ page.title }}</title>{% for one in paginator.items %}<p>{{ one.title }}</p>{% endfor %}</html>',
    'content/notes/_index.md': '---\ntitle: Notes\n---\n',
    'content/notes/a.md': '---\ntitle: A\n---\n[x](_index.md#gone)\n',
    'content/notes/b.md': '---\ntitle: B\n---\nB.\n',
  });
  const found = report.proofs.filter(({ code }) => code === 'anchor-missing');
  expect(found.map(({ file, range, expression }) => [file, range?.start, expression])).toEqual([
    ['content/notes/a.md', { line: 4, column: 5 }, '_index.md#gone'],
  ]);
});
