/**
 * The proofs of the newest build as the window asks for them: rows by page, one in detail, its places by page. Made for a
 * cause with ten thousand places: what grows with places is worked out for the one proof that is looked at.
 */
import { compareCodePoints } from '../../../kernel/order.ts';
import type { FixOffer } from '../../../shared/contract/fixes.ts';
import type {
  CodeFrame,
  ProofCounts,
  ProofDetail,
  ProofFilter,
  ProofList,
  ProofPlace,
  ProofRow,
} from '../../../shared/contract/proofs.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { MutedProof, MuteRule, Proof } from '../../../shared/proof.ts';
import { proofSpecs } from '../../../shared/proofs/registry.ts';
import type { ProofSpec } from '../../../shared/proofs/spec.ts';
import { createPause } from '../../engine/clock.ts';
import { codeFrame } from './code-frame.ts';
import { type KnownPages, knownPages, sectionOfFile } from './known-pages.ts';
import { type Occurrence, occurrencesOf } from './occurrences.ts';
import { proofId } from './proof-id.ts';

/** The first places and addresses that come with a proof. */
const FIRST = 100;

export interface StoreInput {
  proofs: readonly Proof[];
  muted?: readonly MutedProof[];
}

/** One row of the store: a proof, or what an entry of `checks.mute` mutes of one. */
export interface StoredProof {
  id: string;
  proof: Proof;
  by: MuteRule | null;
}

interface Entry extends StoredProof {
  sections: ReadonlySet<string>;
  occurrences: Occurrence[] | null;
}

export interface ProofStoreOptions {
  /** Whether there is something to apply; asked for each row, so it must not read. */
  isFixable(proof: Proof): boolean;
  /** The text of a file as it is now, unsaved text included; null when there is none. */
  read(file: string): Promise<string | null>;
}

export class ProofStore {
  readonly #options: ProofStoreOptions;
  #version = 0;
  #pages: KnownPages = knownPages(null);
  #entries: Entry[] = [];
  #byId = new Map<string, Entry>();
  #counts: ProofCounts = { things: 0, suggestions: 0, errors: 0, warnings: 0, muted: 0 };
  #codes: ProofList['codes'] = [];
  #sections: ProofList['sections'] = [];

  constructor(options: ProofStoreOptions) {
    this.#options = options;
  }

  /** Takes the place of all that was there. */
  replace(input: StoreInput, pages: KnownPages): void {
    this.#put(
      storedOf(input).map(({ proof, by }) => entryOf(proof, by, pages)),
      pages,
    );
  }

  /** As `replace`, in slices of 10 ms: ten thousand causes do not hold up the host. What was there stays until all is ready. */
  async take(input: StoreInput, pages: KnownPages): Promise<void> {
    const pause = createPause();
    const entries: Entry[] = [];
    for (const { proof, by } of storedOf(input)) {
      entries.push(entryOf(proof, by, pages));
      await pause();
    }
    this.#put(entries, pages);
  }

  #put(entries: Entry[], pages: KnownPages): void {
    this.#version++;
    this.#pages = pages;
    this.#entries = entries;
    this.#byId = new Map(entries.map((entry) => [entry.id, entry]));
    const shown = this.#entries.filter(({ by }) => by === null);
    this.#counts = countCauses(this.#entries);
    this.#codes = countCodes(shown);
    this.#sections = countSections(shown);
  }

  /** Grows with every `replace`. */
  get version(): number {
    return this.#version;
  }

  get counts(): ProofCounts {
    return this.#counts;
  }

  /** Causes of errors and warnings, and of hints, by page: for the tree. Muted ones are not counted. */
  countsByPage(): Map<string, { things: number; suggestions: number }> {
    const counts = new Map<string, { things: number; suggestions: number }>();
    for (const { proof, by } of this.#entries) {
      if (by !== null) continue;
      const key = proof.severity === 'hint' ? 'suggestions' : 'things';
      for (const url of proof.pages) {
        const count = counts.get(url);
        if (count === undefined) counts.set(url, { things: 0, suggestions: 0, [key]: 1 });
        else count[key]++;
      }
    }
    return counts;
  }

  /** The proofs that the filter lets through, worst first, from `offset` on. */
  list(filter: ProofFilter, offset: number, limit: number): ProofList {
    const found = this.#entries.filter(tester(filter));
    return {
      version: this.#version,
      counts: this.#counts,
      total: found.length,
      offset,
      rows: found.slice(offset, offset + limit).map((entry) => this.#row(entry)),
      codes: this.#codes,
      sections: this.#sections,
    };
  }

  /** @throws StudioError 'gone' when the newest build does not have it any more */
  get(id: string): StoredProof {
    return this.#find(id);
  }

  /**
   * @param fixes what is offered for it now
   * @throws StudioError 'gone'
   */
  async read(id: string, fixes: FixOffer[]): Promise<ProofDetail> {
    const entry = this.#find(id);
    const { proof } = entry;
    const { frame, openable } = await this.#look(proof);
    return {
      ...this.#row(entry),
      fixable: fixes.length > 0,
      detail: proof.detail ?? null,
      expression: proof.expression ?? null,
      frame,
      chain: proof.chain ?? [],
      advice: adviceOf(proof),
      fixes,
      places: this.places(id, 0, FIRST).places,
      pages: proof.pages.slice(0, FIRST).map((url) => ({ url, title: this.#pages.ofUrl(url)?.title ?? url })),
      openable,
      technical: { code: proof.code, cause: proof.cause },
    };
  }

  /** @throws StudioError 'gone' */
  places(id: string, offset: number, limit: number): { total: number; places: ProofPlace[] } {
    const all = this.#occurrences(this.#find(id));
    return { total: all.length, places: all.slice(offset, offset + limit).map(placeOf) };
  }

  #find(id: string): Entry {
    const entry = this.#byId.get(id);
    if (entry === undefined) {
      throw new StudioError('gone', 'This is not there any more: the site was built again, and it was not found.');
    }
    return entry;
  }

  #row({ id, proof, by }: Entry): ProofRow {
    return {
      id,
      code: proof.code,
      severity: proof.severity,
      title: specOf(proof.code)?.title ?? proof.code,
      message: proof.message,
      file: proof.file ?? null,
      line: proof.range?.start.line ?? null,
      range: proof.range ?? null,
      pageCount: proof.pages.length,
      placeCount: placeCount(proof),
      fixable: this.#options.isFixable(proof),
      muted: by === null ? null : { reason: by.reason ?? '' },
    };
  }

  #occurrences(entry: Entry): Occurrence[] {
    entry.occurrences ??= occurrencesOf(entry.proof, this.#pages);
    return entry.occurrences;
  }

  async #look({ file, range }: Proof): Promise<{ frame: CodeFrame | null; openable: boolean }> {
    const text = file === undefined ? null : await this.#options.read(file);
    if (file === undefined || text === null) return { frame: null, openable: false };
    return { frame: range === undefined ? null : codeFrame(file, text, range), openable: true };
  }
}

