/**
 * From a reference as a page has it to what it means in public/. A site's pages repeat their navigation, so every answer is
 * kept: a reference seen before costs a lookup.
 */
import { decodePath } from '../../../kernel/url.ts';

const SLASH = 47;
const HASH = 35;
const QUESTION = 63;
const DOT = 46;
const BACKSLASH = 92;
const hasScheme = /^[a-z][a-z0-9+.-]*:/i;
const pageFile = /\.html?$/i;
/** A path from the root that needs no more than decoding: no dot segments, no backslashes, nothing that a parser would change. */
const simpleRooted =
  /^((?:\/(?!\/)(?:(?:[\w~@-]|%(?!2[eE])[\da-fA-F]{2})(?:[\w~@.-]|%(?!2[eE])[\da-fA-F]{2})*)?)+)(?:\?[^#\s]*)?(?:#([\w~.-]*))?$/;

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

/** Resolves and keeps for each answer what `judge` makes of it, worked out once. */
export class ReferenceResolver<Answer> {
  readonly #origin: string;
  readonly #host: string;
  readonly #basePath: string;
  /** By the reference as it would be written from the root: a relative one and its rooted twin are one entry. */
  readonly #answers = new Map<string, Answer>();
  readonly #judge: (resolution: Resolution) => Answer;

  constructor(site: SiteAddress, judge: (resolution: Resolution) => Answer) {
    const { origin, host } = new URL(site.url);
    this.#origin = origin;
    this.#host = host;
    this.#basePath = decodePath(site.basePath);
    this.#judge = judge;
  }

  resolve(url: string, page: PageAddress): Answer {
    const key = page.base === null ? rooted(url, page.url) : this.#fromBase(url, page, page.base);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const answer = this.#judge(this.#resolution(key));
    this.#answers.set(key, answer);
    return answer;
  }

  #fromBase(url: string, page: PageAddress, base: string): string {
    const own = this.#origin + page.url;
    const at = parsed(base, own)?.href ?? own;
    return parsed(url, at)?.href ?? url;
  }

  /** @param url from the root, or with a scheme or host */
  #resolution(url: string): Resolution {
    const { length } = this.#origin;
    const ownHost = url.startsWith(this.#origin) && url.charCodeAt(length) === SLASH;
    const simple = simpleRooted.exec(ownHost ? url.slice(length) : url);
    if (simple !== null && !brokenEscape(simple[1] as string)) {
      return this.#inside(simple[1] as string, simple[2] ?? null, ownHost, url);
    }
    const whole = parsed(url, this.#origin);
    if (whole === null) return { kind: 'unreadable', url };
    if (whole.protocol !== 'http:' && whole.protocol !== 'https:') return { kind: 'ignored' };
    if (whole.host !== this.#host) return { kind: 'external', url };
    if (brokenEscape(whole.pathname)) return { kind: 'unreadable', url };
    // `hash` is empty for both "no fragment" and "#".
    const fragment = whole.hash === '' ? (url.includes('#') ? '' : null) : whole.hash.slice(1);
    return this.#inside(withoutDots(whole.pathname), fragment, hasScheme.test(url) || url.startsWith('//'), url);
  }

  /** @param absolute the reference names its host: beyond the base path is another site, and meant */
  #inside(pathname: string, fragment: string | null, absolute: boolean, url: string): Resolution {
    const path = decodePath(pathname);
    const base = this.#basePath;
    const part = decodedFragment(fragment);
    if (!path.startsWith(base)) {
      if (`${path}/` === base) return { kind: 'page', path: 'index.html', fragment: part };
      return absolute ? { kind: 'external', url } : { kind: 'outside-base', path };
    }
    const rest = path.slice(base.length);
    if (rest === '' || rest.endsWith('/')) return { kind: 'page', path: `${rest}index.html`, fragment: part };
    return { kind: pageFile.test(rest) ? 'page' : 'file', path: rest, fragment: part };
  }
}

/** A reference as it would be written from the root. Dot segments are followed at its beginning; others are the parser's. */
function rooted(url: string, pageUrl: string): string {
  const first = url.charCodeAt(0);
  if (first === SLASH || first === BACKSLASH) return url;
  if (first === HASH || first === QUESTION || url === '') return pageUrl + url;
  if (first !== DOT && hasScheme.test(url)) return url;
  let folder = pageUrl.lastIndexOf('/');
  let at = 0;
  for (;;) {
    if (url.startsWith('../', at)) {
      at += 3;
      if (folder > 0) folder = pageUrl.lastIndexOf('/', folder - 1);
    } else if (url.startsWith('./', at)) at += 2;
    else break;
  }
  // Two slashes at the beginning would name a host.
  const dot = folder === 0 && url.charCodeAt(at) === SLASH ? '/.' : '';
  return dot + pageUrl.slice(0, folder + 1) + url.slice(at);
}

/** Follows dot segments that Node's parser leaves ("/.a/.." as it stands, in the versions that we run on). */
function withoutDots(path: string): string {
  if (!/\/(?:\.|%2e)/i.test(path)) return path;
  const parts = path.split('/').map((part) => part.replace(/^(?:\.|%2e){1,2}$/i, (dots) => dots.replace(/%2e/gi, '.')));
  const kept: string[] = [];
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    if (part === '..' && kept.length > 1) kept.pop();
    else if (part !== '.' && part !== '..') kept.push(part);
    if (last && (part === '.' || part === '..')) kept.push('');
  });
  return kept.join('/');
}

function parsed(url: string, base: string): URL | null {
  return URL.canParse(url, base) ? new URL(url, base) : null;
}

/** The part of a text-fragment link (`#part:~:text=…`) that is for browsers only goes first. */
function decodedFragment(fragment: string | null): string | null {
  if (fragment === null) return null;
  const directive = fragment.indexOf(':~:');
  const plain = directive === -1 ? fragment : fragment.slice(0, directive);
  return plain.includes('%') ? (decoded(plain) ?? plain) : plain;
}

function brokenEscape(text: string): boolean {
  return text.includes('%') && decoded(text) === null;
}

/** null when its escapes are not those of UTF-8. The value is used, or the bundler would take the call out as pure. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
