/** Small real sites in temporary folders, for tests. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { locateKey } from '../../../kernel/front-matter/locate-key.ts';
import { readFrontMatter } from '../../../kernel/front-matter/read-front-matter.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { PageRecord } from '../../../shared/snapshot.ts';
import { type Discovery, discover } from '../phases/discover.ts';
import { type Organised, organise } from '../phases/organise.ts';
import { type LoadedConfig, loadConfig } from './config.ts';

const folders: string[] = [];

export function removeSites(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Files by path; a site.yaml with title and url is added when there is none. */
export function makeSite(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'galley-site-'));
  folders.push(root);
  const all = { 'site.yaml': 'title: Test\nurl: https://example.com/\n', ...files };
  for (const [name, text] of Object.entries(all)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return root;
}

/** A folder of built-in themes: a plain one with every kind of template. */
export function makeThemes(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'galley-themes-'));
  folders.push(root);
  const kinds = ['home', 'page', 'section', 'taxonomy', 'term', '404'];
  const plain = Object.fromEntries(kinds.map((kind) => [`plain/templates/${kind}.njk`, `plain ${kind}`]));
  for (const [name, text] of Object.entries({ ...plain, ...files })) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return root;
}

export interface Built {
  root: string;
  loaded: LoadedConfig;
  found: Discovery;
  site: Organised;
  /** Codes of all findings, in order. */
  codes: string[];
  page(url: string): PageRecord;
  urls: string[];
}

export interface BuildOptions {
  themes?: string;
  time?: string;
  drafts?: boolean;
  /** Templates that go over several pages. */
  paginated?: readonly string[];
  shuffle?: (documents: ParsedDocument[]) => ParsedDocument[];
}

/** Phases 1 to 3, with a parse that reads front matter and the first heading only. */
export async function buildSite(root: string, options: BuildOptions = {}): Promise<Built> {
  const loaded = await loadConfig(root, options.themes ?? makeThemes());
  const found = await discover(loaded.roots);
  const documents = found.documents.map(({ source, path }) => parse(source, path));
  const site = organise({
    config: loaded.config,
    strings: loaded.strings,
    locateSetting: loaded.locateSetting,
    time: options.time ?? '2026-01-01T00:00:00Z',
    drafts: options.drafts ?? false,
    documents: options.shuffle?.(documents) ?? documents,
    resources: found.resources,
    statics: found.statics,
    templates: new Set(found.templates.map((template) => template.name)),
    paginates: (template) => options.paginated?.includes(template) ?? false,
    locate: (source, key) => locateKey(readFileSync(join(root, source), 'utf8'), key) ?? undefined,
  });
  const page = (url: string): PageRecord => {
    const record = site.pages.find((candidate) => candidate.url === url);
    if (record === undefined)
      throw new Error(`no page ${url}; there are ${site.pages.map((one) => one.url).join(' ')}`);
    return record;
  };
  const findings = [...loaded.findings, ...found.textFindings, ...found.partFindings, ...site.findings];
  const urls = site.pages.map((record) => record.url).sort();
  return { root, loaded, found, site, page, urls, codes: findings.map((finding) => finding.code) };
}

export async function buildFiles(files: Readonly<Record<string, string>>, options: BuildOptions = {}): Promise<Built> {
  return buildSite(makeSite(files), options);
}

function parse(source: string, path: string): ParsedDocument {
  const text = readFileSync(path, 'utf8');
  const front = readFrontMatter(text, source);
  const body = text.slice(front.bodyStart);
  const heading = /^# (.+)$/m.exec(body);
  return {
    source,
    hash: text,
    bytes: text.length,
    front: front.values,
    heading: heading?.[1] ?? null,
    summary: body.trim() || null,
    words: body.split(/\s+/).filter(Boolean).length,
    body: { buffer: 0, offset: 0, length: 0, hash: text },
    readable: true,
    findings: front.findings,
  };
}

/** A document with front matter written as YAML. */
export function doc(front: Readonly<Record<string, unknown>> = {}, body = 'Text.'): string {
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n${body}\n`;
}
