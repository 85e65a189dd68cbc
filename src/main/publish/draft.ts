/** Looks at the target and makes the plan; the same again when it is carried out, to see whether anything has changed. */
import type { TargetAdapter } from './adapter.ts';
import { makePlan } from './plan/make-plan.ts';
import { publishWishes, undoWishes, type Wishes } from './plan/wishes.ts';
import { type Records, readRecords } from './records.ts';
import { readChanges, readReceipt } from './state/releases.ts';
import type { StatePaths } from './state/state-paths.ts';
import type { Target } from './targets/schema.ts';
import { type Publication, type PublishPlan, PublishProblem, type Release } from './types.ts';

export interface Draft {
  plan: PublishPlan;
  wishes: Wishes;
  records: Records;
  /** The release that an undo takes back; null: an unfinished publish, or this is a publish. */
  undoes: Release | null;
}

export async function draftPublish(
  adapter: TargetAdapter,
  paths: StatePaths,
  target: Target,
  build: Publication,
  signal: AbortSignal,
): Promise<Draft> {
  const records = await readRecords(paths);
  const { receipt, intent, last } = records;
  const wishes = await publishWishes(build.files, receipt, intent, (path) => adapter.fold(path));
  const survey = await adapter.survey([...wishes.keys()], signal);
  const basis = { kind: 'publish' as const, target, site: build.site, wishes, pages: build.pages };
  const more = { receipt, unfinished: intent !== null, lastSite: receipt === null ? null : (last?.site ?? null) };
  return { plan: await makePlan({ ...basis, ...more }, survey, adapter), wishes, records, undoes: null };
}

/** @throws PublishProblem 'nothing-to-undo', 'moved' */
export async function draftUndo(
  adapter: TargetAdapter,
  paths: StatePaths,
  target: Target,
  signal: AbortSignal,
): Promise<Draft> {
  const records = await readRecords(paths);
  const { receipt, intent, stack } = records;
  const undoes = releaseToUndo(records);
  const below = undoes === null ? stack.at(-1) : stack.at(-2);
  const pages = below === undefined ? [] : (await readReceipt(paths.releases, below)).pages;
  const wishes = undoWishes(undoes === null ? [] : await readChanges(paths.releases, undoes.number), intent);
  const survey = await adapter.survey([...wishes.keys()], signal);
  refuseMoved(records, survey.revision, target);
  const site = undoes?.site ?? intent?.site ?? { title: '', root: '' };
  const basis = { kind: 'undo' as const, target, site, wishes, pages, receipt, unfinished: intent !== null };
  return { plan: await makePlan({ ...basis, lastSite: null }, survey, adapter), wishes, records, undoes };
}

function releaseToUndo({ stack, intent }: Records): Release | null {
  if (intent?.kind === 'publish') return null;
  const top = stack.at(-1);
  const nothing = 'There is no release here that could be taken back.';
  if (top === undefined) throw new PublishProblem('nothing-to-undo', nothing, 'Publish first.');
  if (stack.length > 1 || top.first) return top;
  throw new PublishProblem('nothing-to-undo', nothing, 'What was there before is not kept any more.');
}

function refuseMoved({ last, intent }: Records, revision: string | null, target: Target): void {
  const ours = [last?.revision ?? null, ...(intent?.revisions ?? [])];
  if (ours.includes(revision)) return;
  const branch = target.kind === 'git' ? `The branch ${target.branch}` : 'That place';
  const message = `${branch} was changed by somebody else since your last release, so it cannot be taken back.`;
  throw new PublishProblem(
    'moved',
    message,
    'Publish again instead: Galley asks before it replaces what others changed.',
  );
}
