/** Small sites for tests: snapshots without files, and templates that are functions. */
import type { JsonObject, SiteConfig } from '../../shared/config.ts';
import type { AssetRecord, MenuItem, PageNumber, PageRecord, SiteSnapshot } from '../../shared/snapshot.ts';
import { encodeBody } from '../markdown/body.ts';
import type { Hole, ParsedBody } from '../markdown/types.ts';
import { compareCodePoints, comparePages } from '../order.ts';
import { createTemplateSet } from '../templates/environment.ts';
import { createLibrary } from '../templates/library/library.ts';
import type { TemplateSet } from '../templates/types.ts';
import { Recorder, withRecorder } from '../trace/recorder.ts';
import { encodePath, slugify } from '../url.ts';
import { consume } from './query.ts';
import { type RenderedPage, renderPage } from './render-page.ts';
import { SiteIndex } from './site-index.ts';

/** A document. `path` is relative to content/; what is left out follows from it. */
export interface TestPage extends Partial<Omit<PageRecord, 'body'>> {
  path: string;
  html?: string;
  holes?: Hole[];
  headings?: ParsedBody['headings'];
  tags?: string[];
}

export interface TestSite {
  pages?: TestPage[];
  config?: Partial<SiteConfig>;
  params?: JsonObject;
  data?: JsonObject;
  strings?: Record<string, string>;
  menus?: Record<string, MenuItem[]>;
  assets?: Partial<AssetRecord>[];
  statics?: string[];
  /** Names of templates that exist. */
  templates?: string[];
  version?: number;
  basePath?: string;
}

const testConfig: SiteConfig = {
  title: 'Field notes',
  url: 'https://example.com/birds/',
  language: 'en',
  timezone: 'Europe/Lisbon',
  description: null,
  theme: null,
  params: {},
  folders: { content: 'content', templates: 'templates', data: 'data', assets: 'assets', static: 'static' },
  menus: {},
  taxonomies: { tags: { ordered: false } },
  permalinks: {},
  pagination: { size: 10 },
  cascade: [],
  markdown: { html: true, highlight: true, typographer: true },
  images: { widths: [480, 960], formats: ['webp'], quality: 80 },
  feeds: { limit: 20 },
  checks: { external: false, mute: [] },
  schemas: {},
  publish: { targets: [] },
};

export interface BuiltSnapshot {
  snapshot: SiteSnapshot;
  bodies: (buffer: number) => Uint8Array;
}

/** A site with a home page, a section for each top folder and a page for each tag. */
export function snapshot(site: TestSite = {}): BuiltSnapshot {
  const bodies: Uint8Array[] = [];
  const base = site.basePath ?? '/birds/';
  const pages = [...documents(site, base, bodies), ...generated(site, base)];
  pages.sort((a, b) => compareCodePoints(a.id, b.id));
  connect(pages);
  const config = { ...testConfig, ...site.config };
  const number = (test: (page: PageRecord) => boolean): PageNumber => pages.findIndex(test);
  const built: SiteSnapshot = {
    version: site.version ?? 1,
    config,
    params: site.params ?? {},
    basePath: base,
    time: '2026-05-01T10:00:00Z',
    pages,
    home: number((page) => page.kind === 'home'),
    sitePages: inOrder(pages, (page) => page.kind === 'page' && !page.unlisted),
    sections: inOrder(pages, (page) => page.kind === 'section'),
    taxonomies: {
      tags: {
        page: number((page) => page.kind === 'taxonomy'),
        terms: pages.flatMap((page, i) => (page.kind === 'term' ? [{ name: page.title, page: i }] : [])),
      },
    },
    menus: site.menus ?? {},
    data: site.data ?? {},
    strings: site.strings ?? {},
    templates: (site.templates ?? []).map((name) => ({
      name,
      file: `templates/${name}`,
      hash: `hash of ${name}`,
      source: '',
      absent: [],
    })),
    assets: (site.assets ?? []).map(assetOf),
    statics: site.statics ?? [],
    galley: 'test',
  };
  return { snapshot: built, bodies: (buffer) => bodies[buffer] as Uint8Array };
}

function documents(site: TestSite, base: string, bodies: Uint8Array[]): PageRecord[] {
  return (site.pages ?? []).map(({ path, html, holes = [], headings = [], tags, ...given }) => {
    const page = record(`content/${path}`, base, tags === undefined ? given : { taxonomies: { tags }, ...given });
    if (html === undefined) return page;
    const bytes = encodeBody({ html, holes, headings, text: html });
    bodies.push(bytes);
    const body = { buffer: bodies.length - 1, offset: 0, length: bytes.length, hash: `hash of ${html}` };
    return { ...page, body, ...given };
  });
}

function generated(site: TestSite, base: string): PageRecord[] {
  const tops = (site.pages ?? []).flatMap(({ path }) => (path.includes('/') ? [path.split('/')[0] as string] : []));
  const tags = (site.pages ?? []).flatMap((page) => page.tags ?? []);
  return [
    record('content/_index.md', base, {
      id: 'home',
      kind: 'home',
      source: null,
      url: base,
      output: 'index.html',
      title: 'Home',
    }),
    ...[...new Set(tops)].map((name) =>
      record(`content/${name}/_index.md`, base, {
        id: `section:${name}`,
        kind: 'section',
        title: name,
        url: `${base}${name}/`,
        output: `${name}/index.html`,
        sectionPath: name,
      }),
    ),
    record('content/tags', base, { id: 'taxonomy:tags', kind: 'taxonomy', source: null, title: 'tags' }),
    ...[...new Set(tags)].map((name) =>
      record(`content/tags/${name}`, base, {
        id: `term:tags:${name}`,
        kind: 'term',
        source: null,
        title: name,
        url: `${base}tags/${slugify(name)}/`,
      }),
    ),
  ];
}

