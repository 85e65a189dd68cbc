/** Links, pictures and files that are not there: the nearest one that is, another one, or none. */
import { posix } from 'node:path';
import type { Span } from '../../../kernel/markdown/written-text.ts';
import { sourcePath } from '../../../kernel/site/links.ts';
import { folded } from '../../../kernel/site/nearest.ts';
import { decodePath, encodePath } from '../../../kernel/url.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { Place, Proof } from '../../../shared/proof.ts';
import type { ProofCode } from '../../../shared/proofs/registry.ts';
import type { SiteListing } from '../../engine/types.ts';
import { withoutDefinition } from './definitions.ts';
import { isThemeFile } from './draft.ts';
import { type Reference, referenceAround } from './markdown-text.ts';
import { isInHtml, referencesTo, writtenLike } from './references.ts';
import { ask, edit, given, input, usable } from './remedy.ts';
import { dataText, type FixKnowledge, type Remedy, type RemedyMaker, refused } from './types.ts';

/** Codes by which data says what was meant, and how. */
const meant: Partial<Record<ProofCode, 'document' | 'picture' | 'page' | 'file' | 'part' | 'address'>> = {
  'link-document-missing': 'document',
  'link-document-wrong-case': 'document',
  'image-missing': 'picture',
  'image-wrong-case': 'picture',
  'link-broken': 'page',
  'asset-not-found': 'file',
  'asset-wrong-case': 'file',
  'anchor-missing': 'part',
  'link-outside-base': 'address',
  'link-unreadable': 'address',
};

const pictures: ReadonlySet<string> = new Set(['image-missing', 'image-wrong-case']);
const caseOnly: ReadonlySet<string> = new Set(['link-document-wrong-case', 'image-wrong-case', 'asset-wrong-case']);

export const linkRemedies: RemedyMaker = {
  codes: Object.keys(meant) as ProofCode[],
  may: (proof) => proof.places.length > 0 || dataText(proof, 'near') !== '',
  async remedies(proof, knowledge) {
    const places = await editablePlaces(proof, knowledge);
    if (places.length === 0) return [];
    const near = dataText(proof, 'near');
    const remedies = near === '' ? [] : [toNearest(proof, knowledge, places, near)];
    if (!caseOnly.has(proof.code)) remedies.push(...otherRemedies(proof, knowledge, places));
    return usable(proof, remedies);
  },
};

/** One writing of the reference in one file, with its places there where they are known: thousands are looked for at once. */
interface Written {
  file: string;
  places: Place[];
  target: string;
}

/** The documents that hold the reference; else the site's own templates that do. */
async function editablePlaces(proof: Proof, knowledge: FixKnowledge): Promise<Written[]> {
  if (proof.places.length > 0) {
    return byWriting(
      proof.places.filter(({ file, expression }) => file.startsWith('content/') && expression !== undefined),
    );
  }
  const target = dataText(proof, 'target');
  const found: Written[] = [];
  for (const { file, own } of knowledge.listing.templates) {
    if (!own || isThemeFile(file)) continue;
    const text = await knowledge.read(file);
    if (text !== null && target !== '' && new RegExp(`=["']${escaped(target)}["']`).test(text)) {
      found.push({ file, places: [], target });
    }
  }
  return found;
}

