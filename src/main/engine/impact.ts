/** What would be made again if a file were changed: the traces read backwards. */
import type { SiteIndex } from '../../kernel/site/site-index.ts';
import type { SiteMemory } from './cache/memory.ts';
import type { NodeBatch } from './cache/node-batch.ts';
import type { Impact, ImpactKind } from './types.ts';

/** Whether a key is about what changes, and what a page that read it has of that. */
type Question = (key: string) => ImpactKind | null;

/** The closest first. */
const order: readonly ImpactKind[] = ['own', 'uses', 'text', 'field', 'list'];

/**
 * @param index of the last build; null: lists are not looked into
 * @param file a file of the site, or a part of one in dots
 */
export function impactOf(memory: SiteMemory, index: SiteIndex | null, file: string): Impact | null {
  const question = questionAbout(memory, index, file.normalize('NFC').replace(/^\.\//, ''));
  if (question === null) return null;
  const pages = new Map<ImpactKind, Impact['groups'][number]['pages']>();
  for (const { node, batch, row } of memory.nodes('pages').values()) {
    const how = closest(batch, row, question);
    if (how === null) continue;
    const { url, source } = node;
    const group = pages.get(how) ?? [];
    group.push({ url, source });
    pages.set(how, group);
  }
  const texts = [...memory.nodes('texts').values()].filter(({ batch, row }) => closest(batch, row, question) !== null);
  return {
    file,
    groups: order.flatMap((how) => {
      const group = pages.get(how);
      return group === undefined ? [] : [{ how, pages: group.sort((a, b) => (a.url < b.url ? -1 : 1)) }];
    }),
    texts: texts.map(({ node }) => node.output).sort(),
  };
}

/** Answers are the same for all nodes of a batch. */
const answers = new WeakMap<Question, Map<NodeBatch, (ImpactKind | null)[]>>();

function closest(batch: NodeBatch, row: number, question: Question): ImpactKind | null {
  const known = answers.get(question) ?? new Map<NodeBatch, (ImpactKind | null)[]>();
  answers.set(question, known);
  let answer = known.get(batch);
  if (answer === undefined) {
    answer = batch.keys.map(question);
    known.set(batch, answer);
  }
  let found: ImpactKind | null = null;
  for (const number of batch.rowOf(row)) {
    const how = answer[number] ?? null;
    if (how !== null && (found === null || order.indexOf(how) < order.indexOf(found))) found = how;
  }
  return found;
}

const template = /^(?:themes\/[^/]+\/|theme:[^/]+\/)?templates\/(.+)$/s;
const strings = /^(?:themes\/[^/]+\/|theme:[^/]+\/)?strings\//;

function questionAbout(memory: SiteMemory, index: SiteIndex | null, file: string): Question | null {
  const name = template.exec(file)?.[1];
  if (name !== undefined) return isOneOf(`file:${name}`);
  if (file.startsWith('data/')) return below('data', file.slice('data/'.length).replace(/\.[^.]+$/, ''));
  if (file.startsWith('assets/')) return isOneOf(`asset:${file.slice('assets/'.length)}`);
  if (file.startsWith('static/')) return isOneOf(`static:${file.slice('static/'.length)}`, `asset:${file}`);
  if (strings.test(file)) return (key) => (key.startsWith('string:') ? 'uses' : null);
  if (file === 'site.yaml') return (key) => (/^(?:site|menu):/.test(key) ? 'uses' : null);
  if (file.startsWith('content/')) return aboutDocument(memory, index, file);
  const [, root, path = ''] = /^(data|site|menus)\.(.+)$/s.exec(file) ?? [];
  if (root === 'menus') return isOneOf(`menu:${path}`);
  return root === undefined ? null : below(root, path);
}

function isOneOf(...keys: string[]): Question {
  return (key) => (keys.includes(key) ? 'uses' : null);
}

/** A value, what it is in, and what is in it. */
function below(root: string, path: string): Question {
  return (key) => {
    if (!key.startsWith(`${root}:`)) return null;
    const read = key.slice(root.length + 1);
    // "prices." asks only whether there is a map: what is in it does not matter.
    const mapOnly = read.endsWith('.');
    const name = mapOnly ? read.slice(0, -1) : read;
    const inside = name === path || name.startsWith(`${path}.`);
    return inside || (!mapOnly && (name === '' || path.startsWith(`${name}.`))) ? 'uses' : null;
  };
}

/** A document, or a file that belongs to one. */
function aboutDocument(memory: SiteMemory, index: SiteIndex | null, file: string): Question {
  const ids = [...memory.nodes('pages').values()].filter(({ node }) => node.source === file).map(({ node }) => node.id);
  if (ids.length === 0) return isOneOf(`asset:${file}`);
  return (key) => {
    const colon = key.indexOf(':');
    const rest = key.slice(colon + 1);
    switch (key.slice(0, colon)) {
      case 'self':
        return ids.includes(rest) ? 'own' : null;
      case 'content':
        return ids.includes(rest) ? 'text' : null;
      case 'page':
        return ids.some((id) => rest.startsWith(`${id}.`)) ? 'field' : null;
      case 'query':
        return isIn(index, rest, ids) ? 'list' : null;
      case 'column':
        return isIn(index, rest.slice(rest.indexOf('@') + 1), ids) ? 'list' : null;
      default:
        return null;
    }
  };
}

function isIn(index: SiteIndex | null, canon: string, ids: readonly string[]): boolean {
  const pages = index?.queries.parse(canon)?.pages ?? [];
  return pages.some((page) => ids.includes(index?.record(page).id ?? ''));
}
