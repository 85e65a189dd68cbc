/** A site index with a few things replaced, beside the one that it was made from: nobody who reads that one sees a difference. */
import type { JsonObject } from '../../shared/config.ts';
import type { PageNumber, PageRecord, SiteSnapshot, TemplateRecord } from '../../shared/snapshot.ts';
import { createTemplateSet } from '../templates/environment.ts';
import { createLibrary } from '../templates/library/library.ts';
import { SiteIndex } from './site-index.ts';

/** What of a page's record may be replaced: nothing that another page, a list, a menu or an address depends on. */
export type RecordPatch = Pick<PageRecord, 'title' | 'description' | 'summary' | 'words' | 'params' | 'body'>;

/** Plain data, and small: what an unsaved text changes. */
export interface IndexOverlay {
  records: { page: PageNumber; patch: RecordPatch }[];
  /** In the place of those of the same names. */
  templates: TemplateRecord[];
  /** null: as it is. */
  data: JsonObject | null;
}

/**
 * @param bodies gives the buffers of the base and those that the patches name
 * @param marks its templates tell the marker of the recorder what they read and print
 */
export function overlayIndex(
  base: SiteIndex,
  overlay: IndexOverlay,
  bodies: (buffer: number) => Uint8Array,
  marks = false,
): SiteIndex {
  const sameNames = overlay.templates.length === 0;
  const snapshot = overlaidSnapshot(base.snapshot, overlay);
  const index = new SiteIndex(snapshot, bodies, base.encoder, sameNames ? base.lookups : null);
  index.useTemplates(createTemplateSet(snapshot.templates, createLibrary(index), marks));
  return index;
}

function overlaidSnapshot(base: SiteSnapshot, overlay: IndexOverlay): SiteSnapshot {
  const pages = overlay.records.length === 0 ? base.pages : base.pages.slice();
  for (const { page, patch } of overlay.records) pages[page] = { ...(pages[page] as PageRecord), ...patch };
  const replaced = new Map(overlay.templates.map((record) => [record.name, record]));
  const templates =
    replaced.size === 0 ? base.templates : base.templates.map((record) => replaced.get(record.name) ?? record);
  return { ...base, pages, templates, data: overlay.data ?? base.data };
}
