import { readFile } from 'node:fs/promises';
import { collectFacts } from '../../kernel/html/collect-facts.ts';
import { decodePath } from '../../kernel/url.ts';
import { AssetMap } from './checks/asset-map.ts';
import { readTraces, type SavedTraces, type TracedNode } from './save/traces.ts';
import { statePaths } from './state-paths.ts';
import type { PageExplanation } from './types.ts';

/**
 * What the last build noted of a page; what it refers to is read from the page itself.
 * @param page a URL, a path in public/, or a document ("content/about.md", "about.md")
 * @returns null when no build has left a trace of such a page
 */
export async function explainPage(root: string, page: string): Promise<PageExplanation | null> {
  const saved = await readTraces(statePaths(root).traces);
  if (saved === null) return null;
  const node = findNode(saved, page);
  return node === undefined ? null : explain(saved, node, await references(saved, node));
}

interface PageReferences {
  assets: string[];
  links: string[];
}

async function references(saved: SavedTraces, node: TracedNode): Promise<PageReferences> {
  const html = await readFile(`${saved.assets.out}/${node.output}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const facts = collectFacts(html);
  const map = new AssetMap({ snapshot: saved.assets, variants: saved.assets.variants });
  map.replace(node.url, facts);
  const links = facts.references.filter(({ kind }) => kind === 'link').map(({ url }) => url);
  return { assets: map.assetsOf(node.url), links };
}

function findNode(file: SavedTraces, page: string): TracedNode | undefined {
  const wanted = page.normalize('NFC').replace(/^\.\//, '');
  const bare = wanted.replace(/^\/+|\/+$/g, '');
  return (
    file.nodes.find((node) => node.url === wanted || node.id === wanted) ??
    file.nodes.find((node) => node.source === bare || node.source === `content/${bare}`) ??
    file.nodes.find((node) => node.output === bare || node.output === `${bare}/index.html`) ??
    file.nodes.find((node) => decodePath(node.url).endsWith(`/${bare}/`))
  );
}

const kinds: Record<string, string> = {
  file: 'template',
  site: 'setting',
  data: 'data',
  menu: 'menu',
  string: 'word of the theme',
  asset: 'asset',
  self: 'its own document',
  page: 'another page',
  query: 'list of pages',
  column: 'a field of a list',
  content: 'text of a page',
  time: 'the time of the build',
  locale: 'language rules',
};

function explain(saved: SavedTraces, node: TracedNode, { assets, links }: PageReferences): PageExplanation {
  const { id, url, source, output, template, reason, milliseconds, proofs } = node;
  const reads = saved.reads(node).map(({ key, fingerprint }) => {
    const colon = key.indexOf(':');
    const kind = colon < 0 ? key : key.slice(0, colon);
    return { kind: kinds[kind] ?? kind, name: colon < 0 ? '' : key.slice(colon + 1), fingerprint };
  });
  return { id, url, source, output, template, reason, milliseconds, reads, assets, links, proofs };
}
