import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import picocolors from 'picocolors';
import { afterAll, describe, expect, it } from 'vitest';
import type { Proof } from '../../shared/proof.ts';
import { formatProofs } from './proofs.ts';

const folder = mkdtempSync(join(tmpdir(), 'galley-proofs-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'post.njk'), '<article>\n  <p>\n\tBy {{ page.author.name }}\n</article>\n');

const outline = { title: 'A Field Guide', basePath: '/', watched: [], locate: (name: string) => join(folder, name) };
const plain = { colors: picocolors.createColors(false), verbose: false };
const missing: Proof = {
  code: 'undefined-value',
  severity: 'warning',
  message: '46 pages show no author’s name.',
  detail: '`page.author` is null',
  file: 'post.njk',
  range: { start: { line: 3, column: 8 }, end: { line: 3, column: 24 } },
  chain: [{ file: 'base.njk', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } } }],
  pages: Array.from({ length: 46 }, (_, index) => `/post-${index}/`),
  places: [{ file: 'post.njk', range: { start: { line: 3, column: 8 }, end: { line: 3, column: 24 } } }],
  cause: 'undefined-value:post.njk:3:8',
  fixes: [{ label: 'Set one author for the site.', kind: 'advice' }],
};

describe('formatProofs', () => {
  it('prints the sentence, the place, the line, the pages and what to do', async () => {
    expect(await formatProofs([missing], outline, plain)).toBe(
      [
        'warning: 46 pages show no author’s name. [undefined-value]',
        '  at post.njk:3:8',
        '    │',
        '  2 │   <p>',
        '  3 │   By {{ page.author.name }}',
        '    │         ^^^^^^^^^^^^^^^^',
        '  exactly `page.author` is null',
        '  used by base.njk:1:1',
        '  on /post-0/, /post-1/, /post-2/ … and 43 more pages',
        '  → Set one author for the site.',
        '',
      ].join('\n'),
    );
  });

  it('prints errors first and suggestions in short', async () => {
    const hint: Proof = { ...missing, severity: 'hint', message: 'A page has no description.' };
    const error: Proof = { ...missing, severity: 'error', message: 'A page could not be made.' };
    const text = await formatProofs([...Array.from({ length: 10 }, () => hint), missing, error], outline, plain);
    const order = [
      'error: A page',
      'warning: 46',
      'suggestion: A page has no description. post.njk:3:8',
      '… and 2 more suggestions',
    ];
    expect(order.map((words) => text.indexOf(words))).toEqual(
      [...order.map((words) => text.indexOf(words))].sort((a, b) => a - b),
    );
    expect(text.match(/suggestion: /g)).toHaveLength(8);
  });

  it('counts what is too much to read, by code', async () => {
    const other: Proof = { ...missing, code: 'image-missing' };
    const text = await formatProofs([...Array.from({ length: 43 }, () => missing), other, other], outline, plain);
    expect(text.match(/^warning: /gm)).toHaveLength(40);
    expect(text).toContain('… and 5 more things to mend (--verbose shows all): 3 undefined-value, 2 image-missing\n');
    expect(
      (await formatProofs([...Array.from({ length: 43 }, () => missing)], outline, { ...plain, verbose: true })).match(
        /^warning: /gm,
      ),
    ).toHaveLength(43);
  });

  it('does without the line when the file or the line is gone', async () => {
    const gone = await formatProofs([{ ...missing, file: 'gone.njk' }], outline, plain);
    expect(gone).toContain('at gone.njk:3:8\n  exactly');
    const range = { start: { line: 99, column: 1 }, end: { line: 99, column: 2 } };
    expect(await formatProofs([{ ...missing, range }], outline, plain)).toContain('at post.njk:99:1\n  exactly');
  });

  it('marks wide characters where a terminal shows them, and cuts long lines about the place', async () => {
    writeFileSync(join(folder, 'wide.md'), `日本語 [x](y)\n${'word '.repeat(60)}[x](y)${' word'.repeat(60)}\n`);
    const at = (line: number, column: number) => ({
      ...missing,
      file: 'wide.md',
      range: { start: { line, column }, end: { line, column: column + 6 } },
    });
    const wide = (await formatProofs([at(1, 5)], outline, plain)).split('\n');
    expect(wide[3]).toBe('  1 │ 日本語 [x](y)');
    expect(wide[4]).toBe('    │        ^^^^^^');
    const long = (await formatProofs([at(2, 301)], outline, plain))
      .split('\n')
      .find((line) => line.startsWith('  2 │'));
    expect(long).toMatch(/^ {2}2 │ … .*\[x\]\(y\).* …$/);
    expect(long?.length).toBeLessThan(115);
  });

  it('lets no text of a site command the terminal', async () => {
    const text = await formatProofs([{ ...missing, message: 'A page \u001b]0;owned\u0007 \u202e.' }], outline, plain);
    expect(text).toContain('A page \uFFFD]0;owned\uFFFD \uFFFD.');
  });
});
