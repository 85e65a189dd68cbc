import { SiteIndex } from '../kernel/site/site-index.ts';
import type { SiteRef } from '../kernel/tasks.ts';
import { createTemplateSet } from '../kernel/templates/environment.ts';
import { createLibrary } from '../kernel/templates/library/library.ts';
import type { TemplateSet } from '../kernel/templates/types.ts';
import type { SiteSnapshot } from '../shared/snapshot.ts';

export interface LoadedSite {
  index: SiteIndex;
  templates: TemplateSet;
}

interface Entry extends LoadedSite {
  key: string;
}

/** The versions decoded last, newest first: the one in work, and one that a late task may still name. */
const loaded: Entry[] = [];
const KEPT = 2;

/** The site index at the version that a task names. */
export function loadSite(ref: SiteRef): LoadedSite {
  const key = `${ref.site}:${ref.version}`;
  const known = loaded.find((entry) => entry.key === key);
  if (known !== undefined) return known;
  return keep(makeEntry(key, ref, decode(ref.snapshot)));
}

/** Keeps an index that the orchestrator has in this thread's memory already. */
export function adoptSite({ site, snapshot }: { site: SiteRef; snapshot: SiteSnapshot }): void {
  keep(makeEntry(`${site.site}:${site.version}`, site, snapshot));
}

function keep(entry: Entry): Entry {
  loaded.unshift(entry);
  loaded.length = Math.min(loaded.length, KEPT);
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
  return { key, index, templates };
}
