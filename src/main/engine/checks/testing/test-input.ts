/** Sites made of a few HTML strings, for the tests of checks. */
import { collectFacts } from '../../../../kernel/html/collect-facts.ts';
import { createMarkdown } from '../../../../kernel/markdown/create-markdown.ts';
import type { AssetRecord, PageRecord, SiteSnapshot } from '../../../../shared/snapshot.ts';
import { AssetMap } from '../asset-map.ts';
import type { CheckedPage, CheckInput, WrittenDocument } from '../types.ts';

const markdown = createMarkdown({ html: true, highlight: false, typographer: false });

export interface TestSite {
  /** Path in public/ to HTML. */
  pages: Record<string, string>;
  /** Further paths in public/. */
  files?: string[];
  assets?: Partial<AssetRecord>[];
  variants?: { asset: string; output: string }[];
  basePath?: string;
  /** Path in public/ to the Markdown that the page is made of. */
  texts?: Record<string, string>;
}

export function testSnapshot({ files = [], assets = [], basePath = '/' }: Partial<TestSite>): SiteSnapshot {
  const config = { url: `https://example.com${basePath}`, folders: { assets: 'assets' } };
  return { config, basePath, statics: files, assets: assets.map(testAsset) } as unknown as SiteSnapshot;
}

function testAsset(partial: Partial<AssetRecord>): AssetRecord {
  const name = partial.name ?? 'css/main.css';
  const rest = { hash: '', integrity: null, bytes: 1, width: null, height: null, uses: [], url: '' };
  return { name, source: `assets/${name}`, kind: 'file', output: name, ...rest, ...partial };
}

export function testInput(site: TestSite): CheckInput {
  const snapshot = testSnapshot(site);
  const pages = Object.entries(site.pages).map(([output, html]) => testPage(output, html, snapshot.basePath));
  const variants = site.variants ?? [];
  const assets = new AssetMap({ snapshot, variants });
  for (const page of pages) assets.replace(page.url, page.facts);
  const outputs = [...pages, ...snapshot.assets, ...variants].map(({ output }) => output);
  const files = new Set([...outputs, ...(site.files ?? [])]);
  const document = ({ output, record }: CheckedPage): WrittenDocument | null => {
    const text = site.texts?.[output];
    if (text === undefined) return null;
    return { source: record?.source ?? '', text, headings: markdown(text, 'en').headings };
  };
  const rest = { usedElsewhere: new Set<string>(), findings: [], origin: null, sameFiles: false };
  return { pages, files, snapshot, assets, document, ...rest };
}

function testPage(output: string, html: string, basePath: string): CheckedPage {
  const url = basePath + output.replace(/index\.html$/, '');
  const record = { kind: 'page', source: `content/${output.replace(/(?:\/?index)?\.html$/, '')}.md` } as PageRecord;
  return { url, output, facts: collectFacts(html), record, degraded: false };
}
