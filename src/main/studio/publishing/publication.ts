/** What would be published: the site as it is now, saved and built. Never an older output. */
import { StudioError } from '../../../shared/contract/wire.ts';
import { publicationOf as gather } from '../../publish/publication.ts';
import type { Publication } from '../../publish/types.ts';
import type { SiteSession } from '../session/site-session.ts';

/** More than any site has: proofs are taken whole, by the largest page that a list gives. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Builds that may be overtaken by a change before publishing gives up. */
const ROUNDS = 5;

/**
 * Saves all that was typed, builds, and gathers what there is.
 * @throws StudioError 'refused' when the site could not be saved or built; the signal's reason when it was cancelled
 */
export async function preparePublication(session: SiteSession, signal: AbortSignal): Promise<Publication> {
  await session.documents.saveAll();
  const unsaved = session.documents.unsaved();
  if (unsaved.length > 0) {
    const which = unsaved.join(', ');
    throw new StudioError('refused', `Not everything could be saved, so nothing was published: ${which}.`);
  }
  for (let round = 0; round < ROUNDS; round++) {
    await buildNow(session, signal);
    const { kind } = session.state;
    if (kind === 'good' || kind === 'to-fix') return publicationOf(session);
    if (kind !== 'changed' && kind !== 'building') break;
  }
  const { state } = session;
  const why =
    'message' in state ? state.message : 'The site keeps changing while it is built. Publish once it is at rest.';
  throw new StudioError('refused', why);
}

/** A build that runs already may have read what has changed since: another one is begun after it. */
async function buildNow(session: SiteSession, signal: AbortSignal): Promise<void> {
  await session.builds.settled();
  const operation = session.builds.start();
  const stop = (): void => session.builds.stop(operation);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await session.builds.settled();
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
}

/** What the last build left in the output folder. */
export function publicationOf(session: SiteSession): Promise<Publication> {
  return gather({
    site: { title: session.info.title, root: session.root },
    out: session.out,
    listing: session.pages.listing,
    things: session.proofs.list({ kind: 'things' }, 0, ALL).rows,
    degraded: session.pages.degraded,
  });
}
