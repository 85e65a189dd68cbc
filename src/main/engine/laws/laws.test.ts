/**
 * Both laws: after any sequence of edits a build leaves the same files as a clean build, and the same proofs, counts and verdict.
 * `npm run laws` does the same for as long as one likes.
 */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BuildPlan, PlanInput } from '../plan/plan.ts';
import { engineOptions } from '../testing/site-folder.ts';
import { Dice } from './testing/dice.ts';
import { difference, Judge, quiet } from './testing/judge.ts';
import { Steps, type Ways } from './testing/steps.ts';

/** Planning may be made to forget pages whose own text changed. */
const forgetful = vi.hoisted(() => ({ planning: false }));
vi.mock('../plan/plan.ts', async (original) => {
  const real = await original<typeof import('../plan/plan.ts')>();
  return {
    ...real,
    planBuild(input: PlanInput): BuildPlan {
      const plan = real.planBuild(input);
      if (!forgetful.planning) return plan;
      const isForgotten = ({ reason }: BuildPlan['render'][number]): boolean => reason.startsWith('its own');
      const kept = [...plan.kept, ...plan.render.filter(isForgotten).map(({ node }) => node)].sort((a, b) => a - b);
      return { ...plan, kept, render: plan.render.filter((item) => !isForgotten(item)) };
    },
  };
});

const judges: Judge[] = [];
afterEach(async () => {
  forgetful.planning = false;
  for (const judge of judges.splice(0)) await judge.end();
});

type Harm = NonNullable<ConstructorParameters<typeof Judge>[2]>;

function judged(seed: number, plant?: Harm, options = engineOptions): Judge {
  const judge = new Judge(seed, options, plant);
  judges.push(judge);
  return judge;
}

/** How many steps are taken. */
const lengths = fc.integer({ min: 6, max: 14 });

function obeying(ways: Ways) {
  return async (seed: number, count: number): Promise<void> => {
    const judge = judged(seed, undefined, { ...engineOptions, ownThread: !ways.window });
    const steps = new Steps(new Dice(seed), ways);
    for (let i = 0; i < count; i++) {
      const differs = await judge.step(steps.next());
      if (differs !== null) throw new Error(`${judge.story.join('\n')}\n${differs}`);
    }
    await judge.end();
  };
}

describe('after any edits a build is as a clean one', () => {
  it('in one thread', { timeout: 600_000 }, async () => {
    const ways: Ways = { workers: [[0]], window: false, writing: 0.3, elsewhere: false };
    await fc.assert(fc.asyncProperty(fc.nat(), lengths, obeying(ways)), { numRuns: 5, endOnFailure: true });
  });

  it('with a pool, and with now the one and now the other', { timeout: 600_000 }, async () => {
    const ways: Ways = { workers: [[2], [2], [0], [0, 2]], window: true, writing: 0.8, elsewhere: false };
    await fc.assert(fc.asyncProperty(fc.nat(), lengths, obeying(ways)), { numRuns: 2, endOnFailure: true });
  });
});

describe('the comparison', { timeout: 120_000 }, () => {
  it('finds a file that differs, one that is missing and one too many', () => {
    const built = new Map([
      ['a.html', 'one'],
      ['b.html', 'two'],
    ]);
    expect(difference(new Map(built), built)).toBe(null);
    expect(difference(new Map(built).set('a.html', 'One'), built)).toContain('a.html differs');
    expect(difference(new Map([['a.html', 'one']]), built)).toBe('b.html is missing');
    expect(difference(new Map(built).set('c.html', ''), built)).toContain('c.html should not be there');
  });

  it.each<[harm: string, Harm, found: RegExp]>([
    [
      'another byte',
      (site) => appendFileSync(join(site.root, 'public/posts/a/index.html'), '!'),
      /a.index\.html differs/,
    ],
    ['a file that is gone', (site) => rmSync(join(site.root, 'public/sitemap.xml')), /sitemap\.xml is missing/],
    ['a file too many', (site) => writeFileSync(join(site.root, 'public/x.html'), ''), /x\.html should not be there/],
    ['a proof that is gone', (_, report) => report.proofs.pop(), /proof \d+ is missing/],
    [
      'a proof with other words',
      (_, { proofs: [proof] }) => Object.assign(proof ?? {}, { message: 'x' }),
      /proof 0 differs/,
    ],
    ['another count', (_, report) => report.counts.degraded++, /counts differs/],
    ['another verdict', (_, report) => Object.assign(report, { verdict: 'good' }), /counts differs/],
  ])('of a whole build finds %s', async (_, harm, found) => {
    let isHarmful = false;
    const judge = judged(2, (site, report) => isHarmful && harm(site, report));
    judge.site.put('content/posts/wrong.md', '[gone](/gone.md) {{ x }} ![](none.png)\n');
    expect(await judge.compareNow()).toBe(null);
    isHarmful = true;
    expect(await judge.compareNow()).toMatch(found);
    isHarmful = false;
    judge.site.remove('public/x.html');
    expect(await judge.compareNow()).toBe(null);
  });

  it('finds a page that planning forgot', async () => {
    const judge = judged(3);
    const path = judge.site.put('content/notes/forgotten.md', '---\ntitle: A note\n---\nText.\n');
    expect(await judge.compareNow()).toBe(null);
    forgetful.planning = true;
    judge.site.put(path, '---\ntitle: A note\n---\nOther text.\n');
    expect(await judge.compareNow()).toMatch(/Text/);
    forgetful.planning = false;
    // An open site takes for true what it made itself; from its cache it finds out.
    expect(await judge.step({ ...quiet, edits: [], reopen: true })).toBe(null);
  });
});

describe('a build', { timeout: 120_000 }, () => {
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

  it('that is told what changed looks at nothing else', async () => {
    const judge = judged(5);
    const { site } = judge;
    for (const name of ['a', 'b']) site.put(`content/notes/${name}.md`, '---\ntitle: A note\n---\nText.\n');
    expect(await judge.compareNow()).toBe(null);
    appendFileSync(join(site.root, 'content/notes/b.md'), 'Nobody is told of this.\n');
    site.put('content/notes/a.md', '---\ntitle: A note\n---\nOther text.\n');
    expect(await judge.step({ ...quiet, edits: [], told: true })).toMatch(/Nobody is told of this|differs|missing/);
    expect(judge.tally.trusting).toBe(1);
    expect(await judge.compareNow()).toBe(null);
  });

  it('is what a preview shows, and what an audit expects', async () => {
    const judge = judged(7, undefined, { ...engineOptions, ownThread: false });
    expect(await judge.step({ ...quiet, edits: [], workers: 2, looks: 1, audited: true })).toBe(null);
    expect(judge.tally.shown).toBeGreaterThan(0);
    judge.site.harm('public/posts/a/index.html', (file) => appendFileSync(file, '!'));
    expect(await judge.audit()).toBe('the audit finds posts/a/index.html');
  });

  it('of sources that have rested finds that there is nothing to do', async () => {
    const judge = judged(6);
    for (let i = 0; i < 2; i++) expect(await judge.step({ ...quiet, edits: [], rested: true })).toBe(null);
    expect(judge.tally.standing).toBe(1);
  });
});
