import { SiteIndex } from '../kernel/site/site-index.ts';
import type { SiteRef } from '../kernel/tasks.ts';
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

/** The versions used last, newest first: the one in work, and one that a late task may still name. */
const loaded: Entry[] = [];
const KEPT = 2;

/**
 * The site index at the version that a task names.
 * @param kept versions that this thread keeps decoded
 */
export function loadSite(ref: SiteRef, kept: number = KEPT): LoadedSite {
  const key = `${ref.site}:${ref.version}`;
  const at = loaded.findIndex((entry) => entry.key === key);
  if (at < 0) return keep(makeEntry(key, ref, decode(ref.snapshot)), kept);
  const [known] = loaded.splice(at, 1) as [Entry];
  return keep(known, kept);
}

/** Keeps an index that the orchestrator has in this thread's memory already. */
export function adoptSite({ site, snapshot }: { site: SiteRef; snapshot: SiteSnapshot }): void {
  keep(makeEntry(`${site.site}:${site.version}`, site, snapshot), KEPT);
}

function keep(entry: Entry, kept: number): Entry {
  loaded.unshift(entry);
  loaded.length = Math.min(loaded.length, kept);
  return entry;
}

function decode(shared: SharedArrayBuffer | null): SiteSnapshot {
  if (shared === null) throw new Error('this thread has not been given the site index');
  // A copy: text decoders refuse shared memory.
  return JSON.parse(Buffer.from(new Uint8Array(shared)).toString('utf8')) as SiteSnapshot;
}

function makeEntry(key: string, ref: SiteRef, snapshot: SiteSnapshot): Entry {
  const bodies = ref.bodies.map((buffer) => new Uint8Array(buffer));
  const index = new SiteIndex(snapshot, (buffer) => bodies[buffer] as Uint8Array, ref.encoder);
  const templates = createTemplateSet(snapshot.templates, createLibrary(index));
  index.useTemplates(templates);
  return { key, index, templates, bodies };
}
