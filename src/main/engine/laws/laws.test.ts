/**
 * Both laws: after any sequence of edits a build leaves the same files as a clean build, and the same proofs, counts and verdict.
 * `npm run laws` does the same for as long as one likes.
 */
import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { engineOptions } from '../testing/site-folder.ts';
import { editNames } from './testing/edits.ts';
import { difference, Judge, type Step } from './testing/judge.ts';

const judges: Judge[] = [];
afterEach(async () => {
  for (const judge of judges.splice(0)) await judge.end();
});

function judged(seed: number): Judge {
  const judge = new Judge(seed, engineOptions);
  judges.push(judge);
  return judge;
}

const edit = fc.record({ name: fc.constantFrom(...editNames), seed: fc.nat() });

function steps(workers: fc.Arbitrary<number>): fc.Arbitrary<Step[]> {
  const step = fc.record({
    edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
    reopen: fc.boolean(),
    cancelAfter: fc.option(fc.nat({ max: 60 }), { freq: 6 }),
    workers,
    told: fc.boolean(),
    rested: fc.boolean(),
    elsewhere: fc.constant(null),
    out: fc.constantFrom('public' as const, 'public' as const, 'other' as const),
  });
  return fc.array(step, { minLength: 6, maxLength: 14 });
}

async function obey(seed: number, sequence: readonly Step[]): Promise<void> {
  const judge = judged(seed);
  for (const step of sequence) {
    const differs = await judge.step(step);
    if (differs !== null) throw new Error(`${judge.story.join('\n')}\n${differs}`);
  }
  await judge.end();
}

describe('after any edits a build is as a clean one', () => {
  it('in one thread', { timeout: 300_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.nat(), steps(fc.constant(0)), obey), { numRuns: 7, endOnFailure: true });
  });

  it('with a pool, and with now the one and now the other', { timeout: 300_000 }, async () => {
    await fc.assert(fc.asyncProperty(fc.nat(), steps(fc.constantFrom(0, 2)), obey), { numRuns: 2, endOnFailure: true });
  });
});

describe('the comparison', () => {
  it('finds a file that differs, one that is missing and one too many', async () => {
    const judge = judged(1);
    expect(await judge.compareNow()).toBe(null);
    const built = new Map([
      ['a.html', 'one'],
      ['b.html', 'two'],
    ]);
    expect(difference(new Map(built).set('a.html', 'One'), built)).toContain('a.html differs');
    expect(difference(new Map([['a.html', 'one']]), built)).toBe('b.html is missing');
    expect(difference(new Map(built).set('c.html', ''), built)).toContain('c.html should not be there');
  });

  it('finds what was changed in public/ behind the back of a site that stays as it is', async () => {
    const judge = judged(2);
    expect(await judge.compareNow()).toBe(null);
    const page = judge.site.list('public', '.html')[0] as string;
    const before = filesBefore(judge);
    appendFileSync(`${judge.site.root}/${page}`, '!');
    expect(difference(filesBefore(judge), before)).toContain('differs');
    expect(await judge.compareNow()).toBe(null);
  });
});

function filesBefore({ site }: Judge): Map<string, string> {
  return new Map(site.list('public').map((path) => [path, site.text(path)]));
}

describe('a build', () => {
  it('renders only what an edit can be seen in', async () => {
    let [rendered, kept] = [0, 0];
    for (const seed of [3, 4, 5, 6]) {
      const judge = judged(seed);
      expect(await judge.compareNow()).toBe(null);
      const before = { ...judge.tally };
      const { site } = judge;
      site.put('content/posts/a.md', `${site.text('content/posts/a.md')}\nMore, and *no* more.\n`);
      expect(await judge.compareNow()).toBe(null);
      rendered += judge.tally.rendered - before.rendered;
      kept += judge.tally.kept - before.kept;
    }
    expect(rendered).toBeGreaterThan(0);
    expect(kept).toBeGreaterThan(2 * rendered);
  });
});
