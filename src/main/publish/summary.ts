/** Targets, releases and plans as they are shown to people: counts and addresses, never a secret. */
import type { PublishStory, ReleaseSummary, TargetSummary } from '../../shared/contract/publish.ts';
import { currentRelease } from './publish.ts';
import { isConfirmed } from './state/confirmed.ts';
import { secretId } from './state/state-paths.ts';
import { describeTarget, type Target } from './targets/schema.ts';
import type { Preflight, PublishPlan, PublishState, Release } from './types.ts';

/** Pages named in a story; its counts are whole. */
const MOST_PAGES = 500;

/** What the place is called in front of people. */
export function nameOfTarget({ name, kind }: Target): string {
  return name ?? (kind === 'folder' ? 'A folder' : 'A Git branch');
}

export async function targetSummary(target: Target, state: PublishState): Promise<TargetSummary> {
  const [confirmed, secret, release] = await Promise.all([
    isConfirmed(state, target),
    state.secrets.get(secretId(target)),
    currentRelease(target, state),
  ]);
  return {
    id: target.id,
    name: nameOfTarget(target),
    kind: target.kind,
    address: describeTarget(target),
    confirmed,
    hasSecret: secret !== null,
    lastRelease: release === null ? null : releaseSummary(release),
    problem: null,
  };
}

export function releaseSummary({ id, published, story, counts, kind }: Release): ReleaseSummary {
  return { id, published, story: story.sentence, files: counts.files, restored: kind === 'undo' };
}

/** @param plan null: it was not made, since something that `asked` names is in the way */
export function publishStory(target: TargetSummary, plan: PublishPlan | null, asked: Preflight): PublishStory {
  const pages = plan?.story.pages ?? [];
  return {
    ...asked,
    plan: plan?.id ?? '',
    target,
    summary: plan?.story.sentence ?? '',
    nothing: plan?.nothing ?? false,
    pages: pages.slice(0, MOST_PAGES),
    pageTotal: pages.length,
    files: {
      added: plan?.added.length ?? 0,
      changed: plan?.changed.length ?? 0,
      removed: plan?.deleted.length ?? 0,
      unchanged: plan?.unchanged.length ?? 0,
    },
    bytes: plan?.bytes ?? 0,
  };
}
