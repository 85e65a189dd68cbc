/** Phase 3: from parsed documents to the pages of the site, with their addresses, lists, neighbours, menus and redirects. */
import { sortBy, sortCodePoints } from '../../../kernel/order.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';
import type { CopiedFile } from '../assets/types.ts';
import { Permalinks, setAddressOf } from '../site/addresses.ts';
import { Claims } from '../site/claims.ts';
import { SiteClock } from '../site/clock.ts';
import { basePathOf, type LoadedConfig } from '../site/config.ts';
import { placeResources, placeStatics } from '../site/copies.ts';
import type { HiddenDocument } from '../site/entries.ts';
import { stemOf } from '../site/folders.ts';
import { fillSections, homeList, linkNeighbours, paginate, sectionList, sortEntries } from '../site/lists.ts';
import { buildMenus } from '../site/menus.ts';
import { type Context, Entry, type Folder } from '../site/model.ts';
import { numberPages, numbers } from '../site/number.ts';
import { type Planted, plant } from '../site/plant.ts';
import { buildRedirects, type Redirect } from '../site/redirects.ts';
import { buildTaxonomies, type Taxonomy } from '../site/taxonomies.ts';
import { TemplateLookup } from '../site/template-lookup.ts';
import type { ContentFile, StaticFile } from './discover.ts';

export interface OrganiseInput extends Pick<LoadedConfig, 'config' | 'strings' | 'locateSetting'> {
  /** ISO instant of the build. */
  time: string;
  /** Show drafts, and pages whose date lies in the future. */
  drafts: boolean;
  /** A document that is shown whatever it says of itself: the preview's. */
  shown?: string | null;
  /** In any order. */
  documents: readonly ParsedDocument[];
  resources: readonly ContentFile[];
  statics: readonly StaticFile[];
  /** Names of all templates, whichever layer has them. */
  templates: ReadonlySet<string>;
  /** Whether a template asks for its list in pages. */
  paginates(template: string): boolean;
  /** Where a key of a document's front matter stands; called for findings only. */
  locate(source: string, key: string): SourceRange | undefined;
}

export interface Organised
  extends Pick<
    SiteSnapshot,
    'basePath' | 'pages' | 'home' | 'sitePages' | 'sections' | 'taxonomies' | 'menus' | 'statics'
  > {
  redirects: Redirect[];
  /** Files of bundles and sections, and of static/, that no page is in the way of. */
  copies: CopiedFile[];
  hidden: HiddenDocument[];
  /** ISO instant at which the next page appears or expires; null: never. */
  nextChange: string | null;
  findings: Finding[];
}