function record(source: string, base: string, given: Partial<PageRecord>): PageRecord {
  const stem = source.replace(/^content\//, '').replace(/(\/?index)?\.md$/, '');
  const folders = stem.split('/').slice(0, -1);
  return {
    id: `page:${source}`,
    kind: 'page',
    source,
    language: 'en',
    url: `${base}${encodePath(stem)}/`,
    output: `${stem}/index.html`,
    title: stem,
    date: null,
    lastmod: null,
    expires: null,
    description: null,
    summary: null,
    weight: null,
    draft: false,
    layout: null,
    params: {},
    taxonomies: {},
    aliases: [],
    words: 100,
    sectionPath: folders[0] ?? '',
    section: null,
    parent: null,
    ancestors: [],
    prev: null,
    next: null,
    resources: [],
    unlisted: false,
    body: null,
    list: null,
    template: 'page.njk',
    ...given,
  };
}

/** Lists, parents, and prev and next, by the records' section paths. */
function connect(pages: PageRecord[]): void {
  const home = pages.findIndex((page) => page.kind === 'home');
  pages.forEach((page, i) => {
    const section = pages.findIndex((other) => other.kind === 'section' && other.sectionPath === page.sectionPath);
    const own = page.kind === 'section' || page.kind === 'home';
    page.section ??= own ? i : section === -1 ? home : section;
    page.parent ??= i === home ? null : own ? home : page.section;
    const above = page.parent;
    page.ancestors = above === null ? [] : above === home ? [home] : [home, above];
    if (page.kind !== 'page') page.list ??= listOf(pages, page);
  });
  for (const list of pages.flatMap((page) => (page.kind === 'section' ? [page.list?.pages ?? []] : []))) {
    list.forEach((number, i) => {
      const page = pages[number] as PageRecord;
      page.prev = list[i - 1] ?? null;
      page.next = list[i + 1] ?? null;
    });
  }
}

function listOf(pages: PageRecord[], page: PageRecord): PageRecord['list'] {
  const has: Record<string, (other: PageRecord) => boolean> = {
    home: () => true,
    section: (other) => other.sectionPath === page.sectionPath,
    term: (other) => (other.taxonomies.tags ?? []).includes(page.title),
  };
  const test = has[page.kind] ?? (() => false);
  const listed = inOrder(pages, (other) => other.kind === 'page' && test(other));
  const terms = page.kind === 'taxonomy' ? pages.flatMap((other, i) => (other.kind === 'term' ? [i] : [])) : listed;
  const taxonomy = page.kind === 'term' || page.kind === 'taxonomy' ? 'tags' : null;
  return {
    pages: terms,
    allPages: listed,
    sections: [],
    taxonomy,
    term: page.kind === 'term' ? page.title : null,
    paginator: null,
  };
}

function inOrder(pages: readonly PageRecord[], test: (page: PageRecord) => boolean): PageNumber[] {
  const numbers = pages.flatMap((page, i) => (test(page) ? [i] : []));
  return numbers.sort((a, b) => comparePages(pages[a] as PageRecord, pages[b] as PageRecord));
}

function assetOf(given: Partial<AssetRecord>): AssetRecord {
  const name = given.name ?? 'css/main.css';
  return {
    name,
    source: `assets/${name}`,
    kind: 'image',
    url: `/birds/assets/${name}`,
    output: `assets/${name}`,
    hash: `hash of ${name}`,
    integrity: null,
    bytes: 1000,
    width: null,
    height: null,
    uses: [],
    ...given,
  };
}

export type TestTemplate = (context: Readonly<Record<string, unknown>>) => string;

function testTemplates(templates: Record<string, TestTemplate>): TemplateSet {
  return {
    has: (name) => Object.hasOwn(templates, name),
    render: (name, context) => (templates[name] as TestTemplate)(context),
  };
}

export function testIndex(site: TestSite = {}, templates: Record<string, TestTemplate> = {}): SiteIndex {
  const { snapshot: built, bodies } = snapshot({ ...site, templates: site.templates ?? Object.keys(templates) });
  const index = new SiteIndex(built, bodies, 'encoder 1');
  index.useTemplates(testTemplates(templates));
  return index;
}

/** Runs `work` as a render of the page with that id; what it read, found and gave. */
export function rendering<T>(id: string, work: () => T): { value: T; keys: string[]; recorder: Recorder } {
  const recorder = new Recorder(id, undefined, null);
  const value = withRecorder(recorder, work);
  return { value, keys: recorder.trace().keys.sort(), recorder };
}

/** Goes through a collection as a loop of a template does. */
export function loop<T, U>(collection: unknown, each: (element: T) => U): U[] {
  consume(collection as object);
  return (collection as readonly T[]).map(each);
}

/** A site with real templates, compiled and with the whole library. */
export function testPress(
  files: Record<string, string>,
  site: TestSite = {},
): { index: SiteIndex; templates: TemplateSet } {
  const { snapshot: built, bodies } = snapshot(site);
  built.templates = Object.entries(files).map(([name, source]) => ({
    name,
    file: `templates/${name}`,
    hash: source,
    source,
    absent: [],
  }));
  const index = new SiteIndex(built, bodies, 'encoder 1');
  const templates = createTemplateSet(built.templates, createLibrary(index));
  index.useTemplates(templates);
  return { index, templates };
}

/** One page of a site, through `renderPage`. */
export function testPage(files: Record<string, string>, site: TestSite, id: string): RenderedPage {
  const { index, templates } = testPress(files, site);
  return renderPage(index, templates, index.lookups.byId(id) as PageNumber);
}
