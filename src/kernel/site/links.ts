/** Where the links of a document lead: to documents by file path, to files of a bundle, to addresses of the site. */

import { currentRecorder } from '../trace/recorder.ts';
import { decodePath, encodePath } from '../url.ts';
import { folded } from './nearest.ts';
import type { SiteIndex } from './site-index.ts';

/** `url` is ready for an attribute but for HTML escaping. */
export type LinkTarget =
  | { state: 'found' | 'as-written'; url: string }
  /** A document that is not there; `near` is the source path that was perhaps meant. */
  | { state: 'missing'; url: string; path: string; near: string | null }
  /** Only upper and lower case differ: `url` is the address of what was meant. */
  | { state: 'wrong-case'; url: string; path: string; near: string };

const hasScheme = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
const documentFile = /\.(?:md|markdown)$/i;
const parts = /^([^?#]*)(\?[^#]*)?(#.*)?$/s;
const spaces = /[\s"<>\\^`{|}]|[^\x21-\x7e]/g;

/**
 * @param target as the document writes it
 * @param source the document, relative to the site; null for a page without one
 */
export function resolveLink(index: SiteIndex, target: string, source: string | null): LinkTarget {
  if (target === '' || target[0] === '#' || hasScheme.test(target)) return asWritten(target);
  const [, rawPath = '', query = '', fragment = ''] = parts.exec(target) ?? [];
  if (rawPath === '') return asWritten(target);
  const rest = encodeRest(query) + encodeRest(fragment);
  const path = decodePath(rawPath);
  if (documentFile.test(path)) return documentLink(index, sourcePath(path, source), target, rest);
  if (path[0] === '/') return { state: 'found', url: rooted(index, rawPath) + rest };
  return fileLink(index, path, source, target, rest);
}

/** A path of the site ("/about/") under the base path. A path that names the base path is not changed twice by design: "/" is the site's root. */
function rooted(index: SiteIndex, rawPath: string): string {
  currentRecorder().read('site:url');
  return index.snapshot.basePath.replace(/\/$/, '') + encodePath(decodePath(rawPath));
}

function asWritten(target: string): LinkTarget {
  return { state: 'as-written', url: encodeRest(target) };
}

/** What may not stand in a URL at all is percent-encoded; all else, percent signs too, stays. */
function encodeRest(text: string): string {
  return text
    .replace(spaces, (mark) => (/[\ud800-\udfff]/.test(mark) ? mark : encodeURIComponent(mark)))
    .replace(/[\ud800-\udbff][\udc00-\udfff]/g, encodeURIComponent)
    .replace(/[\ud800-\udfff]/g, '%EF%BF%BD');
}

function documentLink(index: SiteIndex, path: string | null, target: string, rest: string): LinkTarget {
  if (path === null) return { state: 'missing', url: encodeRest(target), path: target, near: null };
  const url = lookUp(index, path);
  if (url !== null) return { state: 'found', url: url + rest };
  const near = nearest(index, path);
  if (near === null || folded(near) !== folded(path)) return { state: 'missing', url: encodeRest(target), path, near };
  return { state: 'wrong-case', url: (lookUp(index, near) ?? '') + rest, path, near };
}

/** A relative link that is no document's name: a file of the bundle, or a document or folder without its ending. */
function fileLink(index: SiteIndex, path: string, source: string | null, target: string, rest: string): LinkTarget {
  const at = sourcePath(path, source);
  if (at === null) return asWritten(target);
  const folder = at.replace(/\/$/, '');
  const candidates = [at, `${folder}.md`, `${folder}/index.md`, `${folder}/_index.md`];
  for (const candidate of candidates) {
    const url = lookUp(index, candidate);
    if (url !== null) return { state: 'found', url: url + rest };
  }
  return asWritten(target);
}

function lookUp(index: SiteIndex, path: string): string | null {
  currentRecorder().read(`link:${path}`);
  return index.linkAt(path);
}

function nearest(index: SiteIndex, path: string): string | null {
  currentRecorder().read(`near:document.${path}`);
  return index.lookups.names('document').nearest(path);
}

/**
 * The source path that a path means: from content/ when it begins with `/`, else from the document's folder. Null when it
 * climbs out of the site.
 */
export function sourcePath(path: string, source: string | null): string | null {
  const steps = path[0] === '/' || source === null ? ['content'] : source.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/').normalize('NFC');
}
