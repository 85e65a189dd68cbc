/** Documents as entries: what front matter and what it inherits say, in the shape of a page record. */
import { expectationOf, isKnownKey } from '../../../kernel/front-matter/known-keys.ts';
import type { Json, JsonObject } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { PageKind } from '../../../shared/snapshot.ts';
import { blankRecord, type Context, Entry, type Folder, keyFinding, noTerms } from './model.ts';

/** A document that is not shown in this build, and why. */
export interface HiddenDocument {
  source: string;
  reason: 'draft' | 'future' | 'expired';
}

const CONTENT = 'content/'.length;

/** Makes entries of documents. One for a build: it knows the taxonomies and keeps what is hidden. */
export class EntryMaker {
  readonly hidden: HiddenDocument[] = [];
  /** The next instant at which a page appears or expires; infinite when there is none. */
  nextChange = Number.POSITIVE_INFINITY;
  private readonly taxonomies: readonly string[];
  private readonly isTaxonomy: ReadonlySet<string>;

  constructor(private readonly context: Context) {
    this.taxonomies = Object.keys(context.config.taxonomies);
    this.isTaxonomy = new Set(this.taxonomies);
  }

  /**
   * @param identity what its id is made of besides kind and language; for a document its path in content/
   * @returns null when it is a draft, lies in the future or has expired
   */
  fromDocument(kind: PageKind, document: ParsedDocument, folder: Folder, identity: string | null = null): Entry | null {
    const cascade = kind === 'page' ? folder.cascade : inherited(folder);
    const front = cascade === null ? document.front : { ...cascade, ...document.front };
    const language = textOf(front.language) ?? this.context.config.language;
    const id = idOf(kind, identity ?? document.source.slice(CONTENT), language);
    const record = blankRecord(id, kind, language);
    const entry = new Entry(kind, record, folder);
    record.source = document.source;
    entry.path = document.source;
    // What the document itself says comes before a title that a folder hands down.
    record.title = textOf(document.front.title) ?? document.heading ?? textOf(front.title) ?? '';
    record.summary = textOf(front.summary) ?? document.summary;
    record.words = document.words;
    record.body = document.body;
    this.fill(entry, front);
    return this.isHidden(entry) ? null : entry;
  }

  /** A page without a document. */
  generated(kind: PageKind, identity: string, folder: Folder, title: string): Entry {
    const { language } = this.context.config;
    const entry = new Entry(kind, blankRecord(idOf(kind, identity, language), kind, language), folder);
    const front = kind === 'section' ? inherited(folder) : null;
    if (front !== null) this.fill(entry, front);
    entry.record.title = title;
    return entry;
  }

  private fill(entry: Entry, front: JsonObject): void {
    const { record } = entry;
    this.fillDates(entry, front);
    record.description = textOf(front.description);
    if (typeof front.weight === 'number') {
      record.weight = front.weight;
      entry.weight = front.weight;
    }
    record.draft = front.draft === true;
    record.unlisted = front.unlisted === true || entry.kind === '404';
    record.layout = textOf(front.layout);
    entry.slug = textOf(front.slug);
    entry.explicitUrl = textOf(front.url);
    if (Array.isArray(front.aliases) && front.aliases.length > 0) record.aliases = front.aliases.filter(isText);
    entry.menus = front.menus ?? front.menu ?? null;
    for (const name of this.taxonomies) {
      const value = Object.hasOwn(front, name) ? front[name] : undefined;
      if (value !== undefined && value !== null) this.fillTerms(entry, name, value);
    }
    record.params = this.params(front);
  }

  private fillDates(entry: Entry, front: JsonObject): void {
    const { record } = entry;
    const { clock } = this.context;
    if (typeof front.date === 'string') {
      const moment = clock.read(front.date);
      entry.instant = moment.instant;
      record.date = moment.iso;
    }
    if (typeof front.lastmod === 'string') record.lastmod = clock.read(front.lastmod).iso;
    if (typeof front.expires === 'string') record.expires = clock.read(front.expires).iso;
  }

  private params(front: JsonObject): JsonObject {
    const params: JsonObject = {};
    for (const key in front) {
      if (this.isTaxonomy.has(key) || (isKnownKey(key) && !keysInParams.has(key))) continue;
      params[key] = front[key] as Json;
    }
    return params;
  }

  private fillTerms(entry: Entry, taxonomy: string, value: Json): void {
    const { record } = entry;
    const list = Array.isArray(value) ? value : [value];
    const terms: string[] = [];
    for (const item of list) {
      const text = typeof item === 'string' ? item.trim() : typeof item === 'number' ? String(item) : null;
      if (text === null) {
        this.wrongTerms(entry, taxonomy);
        return;
      }
      if (text !== '' && !terms.includes(text)) terms.push(text);
    }
    if (terms.length === 0) return;
    if (record.taxonomies === noTerms) record.taxonomies = {};
    record.taxonomies[taxonomy] = terms;
  }

  private wrongTerms(entry: Entry, taxonomy: string): void {
    const { source } = entry.record;
    if (source === null) return;
    const data = { key: taxonomy, expected: expectationOf('tags'), found: '' };
    this.context.findings.push(keyFinding(this.context, 'value-wrong-type', source, taxonomy, data));
  }

  private isHidden(entry: Entry): boolean {
    const { record, instant } = entry;
    const { now, drafts } = this.context;
    const expires = record.expires === null ? Number.POSITIVE_INFINITY : Date.parse(record.expires);
    if (!record.draft || drafts) {
      if (instant > now) this.nextChange = Math.min(this.nextChange, instant);
      if (expires > now) this.nextChange = Math.min(this.nextChange, expires);
    }
    const shown = record.source !== null && record.source === this.context.shown;
    const all = drafts || shown;
    const reason =
      expires <= now && !shown ? 'expired' : all ? null : record.draft ? 'draft' : instant > now ? 'future' : null;
    if (reason !== null) this.hidden.push({ source: record.source ?? record.id, reason });
    return reason !== null;
  }
}

/** Known keys that are for templates alone. */
const keysInParams: ReadonlySet<string> = new Set(['images', 'noindex', 'tags']);

/** What a section's page inherits: from the folders around it, not what its own folder hands down. */
function inherited(folder: Folder): JsonObject | null {
  return folder.parent?.listCascade ?? null;
}

function idOf(kind: PageKind, identity: string, language: string): string {
  return `${kind}:${identity}@${language}`;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

const dated = /^\d{4}-\d{2}-\d{2}[-_ ]+(?=.)/;

/** "2024-05-01-my_first-post" as a title: "My first post". */
export function titleFromName(name: string): string {
  const words = name
    .replace(dated, '')
    .replace(/[-_\s]+/g, ' ')
    .trim()
    .normalize('NFC');
  const first = String.fromCodePoint(words.codePointAt(0) ?? 0x2013);
  return words === '' ? name : first.toUpperCase() + words.slice(first.length);
}
