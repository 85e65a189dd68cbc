/** Phase 1: what there is on disk. Nothing is parsed but data files; documents are not even opened. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Json } from '../../../shared/config.ts';
import type { Finding } from '../../../shared/proof.ts';
import type { TemplateRecord } from '../../../shared/snapshot.ts';
import type { AssetFile } from '../assets/types.ts';
import { isDataFile, readData } from '../site/data.ts';
import { fileErrorCode, isMissing, readText, type TextReader, unreadable } from '../site/files.ts';
import type { SiteRoots } from '../site/layers.ts';
import { type OverlaidFile, overlay } from '../site/overlay.ts';
import { type FoundFile, walk } from '../site/walk.ts';

export interface SourceDocument {
  /** Logical name, whatever the folder is called on disk ("content/posts/a.md"). */
  source: string;
  /** Absolute. */
  path: string;
  /** Reached by a symbolic link: it may change under another name. */
  linked?: true;
}

/** A file in content/ that is not a document. Which page it belongs to is organise's to say. */
export interface ContentFile extends SourceDocument {
  bytes: number;
}

/** A file of static/. `name` is what it is known by ("static/favicon.ico"), whichever layer it comes from. */
export interface StaticFile extends AssetFile {
  /** Path in public/. */
  output: string;
}

/** What lies in content/. Sorted by source, by code point, like every list here. */
export interface FoundTexts {
  documents: SourceDocument[];
  resources: ContentFile[];
  textFindings: Finding[];
}

/** All else that a site is made of. */
export interface FoundParts {
  templates: TemplateRecord[];
  data: Record<string, Json>;
  /** The files that `data` comes from. */
  dataFiles: SourceDocument[];
  assets: AssetFile[];
  statics: StaticFile[];
  partFindings: Finding[];
}

export type Discovery = FoundTexts & FoundParts;

const document = /\.(?:md|markdown)$/i;
const template = /\.(?:njk|html?|xml|txt|json|svg|css|js)$/i;

/**
 * Looks through the folders of the site and of its themes. What cannot be used becomes a finding and is left out.
 * @param readFile gives the texts of templates and data
 */
export async function discover(roots: SiteRoots, readFile: TextReader = readText): Promise<Discovery> {
  return { ...(await findTexts(roots)), ...(await findParts(roots, readFile)) };
}

async function findTexts(roots: SiteRoots): Promise<FoundTexts> {
  const textFindings: Finding[] = [];
  const content = await walkSite(roots, 'content', textFindings);
  const documents: SourceDocument[] = [];
  const resources: ContentFile[] = [];
  for (const { name, path, linked } of content) {
    if (document.test(name)) documents.push({ source: name, path, ...(linked && { linked }) });
    else {
      const bytes = sizeOf(name, path, textFindings);
      if (bytes !== null) resources.push({ source: name, path, bytes });
    }
  }
  return { documents, resources, textFindings };
}

/** Everything but content/. */
export async function findParts(roots: SiteRoots, readFile: TextReader = readText): Promise<FoundParts> {
  const findings: Finding[] = [];
  const templates = await readTemplates(roots, findings, readFile);
  const assets = await overlay(roots, roots.layers, 'assets', findings);
  const statics = await overlay(roots, roots.layers, 'static', findings);
  const dataFiles = (await walkSite(roots, 'data', findings)).filter(({ name }) => isDataFile(name));
  const data = await readData(dataFiles, findings, readFile);
  return {
    templates,
    data,
    dataFiles: dataFiles.map(({ name, path }) => ({ source: name, path })),
    assets: sized(assets, '', findings),
    statics: sized(statics, 'static/', findings).map((file) => ({
      ...file,
      output: file.name.slice('static/'.length),
    })),
    partFindings: findings,
  };
}

function walkSite(roots: SiteRoots, folder: 'content' | 'data', findings: Finding[]): Promise<FoundFile[]> {
  const { folders, granted } = roots;
  return walk({ folder: folders[folder], prefix: `${folder}/`, granted, hidden: false }, findings);
}

/** null when the file is gone since the folder was read, or is out of reach. */
function sizeOf(source: string, path: string, findings: Finding[]): number | null {
  try {
    return statSync(path).size;
  } catch (error) {
    const code = fileErrorCode(error);
    if (!isMissing(code)) findings.push(unreadable(source, code));
    return null;
  }
}

/** Names in NFC. Of twins that become one name by that, the first stays (the walk has reported them). */
function sized(files: readonly OverlaidFile[], prefix: string, findings: Finding[]): AssetFile[] {
  const result = new Map<string, AssetFile>();
  for (const { key, name: source, path } of files) {
    const name = (prefix + key).normalize('NFC');
    const bytes = result.has(name) ? null : sizeOf(source, path, findings);
    if (bytes !== null) result.set(name, { name, source, path, bytes });
  }
  return [...result.values()];
}

async function readTemplates(roots: SiteRoots, findings: Finding[], readFile: TextReader): Promise<TemplateRecord[]> {
  const records: TemplateRecord[] = [];
  for (const { key, name, path, absent } of await overlay(roots, roots.layers, 'templates', findings)) {
    if (!template.test(key)) continue;
    const read = readFile(path);
    if (read.text === null) findings.push(unreadable(name, read.problem ?? 'it is gone'));
    else records.push({ name: key, file: name, hash: hashText(read.text), source: read.text, absent });
  }
  return records;
}

export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** How many documents are looked at to guess the size of all. */
const SAMPLE = 64;

/**
 * The bytes of all documents together, guessed from an even sample: enough to decide on workers, and 100 times cheaper
 * than asking for each.
 */
export function estimateBytes(documents: readonly SourceDocument[]): number {
  const step = Math.max(1, Math.floor(documents.length / SAMPLE));
  let bytes = 0;
  let seen = 0;
  for (let i = 0; i < documents.length; i += step) {
    bytes += statSync((documents[i] as SourceDocument).path, { throwIfNoEntry: false })?.size ?? 0;
    seen++;
  }
  return seen === 0 ? 0 : Math.round((bytes / seen) * documents.length);
}
