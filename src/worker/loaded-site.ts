import { SiteIndex } from '../kernel/site/site-index.ts';
import type { SiteRef, SnapshotPatch } from '../kernel/tasks.ts';
import { createTemplateSet } from '../kernel/templates/environment.ts';
import { createLibrary } from '../kernel/templates/library/library.ts';
import type { TemplateSet } from '../kernel/templates/types.ts';
import type { SiteSnapshot } from '../shared/snapshot.ts';

export interface LoadedSite {
  index: SiteIndex;
  templates: TemplateSet;
  bodies: readonly Uint8Array[];
}

interface Entry extends LoadedSite {
  key: string;
}

/** The versions used last, newest first. */
const loaded: Entry[] = [];
/** A late task of a build that was ended may name the version before: it decodes it once more, which is rarer than large sites. */
const KEPT = 1;
/** Inline there is nothing to decode it from, and several sites may be open in one process. */
const KEPT_INLINE = 2;

/**
 * The site index at the version that a task names.
 * @param kept versions that this thread keeps decoded
 */
export function loadSite(ref: SiteRef, kept: number = ref.snapshot === null ? KEPT_INLINE : KEPT): LoadedSite {
  const at = positionOf(ref);
  if (at < 0) {
    // Before the new one takes its room.
    loaded.length = Math.min(loaded.length, kept - 1);
    return keep(makeEntry(keyOf(ref), ref, decode(ref)), kept);
  }
  const [known] = loaded.splice(at, 1) as [Entry];
  return keep(known, kept);
}

export function isLoaded(ref: SiteRef): boolean {
  return positionOf(ref) >= 0;
}

/** Lets go of all versions, but for what the next version of this site may be a patch of. */
export function forgetVersions({ site }: SiteRef): void {
  loaded.length = 0;
  for (const other of bases.keys()) if (other !== site) bases.delete(other);
}

/** Lets go of all versions. A task that names one has it decoded again. @returns whether there was any */
export function forgetSites(): boolean {
  bases.clear();
  return loaded.splice(0).length > 0;
}

function keyOf({ site, version }: SiteRef): string {
  return `${site}:${version}`;
}

function positionOf(ref: SiteRef): number {
  const key = keyOf(ref);
  return loaded.findIndex((entry) => entry.key === key);
}

/** Keeps an index that the orchestrator has in this thread's memory already. */
export function adoptSite({ site, snapshot }: { site: SiteRef; snapshot: SiteSnapshot }): void {
  keep(makeEntry(keyOf(site), site, snapshot), KEPT_INLINE);
}

function keep(entry: Entry, kept: number): Entry {
  loaded.unshift(entry);
  loaded.length = Math.min(loaded.length, kept);
  return entry;
}

/** The last whole version of each site: what patches are of. */
const bases = new Map<string, { version: number; snapshot: SiteSnapshot }>();

function decode({ site, snapshot, base, patch }: SiteRef): SiteSnapshot {
  let known = bases.get(site);
  if (known?.version !== base) {
    if (snapshot === null) throw new Error('this thread has not been given the site index');
    known = { version: base, snapshot: read(snapshot) };
    bases.set(site, known);
  }
  return patch === null ? known.snapshot : patched(known.snapshot, read(patch));
}

function read<T>(shared: SharedArrayBuffer): T {
  // A copy: text decoders refuse shared memory.
  return JSON.parse(Buffer.from(new Uint8Array(shared)).toString('utf8')) as T;
}

/** Records that are the same are shared, but for the lists of further pages: opening an index joins them to their first page's. */
function patched({ pages }: SiteSnapshot, patch: SnapshotPatch): SiteSnapshot {
  const all = pages.map((page) => {
    const { list } = page;
    if (list === null || list.paginator === null || list.paginator.number === 1) return page;
    return { ...page, list: { ...list, paginator: { ...list.paginator } } };
  });
  for (const [number, record] of patch.pages) all[number] = record;
  return { ...patch.rest, pages: all };
}

function makeEntry(key: string, ref: SiteRef, snapshot: SiteSnapshot): Entry {
  const bodies = ref.bodies.map((buffer) => new Uint8Array(buffer));
  const index = new SiteIndex(snapshot, (buffer) => bodies[buffer] as Uint8Array, ref.encoder);
  const templates = createTemplateSet(snapshot.templates, createLibrary(index));
  index.useTemplates(templates);
  return { key, index, templates, bodies };
}
