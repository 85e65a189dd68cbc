/** Publishing from a window: plans that were shown and wait to be agreed to, and the work itself. One desk a studio. */
import type { StudioEvent } from '../../../shared/contract/events.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { questionsOf } from '../../publish/plan/questions.ts';
import { preflight } from '../../publish/preflight.ts';
import { applyPublish, planPublish, planUndo } from '../../publish/publish.ts';
import { publishStory, releaseSummary, targetSummary } from '../../publish/summary.ts';
import type { Publication, PublishPlan, PublishState, Work } from '../../publish/types.ts';
import type { SiteSession } from '../session/site-session.ts';
import { paced } from './paced.ts';
import { preparePublication, publicationOf } from './publication.ts';
import { targetById } from './targets.ts';

/** Plans that wait; older ones are forgotten. */
const MOST_PLANS = 20;

interface Waiting {
  session: SiteSession;
  plan: PublishPlan;
  publication: Publication | null;
}

type Send = (event: StudioEvent) => void;

export class PublishDesk {
  readonly #waiting = new Map<string, Waiting>();

  constructor(private readonly state: PublishState) {}

  /** Saves, builds, looks at the target, and tells the story. */
  async plan(session: SiteSession, id: string, operation: string, send: Send, signal: AbortSignal): Promise<void> {
    const target = await targetById(session, id);
    const publication = await preparePublication(session, signal);
    const work = this.#work(operation, send, signal);
    const first = await preflight(target, publication, this.state, null);
    // What cannot be published at all is said without asking the target.
    const plan = first.blockers.length > 0 ? null : await planPublish(target, publication, this.state, work);
    const { blockers, questions } = plan === null ? first : await preflight(target, publication, this.state, plan);
    if (plan !== null) this.#keep({ session, plan, publication });
    const story = publishStory(await targetSummary(target, this.state), plan, { blockers, questions });
    send({ type: 'publish-planned', operation, story });
  }

  /** Carries out what was agreed to; refused when the site has changed since. */
  async apply(
    planId: string,
    accept: Readonly<Record<string, string>>,
    operation: string,
    send: Send,
    signal: AbortSignal,
  ): Promise<void> {
    const waiting = this.#waiting.get(planId);
    if (waiting === undefined)
      throw new StudioError('stale', 'This was decided too long ago. Look at what would change once more.');
    const { session, plan, publication } = waiting;
    if (publication !== null) await mustBeAsPlanned(session, publication, signal);
    const work = { ...this.#work(operation, send, signal), answers: accept };
    const { release, message } = await applyPublish(plan, publication, this.state, work);
    this.#waiting.delete(planId);
    send({ type: 'published', operation, release: release === null ? null : releaseSummary(release), message });
  }

  /** Takes the last release back; what others changed there meanwhile is asked about first. */
  async undo(session: SiteSession, id: string, operation: string, send: Send, signal: AbortSignal): Promise<void> {
    const target = await targetById(session, id);
    const work = this.#work(operation, send, signal);
    const plan = await planUndo(target, this.state, work);
    const questions = questionsOf(plan, null);
    this.#keep({ session, plan, publication: null });
    if (questions.length === 0) return this.apply(plan.id, {}, operation, send, signal);
    const story = publishStory(await targetSummary(target, this.state), plan, { blockers: [], questions });
    send({ type: 'publish-planned', operation, story });
  }

  #work(operation: string, send: Send, signal: AbortSignal): Work {
    return {
      signal,
      onProgress: paced(({ step, done, total }) => send({ type: 'publish-progress', operation, step, done, total })),
    };
  }

  #keep(waiting: Waiting): void {
    this.#waiting.set(waiting.plan.id, waiting);
    for (const id of this.#waiting.keys()) {
      if (this.#waiting.size <= MOST_PLANS) break;
      this.#waiting.delete(id);
    }
  }
}

/**
 * Whatever was typed or changed since is built first: only what comes out as it was agreed to is published.
 * @throws StudioError 'stale' when it comes out otherwise
 */
async function mustBeAsPlanned(session: SiteSession, planned: Publication, signal: AbortSignal): Promise<void> {
  const { kind } = session.state;
  const atRest = (kind === 'good' || kind === 'to-fix') && session.documents.unsaved().length === 0;
  const now = atRest ? await publicationOf(session) : await preparePublication(session, signal);
  if (fingerprint(now) === fingerprint(planned)) return;
  throw new StudioError('stale', 'The site has changed since you looked. Look at what would change once more.');
}

function fingerprint({ files }: Publication): string {
  const lines = files.map(({ path, hash }) => `${path} ${hash}`);
  return lines.sort().join('\n');
}
