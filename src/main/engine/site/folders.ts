/** The folders of content/ as sections and bundles, with what they hand down. */
import { isKnownKey, readKnown } from '../../../kernel/front-matter/known-keys.ts';
import type { Json, JsonObject } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import { pathSegment } from './addresses.ts';
import { isObject } from './json.ts';
import { type Context, Folder, keyFinding, settingFinding } from './model.ts';

const CONTENT = 'content/';

export interface FolderTree {
  folders: Folders;
  /** The folder of each document, in the order of the documents. */
  homes: Folder[];
}

/** Every folder that has documents in it or below, by path; "" is content/ itself. Parents come before children. */
export type Folders = Map<string, Folder>;

/** File name of a document without its ending ("index", "my-post"). */
export function stemOf(source: string): string {
  return source.slice(source.lastIndexOf('/') + 1, source.lastIndexOf('.'));
}

export function buildFolders(context: Context, documents: readonly ParsedDocument[]): FolderTree {
  const folders: Folders = new Map([['', new Folder('', '', null, false)]]);
  const homes: Folder[] = [];
  let folder = folders.get('') as Folder;
  let start = CONTENT.length;
  for (const document of documents) {
    const { source } = document;
    const slash = source.lastIndexOf('/');
    // Sorted documents stay in one folder for long.
    if (slash + 1 !== start || !source.startsWith(folder.path, CONTENT.length)) {
      folder = ensureFolder(folders, slash < CONTENT.length ? '' : source.slice(CONTENT.length, slash));
      start = slash + 1;
    }
    homes.push(folder);
    addDocument(folder, document, start);
  }
  for (const folder of folders.values()) markBundle(context, folder);
  markDescriptions(context, folders);
  for (const folder of folders.values()) {
    setAddress(folder);
    setCascade(context, folder);
  }
  reportCascadeSettings(context);
  return { folders, homes };
}

function addDocument(folder: Folder, document: ParsedDocument, start: number): void {
  const length = document.source.lastIndexOf('.') - start;
  const stem = length === 5 || length === 6 ? stemOf(document.source).toLowerCase() : '';
  if (stem === '_index' && folder.indexDocument === null) folder.indexDocument = document;
  else if (stem === 'index' && folder.bundleDocument === null) folder.bundleDocument = document;
  else folder.documents++;
}

function ensureFolder(folders: Folders, path: string): Folder {
  const known = folders.get(path);
  if (known !== undefined) return known;
  const slash = path.lastIndexOf('/');
  const parent = ensureFolder(folders, slash < 0 ? '' : path.slice(0, slash));
  const folder = new Folder(path, path.slice(slash + 1), parent, false);
  parent.children.push(folder);
  folders.set(path, folder);
  return folder;
}

/** A folder with index.md and without _index.md is one page, and nothing below it is a section unless it has an _index.md. */
function markBundle(context: Context, folder: Folder): void {
  if (folder.parent === null) return;
  const isBundle = folder.bundleDocument !== null && folder.indexDocument === null;
  folder.inBundle = isBundle || (folder.parent.inBundle && folder.indexDocument === null);
  if (!isBundle || folder.documents === 0) return;
  const source = (folder.bundleDocument as ParsedDocument).source;
  const data = { folder: folder.path, others: folder.documents };
  context.findings.push({ code: 'index-beside-pages', data, file: source, cause: source });
}

/** `tags/_index.md` describes the taxonomy and `tags/rust/_index.md` its term, if the folder holds nothing else. */
function markDescriptions(context: Context, folders: Folders): void {
  for (const taxonomy of Object.keys(context.config.taxonomies)) {
    const folder = folders.get(taxonomy) ?? folders.get(pathSegment(taxonomy));
    if (folder === undefined || !isDescription(folder) || !folder.children.every(isDescription)) continue;
    folder.describes = { taxonomy, term: false };
    for (const child of folder.children) {
      if (child.indexDocument !== null) child.describes = { taxonomy, term: true };
    }
  }
}

function isDescription(folder: Folder): boolean {
  if (folder.indexDocument === null && folder.children.length === 0) return false;
  return folder.parent !== null && folder.documents === 0 && folder.bundleDocument === null;
}

function setAddress(folder: Folder): void {
  if (folder.parent === null) return;
  const front = folder.indexDocument?.front.slug;
  folder.slug = pathSegment(typeof front === 'string' && front !== '' ? front : folder.name);
  folder.address = `${folder.parent.address}${folder.slug}/`;
}

/** Values that would change how a text is read, or that would make many pages one. */
const notHandedDown = new Set(['language', 'markdown', 'cascade', 'url', 'slug', 'aliases', 'menu', 'menus']);

function setCascade(context: Context, folder: Folder): void {
  let cascade = folder.parent?.cascade ?? null;
  for (const entry of context.config.cascade) {
    if (trimSlashes(entry.section) === folder.path) cascade = joined(cascade, handedDown(entry.values));
  }
  const own = folder.indexDocument?.front.cascade;
  for (const values of Array.isArray(own) ? own : [own]) {
    if (!isObject(values)) continue;
    cascade = joined(cascade, handedDown(values));
    reportKeys(context, folder.indexDocument as ParsedDocument, values);
  }
  folder.cascade = cascade;
  folder.listCascade = withoutLayout(cascade);
}

function withoutLayout(cascade: JsonObject | null): JsonObject | null {
  if (cascade === null || cascade.layout === undefined) return cascade;
  const { layout: _, ...rest } = cascade;
  return rest;
}

function joined(far: JsonObject | null, near: JsonObject): JsonObject {
  return far === null ? near : { ...far, ...near };
}

function handedDown(values: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(values)) {
    if (notHandedDown.has(key)) continue;
    const value = values[key] as Json;
    const read = isKnownKey(key) ? readKnown(key, value, () => null) : value;
    if (read !== undefined && read !== null) result[key] = read;
  }
  return result;
}

function reportKeys(context: Context, document: ParsedDocument, values: JsonObject): void {
  for (const key of Object.keys(values)) {
    if (!isRefused(key, values[key] as Json)) continue;
    const finding = keyFinding(context, 'cascade-key', document.source, 'cascade', { key });
    context.findings.push({ ...finding, cause: `${document.source} ${key}` });
  }
}

function reportCascadeSettings(context: Context): void {
  context.config.cascade.forEach(({ values }, i) => {
    for (const key of Object.keys(values)) {
      if (!isRefused(key, values[key] as Json)) continue;
      context.findings.push(settingFinding(context, 'cascade-key', ['cascade', i, 'values', key], { key }));
    }
  });
}

function isRefused(key: string, value: Json): boolean {
  return notHandedDown.has(key) || (isKnownKey(key) && readKnown(key, value, () => null) === undefined);
}

export function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}
