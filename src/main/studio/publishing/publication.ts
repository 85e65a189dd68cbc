/** What would be published: the site as it is now, saved and built. Never an older output. */
import { join } from 'node:path';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { ProofCode } from '../../../shared/proofs/registry.ts';
import { outputsPaths, readOutputs } from '../../engine/save/outputs.ts';
import type { BuiltFile, Publication, PublishedPage } from '../../publish/types.ts';
import type { SiteSession } from '../session/site-session.ts';

/** Proofs of links and pictures that readers would miss: published only after they were listed. */
const broken: ReadonlySet<ProofCode> = new Set<ProofCode>([
  'link-broken',
  'link-document-missing',
  'link-document-wrong-case',
  'link-outside-base',
  'anchor-missing',
  'asset-missing',
  'asset-not-found',
  'asset-wrong-case',
  'image-missing',
  'image-wrong-case',
]);

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
export async function publicationOf(session: SiteSession): Promise<Publication> {
  const rows = session.pages.page(0, ALL).rows;
  const proofs = session.proofs.list({ kind: 'things' }, 0, ALL).rows;
  return {
    site: { title: session.info.title, root: session.root },
    folder: session.out,
    files: await builtFiles(session),
    pages: publishedPages(session),
    brokenLinks: proofs.filter(({ code }) => broken.has(code as ProofCode)).map(({ message }) => message),
    degradedPages: rows.filter(({ degraded }) => degraded).map(({ title }) => title),
  };
}

async function builtFiles(session: SiteSession): Promise<BuiltFile[]> {
  const paths = outputsPaths(join(session.root, '.galley'), session.root, session.out);
  const outputs = await readOutputs(paths, session.out, false);
  const files: BuiltFile[] = [];
  for (const [path, { size, hash }] of outputs) {
    if (hash === null) throw new StudioError('refused', 'The last build did not finish. Build the site, then publish.');
    files.push({ path, size, hash });
  }
  return files;
}

function publishedPages(session: SiteSession): PublishedPage[] {
  const { listing } = session.pages;
  if (listing === null) return [];
  const pages: PublishedPage[] = [];
  for (const { output, title, url } of listing.documents) {
    if (output !== null && url !== null) pages.push({ output, title, url });
  }
  for (const { url, title } of listing.generated) pages.push({ output: outputOf(url, listing.basePath), title, url });
  return pages;
}

/** The file behind an address: "/birds/posts/" is "posts/index.html". */
function outputOf(url: string, basePath: string): string {
  const path = decodeURIComponent(url.startsWith(basePath) ? url.slice(basePath.length) : url.replace(/^\//, ''));
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}
