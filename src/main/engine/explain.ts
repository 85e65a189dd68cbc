import { readdir, readFile } from 'node:fs/promises';
import { collectFacts } from '../../kernel/html/collect-facts.ts';
import { decodePath } from '../../kernel/url.ts';
import type { BuildReport } from '../../shared/report.ts';
import type { AssetTable, RenderedNode } from './cache/frames.ts';
import type { SiteMemory } from './cache/memory.ts';
import type { RememberedNode } from './cache/node-table.ts';
import { AssetMap } from './checks/asset-map.ts';
import type { PageExplanation } from './types.ts';

/**
 * What the last build noted of a page; what it refers to is read from the page itself.
 * @param reports folder of the builds' reports
 * @param page a URL, a path in public/, or a document ("content/about.md", "about.md")
 * @returns null when no build has left a trace of such a page
 */
export async function explainPage(memory: SiteMemory, reports: string, page: string): Promise<PageExplanation | null> {
  const known = findNode(memory, page);
  const { table } = memory;
  if (known === undefined || table === null) return null;
  const report = await lastReport(reports);
  return explain(memory, known, report, await references(table, known.node));
}

interface PageReferences {
  assets: string[];
  links: string[];
}

async function references(table: AssetTable, node: RenderedNode): Promise<PageReferences> {
  const html = await readFile(`${table.out}/${node.output}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const facts = collectFacts(html);
  const map = new AssetMap({ snapshot: table, variants: table.variants });
  map.replace(node.url, facts);
  const links = facts.references.filter(({ kind }) => kind === 'link').map(({ url }) => url);
  return { assets: map.assetsOf(node.url), links };
}

/** null when there is none that can be read. */
async function lastReport(folder: string): Promise<BuildReport | null> {
  try {
    const last = (await readdir(folder))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .at(-1);
    return last === undefined ? null : (JSON.parse(await readFile(`${folder}/${last}`, 'utf8')) as BuildReport);
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function findNode(memory: SiteMemory, page: string): RememberedNode | undefined {
  const wanted = page.normalize('NFC').replace(/^\.\//, '');
  const bare = wanted.replace(/^\/+|\/+$/g, '');
  const known = [...memory.nodes('pages').values()];
  const find = (is: (node: RenderedNode) => boolean): RememberedNode | undefined => known.find(({ node }) => is(node));
  return (
    find((node) => node.url === wanted || node.id === wanted) ??
    find((node) => node.source === bare || node.source === `content/${bare}`) ??
    find((node) => node.output === bare || node.output === `${bare}/index.html`) ??
    find((node) => decodePath(node.url).endsWith(`/${bare}/`))
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

function explain(
  memory: SiteMemory,
  known: RememberedNode,
  report: BuildReport | null,
  { assets, links }: PageReferences,
): PageExplanation {
  const { id, url, source, output, template, reason, milliseconds } = known.node;
  const reads = memory
    .readsOf(known)
    .filter(({ key }) => !isPart(key))
    .map(({ key, fingerprint }) => {
      const colon = key.indexOf(':');
      const kind = colon < 0 ? key : key.slice(0, colon);
      return { kind: kinds[kind] ?? kind, name: colon < 0 ? '' : key.slice(colon + 1), fingerprint };
    });
  const proofs = (report?.proofs ?? []).filter(({ pages }) => pages.includes(url)).map(({ code }) => code);
  const rendered = report === null || report.started === known.node.rendered;
  return { id, url, source, output, template, reason, rendered, milliseconds, reads, assets, links, proofs };
}

/** What a text is made of goes without saying where the text is named. */
function isPart(key: string): boolean {
  return /^(?:link|static|near):|^page:.*\.body$/.test(key);
}
