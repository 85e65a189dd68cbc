/** What a site is made of, for the tree of its pages: hidden and unreadable documents too. */
import { compareCodePoints } from '../../kernel/order.ts';
import type { ParsedDocument } from '../../shared/document.ts';
import type { PageRecord } from '../../shared/snapshot.ts';
import type { PlannedSite } from './preview/planned.ts';
import { stateOf } from './preview/state.ts';
import { SiteClock } from './site/clock.ts';
import { titleFromName } from './site/entries.ts';
import { stemOf } from './site/folders.ts';
import type { DocumentState, ListedDocument, SiteListing } from './types.ts';

/** Lists the builds of one open site. Rows that would be the same are the same objects. */
export class Lister {
  #rows = new Map<string, Row>();
  /** Sources in the order of the tree. */
  #order: readonly string[] = [];
  /** The same in the order of the site. */
  #sources: readonly string[] = [];

  list(planned: PlannedSite): SiteListing {
    const { snapshot, model, found } = planned;
    const { title, url, language, timezone } = snapshot.config;
    return {
      ...{ version: snapshot.version, title, url, language, timezone },
      ...{ basePath: snapshot.basePath, nextChange: model.nextChange },
      documents: this.#documents(planned),
      generated: snapshot.pages.flatMap((page) =>
        page.source === null && isFirst(page) ? [{ url: page.url, title: page.title, kind: page.kind }] : [],
      ),
      templates: snapshot.templates.map(({ name, file }) => ({ name, file, own: !file.startsWith('theme:') })),
      data: found.discovery.dataFiles.map(({ source }) => source),
      assets: snapshot.assets.map(({ source, name, kind, url, bytes, width, height }) => ({
        ...{ source, name, kind, url, bytes, width, height },
      })),
    };
  }

  #documents({ parsed, snapshot, model }: PlannedSite): ListedDocument[] {
    const pages = new Map<string, PageRecord>();
    for (const page of snapshot.pages) if (page.source !== null && isFirst(page)) pages.set(page.source, page);
    const hidden = new Map(model.hidden.map(({ source, reason }) => [source, reason]));
    const clock = new SiteClock(snapshot.config.timezone);
    const now = Date.parse(snapshot.time);
    const rows = new Map<string, Row>();
    for (const document of parsed.documents) {
      const { source } = document;
      const page = pages.get(source);
      const state = page === undefined ? (hidden.get(source) ?? 'unreadable') : stateOf(page, now);
      const known = this.#rows.get(source);
      if (known?.document === document && known.page === page && known.listed.state === state) rows.set(source, known);
      else rows.set(source, { document, page, listed: listedAs(document, page, state, clock) });
    }
    this.#rows = rows;
    this.#sort(parsed.documents.map(({ source }) => source));
    return this.#order.map((source) => (rows.get(source) as Row).listed);
  }

  #sort(sources: readonly string[]): void {
    const known = this.#sources;
    if (sources.length === known.length && sources.every((source, i) => source === known[i])) return;
    this.#sources = sources;
    const places = sources.map((source): [string[], string] => [steps(source), source]);
    this.#order = places.sort(([a], [b]) => compareSteps(a, b)).map(([, source]) => source);
  }
}

interface Row {
  document: ParsedDocument;
  page: PageRecord | undefined;
  listed: ListedDocument;
}

function isFirst({ list }: PageRecord): boolean {
  return (list?.paginator?.number ?? 1) === 1;
}

function listedAs(
  document: ParsedDocument,
  page: PageRecord | undefined,
  state: DocumentState,
  clock: SiteClock,
): ListedDocument {
  return page === undefined ? withoutPage(document, state, clock) : withPage(document.source, page, state);
}

function withPage(source: string, page: PageRecord, state: DocumentState): ListedDocument {
  const { title, sectionPath: section, url, output, date, template, kind } = page;
  const shown = kind === 'home' ? 'home' : kind === 'page' || kind === '404' ? 'page' : 'section';
  return { source, title, kind: shown, section, url, output, date, state, template };
}

function withoutPage(document: ParsedDocument, state: DocumentState, clock: SiteClock): ListedDocument {
  const { source, front, heading } = document;
  const said = typeof front.title === 'string' && front.title !== '' ? front.title : heading;
  const folders = source.split('/').slice(1, -1);
  const stem = stemOf(source).toLowerCase();
  const isIndex = stem === '_index' || stem === 'index';
  const isHome = folders.length === 0 && isIndex;
  // A bundle is a page of the section around it.
  const section = (stem === 'index' ? folders.slice(0, -1) : folders).join('/');
  const name = isIndex ? (folders.at(-1) ?? stem) : stemOf(source);
  const date = typeof front.date === 'string' ? clock.read(front.date).iso : null;
  const kind = isHome ? 'home' : stem === '_index' ? 'section' : 'page';
  return {
    source,
    title: said ?? titleFromName(name),
    kind,
    section,
    url: null,
    output: null,
    date,
    state,
    template: null,
  };
}

/** The folder's own document comes before all that is in it: no name is as early as "". */
function steps(source: string): string[] {
  const parts = source.split('/');
  const stem = stemOf(source).toLowerCase();
  if (stem === '_index') parts[parts.length - 1] = '';
  if (stem === 'index') parts.splice(-1, 1, '', source);
  return parts;
}

function compareSteps(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareCodePoints(a[i] as string, b[i] as string);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
