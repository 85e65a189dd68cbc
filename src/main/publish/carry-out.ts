/**
 * Carries a plan out. Whatever moment it is killed at, it can be run again: what it means to do is written down before the
 * first change, what it replaces is kept before that, and the receipt comes last.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { formatNumber } from '../../shared/numbers.ts';
import type { Source, TargetAdapter } from './adapter.ts';
import type { Draft } from './draft.ts';
import type { Print } from './hash.ts';
import { inParallel } from './parallel.ts';
import { type Decision, noDecision } from './plan/decide.ts';
import { inOrder, STAGES } from './plan/stages.ts';
import { shortened, tellStory } from './plan/story.ts';
import { Blobs } from './state/blobs.ts';
import { dropIntent, extendIntent, type Intent, saveIntent } from './state/intent.ts';
import { type ChangeRecord, pruneReleases, readChanges, saveRelease } from './state/releases.ts';
import type { StatePaths } from './state/state-paths.ts';
import {
  type BuiltFile,
  type Publication,
  type PublishPlan,
  PublishProblem,
  type Release,
  type Work,
} from './types.ts';

/** Each waits for the disk: together they wait once. */
const KEPT_AT_ONCE = 32;

export interface Run extends Work {
  adapter: TargetAdapter;
  paths: StatePaths;
  draft: Draft;
  /** null: a release is taken back, from what was kept. */
  build: Publication | null;
}

/** @returns the record. @throws PublishProblem; the signal's reason when it was cancelled */
export async function carryOut(run: Run): Promise<Release> {
  const blobs = new Blobs(run.paths.blobs);
  await keepReplaced(run, blobs);
  const intent = intentOf(run);
  await saveIntent(run.paths.intent, intent);
  const revision = await change(run, blobs, intent);
  run.onProgress?.({ step: 'receipt', done: 0, total: 1 });
  const release = await commit(run, intent, revision);
  await dropIntent(run.paths.intent);
  await forgetOld(run.paths, blobs);
  run.onProgress?.({ step: 'receipt', done: 1, total: 1 });
  return release;
}

async function keepReplaced({ adapter, draft, signal, onProgress }: Run, blobs: Blobs): Promise<void> {
  const { changed, deleted } = draft.plan;
  const replaced = [...changed.map(({ path, was, wasSize }) => ({ path, hash: was, size: wasSize })), ...deleted];
  let done = 0;
  await inParallel(replaced, KEPT_AT_ONCE, async ({ path, ...print }) => {
    signal?.throwIfAborted();
    onProgress?.({ step: 'planning', done: done++, total: replaced.length });
    if (await blobs.has(print)) return;
    if (!(await blobs.keep(print, (take) => adapter.read(path, take)))) throw targetChanged();
  });
}

/** What is there is not what the plan was made from. */
export function targetChanged(): PublishProblem {
  const message = 'What is there, or the site, has changed since you agreed to publish.';
  return new PublishProblem('stale-plan', message, 'Look at the new plan, and publish again.');
}

function intentOf({ draft }: Run): Intent {
  const { plan, records, undoes } = draft;
  const token = randomBytes(6).toString('hex');
  const number = (records.last?.number ?? 0) + 1;
  const now = { kind: plan.kind, site: plan.site, number, undoes: undoes?.number ?? null, token };
  return extendIntent(records.intent, now, changesOf(plan));
}

function* changesOf({ added, changed, deleted }: PublishPlan): Iterable<ChangeRecord> {
  for (const { path, hash } of added) yield { path, before: null, after: hash };
  for (const { path, hash, was, wasSize } of changed) yield { path, before: { hash: was, size: wasSize }, after: hash };
  for (const { path, hash, size } of deleted) yield { path, before: { hash, size }, after: null };
}

/** @returns the target's revision afterwards */
async function change(run: Run, blobs: Blobs, intent: Intent): Promise<string | null> {
  const { adapter, draft, paths } = run;
  const { added, changed, deleted, revision, story } = draft.plan;
  const touched = added.length + changed.length + deleted.length > 0;
  if (!touched && adapter.atOnce) return revision;
  const [token = '', ...earlier] = intent.tokens.toReversed();
  const message = `${titleOf(draft.plan)}: ${story.sentence}`;
  await adapter.begin(message, token, earlier, [...intent.entries.keys()]);
  if (!touched) return revision;
  await putAndRemove(run, blobs);
  run.signal?.throwIfAborted();
  return adapter.finish(async (next) => {
    intent.revisions.push(next);
    await saveIntent(paths.intent, intent);
  });
}

