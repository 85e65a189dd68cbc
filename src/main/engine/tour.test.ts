/** The tour has five mistakes to try things on, no more and no fewer, and five small edits mend them. */
import { cpSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BuildReport } from '../../shared/report.ts';
import { buildOnce, makeSite, removeSite } from './testing/site-folder.ts';

const tour = join(import.meta.dirname, '../../../examples/tour');

/** Each mistake as its proof shows it, and the smallest edit that mends it. */
const mistakes = [
  {
    code: 'undefined-value',
    at: 'templates/partials/facts.njk:4',
    pages: 18,
    edit: { file: 'site.yaml', find: /$/, put: '\ncascade:\n  - { section: /, values: { author: { name: Nell } } }\n' },
  },
  {
    code: 'link-document-missing',
    at: 'content/birds/heron/index.md:13',
    pages: 1,
    edit: { file: 'content/birds/heron/index.md', find: 'places/millpond.md', put: 'places/mill-pond.md' },
  },
  {
    code: 'asset-wrong-case',
    at: 'content/places/quarry/index.md:10',
    pages: 1,
    edit: { file: 'content/places/quarry/index.md', find: 'src="Quarry.jpg"', put: 'src="quarry.jpg"' },
  },
  {
    code: 'key-misspelt',
    at: 'content/plants/celandine/index.md:2',
    pages: 1,
    edit: { file: 'content/plants/celandine/index.md', find: 'titel:', put: 'title:' },
  },
  {
    code: 'template-failed',
    at: 'templates/calendar.njk:16',
    pages: 1,
    edit: { file: 'templates/calendar.njk', find: 'nunber(1)', put: 'number(1)' },
  },
] as const;

const made: string[] = [];
afterEach(async () => {
  for (const root of made.splice(0)) await removeSite(root);
});

async function copyOfTour(): Promise<string> {
  const root = await makeSite({});
  made.push(root);
  cpSync(tour, root, { recursive: true, filter: (path) => !['public', '.galley'].includes(basename(path)) });
  return root;
}

async function mend(root: string, { edit }: (typeof mistakes)[number]): Promise<void> {
  const file = join(root, edit.file);
  const before = await readFile(file, 'utf8');
  const after = before.replace(edit.find, () => edit.put);
  expect(after, edit.file).not.toBe(before);
  await writeFile(file, after);
}

function toFix(report: BuildReport): string[] {
  return report.proofs.filter(({ severity }) => severity !== 'hint').map(({ code }) => code);
}

describe('the tour', () => {
  it('has five causes among its errors and warnings, each at its place', async () => {
    const report = await buildOnce(await copyOfTour());
    const found = report.proofs.filter(({ severity }) => severity !== 'hint');
    expect(
      Object.fromEntries(
        found.map(({ code, file, range, pages }) => [code, [`${file}:${range?.start.line}`, pages.length]]),
      ),
    ).toEqual(Object.fromEntries(mistakes.map(({ code, at, pages }) => [code, [at, pages]])));
    expect(found).toHaveLength(5);
    expect(report.verdict).toBe('errors');
    expect(report.counts).toMatchObject({ pages: 27, degraded: 1 });
  });

  it('is mended by five small edits, each of which takes away its own mistake; three suggestions remain', async () => {
    const root = await copyOfTour();
    const left = new Set<string>(mistakes.map(({ code }) => code));
    let report = await buildOnce(root);
    for (const mistake of mistakes) {
      await mend(root, mistake);
      left.delete(mistake.code);
      report = await buildOnce(root);
      expect(toFix(report).sort(), mistake.code).toEqual([...left].sort());
    }
    expect(report.verdict).toBe('good');
    expect(report.counts.degraded).toBe(0);
    expect(report.proofs.map(({ code, severity }) => `${severity} ${code}`).sort()).toEqual([
      'hint alt-missing',
      'hint description-missing',
      'hint heading-skipped',
    ]);
  });
});

it('the tour counts no more than it expects, and all of it', async () => {
  const root = await copyOfTour();
  const counted = new Map<string, { done: number; total: number }>();
  await buildOnce(root, {
    onEvent: (event) => {
      // Nothing expected: the end is not known, and only words are shown.
      if (event.type !== 'phase-progress' || !event.total) return;
      const { phase, done, total } = event;
      expect(done, phase).toBeLessThanOrEqual(total);
      counted.set(phase, { done, total });
    },
  });
  expect(counted.size).toBeGreaterThan(2);
  for (const [phase, { done, total }] of counted) expect(done, phase).toBe(total);
});
