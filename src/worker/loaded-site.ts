import { joinPaginatedLists } from '../kernel/paginated.ts';
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
  site: string;
  version: number;
  /** The whole version that it was made of. */
  base: number;
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
    const before = loaded.find((entry) => isBefore(entry, ref)) ?? null;
    // Before the new one takes its room.
    loaded.length = Math.min(loaded.length, kept - 1);
    return keep(makeEntry(ref, decode(ref), before), kept);
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

function positionOf({ site, version }: SiteRef): number {
  return loaded.findIndex((entry) => entry.site === site && entry.version === version);
}

/** Whether it is known how the version differs from this one. What is taken over must not keep another decoded site alive. */
function isBefore(entry: Entry, { site, version, base, change }: SiteRef): boolean {
  const isKnown = change !== null && entry.version >= change.since && entry.version < version;
  return isKnown && entry.site === site && entry.base === base;
}

/** Keeps an index that the orchestrator has in this thread's memory already. */
export function adoptSite({ site, snapshot }: { site: SiteRef; snapshot: SiteSnapshot }): void {
  keep(makeEntry(site, snapshot, null), KEPT_INLINE);
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

/** Records that are the same are shared, but for the lists of further pages: they are joined to their first page's of this version. */
function patched({ pages }: SiteSnapshot, patch: SnapshotPatch): SiteSnapshot {
  const all = pages.map((page) => {
    const { list } = page;
    if (list === null || list.paginator === null || list.paginator.number === 1) return page;
    return { ...page, list: { ...list, paginator: { ...list.paginator } } };
  });
  for (const [number, record] of patch.pages) all[number] = record;
  return { ...patch.rest, pages: all };
}

/** @param before what it takes over all from that is the same; null: nothing */
function makeEntry(ref: SiteRef, snapshot: SiteSnapshot, before: Entry | null): Entry {
  const { site, version, base, change } = ref;
  joinPaginatedLists(snapshot.pages);
  const bodies = ref.bodies.map((buffer) => new Uint8Array(buffer));
  const sameNames = change !== null && !change.of.kinds.has('near');
  const lookups = sameNames ? (before?.index.lookups ?? null) : null;
  const index = new SiteIndex(snapshot, (buffer) => bodies[buffer] as Uint8Array, ref.encoder, lookups);
  if (before !== null && change !== null) index.succeed(before.index, change.of);
  const templates = createTemplateSet(snapshot.templates, createLibrary(index));
  index.useTemplates(templates);
  return { site, version, base, index, templates, bodies };
}
