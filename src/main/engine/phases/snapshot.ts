/** The site as data: all that rendering may read, and the form in which it reaches the workers. */

import type { SiteRef, SnapshotPatch } from '../../../kernel/tasks.ts';
import type { Json } from '../../../shared/config.ts';
import type { AssetRecord, PageRecord, SiteSnapshot, TemplateRecord } from '../../../shared/snapshot.ts';
import { changedPages, type PageTexts } from '../cache/page-texts.ts';
import { createPause } from '../clock.ts';
import type { LoadedConfig } from '../site/config.ts';
import type { Organised } from './organise.ts';

export interface SnapshotInput {
  found: Pick<LoadedConfig, 'config' | 'params' | 'strings'>;
  model: Organised;
  templates: TemplateRecord[];
  data: Record<string, Json>;
  assets: AssetRecord[];
  /** ISO instant of the build. */
  time: string;
  version: number;
  galley: string;
}

export function snapshotOf({ found, model, ...given }: SnapshotInput): SiteSnapshot {
  const { basePath, pages, home, sitePages, sections, taxonomies, menus, statics } = model;
  const { config, params, strings } = found;
  return {
    ...{ basePath, pages, home, sitePages, sections, taxonomies, menus, statics },
    ...{ config, params, strings },
    ...given,
  };
}

/** Pages that are written as JSON between two rests. */
const SLICE = 250;

/** The site index as JSON in shared memory: every worker reads the same bytes, and no message copies them. */
export async function serialiseSnapshot({ pages, ...rest }: SiteSnapshot): Promise<SharedArrayBuffer> {
  const pause = createPause();
  const parts = [`${JSON.stringify(rest).slice(0, -1)},"pages":[`];
  for (let first = 0; first < pages.length; first += SLICE) {
    const slice = JSON.stringify(pages.slice(first, first + SLICE)).slice(1, -1);
    parts.push(first === 0 ? slice : `,${slice}`);
    await pause();
  }
  parts.push(']}');
  return joined(parts);
}

/** How the site index reaches the workers: whole, or as a patch of what they have. */
export type WrittenSnapshot = Pick<SiteRef, 'snapshot' | 'base' | 'patch'>;

/** Above this share of other pages a patch is no gain. */
const MOST_PATCHED = 0.05;

/** Writes the versions of one open site. */
export class SnapshotWriter {
  #base: (PageTexts & { written: SharedArrayBuffer; version: number }) | null = null;

  /**
   * @param texts JSON of each of its pages
   * @returns the version itself, or the last whole one with a patch
   */
  write({ pages: _, ...rest }: SiteSnapshot, { ids, texts }: PageTexts): WrittenSnapshot {
    const base = this.#base;
    const changed = base === null ? null : changedPages(base, { ids, texts });
    if (base !== null && changed !== null && changed.length <= ids.length * MOST_PATCHED + 10) {
      const { written, version } = base;
      return { snapshot: written, base: version, patch: patchOf(rest, texts, changed) };
    }
    const written = joined([`${JSON.stringify(rest).slice(0, -1)},"pages":[`, texts.join(), ']}']);
    const { version } = rest;
    this.#base = { written, version, ids, texts };
    return { snapshot: written, base: version, patch: null };
  }
}

function patchOf(rest: SnapshotPatch['rest'], texts: readonly string[], changed: readonly number[]): SharedArrayBuffer {
  const pages = changed.map((page) => `[${page},${texts[page]}]`);
  return joined([`{"rest":${JSON.stringify(rest)},"pages":[`, pages.join(), ']}']);
}

/** JSON of each page, with rests in between. */
export async function writePages(pages: readonly PageRecord[]): Promise<PageTexts> {
  const pause = createPause();
  const texts: string[] = [];
  for (const page of pages) {
    texts.push(JSON.stringify(page));
    if (texts.length % SLICE === 0) await pause();
  }
  return { ids: pages.map(({ id }) => id), texts };
}

/** @param changed numbers of the pages with other records than the texts are of */
export function amendTexts(before: PageTexts, pages: readonly PageRecord[], changed: readonly number[]): PageTexts {
  if (changed.length === 0) return before;
  const texts = before.texts.slice();
  for (const page of changed) texts[page] = JSON.stringify(pages[page]);
  return { ids: before.ids, texts };
}

function joined(parts: readonly string[]): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(parts.reduce((size, part) => size + Buffer.byteLength(part), 0));
  const bytes = Buffer.from(shared);
  let at = 0;
  for (const part of parts) at += bytes.write(part, at);
  return shared;
}
