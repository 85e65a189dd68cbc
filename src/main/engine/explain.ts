import { readTraces, type TracedNode, type TraceFile } from './save/traces.ts';
import { statePaths } from './state-paths.ts';
import type { PageExplanation } from './types.ts';

/**
 * @param page a URL, a path in public/, or a document ("content/about.md", "about.md")
 * @returns null when no build has left a trace of such a page
 */
export async function explainPage(root: string, page: string): Promise<PageExplanation | null> {
  const file = await readTraces(statePaths(root).traces);
  if (file === null) return null;
  const node = findNode(file, page);
  return node === undefined ? null : explain(file, node);
}

function findNode(file: TraceFile, page: string): TracedNode | undefined {
  const wanted = page.normalize('NFC').replace(/^\.\//, '');
  const bare = wanted.replace(/^\/+|\/+$/g, '');
  return (
    file.nodes.find((node) => node.url === wanted || node.id === wanted) ??
    file.nodes.find((node) => node.source === bare || node.source === `content/${bare}`) ??
    file.nodes.find((node) => node.output === bare || node.output === `${bare}/index.html`) ??
    file.nodes.find((node) => decodeURI(node.url).endsWith(`/${bare}/`))
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

function explain(file: TraceFile, node: TracedNode): PageExplanation {
  const reads = (file.traces[node.trace] ?? []).map((number) => {
    const key = file.keys[number] as string;
    const colon = key.indexOf(':');
    const kind = colon < 0 ? key : key.slice(0, colon);
    const fingerprint = file.fingerprints[number] ?? null;
    return { kind: kinds[kind] ?? kind, name: colon < 0 ? '' : key.slice(colon + 1), fingerprint };
  });
  return {
    id: node.id,
    url: node.url,
    source: node.source,
    output: node.output,
    template: node.template,
    reason: node.reason,
    milliseconds: node.milliseconds,
    reads,
    assets: node.assets,
    links: node.links.map((number) => file.links[number] as string),
    proofs: node.proofs,
  };
}
