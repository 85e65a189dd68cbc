/** Finding things in a snapshot by name. Each table is made when it is first asked. Nothing is noted here. */
import type {
  AssetRecord,
  PageNumber,
  PageRecord,
  ResourceRecord,
  SiteSnapshot,
  TemplateRecord,
} from '../../shared/snapshot.ts';
import { slugify } from '../url.ts';
import { folded, Names } from './nearest.ts';

/** What names are looked for among when one is not there. */
export type NameKind = 'asset' | 'document' | 'picture' | 'string' | 'embed';

const SHORTCODES = 'shortcodes/';

export class Lookups {
  readonly #snapshot: SiteSnapshot;
  #byId: Map<string, PageNumber> | null = null;
  #byUrl: Map<string, PageNumber> | null = null;
  #bySource: Map<string, PageNumber> | null = null;
  #assets: Map<string, AssetRecord> | null = null;
  #resources: Map<string, ResourceRecord> | null = null;
  #templates: Map<string, TemplateRecord> | null = null;
  #statics: ReadonlySet<string> | null = null;
  readonly #names = new Map<NameKind, Names>();
  readonly #terms = new Map<string, Map<string, PageNumber>>();

  constructor(snapshot: SiteSnapshot) {
    this.#snapshot = snapshot;
  }

  byId(id: string): PageNumber | null {
    this.#byId ??= tableOf(this.#snapshot.pages, (page) => page.id);
    return this.#byId.get(id) ?? null;
  }

  byUrl(url: string): PageNumber | null {
    this.#byUrl ??= tableOf(this.#snapshot.pages, (page) => page.url);
    return this.#byUrl.get(url) ?? null;
  }

  /** The first page of a document: a list's further pages have the same source. */
  bySource(source: string): PageNumber | null {
    this.#bySource ??= tableOf(this.#snapshot.pages, (page) =>
      (page.list?.paginator?.number ?? 1) === 1 ? page.source : null,
    );
    return this.#bySource.get(source) ?? null;
  }

  asset(name: string): AssetRecord | null {
    this.#assets ??= new Map(this.#snapshot.assets.map((asset) => [asset.name, asset]));
    return this.#assets.get(name) ?? null;
  }

  /** A file of a bundle, by its source path. */
  resource(source: string): ResourceRecord | null {
    this.#resources ??= new Map(
      this.#snapshot.pages.flatMap((page) => page.resources.map((resource) => [resource.source, resource] as const)),
    );
    return this.#resources.get(source) ?? null;
  }

  template(name: string): TemplateRecord | null {
    this.#templates ??= new Map(this.#snapshot.templates.map((template) => [template.name, template]));
    return this.#templates.get(name) ?? null;
  }

  isStatic(path: string): boolean {
    this.#statics ??= new Set(this.#snapshot.statics);
    return this.#statics.has(path);
  }

  /** The page of a term as a document writes it: by the name itself, else without regard to case and marks. */
  term(taxonomy: string, name: string): PageNumber | null {
    let table = this.#terms.get(taxonomy);
    if (table === undefined) {
      table = termTable(this.#snapshot, taxonomy);
      this.#terms.set(taxonomy, table);
    }
    return table.get(name) ?? table.get(folded(name)) ?? table.get(slugify(name)) ?? null;
  }

  names(kind: NameKind): Names {
    let names = this.#names.get(kind);
    if (names === undefined) {
      names = new Names(this.#list(kind));
      this.#names.set(kind, names);
    }
    return names;
  }

  #list(kind: NameKind): string[] {
    const { assets, pages, statics, strings, templates } = this.#snapshot;
    if (kind === 'string') return Object.keys(strings);
    if (kind === 'asset') return assets.map((asset) => asset.name);
    if (kind === 'picture') return [...new Set([...assets.map((asset) => asset.name), ...statics])];
    if (kind === 'embed') return templates.flatMap(({ name }) => embedName(name));
    const documents = pages.flatMap((page) => (page.source === null ? [] : [page.source]));
    const files = pages.flatMap((page) => page.resources.map((resource) => resource.source));
    return [...new Set([...documents, ...files])];
  }
}

/** "shortcodes/note.njk" is the embed "note". */
function embedName(template: string): string[] {
  return template.startsWith(SHORTCODES) && template.endsWith('.njk') ? [template.slice(SHORTCODES.length, -4)] : [];
}

/** The first page with a key wins. */
function tableOf(pages: readonly PageRecord[], keyOf: (page: PageRecord) => string | null): Map<string, PageNumber> {
  const table = new Map<string, PageNumber>();
  for (let number = 0; number < pages.length; number++) {
    const key = keyOf(pages[number] as PageRecord);
    if (key !== null && !table.has(key)) table.set(key, number);
  }
  return table;
}

function termTable(snapshot: SiteSnapshot, taxonomy: string): Map<string, PageNumber> {
  const table = new Map<string, PageNumber>();
  const terms = Object.hasOwn(snapshot.taxonomies, taxonomy) ? (snapshot.taxonomies[taxonomy]?.terms ?? []) : [];
  for (const { name, page } of terms) table.set(name, page);
  for (const form of [folded, slugify]) {
    for (const { name, page } of terms) if (!table.has(form(name))) table.set(form(name), page);
  }
  return table;
}
