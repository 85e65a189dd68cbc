/** Values that a page shows, as the marks of its preview name them: what each is in a writer's words, and the line where it is written. */
import { isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { countLines, findBlock } from '../../../kernel/front-matter/block.ts';
import { locateKey } from '../../../kernel/front-matter/locate-key.ts';
import type { Origin } from '../../../shared/contract/explain.ts';
import type { ListedDocument, SiteListing } from '../../engine/types.ts';
import { type PagesById, pagesById } from './pages-by-id.ts';
import { shown } from './shown-value.ts';
import { fieldName, settingLabel } from './words.ts';

const SETTINGS = 'site.yaml';

export interface ValueKnowledge {
  listing: SiteListing;
  /** Of the page that is looked at. */
  url: string;
  /** Files that may hold the words of the design, the one that wins first. */
  words: readonly string[];
  /** A file's text as it is now; null: there is none. */
  read(file: string): Promise<string | null>;
}

/** Each thing once, in the order of the values. */
export async function explainValues(
  values: readonly (readonly string[])[],
  knowledge: ValueKnowledge,
): Promise<Origin[]> {
  const origins = (await Promise.all(values.map((value) => explainValue(value, knowledge)))).flat();
  const keys = origins.map(({ label, file, line }) => `${label}\n${file}\n${line}`);
  return origins.filter((_, i) => keys.indexOf(keys[i] as string) === i);
}

/** Where words may be written, the file that wins first; see `readStrings` of the engine. */
export function wordFiles(layers: readonly { prefix: string }[], language: string): string[] {
  const base = (language.split('-')[0] as string).toLowerCase();
  const tags = [...new Set([language, base, 'en'])];
  return tags.flatMap((tag) => layers.map(({ prefix }) => `${prefix}strings/${tag}.yaml`));
}

/** @param path "menus", "main", "0", "title"; see `Marker` of the kernel. @returns what it comes from, the nearest first; none: it is not known */
async function explainValue(path: readonly string[], knowledge: ValueKnowledge): Promise<Origin[]> {
  const [root, ...steps] = path;
  const technical = path.join('.');
  if (steps.length === 0) return [];
  switch (root) {
    case 'site':
      return [await setting(steps, technical, knowledge)];
    case 'menus':
      return menu(steps, technical, knowledge);
    case 'data':
      return [await data(steps, technical, knowledge)];
    case 'page':
      return [await page(steps[0] as string, steps.slice(1), knowledge)];
    case 'string':
      return [await word(steps.join('.'), technical, knowledge)];
    default:
      return [];
  }
}

function origin(label: string, technical: string, more: Partial<Origin> = {}): Origin {
  return { label, value: null, file: null, line: null, url: null, technical, ...more };
}

async function setting(steps: readonly string[], technical: string, { read }: ValueKnowledge): Promise<Origin> {
  const found = deepest(await read(SETTINGS), steps);
  return origin(settingLabel(steps.join('.')), technical, { file: SETTINGS, ...found });
}

/** An entry without a title of its own has that of its page. */
async function menu(steps: readonly string[], technical: string, knowledge: ValueKnowledge): Promise<Origin[]> {
  const [name, ...below] = steps as [string, ...string[]];
  const text = await knowledge.read(SETTINGS);
  const label = `The menu “${name}”`;
  const list = deepest(text, ['menus', name]);
  if (list.line === null) return [origin(label, technical)];
  const entry = entrySteps(text, name, below);
  const place = deepest(text, entry ?? ['menus', name]);
  const said = origin(label, technical, { file: SETTINGS, line: place.line ?? list.line });
  const leads = entry === null ? null : deepest(text, [...entry.slice(0, -1), 'page']);
  const isPages = steps.at(-1) === 'title' && place.steps < (entry?.length ?? 0) && leads?.value;
  const target = isPages ? documentAt(knowledge.listing, leads.value as string) : undefined;
  return target === undefined ? [said] : [said, await documentValue(target, ['title'], knowledge)];
}

/** Where entries have weights, their order is not that of the settings. */
function entrySteps(text: string | null, name: string, below: readonly string[]): string[] | null {
  const entries: unknown = parseDocument(text ?? '').getIn(['menus', name]);
  const hasWeights = entries !== undefined && /\bweight\b/.test(String(entries));
  return hasWeights ? null : ['menus', name, ...below];
}

function documentAt(listing: SiteListing, written: string): ListedDocument | undefined {
  const source = `content/${written.replace(/^\/+/, '')}`;
  return listing.documents.find((document) => document.source === source);
}

async function data(steps: readonly string[], technical: string, { listing, read }: ValueKnowledge): Promise<Origin> {
  for (let length = steps.length; length > 0; length--) {
    const stem = `data/${steps.slice(0, length).join('/')}.`;
    const file = listing.data.find((name) => name.startsWith(stem) && !name.slice(stem.length).includes('.'));
    if (file === undefined) continue;
    const rest = steps.slice(length);
    const label = ['Your list', `“${steps.slice(0, length).join(' › ')}”`].join(' ');
    return origin(label, technical, { file, ...(await dataPlace(file, rest, read)) });
  }
  return origin(`Your lists and facts: ${steps.join(', ')}`, technical);
}

async function dataPlace(
  file: string,
  steps: readonly string[],
  read: ValueKnowledge['read'],
): Promise<Pick<Origin, 'line' | 'value'>> {
  const text = await read(file);
  // Rows of a table are below its head.
  if (/\.csv$/i.test(file)) return { line: Number(steps[0] ?? -1) + 2, value: null };
  if (/\.toml$/i.test(file)) return { line: tomlLine(text ?? '', steps.at(-1) ?? ''), value: null };
  const { line, value } = deepest(text, steps);
  return { line, value };
}

function tomlLine(text: string, key: string): number | null {
  const at = text.split('\n').findIndex((line) => line.trimStart().startsWith(key) && /^\s*[\w"'.-]+\s*=/.test(line));
  return at < 0 ? null : at + 1;
}

async function page(id: string, steps: readonly string[], knowledge: ValueKnowledge): Promise<Origin> {
  const pages: PagesById = pagesById(knowledge.listing.documents);
  const { file, url, title } = pages(id);
  const document = knowledge.listing.documents.find(({ source }) => source === file);
  if (document !== undefined) return documentValue(document, steps, knowledge);
  return origin(fieldLabel(steps, title, false), `page.${steps.join('.')}`, { url });
}

async function documentValue(
  { source, url, title }: ListedDocument,
  steps: readonly string[],
  { url: shownUrl, read }: ValueKnowledge,
): Promise<Origin> {
  const text = (await read(source)) ?? '';
  const line = documentLine(text, steps[0] === 'params' ? steps.slice(1) : steps);
  const label = fieldLabel(steps, title || source, url === shownUrl);
  return origin(label, `page.${steps.join('.')}`, { file: source, url, line });
}

function fieldLabel(steps: readonly string[], title: string, own: boolean): string {
  const [field = '', ...below] = steps;
  const name = field === 'params' ? (below[0] ?? 'values') : fieldName(field);
  return `The ${name} of ${own ? 'this page' : `“${title}”`}`;
}

/** Values that are worked out from the text lead to where the text begins. */
function documentLine(text: string, steps: readonly string[]): number | null {
  const [key = '', ...below] = steps;
  const block = findBlock(text);
  const first = block === null ? 1 : countLines(text, 0, block.bodyStart) + 1;
  const at = locateKey(text, key)?.start.line;
  if (at === undefined) return key === 'title' ? headingLine(text, first) : first;
  if (block?.format !== 'yaml' || below.length === 0) return at;
  const { line } = deepest(text.slice(block.start, block.end), [key, ...below]);
  return line === null ? at : countLines(text, 0, block.start) + line;
}

function headingLine(text: string, first: number): number {
  const lines = text.split('\n').slice(first - 1);
  const at = lines.findIndex((line) => line.startsWith('# '));
  return first + Math.max(0, at);
}

async function word(key: string, technical: string, { words, read }: ValueKnowledge): Promise<Origin> {
  for (const file of words) {
    const text = await read(file);
    if (text === null) continue;
    const found = deepest(text, key.split('.'));
    if (found.steps === key.split('.').length)
      return origin('A word of the design', technical, { file, line: found.line, value: found.value });
  }
  return origin('A word of the design', technical);
}

interface Deepest {
  /** 1-based; null: not even the first step is there. */
  line: number | null;
  value: string | null;
}

/** The place of a path in YAML or JSON, or as far on the way to it as there is one; `steps` is how far. */
function deepest(text: string | null, path: readonly string[]): Deepest & { steps: number } {
  const counter = new LineCounter();
  const document = parseDocument(text ?? '', { lineCounter: counter });
  if (document.contents === null) return { line: null, value: null, steps: 0 };
  for (let length = path.length; length > 0; length--) {
    const way = path.slice(0, length).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const node: unknown = document.getIn(way, true);
    if (!isNode(node) || !node.range) continue;
    const value = isScalar(node) ? shown(node.value) : null;
    return { line: counter.linePos(node.range[0]).line, value, steps: length };
  }
  return { line: null, value: null, steps: 0 };
}
