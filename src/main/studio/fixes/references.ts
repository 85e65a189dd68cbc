/** Every place of a reference in one text: the one that a proof names, and the same one written again. */
import { codeSpans, isWithin, type Span } from '../../../kernel/markdown/written-text.ts';
import { decodePath } from '../../../kernel/url.ts';
import type { Place } from '../../../shared/proof.ts';
import { spansOf } from './places.ts';
import { stale } from './types.ts';

const before = /(?:\]\([ \t]*<?|=[ \t]*["']?|\]:[ \t]*<?|\([ \t]*["']|<)$/;
const after = /^[\s"')>]/;

/**
 * Where `target` stands as the address of a link or picture, in the order of the text; code is left alone.
 * @param target as the proof has it: what may not stand in an address is percent-encoded there, and need not be in the text
 * @param places where it was found in this text; what stands there need not look like a link
 * @throws StudioError 'stale' when it stands nowhere any more
 */
export function referencesTo(text: string, target: string, places: readonly Place[]): Span[] {
  const spans = new Map<number, Span>();
  const writings = [...new Set([target, decodePath(target), decodePath(target).normalize('NFD')])];
  for (const known of spansOf(text, places)) {
    if (writings.includes(text.slice(known.from, known.to))) spans.set(known.from, known);
  }
  const code = codeSpans(text);
  for (const writing of writings) {
    for (const span of addresses(text, writing)) if (!isWithin(code, span.from)) spans.set(span.from, span);
  }
  if (spans.size === 0) throw stale();
  return [...spans.values()].sort((a, b) => a.from - b.from);
}

function* addresses(text: string, target: string): Generator<Span> {
  if (target === '') return;
  for (let from = text.indexOf(target); from >= 0; from = text.indexOf(target, from + target.length)) {
    const to = from + target.length;
    if (before.test(text.slice(Math.max(0, from - 40), from)) && after.test(text.slice(to, to + 1))) yield { from, to };
  }
}

/** Whether the address is in an HTML attribute, where it is taken as it is: Markdown puts the site's own path before "/". */
export function isInHtml(text: string, { from }: Span): boolean {
  return /=[ \t]*["']?$/.test(text.slice(Math.max(0, from - 10), from));
}

/** What the site is mounted at, for addresses that have to be written whole. */
export interface Mount {
  /** "https://example.com/birds/" */
  url: string;
  /** "/birds/" */
  basePath: string;
}

/**
 * An address of the site in the manner of the one that it takes the place of.
 * @param path from the site's root, encoded, without a slash at its beginning
 */
export function writtenLike(written: string, path: string, mount: Mount, inHtml: boolean): string {
  const rest = written.slice(written.search(/[?#]|$/));
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(written)) return new URL(mount.basePath + path, mount.url).href + rest;
  return (inHtml ? mount.basePath : '/') + path + rest;
}
