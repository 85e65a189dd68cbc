/** The site as data: all that rendering may read, and the form in which it reaches the workers. */

import type { IndexChange } from '../../../kernel/site/fingerprints.ts';
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
export type WrittenSnapshot = Pick<SiteRef, 'snapshot' | 'base' | 'patch' | 'change'>;

/** Above this share of other pages a patch is no gain. */
const MOST_PATCHED = 0.05;

export interface VersionStep {
  before: PageTexts;
  change: IndexChange;
}

/** A thread that has none of so many versions begins anew. */
const STEPS = 8;

/** Writes the versions of one open site. */
export class SnapshotWriter {
  #base: (PageTexts & { written: SharedArrayBuffer; version: number }) | null = null;
  #last: { of: PageTexts; version: number } | null = null;
  /** How the last versions differ, each from the one before it. */
  #steps: readonly { from: number; change: IndexChange }[] = [];

  /**
   * @param all JSON of each of its pages
   * @param step how it differs from the version with these pages; null: in any way
   * @returns the version itself, or the last whole one with a patch
   */
  write({ pages: _, ...rest }: SiteSnapshot, all: PageTexts, step: VersionStep | null): WrittenSnapshot {
    const last = this.#last;
    this.#last = { of: all, version: rest.version };
    const follows = step !== null && last?.of === step.before;
    this.#steps = follows ? [...this.#steps.slice(1 - STEPS), { from: last.version, change: step.change }] : [];
    return { ...this.#writeFor(rest, all), change: this.#changeSinceFirst() };
  }

  #changeSinceFirst(): SiteRef['change'] {
    const [first] = this.#steps;
    if (first === undefined) return null;
    const pages = new Map<string, Set<keyof PageRecord>>();
    const kinds = new Set<string>();
    for (const { change } of this.#steps) {
      for (const [id, fields] of change.pages) pages.set(id, new Set([...(pages.get(id) ?? []), ...fields]));
      for (const kind of change.kinds) kinds.add(kind);
    }
    return { since: first.from, of: { pages, kinds } };
  }

  #writeFor(rest: SnapshotPatch['rest'], { ids, texts }: PageTexts): Omit<WrittenSnapshot, 'change'> {
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
