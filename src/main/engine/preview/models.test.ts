import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runBuild } from '../build.ts';
import { openMemory } from '../cache/open-memory.ts';
import { SiteChecks } from '../checks/run-checks.ts';
import { SnapshotWriter } from '../phases/snapshot.ts';
import { AssetTracker } from '../phases/track.ts';
import { createInlineRunner } from '../pool/inline.ts';
import type { TaskRunner } from '../pool/runner.ts';
import { OutputsList } from '../save/outputs.ts';
import { engineOptions, TEST_TIME, testSites } from '../testing/site-folder.ts';
import { Models } from './models.ts';
import type { PlannedSite } from './planned.ts';
import { TextParser } from './text-parser.ts';

const { site, removeAll } = testSites();
afterEach(removeAll);

const A = 'content/a.md';

async function models(): Promise<{ made: Models; runner: TaskRunner }> {
  const root = await site({
    [A]: '---\ntitle: A\n---\nText.\n',
    'content/b.md': '# B\n',
    'content/c.md': '---\ntitle: C\ndraft: true\n---\n',
  });
  const runner = await createInlineRunner(engineOptions.workerPath);
  const planned: PlannedSite[] = [];
  const remember = () => openMemory(join(root, '.galley/cache/memory'), root, engineOptions);
  const setting = {
    root,
    options: engineOptions,
    key: 'test',
    version: 1,
    runnerFor: async () => runner,
    remember,
    snapshots: new SnapshotWriter(),
    tracker: new AssetTracker(),
    checks: new SiteChecks(),
    list: new OutputsList(),
    mayStandStill: false,
    before: null,
    standing: null,
    leave: () => {},
    changed: null,
  };
  await runBuild(
    { ...setting, planned: (one) => void planned.push(one) },
    { now: TEST_TIME, drafts: false, clean: false, adopt: false },
  );
  let version = 0;
  const { themesPath } = engineOptions;
  return { made: await Models.of(planned[0] as PlannedSite, { themesPath, nextVersion: () => ++version }), runner };
}

/** How many models there are after each of these texts was shown. */
async function countAfter(source: string, texts: readonly string[]): Promise<number[]> {
  const { made, runner } = await models();
  const parser = new TextParser();
  const counts: number[] = [];
  for (const text of texts) {
    const documents = await parser.parse(runner, made.planned, new Map([[source, text]]), false);
    expect(await made.choose(runner, { wanted: { source }, settings: new Map(), documents })).not.toBe(null);
    counts.push(made.all.length);
  }
  return counts;
}

describe('the models of a site', () => {
  it('are the build’s alone while somebody writes: nothing is put together again', async () => {
    expect(
      await countAfter(A, ['---\ntitle: A\n---\nT', '---\ntitle: A0\n---\nTex', '---\ntitle: A\n---\n# Text\n']),
    ).toEqual([1, 1, 1]);
  });

  it('are one more when the site changes, which serves what is written on', async () => {
    const draft = '---\ntitle: A\ndraft: true\n---\n';
    expect(await countAfter(A, [draft, `${draft}More`, '---\ntitle: A\n---\nBack.\n', `${draft}And more`])).toEqual([
      2, 2, 2, 2,
    ]);
  });

  it('are one more for a page that is not published, and are no more than are needed', async () => {
    const text = '---\ntitle: C\ndraft: true\n---\n';
    expect(await countAfter('content/c.md', [text, `${text}a`, `${text}b`])).toEqual([2, 2, 2]);
    const moves = [1, 2, 3, 4].map((i) => `---\ntitle: A\nurl: /${i}/\n---\n`);
    expect(await countAfter(A, moves)).toEqual([2, 3, 3, 3]);
  });
});
