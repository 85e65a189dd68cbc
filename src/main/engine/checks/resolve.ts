/**
 * From a reference as a page has it to what it means in public/. A site's pages repeat their navigation, so every answer is
 * kept: a reference seen before from the same folder costs a lookup.
 */
import { decodePath } from '../../../kernel/url.ts';

const SLASH = 47;
const HASH = 35;
const QUESTION = 63;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
const pageFile = /\.html?$/i;
/** A path from the root that needs no more than decoding: no dot segments, no backslashes, nothing that a parser would change. */
const simpleRooted = /^((?:\/(?!\/)(?:[\w~@-][\w~@.-]*)?)+)(?:\?[^#\s]*)?(?:#([\w~.-]*))?$/;

export type Resolution =
  /** `page`: something to be read (a folder's index, an .html file). `path` is decoded, relative to public/. */
  | { kind: 'page' | 'file'; path: string; fragment: string | null }
  | { kind: 'external'; url: string }
  /** On this host, but not below the site's base path. `path` is decoded and begins with a slash. */
  | { kind: 'outside-base'; path: string }
  /** No address at all, or one with a broken percent sign: servers answer 400. */
  | { kind: 'unreadable'; url: string }
  /** mailto:, tel: and their like. */
  | { kind: 'ignored' };

export interface SiteAddress {
  /** Absolute. */
  url: string;
  /** Root-relative, ends with a slash. */
  basePath: string;
}

export interface PageAddress {
  /** Root-relative, with the base path, percent-encoded. */
  url: string;
  /** Value of <base href>. */
  base: string | null;
}

/** What a reference means. @param url trimmed, entities decoded */
export function resolveReference(url: string, page: PageAddress, site: SiteAddress): Resolution {
  return new ReferenceResolver(site, (resolution) => resolution).resolve(url, page);
}

/** The id that a reference to a part of its own page names ("#part"), decoded; null for any other reference. */
export function ownFragment(url: string, page: PageAddress): string | null {
  return page.base === null && url.charCodeAt(0) === HASH ? decodedFragment(url.slice(1)) : null;
}

/** Resolves and keeps for each answer what `judge` makes of it, worked out once. */
export class ReferenceResolver<Answer> {
  readonly #origin: string;
  readonly #host: string;
  readonly #basePath: string;
  /** References that mean the same on every page: they begin with a slash or a scheme. */
  readonly #absolute = new Map<string, Answer>();
  /** Others, by the folder (or the <base>) that they are relative to. */
  readonly #relative = new Map<string, Map<string, Answer>>();
  readonly #judge: (resolution: Resolution) => Answer;

  constructor(site: SiteAddress, judge: (resolution: Resolution) => Answer) {
    const { origin, host } = new URL(site.url);
    this.#origin = origin;
    this.#host = host;
    this.#basePath = decodePath(site.basePath);
    this.#judge = judge;
  }

  resolve(url: string, page: PageAddress): Answer {
    if (page.base !== null) return this.#cached(this.#folder(`base ${page.url} ${page.base}`), url, page);
    const first = url.charCodeAt(0);
    if (first === SLASH || hasScheme.test(url)) return this.#cached(this.#absolute, url, page);
    const ownPage = first === HASH || first === QUESTION || url === '';
    return this.#cached(this.#folder(ownPage ? `page ${page.url}` : folderOf(page.url)), url, page);
  }

  #folder(name: string): Map<string, Answer> {
    let folder = this.#relative.get(name);
    if (folder === undefined) {
      folder = new Map();
      this.#relative.set(name, folder);
    }
    return folder;
  }

  #cached(cache: Map<string, Answer>, url: string, page: PageAddress): Answer {
    const known = cache.get(url);
    if (known !== undefined) return known;
    const answer = this.#judge(this.#resolution(url, page));
    cache.set(url, answer);
    return answer;
  }

  #resolution(url: string, page: PageAddress): Resolution {
    const simple = simpleRooted.exec(url);
    if (simple !== null && page.base === null) return this.#inside(simple[1] as string, simple[2] ?? null, false);
    const parsed = parse(url, page, this.#origin);
    if (parsed === null) return { kind: 'unreadable', url };
    if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return { kind: 'ignored' };
    if (parsed.host !== this.#host) return { kind: 'external', url };
    if (brokenEscape(parsed.pathname)) return { kind: 'unreadable', url };
    // `hash` is empty for both "no fragment" and "#".
    const fragment = parsed.hash === '' ? (url.includes('#') ? '' : null) : parsed.hash.slice(1);
    return this.#inside(parsed.pathname, fragment, hasScheme.test(url) || url.startsWith('//'), url);
  }

  /** @param absolute the reference names its host: beyond the base path is another site, and meant */
  #inside(pathname: string, fragment: string | null, absolute: boolean, url = pathname): Resolution {
    const path = decodePath(pathname);
    const base = this.#basePath;
    if (!path.startsWith(base)) {
      if (`${path}/` === base) return { kind: 'page', path: 'index.html', fragment: decodedFragment(fragment) };
      return absolute ? { kind: 'external', url } : { kind: 'outside-base', path };
    }
    const rest = path.slice(base.length);
    if (rest === '' || rest.endsWith('/')) {
      return { kind: 'page', path: `${rest}index.html`, fragment: decodedFragment(fragment) };
    }
    return { kind: pageFile.test(rest) ? 'page' : 'file', path: rest, fragment: decodedFragment(fragment) };
  }
}

function folderOf(url: string): string {
  return url.slice(0, url.lastIndexOf('/') + 1);
}

function parse(url: string, page: PageAddress, origin: string): URL | null {
  const at = URL.canParse(page.url, origin) ? new URL(page.url, origin) : new URL(origin);
  const base = page.base !== null && URL.canParse(page.base, at) ? new URL(page.base, at) : at;
  return URL.canParse(url, base) ? new URL(url, base) : null;
}

/** The part of a text-fragment link (`#part:~:text=…`) that is for browsers only goes first. */
function decodedFragment(fragment: string | null): string | null {
  if (fragment === null) return null;
  const directive = fragment.indexOf(':~:');
  const plain = directive === -1 ? fragment : fragment.slice(0, directive);
  return plain.includes('%') && !brokenEscape(plain) ? decodeURIComponent(plain) : plain;
}

function brokenEscape(text: string): boolean {
  if (!text.includes('%')) return false;
  try {
    decodeURIComponent(text);
    return false;
  } catch (error) {
    if (error instanceof URIError) return true;
    throw error;
  }
}