async function putAndRemove({ adapter, draft, build, signal, onProgress }: Run, blobs: Blobs): Promise<void> {
  const { added, changed, deleted } = draft.plan;
  const steps = inOrder([...added, ...changed], deleted, (path) => adapter.fold(path));
  const step = async <File extends BuiltFile>(
    name: 'assets' | 'pages' | 'feeds' | 'removing',
    files: readonly File[],
    work: (file: File) => Promise<void>,
  ): Promise<void> => {
    let done = 0;
    await inParallel(files, adapter.parallel, async (file) => {
      signal?.throwIfAborted();
      await work(file);
      onProgress?.({ step: name, done: ++done, total: files.length });
    });
  };
  const sourceOf = ({ path, hash, size }: BuiltFile): Source => {
    const file = build === null ? blobs.pathOf(hash) : join(build.folder, path);
    return { path, hash, size, file };
  };
  await step('assets', steps.cleared, ({ path }) => adapter.remove(path));
  for (const stage of STAGES) await step(stage, steps.puts[stage], (file) => adapter.put(sourceOf(file)));
  for (const batch of steps.removed) await step('removing', batch, ({ path }) => adapter.remove(path));
}

async function commit({ draft, paths, build }: Run, intent: Intent, revision: string | null): Promise<Release> {
  const { plan, wishes, records } = draft;
  const wanted = new Map<string, Print>();
  for (const [path, { want }] of wishes) if (want !== null) wanted.set(path, want);
  const changes = finalChanges(intent, wanted);
  const told = decisionOf(changes, wanted);
  const story = tellStory(told, build?.pages ?? [], records.receipt?.pages ?? [], false);
  const release: Release = {
    id: `${intent.number}-${intent.tokens.at(-1)}`,
    number: intent.number,
    kind: plan.kind,
    undoes: plan.kind === 'undo' ? (draft.undoes?.number ?? null) : null,
    published: new Date().toISOString(),
    site: plan.site,
    address: plan.address,
    first: records.receipt === null,
    counts: {
      added: told.added.length,
      changed: told.changed.length,
      removed: told.deleted.length,
      files: build === null ? filesBelow(draft) : wanted.size,
    },
    bytes: [...told.added, ...told.changed].reduce((sum, { size }) => sum + size, 0),
    story: shortened(build === null ? plan.story : story),
    brokenLinks: build?.brokenLinks.slice(0, 100) ?? [],
    revision,
  };
  const content = build === null ? null : { files: wanted, pages: build.pages, changes };
  await saveRelease(paths.releases, release, content);
  return release;
}

/** Against what lay there before the first attempt. What is as it was before is no change. */
function finalChanges(intent: Intent, wanted: ReadonlyMap<string, Print>): ChangeRecord[] {
  const changes = [...intent.entries].map(([path, { before }]) => ({
    path,
    before,
    after: wanted.get(path)?.hash ?? null,
  }));
  return changes.filter(({ before, after }) => (before?.hash ?? null) !== after);
}

function decisionOf(changes: readonly ChangeRecord[], wanted: ReadonlyMap<string, Print>): Decision {
  const decision = noDecision();
  for (const { path, before } of changes) {
    const want = wanted.get(path);
    if (want === undefined) decision.deleted.push({ path, hash: before?.hash ?? '', size: before?.size ?? 0 });
    else if (before === null) decision.added.push({ path, ...want });
    else decision.changed.push({ path, ...want, was: before.hash, wasSize: before.size });
  }
  return decision;
}

/** How many files of the release below lie there once the one above is taken back. */
function filesBelow({ records, undoes }: Draft): number {
  return (undoes === null ? records.stack.at(-1) : records.stack.at(-2))?.counts.files ?? 0;
}

async function forgetOld(paths: StatePaths, blobs: Blobs): Promise<void> {
  const needed = new Set<string>();
  for (const number of await pruneReleases(paths.releases)) {
    for (const { before } of await readChanges(paths.releases, number)) if (before !== null) needed.add(before.hash);
  }
  await blobs.prune(needed);
}

function titleOf({ kind, site }: PublishPlan): string {
  return kind === 'undo' ? `Take back a release of ${site.title}` : `Publish ${site.title}`;
}

/** One sentence for the end. */
export function sentenceFor(release: Release): string {
  const { story, kind, counts } = release;
  if (kind === 'undo') return `Taken back: what was there before is there again (${story.sentence}).`;
  return `Published: ${story.sentence} (${formatNumber(counts.files)} files in all).`;
}
