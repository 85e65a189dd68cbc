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
