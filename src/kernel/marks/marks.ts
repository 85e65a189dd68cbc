/**
 * Marks say where the parts of a page come from: for the preview only, never in public/. An attribute names the line of a text or
 * of a template in which an element is written; comments enclose what a template printed, and name the values that it is made of; an
 * empty element is the place of a template that printed a missing value. Taking them off gives the page as a build writes it.
 */
import { escapeHtml } from '../site/markup.ts';

export const AT = 'data-galley-at';
export const PROOF = 'data-galley-proof';

/** Behind what a value printed. */
export const TO = '<!--/galley-->';
const FROM = 'galley:from ';

const attributes = new RegExp(` ${AT}="[^"]*"`, 'g');
const elements = new RegExp(`<span ${PROOF}="[^"]*" hidden></span>`, 'g');
const comments = new RegExp(`<!--(?:${FROM}[^>]*|/galley)-->`, 'g');

/** Behind a page with marks; and behind one without that could be taken for one, since its own text looks like that. */
const MARKED = '<!--galley:marked-->';
const UNMARKED = '<!--galley:unmarked-->';

/** @param line 1-based, of the file */
export function atValue(file: string, line: number): string {
  return `${file}:${line}`;
}

export function proofElement(file: string, line: number, column: number): string {
  return `<span ${PROOF}="${escapeHtml(`${file}:${line}:${column}`)}" hidden></span>`;
}

/**
 * Before what a value printed: "galley:from FILE:LINE:COLUMN VALUE VALUE", each encoded, a value with slashes between its steps.
 * @param place in a template; null: the values are all that is known
 */
export function fromComment(
  place: { file: string; line: number; column: number } | null,
  values: readonly (readonly string[])[],
): string {
  const at = place === null ? '' : `${encoded(place.file)}:${place.line}:${place.column}`;
  return `<!--${FROM}${at} ${values.map((steps) => steps.map(encoded).join('/')).join(' ')}-->`;
}

/** Nothing that ends a comment is left. */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll('-', '%2D');
}

/**
 * A page with marks as it is without them, if that is what the build makes; else the build's page.
 * @param marked null when there is none
 */
export function markedPage(plain: string, marked: string | null): string | null {
  if (mayHoldMarks(plain)) return plain + UNMARKED;
  if (marked === null) return null;
  return strip(marked) === plain ? trustedPage(marked) : null;
}

/** A page with marks that are taken to leave it what it is. */
export function trustedPage(marked: string): string {
  return marked + MARKED;
}

/** The page without its marks: the bytes that the build writes. Any other text stays as it is. */
export function stripMarks(html: string): string {
  if (html.endsWith(MARKED)) return strip(html.slice(0, -MARKED.length));
  return html.endsWith(UNMARKED) ? html.slice(0, -UNMARKED.length) : html;
}

function strip(html: string): string {
  return html.replace(attributes, '').replace(elements, '').replace(comments, '');
}

const own = [AT, PROOF, FROM, TO];

/** Whether something in a text looks as our marks do. */
export function looksMarked(text: string): boolean {
  return own.some((mark) => text.includes(mark));
}

function mayHoldMarks(plain: string): boolean {
  return looksMarked(plain) || plain.endsWith(MARKED) || plain.endsWith(UNMARKED);
}