function storedOf({ proofs, muted = [] }: StoreInput): { proof: Proof; by: MuteRule | null }[] {
  return [...proofs.map((proof) => ({ proof, by: null })), ...muted];
}

function entryOf(proof: Proof, by: MuteRule | null, pages: KnownPages): Entry {
  return { id: proofId(proof, by), proof, by, sections: sectionsOf(proof, pages), occurrences: null };
}

function sectionsOf({ pages, file }: Proof, known: KnownPages): ReadonlySet<string> {
  const sections = new Set<string>();
  for (const url of pages) sections.add(known.ofUrl(url)?.section ?? '');
  if (file !== undefined) sections.add(sectionOfFile(file));
  sections.delete('');
  return sections;
}

/** Reports of other versions may name codes that are not known here. */
function specOf(code: string): ProofSpec | undefined {
  return Object.hasOwn(proofSpecs, code) ? proofSpecs[code as keyof typeof proofSpecs] : undefined;
}

function adviceOf({ code, data, fixes }: Proof): string {
  const said = fixes.find(({ kind }) => kind === 'advice')?.label;
  return said ?? (data === undefined ? '' : (specOf(code)?.advice(data) ?? ''));
}

function placeCount({ places, pages }: Proof): number {
  return places.length > 0 ? places.length : pages.length;
}

function placeOf({ file, place, page }: Occurrence): ProofPlace {
  const start = place?.range?.start;
  return { file, line: start?.line ?? null, column: start?.column ?? null, text: place?.expression ?? null, page };
}

function tester(filter: ProofFilter): (entry: Entry) => boolean {
  const { kind = 'all', code, section, page, text } = filter;
  const wanted = text?.trim().toLowerCase() ?? '';
  return ({ proof, by, sections }) =>
    isOfKind(proof, by, kind) &&
    (code === undefined || proof.code === code) &&
    (section === undefined || sections.has(section)) &&
    (page === undefined || proof.pages.includes(page)) &&
    (wanted === '' || searched(proof).some((field) => field.toLowerCase().includes(wanted)));
}

function isOfKind({ severity }: Proof, by: MuteRule | null, kind: NonNullable<ProofFilter['kind']>): boolean {
  if (kind === 'muted' || by !== null) return kind === 'muted' && by !== null;
  switch (kind) {
    case 'all':
      return true;
    case 'things':
      return severity !== 'hint';
    case 'suggestions':
      return severity === 'hint';
    default:
      return kind === `${severity}s`;
  }
}

function searched({ message, code, file, expression, pages }: Proof): string[] {
  return [message, specOf(code)?.title ?? '', code, file ?? '', expression ?? '', ...pages.slice(0, FIRST)];
}

function countCauses(entries: readonly StoredProof[]): ProofCounts {
  const counts: ProofCounts = { things: 0, suggestions: 0, errors: 0, warnings: 0, muted: 0 };
  for (const { proof, by } of entries) {
    if (by !== null) counts.muted++;
    else if (proof.severity === 'hint') counts.suggestions++;
    else counts[proof.severity === 'error' ? 'errors' : 'warnings']++;
  }
  counts.things = counts.errors + counts.warnings;
  return counts;
}

/** In the order in which they are listed. */
function countCodes(entries: readonly StoredProof[]): ProofList['codes'] {
  const codes = new Map<string, ProofList['codes'][number]>();
  for (const { proof } of entries) {
    const { code, severity } = proof;
    const known = codes.get(code);
    if (known === undefined) codes.set(code, { code, title: specOf(code)?.title ?? code, severity, count: 1 });
    else known.count++;
  }
  return [...codes.values()];
}

function countSections(entries: readonly Entry[]): ProofList['sections'] {
  const counts = new Map<string, number>();
  for (const { sections } of entries)
    for (const section of sections) counts.set(section, (counts.get(section) ?? 0) + 1);
  return [...counts]
    .map(([section, count]) => ({ section, count }))
    .sort((a, b) => compareCodePoints(a.section, b.section));
}
