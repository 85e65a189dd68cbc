import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectedPages, samplePages } from './documents.ts';
import { generateDocument, writeGenerated } from './generate.ts';
import { measure, median } from './measure.ts';
import { combine, studioTable } from './studio/studio-table.ts';
import { formatTable } from './table.ts';
import { verifyOutput } from './verify.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galley-bench-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('generates the same documents every time, of the sizes that it claims', () => {
  expect(generateDocument(7, 'short')).toEqual(generateDocument(7, 'short'));
  const mean = (length: 'short' | 'long'): number => {
    const sizes = Array.from({ length: 100 }, (_, index) => generateDocument(index, length).text.length);
    return sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  };
  expect(mean('short')).toBeGreaterThan(470);
  expect(mean('short')).toBeLessThan(570);
  expect(mean('long')).toBeGreaterThan(5_000);
  expect(mean('long')).toBeLessThan(7_000);
});

describe('an output counts only when', () => {
  const publish = (source: string, html: string): void => {
    const page = join(folder, 'out', source);
    mkdirSync(page, { recursive: true });
    writeFileSync(join(page, 'index.html'), html);
  };
  const expectation = () => {
    const { pages } = expectedPages(join(folder, 'content'));
    return { pages, samples: samplePages(join(folder, 'content'), pages, 3) };
  };

  beforeEach(() => {
    mkdirSync(join(folder, 'content'));
    writeGenerated(join(folder, 'content'), 3, 'short');
    for (const { source, title, phrase, folder: page } of expectation().samples) {
      expect([source, title, phrase]).not.toContain(null);
      publish(page, `<title>${title}</title><p>${phrase}</p>`);
    }
    publish('', '<p>Home</p>');
    for (const file of ['sitemap.xml', 'robots.txt', '404.html', 'index.xml'])
      writeFileSync(join(folder, 'out', file), '');
  });
  const verify = (): number => verifyOutput('a tool', join(folder, 'out'), expectation());

  it('all its pages are there', () => {
    expect(verify()).toBe(4);
    rmSync(join(folder, 'out/notes/page-1'), { recursive: true });
    expect(verify).toThrow('a tool did not write 1 of 3 pages (notes/page-1.md …).');
  });

  it('they show their titles and texts', () => {
    publish('notes/page-1', '<title>Untitled</title>');
    expect(verify).toThrow('the page of notes/page-1.md does not show its title');
  });

  it('there is a feed', () => {
    rmSync(join(folder, 'out/index.xml'));
    expect(verify).toThrow('wrote no feed');
  });
});

it('measures time and memory, and shows why a command failed', async () => {
  const node = (code: string, accepted: number[]) =>
    measure({ command: process.execPath, args: ['-e', code], cwd: folder, accepted, scratch: folder });
  const { seconds, mebibytes } = await node('setTimeout(() => process.exit(2), 200)', [0, 2]);
  expect(seconds).toBeGreaterThan(0.19);
  expect(mebibytes).toBeGreaterThan(10);
  await expect(node("console.error('no such theme'); process.exit(1)", [0])).rejects.toThrow('no such theme');
});

it('takes the middle of odd and even lists', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, Number.NaN]);
});

it('draws one table', () => {
  const cells = { galley: { seconds: 1.5, mebibytes: 300 }, hugo: { seconds: 2, mebibytes: null } };
  const row = { pages: 10_000, text: 'short', what: 'cold', cells, ratios: { hugo: { medians: 0.75, paired: 0.74 } } };
  expect(formatTable([row], ['galley', 'hugo'])).toBe(
    [
      '|  pages | texts | what | galley s | hugo s | galley µs/page | hugo µs/page | ÷ hugo (paired) | galley MiB | hugo MiB |',
      '|-------:|-------|------|---------:|-------:|---------------:|-------------:|----------------:|-----------:|---------:|',
      '| 10,000 | short | cold |     1.50 |   2.00 |            150 |          200 |     0.75 (0.74) |        300 |          |',
    ].join('\n'),
  );
});

it('tells of several runs of the studio the worst pause and the middle of all else, in a column for each site', () => {
  const runs = [3, 9, 4].map(
    (value) =>
      new Map([
        ['build: longest pause of the host', value],
        ['open: first paint', value * 100],
      ]),
  );
  expect(studioTable(['10 pages'], [combine(runs)])).toEqual([
    '|                                  | 10 pages |',
    '|----------------------------------|---------:|',
    '| build: longest pause of the host |        9 |',
    '| open: first paint                |      400 |',
  ]);
});
