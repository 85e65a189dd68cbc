/** The site as unsaved texts make it: the build's own model, or one put together again in memory. */

import { assetKind } from '../../../kernel/assets/paths.ts';
import { compareCodePoints } from '../../../kernel/order.ts';
import { Lookups } from '../../../kernel/site/lookups.ts';
import type { ParseTextResult, SiteRef } from '../../../kernel/tasks.ts';
import { analyseTemplates } from '../../../kernel/templates/analyse.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { PageNumber, PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import type { FileInfo, KnownFile } from '../assets/file-infos.ts';
import { copiedAssets } from '../assets/prepare.ts';
import type { CopiedFile, PreparedAssets } from '../assets/types.ts';
import { organise } from '../phases/organise.ts';
import { serialiseSnapshot, snapshotOf } from '../phases/snapshot.ts';
import type { TaskRunner } from '../pool/runner.ts';
import { loadConfig } from '../site/config.ts';
import { CannotBuild } from '../types.ts';
import type { PlannedSite } from './planned.ts';
import { laidReader, laidTemplates } from './texts.ts';

export interface ModelTexts {
  /** In the place of those on disk; empty: as they are. */
  settings: ReadonlyMap<string, string>;
  documents: ReadonlyMap<string, ParseTextResult>;
  /** A document that is shown although it is not published; null: none is. */
  shown: string | null;
}

export interface ShownModel extends ModelTexts {
  snapshot: SiteSnapshot;
  site: SiteRef;
  copies: readonly CopiedFile[];
  originals: ReadonlyMap<string, string>;
  lookups: Lookups;
}

const nothing: ModelTexts = { settings: new Map(), documents: new Map(), shown: null };

/** The build's own. */
export async function builtModel({ snapshot, site, model, assets }: PlannedSite): Promise<ShownModel> {
  const shared = site.snapshot ?? (await serialiseSnapshot(snapshot));
  return {
    ...nothing,
    ...{ snapshot, site: { ...site, snapshot: shared }, copies: model.copies, originals: assets.originals },
    lookups: new Lookups(snapshot),
  };
}

/** What making a model needs besides texts. */
export interface ModelMaking {
  planned: PlannedSite;
  themesPath: string;
  runner: TaskRunner;
  /** Never used before by this open site. */
  version: number;
}

export async function makeModel(
  { planned, themesPath, runner, version }: ModelMaking,
  texts: ModelTexts,
): Promise<ShownModel> {
  const { discovery, roots } = planned.found;
  const found = await laidSettings(planned, themesPath, texts.settings);
  const templates = laidTemplates(roots, discovery.templates, texts.settings);
  const { documents, bodies } = laidDocuments(planned, texts.documents);
  const facts = analyseTemplates(templates);
  const { resources, statics } = discovery;
  const model = organise({
    ...{ config: found.config, strings: found.strings, resources, statics, documents },
    ...{ time: planned.snapshot.time, drafts: planned.drafts, shown: texts.shown },
    templates: new Set(templates.map(({ name }) => name)),
    paginates: (template) => facts.mentions(template, 'paginator'),
    // Places are asked for findings, which the next build reports.
    locate: () => undefined,
    locateSetting: () => undefined,
  });
  const { assets, originals } = await laidAssets(planned, model.copies, runner);
  const { time, data, galley } = planned.snapshot;
  const snapshot = snapshotOf({ found, model, templates, data, assets, time, galley, version });
  const site: SiteRef = {
    ...planned.site,
    site: `${planned.site.site} shown`,
    version,
    snapshot: await serialiseSnapshot(snapshot),
    base: version,
    patch: null,
    change: null,
    bodies,
  };
  return { ...texts, snapshot, site, copies: model.copies, originals, lookups: new Lookups(snapshot) };
}

/**
 * Other folders and another theme show when they are saved. Settings that cannot be read while they are typed leave the site
 * as it was.
 */
async function laidSettings({ found }: PlannedSite, themesPath: string, texts: ReadonlyMap<string, string>) {
  if (![...texts.keys()].some((file) => file.endsWith('.yaml'))) return found;
  try {
    const { config, params, strings } = await loadConfig(found.roots.root, themesPath, laidReader(found.roots, texts));
    return { config, params, strings };
  } catch (error) {
    if (error instanceof CannotBuild) return found;
    throw error;
  }
}

function laidDocuments({ parsed, site }: PlannedSite, texts: ReadonlyMap<string, ParseTextResult>) {
  const bodies = [...site.bodies];
  const laid = new Map<string, ParsedDocument>();
  for (const [source, { document, body }] of texts) {
    const shared = new SharedArrayBuffer(body.byteLength);
    new Uint8Array(shared).set(body);
    const ref = { ...document.body, buffer: bodies.length, offset: 0, length: body.byteLength };
    bodies.push(shared);
    laid.set(source, { ...document, body: ref });
  }
  const documents = parsed.documents.map((document) => {
    const text = laid.get(document.source);
    laid.delete(document.source);
    return text ?? document;
  });
  return { documents: [...documents, ...laid.values()], bodies };
}

/** Files move with the pages that they belong to; those of a page that the build left out are looked at now. */
async function laidAssets(
  { assets, model }: PlannedSite,
  copies: readonly CopiedFile[],
  runner: TaskRunner,
): Promise<Pick<PreparedAssets, 'assets' | 'originals'>> {
  const copied = new Set(model.copies.map(({ name }) => name));
  const known = new Map(assets.assets.map((record) => [record.name, record]));
  const fresh = copies.filter(({ name }) => !known.has(name));
  const made = copiedAssets(fresh, await infosOf(fresh, runner));
  const moved = copies.flatMap(({ name, url, output }) => {
    const record = known.get(name);
    return record === undefined ? [] : [{ ...record, url, output }];
  });
  const records = [...assets.assets.filter(({ name }) => !copied.has(name)), ...moved, ...made.assets];
  records.sort((a, b) => compareCodePoints(a.name, b.name));
  return { assets: records, originals: new Map([...assets.originals, ...made.originals]) };
}

async function infosOf(files: readonly CopiedFile[], runner: TaskRunner): Promise<Map<string, FileInfo>> {
  const infos = new Map<string, FileInfo>();
  for (const task of ['imageInfo', 'hashFiles'] as const) {
    const paths = files
      .filter(({ name }) => (assetKind(name) === 'image') === (task === 'imageInfo'))
      .map(({ path }) => path);
    if (paths.length === 0) continue;
    const results = (await runner.call(task, paths)) as KnownFile[];
    paths.forEach((path, i) => {
      infos.set(path, results[i] as FileInfo);
    });
  }
  return infos;
}

/** A document's page and, of a list that goes over several, those that continue it. */
export function pagesOf({ lookups, snapshot }: ShownModel, source: string): PageNumber[] {
  const first = lookups.bySource(source);
  if (first === null) return [];
  const { list } = snapshot.pages[first] as PageRecord;
  return list?.paginator?.pages ?? [first];
}

export function recordOf({ snapshot }: ShownModel, page: PageNumber): PageRecord {
  return snapshot.pages[page] as PageRecord;
}