function byWriting(places: readonly Place[]): Written[] {
  const found = new Map<string, Written>();
  for (const place of places) {
    const { file, expression: target = '' } = place;
    const key = `${file}\n${target}`;
    const written = found.get(key);
    if (written === undefined) found.set(key, { file, places: [place], target });
    else written.places.push(place);
  }
  return [...found.values()];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function toNearest(proof: Proof, knowledge: FixKnowledge, places: readonly Written[], near: string): Remedy {
  const label = caseOnly.has(proof.code) ? `Write “${near}”` : nearLabel(proof, near, knowledge.listing);
  return edit(knowledge, 'nearest', label, async (draft) => {
    for (const written of places) {
      await draft.edit(written.file, (text) =>
        referencesTo(text, written.target, written.places).map((span) => ({
          ...span,
          insert: nearestAs(proof, knowledge, written, text, span, near),
        })),
      );
    }
  });
}

/** A page is named by its title, where it has one. */
function nearLabel({ code, file }: Proof, near: string, { documents }: SiteListing): string {
  if (pictures.has(code)) return `Show the picture “${near}” instead`;
  if (meant[code] === 'file') return `Use “${near}” instead`;
  const source = posix.join(posix.dirname(file ?? ''), near);
  const page = documents.find((document) => document.source === source || document.url === near);
  return page === undefined ? `Lead the link to ${near}` : `Lead the link to “${page.title}”`;
}

function nearestAs(
  proof: Proof,
  { listing }: FixKnowledge,
  { file, target }: Written,
  text: string,
  span: Span,
  near: string,
): string {
  switch (meant[proof.code]) {
    case 'part':
      return target.slice(0, target.indexOf('#')) + near;
    case 'address':
      return near;
    case 'page':
    case 'file':
      return inPlaceOf(target, near.replace(/^\//, ''), listing, file, isInHtml(text, span));
    default:
      return bare(besideAs(proof, listing.documents, file, target, near)) + target.slice(target.search(/[?#]|$/));
  }
}

/** @param near path in the output, decoded */
function inPlaceOf(
  target: string,
  near: string,
  listing: FixKnowledge['listing'],
  file: string,
  inHtml: boolean,
): string {
  const [path = ''] = target.split(/[?#]/, 1);
  const rest = target.slice(path.length);
  // Only the case differs: the way there stays as it is.
  const written = decodePath(path.replace(/^(?:\.{1,2}\/)+|^\//, ''));
  const same = near.slice(-written.length);
  if (written !== '' && folded(same) === folded(written))
    return path.slice(0, -encodedLength(path, written)) + encodePath(same) + rest;
  const output = listing.documents.find(({ source }) => source === file)?.output ?? null;
  if (inHtml && output !== null && /^[^/:?#]+(?:[/?#]|$)/.test(target)) {
    return encodePath(posix.relative(posix.dirname(output), near)) + (near.endsWith('/') ? '/' : '') + rest;
  }
  return writtenLike(target, encodePath(near), listing, inHtml);
}

/** How long the name is in the address, which may have it percent-encoded. */
function encodedLength(path: string, name: string): number {
  return path.endsWith(name) ? name.length : path.replace(/^(?:\.{1,2}\/)+|^\//, '').length;
}

/** `near` is written as the first document would write it: in another folder the way there is another one. */
function besideAs(
  proof: Proof,
  documents: FixKnowledge['listing']['documents'],
  file: string,
  target: string,
  near: string,
): string {
  const first = proof.file ?? file;
  if (file === first || near.startsWith('/')) return near;
  const path = sourcePath(near, first);
  const isDocument = documents.some(({ source }) => source === path);
  if (path === null || (!isDocument && !near.startsWith('.') && !isBeside(near))) return near;
  if (target.startsWith('/')) return path.replace(/^content/, '');
  const way = posix.relative(posix.dirname(file), path);
  return target.startsWith('./') && !way.startsWith('.') ? `./${way}` : way;
}

/** A name without a folder is that of a file beside the text; others may be names in assets/. */
function isBeside(name: string): boolean {
  return !name.includes('/');
}

const notBare = /[\s()<>%?#]/g;

/** In a form that needs no brackets around it. */
function bare(name: string): string {
  return name.replace(notBare, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function otherRemedies(proof: Proof, knowledge: FixKnowledge, places: readonly Written[]): Remedy[] {
  const isPicture = pictures.has(proof.code) || isPictureFile(proof);
  const label = isPicture ? 'Name of the picture' : 'Page or address';
  const another = ask(
    knowledge,
    'another',
    isPicture ? 'Show another picture' : 'Lead the link somewhere else',
    [input('target', label)],
    async (draft, inputs) => {
      const target = bareAddress(given(inputs, 'target', label));
      for (const written of places) {
        await draft.edit(written.file, (text) =>
          referencesTo(text, written.target, written.places).map((span) => ({ ...span, insert: target })),
        );
      }
    },
  );
  const remove = edit(
    knowledge,
    'remove',
    isPicture ? 'Take the picture out' : 'Take the link out and keep its words',
    async (draft) => {
      for (const written of places) await draft.edit(written.file, (text) => withoutReference(text, written));
    },
  );
  return places.some((written) => written.places.length > 0) ? [another, remove] : [another];
}

function isPictureFile(proof: Proof): boolean {
  return dataText(proof, 'sort') === 'picture';
}

/** What a person types, so that it can stand between brackets and between quotes. */
function bareAddress(text: string): string {
  return text.replace(/[\s()<>"]/g, (mark) => encodeURIComponent(mark).replace('(', '%28').replace(')', '%29'));
}

function withoutReference(text: string, { file, target, places }: Written): TextChange[] {
  return referencesTo(text, target, places).flatMap(({ from }) => {
    const whole = referenceAround(text, from);
    const isLinked = whole?.kind === 'picture' && text[whole.from - 1] === '[';
    const changes = whole === null ? withoutDefinition(text, from) : isLinked ? null : [withoutSigns(whole)];
    if (changes === null) throw refused(`In ${file} it is written in a way that has to be taken out by hand.`);
    return changes;
  });
}

function withoutSigns({ kind, from, to, words }: Reference): TextChange {
  return { from, to, insert: kind === 'link' ? words : '' };
}