/** The same input, in whatever order, gives the same site. Every path of public/ has one owner. */
export function organise(input: OrganiseInput): Organised {
  const steps = organiseSteps(input);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** As `organise`, with a rest between its steps, so that a caller with other things to do can do them. */
export function* organiseSteps(input: OrganiseInput): Generator<void, Organised> {
  const context = contextOf(input);
  const documents = input.documents.filter((document) => document.readable);
  sortBy(documents, (document) => document.source);
  yield;
  const planted = plant(context, documents);
  yield;
  const { home, pages, sections, folders, maker } = planted;
  const ordered = sortEntries(pages.filter((page) => !page.record.unlisted));
  const orderedSections = sortEntries([...sections]);
  fillSections(ordered, orderedSections);
  linkNeighbours(folders);
  yield;
  const taxonomies = buildTaxonomies(context, maker, folders, home, ordered);
  setLists(planted, ordered);
  yield;
  const lists = [
    ...sections,
    ...taxonomies.flatMap(({ entry, terms }) => (entry ? [entry, ...terms.map((term) => term.entry)] : [])),
  ];
  const firsts = [home, ...pages, ...lists, planted.notFound];
  const claims = setAddresses(context, planted, lists);
  yield;
  const lookup = new TemplateLookup(context, input.templates);
  for (const entry of firsts) entry.record.template = lookup.resolve(entry);
  const further = furtherPages(context, [home, ...lists], input.paginates);
  for (const entry of further) claims.page(entry);
  claims.settle();
  yield;
  const copies = placeResources(input.resources, folders, claims, context.basePath);
  copies.push(...placeStatics(input.statics, claims, context.basePath));
  yield;
  const records = numberPages([...firsts, ...further], context.config.pagination.size);
  yield;
  const topSections = home.folder.sections;
  return {
    basePath: context.basePath,
    pages: records,
    home: home.number,
    sitePages: numbers(ordered),
    sections: numbers(topSections),
    taxonomies: taxonomyRecords(taxonomies),
    menus: buildMenus(context, menuInput(planted, ordered, orderedSections, lists)),
    statics: sortCodePoints(copies.map((copy) => copy.output)),
    redirects: buildRedirects(
      context,
      firsts.filter((entry) => entry.record.aliases.length > 0),
      claims,
    ),
    copies,
    hidden: maker.hidden,
    nextChange: Number.isFinite(maker.nextChange) ? new Date(maker.nextChange).toISOString() : null,
    findings: context.findings,
  };
}

function contextOf(input: OrganiseInput): Context {
  return {
    config: input.config,
    strings: input.strings,
    basePath: basePathOf(input.config),
    clock: new SiteClock(input.config.timezone),
    now: Date.parse(input.time),
    drafts: input.drafts,
    shown: input.shown ?? null,
    locate: input.locate,
    locateSetting: input.locateSetting,
    findings: [],
  };
}

function setLists({ home, sections }: Planted, ordered: readonly Entry[]): void {
  for (const section of sections) section.list = sectionList(section.folder);
  home.list = homeList(home, ordered);
}

/** Home first, then documents by path, then what is generated: who comes first keeps an address that two want. */
function setAddresses(context: Context, planted: Planted, lists: readonly Entry[]): Claims {
  const { basePath } = context;
  const claims = new Claims(context);
  const permalinks = new Permalinks(context);
  const { home, notFound, pages } = planted;
  setAddressOf(home, '', basePath);
  claims.page(home);
  setAddressOf(notFound, '404.html', basePath);
  claims.page(notFound);
  for (const page of pages) {
    const { folder } = page;
    setAddressOf(page, pagePath(permalinks, page, folder), basePath);
  }
  for (const list of lists) {
    const written = list.explicitUrl === null ? null : permalinks.written(list, 'url', list.explicitUrl);
    setAddressOf(list, written ?? (list.kind === 'section' ? list.folder.address : list.path), basePath);
  }
  const documents = [...pages, ...lists.filter((list) => list.record.source !== null)];
  sortBy(documents, (entry) => entry.record.source as string);
  for (const entry of documents) claims.page(entry);
  for (const entry of lists) if (entry.record.source === null) claims.page(entry);
  return claims;
}

function pagePath(permalinks: Permalinks, page: Entry, folder: Folder): string {
  const stem = stemOf(page.path);
  if (folder.parent !== null && page === folder.entry) return permalinks.pathFor(page, folder.name, folder.parent);
  // An index.md beside an _index.md wants the same address, and is told so.
  return stem.length === 5 && stem.toLowerCase() === 'index' ? folder.address : permalinks.pathFor(page, stem, folder);
}

function furtherPages(context: Context, lists: readonly Entry[], paginates: (template: string) => boolean): Entry[] {
  const known = new Map<string, boolean>();
  return lists.flatMap((first) => {
    if (first.kind === 'taxonomy') return [];
    const { template } = first.record;
    let wanted = known.get(template);
    if (wanted === undefined) {
      wanted = paginates(template);
      known.set(template, wanted);
    }
    return wanted
      ? paginate(first, context.config.pagination.size, (entry, number) => furtherPage(context, entry, number))
      : [];
  });
}

/** Page 2 of a list is the list once more, at its own address. */
function furtherPage({ basePath }: Context, first: Entry, number: number): Entry {
  const record = { ...first.record, id: `${first.record.id}#${number}`, aliases: [] };
  const entry = new Entry(first.kind, record, first.folder);
  entry.path = `${first.path}#${number}`;
  entry.parent = first.parent;
  entry.section = first.section;
  const folder = record.output.slice(0, record.output.lastIndexOf('/') + 1);
  setAddressOf(entry, `${folder}page/${number}/`, basePath);
  return entry;
}

function taxonomyRecords(taxonomies: readonly Taxonomy[]): SiteSnapshot['taxonomies'] {
  return Object.fromEntries(
    taxonomies.map(({ name, entry, terms }) => [
      name,
      { page: entry?.number ?? null, terms: terms.map((term) => ({ name: term.name, page: term.entry.number })) },
    ]),
  );
}

/** Only menus that name documents need to find them. */
function entriesBySource(planted: Planted, lists: readonly Entry[]): Map<string, Entry> {
  const bySource = new Map<string, Entry>();
  for (const entry of [planted.home, ...planted.pages, ...lists]) {
    if (entry.record.source !== null) bySource.set(entry.record.source, entry);
    else if (entry.kind === 'section') bySource.set(`folder:content/${entry.folder.path}`, entry);
    else if (entry.kind !== 'home') bySource.set(`folder:content/${entry.path.slice(0, -1)}`, entry);
  }
  return bySource.set('folder:content', planted.home);
}

function menuInput(planted: Planted, ordered: readonly Entry[], sections: readonly Entry[], lists: readonly Entry[]) {
  const unlisted = planted.pages.filter((page) => page.record.unlisted);
  return {
    bySource: () => entriesBySource(planted, lists),
    hidden: new Set(planted.maker.hidden.map((document) => document.source)),
    asking: [planted.home, ...sections, ...ordered, ...unlisted].filter((entry) => entry.menus !== null),
    sections: planted.home.folder.sections,
  };
}
