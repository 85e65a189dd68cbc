/** The site while it is put together: entries that become pages, in folders that become sections. */
import type { Json, JsonObject, SiteConfig } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { Finding, SourceRange } from '../../../shared/proof.ts';
import type { PageKind, PageRecord } from '../../../shared/snapshot.ts';
import type { SiteClock } from './clock.ts';
import type { SettingPath } from './yaml.ts';

/** What every step of organise may use. */
export interface Context {
  config: SiteConfig;
  strings: Readonly<Record<string, string>>;
  basePath: string;
  clock: SiteClock;
  /** The build's time. */
  now: number;
  drafts: boolean;
  /** Source of a document that is shown although it is a draft, lies in the future or has expired. */
  shown: string | null;
  /** Where a key of a document's front matter stands. */
  locate(source: string, key: string): SourceRange | undefined;
  locateSetting(path: SettingPath): SourceRange | undefined;
  findings: Finding[];
}

/** A folder of content/. */
export class Folder {
  readonly children: Folder[] = [];
  /** `_index.md`. */
  indexDocument: ParsedDocument | null = null;
  /** `index.md`: the folder is one page and the files that belong to it. */
  bundleDocument: ParsedDocument | null = null;
  /** Other documents directly in it. */
  documents = 0;
  /** Last part of its address. */
  slug = '';
  /** Its address from the root ("posts/2024/"), "" for content/ itself. */
  address = '';
  /** Values that documents below inherit, nearest first already decided; null when there are none. */
  cascade: JsonObject | null = null;
  /** The same for what is not an ordinary page: without a layout. */
  listCascade: JsonObject | null = null;
  /** The page of its bundle or of its section. */
  entry: Entry | null = null;
  /** It describes a taxonomy or a term and is no section. */
  describes: { taxonomy: string; term: boolean } | null = null;
  /** Something in it or below is a page. */
  alive = false;
  /** Ordinary listed pages of the section, in list order: direct, and all below. */
  readonly pages: Entry[] = [];
  readonly allPages: Entry[] = [];
  readonly sections: Entry[] = [];

  /** @param path "posts/2024"; "" for content/ itself */
  constructor(
    readonly path: string,
    readonly name: string,
    readonly parent: Folder | null,
    /** It lies in a bundle, or is one. */
    public inBundle: boolean,
  ) {}

  get isSection(): boolean {
    return this.parent !== null && !this.inBundle && this.describes === null;
  }
}

/** One page to be. */
export class Entry {
  /** Its place in SiteSnapshot.pages, once all are known; before that an ordinary page's place by path. */
  number = -1;
  /** Milliseconds; -Infinity without a date, so that it comes last in a list. */
  instant = Number.NEGATIVE_INFINITY;
  weight = Number.POSITIVE_INFINITY;
  /** For ties, and for "first by path": the document, else the output. */
  path = '';
  /** Which menus its front matter asks for. */
  menus: Json = null;
  /** Parts of its address: its own, or as front matter says. */
  slug: string | null = null;
  explicitUrl: string | null = null;
  parent: Entry | null = null;
  section: Entry | null = null;
  prev: Entry | null = null;
  next: Entry | null = null;
  list: EntryList | null = null;

  constructor(
    readonly kind: PageKind,
    readonly record: PageRecord,
    /** The folder of content/ that it lies in; its own for a bundle and a section. */
    readonly folder: Folder,
  ) {}
}

export interface EntryList {
  pages: readonly Entry[];
  allPages: readonly Entry[];
  sections: readonly Entry[];
  taxonomy: string | null;
  term: string | null;
  paginator: { number: number; total: number; items: readonly Entry[]; pages: readonly Entry[] } | null;
}

/** Shared by all records that have none: most pages have no aliases and no files. Frozen, so that nobody fills them. */
const none = Object.freeze([]) as unknown as never[];
export const noTerms: Record<string, string[]> = Object.freeze({});
const noParams: JsonObject = Object.freeze({});

/** A record with nothing in it but what it is. */
export function blankRecord(id: string, kind: PageKind, language: string): PageRecord {
  return {
    id,
    kind,
    source: null,
    language,
    url: '',
    output: '',
    title: '',
    date: null,
    lastmod: null,
    expires: null,
    description: null,
    summary: null,
    weight: null,
    draft: false,
    layout: null,
    params: noParams,
    taxonomies: noTerms,
    aliases: none,
    words: 0,
    sectionPath: '',
    section: null,
    parent: null,
    ancestors: none,
    prev: null,
    next: null,
    resources: none,
    unlisted: false,
    body: null,
    list: null,
    template: '',
  };
}

/** A finding about a key of a document, at its place. */
export function keyFinding(
  context: Context,
  code: Finding['code'],
  source: string,
  key: string,
  data: Finding['data'],
): Finding {
  const range = context.locate(source, key);
  return { code, data, file: source, ...(range && { range }) };
}

/** A finding about a setting, at its place in site.yaml. */
export function settingFinding(
  context: Context,
  code: Finding['code'],
  path: SettingPath,
  data: Finding['data'],
): Finding {
  const range = context.locateSetting(path);
  return { code, data, file: 'site.yaml', ...(range && { range }), cause: path.join('.') };
}
