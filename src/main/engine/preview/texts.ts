/** Sorts unsaved texts by what they change: documents, templates and data alone, or what the whole site is put together from. */
import { sortCodePoints } from '../../../kernel/order.ts';
import type { JsonObject } from '../../../shared/config.ts';
import type { TemplateRecord } from '../../../shared/snapshot.ts';
import { hashText } from '../phases/discover.ts';
import { isDataFile, readData } from '../site/data.ts';
import { readText, type TextReader } from '../site/files.ts';
import { absolutePath, type SiteRoots } from '../site/layers.ts';
import type { ShowRequest } from '../types.ts';
import type { PlannedSite } from './planned.ts';

export interface SortedTexts {
  /** By source. */
  documents: ReadonlyMap<string, string>;
  /** Whose new text asks for nothing that the site is not put together for. */
  templates: TemplateRecord[];
  /** By name ("data/prices.yaml"). */
  data: ReadonlyMap<string, string>;
  /** Settings, strings, and templates that may change which pages there are. */
  settings: ReadonlyMap<string, string>;
}

const document = /^content\/.*\.(?:md|markdown)$/is;
const template = /^(?:themes\/[^/]+\/)?templates\/(.+)$/s;
const setting = /^(?:site\.yaml|(?:themes\/[^/]+\/)?(?:theme\.yaml|strings\/[^/]+\.yaml))$/;

/** Others (style sheets, scripts, files that are only copied) are shown as they were saved. */
export function sortTexts({ found }: Pick<PlannedSite, 'found'>, texts: ShowRequest['texts']): SortedTexts {
  const documents = new Map<string, string>();
  const templates: TemplateRecord[] = [];
  const data = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const { file, text } of texts) {
    if (document.test(file)) documents.set(file, text);
    else if (file.startsWith('data/') && isDataFile(file)) data.set(file, text);
    else if (setting.test(file)) settings.set(file, text);
    else if (template.test(file)) {
      const record = found.discovery.templates.find((known) => known.file === file);
      if (record === undefined || !asksForTheSame(record.source, text)) settings.set(file, text);
      else if (record.source !== text) templates.push(withText(record, text));
    }
  }
  return { documents, templates, data, settings };
}

const references = /\{%-?\s*(?:include|extends|import|from)\b[^%]*%\}/g;
const paginator = /\bpaginator\b/;

/** Whether a template goes over several pages, by itself or through another, decides how many pages there are. */
function asksForTheSame(before: string, after: string): boolean {
  if (paginator.test(before) !== paginator.test(after)) return false;
  return (before.match(references) ?? []).join() === (after.match(references) ?? []).join();
}

function withText(record: TemplateRecord, source: string): TemplateRecord {
  return { ...record, source, hash: hashText(source) };
}

/** The site's templates with those texts; one that is not on disk yet shadows those below it. */
export function laidTemplates(
  roots: SiteRoots,
  records: readonly TemplateRecord[],
  texts: ReadonlyMap<string, string>,
): TemplateRecord[] {
  const byName = new Map(records.map((record) => [record.name, record]));
  for (const [file, source] of texts) {
    const name = template.exec(file)?.[1];
    if (name === undefined) continue;
    const known = byName.get(name);
    if (known?.file === file) byName.set(name, withText(known, source));
    else if (known === undefined || layerOf(roots, file) < layerOf(roots, known.file)) {
      byName.set(name, { name, file, hash: hashText(source), source, absent: [] });
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** 0 for the site, which comes first. A theme that the site does not use comes last. */
function layerOf({ layers }: SiteRoots, file: string): number {
  const at = layers.findIndex(({ prefix }) => prefix !== '' && file.startsWith(prefix));
  if (at >= 0) return at;
  return file.startsWith('templates/') ? 0 : layers.length;
}

/** Reads files, with those texts in the place of what is on disk. */
export function laidReader(roots: SiteRoots, texts: ReadonlyMap<string, string>): TextReader {
  const byPath = new Map([...texts].map(([file, text]) => [absolutePath(roots, file), text]));
  return (path, within) => {
    const text = byPath.get(path);
    return text === undefined ? readText(path, within) : { text };
  };
}

/** All of `data` with those texts; null when there are none. What cannot be read while it is typed is left out. */
export async function laidData(
  { found }: Pick<PlannedSite, 'found'>,
  texts: ReadonlyMap<string, string>,
): Promise<JsonObject | null> {
  if (texts.size === 0) return null;
  const { discovery, roots } = found;
  const names = new Set([...discovery.dataFiles.map(({ source }) => source), ...texts.keys()]);
  const files = sortCodePoints([...names]).map((name) => ({ name, path: absolutePath(roots, name) }));
  return readData(files, [], laidReader(roots, texts));
}
