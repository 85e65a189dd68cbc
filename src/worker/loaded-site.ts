import { createLibrary } from '../kernel/templates/library/library.ts';
import { SiteIndex } from '../kernel/site/site-index.ts';
import { createTemplateSet } from '../kernel/templates/environment.ts';
import type { TemplateSet } from '../kernel/templates/types.ts';
import type { SiteRef } from '../kernel/tasks.ts';
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
  const entry = decode(key, ref);
  loaded.unshift(entry);
  loaded.length = Math.min(loaded.length, KEPT);
  return entry;
}

function decode(key: string, ref: SiteRef): Entry {
  // A copy: text decoders refuse shared memory.
  const text = Buffer.from(new Uint8Array(ref.snapshot)).toString('utf8');
  const snapshot = JSON.parse(text) as SiteSnapshot;
  const bodies = ref.bodies.map((buffer) => new Uint8Array(buffer));
  const index = new SiteIndex(snapshot, (buffer) => bodies[buffer] as Uint8Array, ref.encoder);
  const templates = createTemplateSet(snapshot.templates, createLibrary(index));
  index.useTemplates(templates);
  return { key, index, templates };
}
