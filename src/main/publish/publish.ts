/** The door: publishing a good build to a target, and taking it back. */

import type { TargetAdapter } from './adapter.ts';
import { carryOut, sentenceFor, targetChanged } from './carry-out.ts';
import { type Draft, draftPublish, draftUndo } from './draft.ts';
import { mustBeConfirmed, withTarget } from './open-target.ts';
import { planBlockers, questionsOf } from './plan/questions.ts';
import { buildBlockers } from './preflight.ts';
import { readHeads, standing } from './state/releases.ts';
import { type StatePaths, statePaths } from './state/state-paths.ts';
import type { Target } from './targets/schema.ts';
import {
  type Publication,
  type Published,
  type PublishPlan,
  PublishProblem,
  type PublishState,
  type Release,
  type Work,
} from './types.ts';

export interface ApplyWork extends Work {
  /** For each question of the plan, by its id: anything, or what had to be typed. */
  answers?: Readonly<Record<string, string>>;
}

/**
 * Looks at the target and says what a publish would do. Changes nothing there.
 * @throws PublishProblem; the signal's reason when it was cancelled
 */
export async function planPublish(
  target: Target,
  build: Publication,
  state: PublishState,
  work: Work = {},
): Promise<PublishPlan> {
  const signal = signalOf(work);
  work.onProgress?.({ step: 'planning', done: 0, total: null });
  return withTarget(target, state, signal, async (adapter, paths) => {
    return (await draftPublish(adapter, paths, target, build, signal)).plan;
  });
}

/** What taking the last release back would do, or what an unfinished one left. @throws PublishProblem 'nothing-to-undo', 'moved' */
export async function planUndo(target: Target, state: PublishState, work: Work = {}): Promise<PublishPlan> {
  const signal = signalOf(work);
  work.onProgress?.({ step: 'planning', done: 0, total: null });
  return withTarget(target, state, signal, async (adapter, paths) => {
    return (await draftUndo(adapter, paths, target, signal)).plan;
  });
}

/**
 * Carries out a plan that was agreed to. Killed or cancelled at any moment, it can be planned and run again, or taken back.
 * @param build the one that was planned; null for an undo
 * @throws PublishProblem 'stale-plan' when the site or what is there has changed since, 'not-agreed' when a question has no
 * answer, 'not-confirmed', and what the target says; the signal's reason when it was cancelled
 */
export async function applyPublish(
  plan: PublishPlan,
  build: Publication | null,
  state: PublishState,
  work: ApplyWork = {},
): Promise<Published> {
  await mustBeConfirmed(plan.target, state);
  return withTarget(plan.target, state, signalOf(work), (adapter, paths) => applyTo(adapter, paths, plan, build, work));
}

/** The same with a target that is open. */
export async function applyTo(
  adapter: TargetAdapter,
  paths: StatePaths,
  plan: PublishPlan,
  build: Publication | null,
  work: ApplyWork,
): Promise<Published> {
  const signal = signalOf(work);
  work.onProgress?.({ step: 'planning', done: 0, total: null });
  const draft =
    build === null
      ? await draftUndo(adapter, paths, plan.target, signal)
      : await draftPublish(adapter, paths, plan.target, build, signal);
  if (draft.plan.id !== plan.id) throw targetChanged();
  refuse(draft, build, work.answers ?? {});
  if (draft.plan.nothing) return { release: null, message: 'Nothing to publish: what is there is what you have.' };
  const release = await carryOut({ ...work, adapter, paths, draft, build });
  return { release, message: sentenceFor(release) };
}

/**
 * Takes the last release back in one go.
 * @throws PublishProblem as `planUndo` and `applyPublish`: 'not-agreed' when others changed what would be replaced
 */
export async function undoPublish(target: Target, state: PublishState, work: ApplyWork = {}): Promise<Published> {
  return applyPublish(await planUndo(target, state, work), null, state, work);
}

/** What was published there from this machine, newest first, at most 60; what was taken back and the taking back too. */
export async function releases(target: Target, state: PublishState): Promise<Release[]> {
  return (await readHeads(statePaths(state, target).releases)).reverse();
}

/** The release that lies there now, without its files; null: none of ours. */
export async function currentRelease(target: Target, state: PublishState): Promise<Release | null> {
  return standing(await readHeads(statePaths(state, target).releases)).at(-1) ?? null;
}

function refuse({ plan }: Draft, build: Publication | null, answers: Readonly<Record<string, string>>): void {
  const [blocker] = [...(build === null ? [] : buildBlockers(plan.target, build)), ...planBlockers(plan)];
  if (blocker !== undefined) throw new PublishProblem(blocker.code, blocker.message, blocker.advice);
  for (const { id, message, type } of questionsOf(plan, build)) {
    const answer = answers[id];
    if (answer !== undefined && (type === null || plainly(answer) === plainly(type))) continue;
    throw new PublishProblem('not-agreed', message, 'Agree to it first, or leave everything as it is.', id);
  }
}

function plainly(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ');
}

function signalOf({ signal }: Work): AbortSignal {
  return signal ?? new AbortController().signal;
}
