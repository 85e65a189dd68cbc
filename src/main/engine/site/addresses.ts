/** Where pages are: addresses from paths, from patterns and from what documents say. */
import { createHash } from 'node:crypto';
import { decodePath, encodePath, slugify } from '../../../kernel/url.ts';
import type { Finding } from '../../../shared/proof.ts';
import { type Context, type Entry, type Folder, keyFinding } from './model.ts';

/** File systems take 255 bytes a name; there must be room for an ending. */
const MOST_BYTES = 200;
const encoder = new TextEncoder();

/** One part of an address from a name, short enough for every file system. */
export function pathSegment(name: string): string {
  const slug = slugify(name);
  if (slug.length <= MOST_BYTES / 4 || Buffer.byteLength(slug) <= MOST_BYTES) return slug;
  const room = new Uint8Array(MOST_BYTES - 9);
  const { read } = encoder.encodeInto(slug, room);
  return `${slug.slice(0, read)}-${createHash('sha256').update(slug).digest('hex').slice(0, 8)}`;
}

export type Address = { path: string; problem: null } | { path: null; problem: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
const controls = /[\u0000-\u001f\u007f]/;

/** Names that files beside the pages have: feeds, and those at the root. A page there would be a folder in their place. */
const madeFile = /^(?:sitemap\.xml|robots\.txt|_redirects)(?:\/|$)|(?:^|\/)(?:index|atom)\.xml(?:\/|$)/i;

/**
 * An address that somebody wrote ("/about/us/", "old.html"), as a path from the site's root: decoded, NFC, with "/" at its
 * end unless it names an .html file. "" is the home page.
 */
export function readAddress(text: string): Address {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('it is empty');
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(trimmed)) return refuse('it should be a path on this site, such as /about/');
  if (/[?#\\]/.test(trimmed)) return refuse('an address has no ?, # or backslash in it');
  const decoded = decodePath(trimmed);
  if (controls.test(decoded)) return refuse('it has an invisible control character in it');
  const parts = decoded.split('/').filter((part) => part !== '');
  if (parts.some((part) => part === '.' || part === '..')) return refuse('an address has no . or .. between slashes');
  if (madeFile.test(parts.join('/'))) return refuse('Galley makes a file of that name');
  if (parts.some((part) => Buffer.byteLength(part) > 240)) return refuse('a part of it is too long');
  if (parts.length === 0) return { path: '', problem: null };
  const path = parts.join('/');
  return { path: /\.html?$/i.test(path) ? path : `${path}/`, problem: null };
}

function refuse(problem: string): Address {
  return { path: null, problem };
}

/** Sets `output` and `url` from a path as `readAddress` gives it. */
export function setAddressOf(entry: Entry, path: string, basePath: string): void {
  entry.record.output = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  entry.record.url = basePath + encodePath(path);
}

/** "posts/a/" of a page; "404.html". */
export function pathOf(entry: Entry): string {
  const { output } = entry.record;
  return output === 'index.html' || output.endsWith('/index.html') ? output.slice(0, -'index.html'.length) : output;
}

/** Patterns of `permalinks:` for the folders, worked out once each. */
export class Permalinks {
  private readonly patterns = new Map<string, string>();
  private readonly byFolder = new Map<Folder, string | null>();

  constructor(private readonly context: Context) {
    const { permalinks } = context.config;
    for (const section of Object.keys(permalinks)) {
      this.patterns.set(section.replace(/^\/+|\/+$/g, ''), permalinks[section] as string);
    }
  }

  /**
   * The path of an ordinary page.
   * @param stem what its own part is made of: the file's name, or the folder's of a bundle
   * @param place the folder that holds it: for a bundle the one around it
   */
  pathFor(entry: Entry, stem: string, place: Folder): string {
    if (entry.explicitUrl !== null) {
      const path = this.written(entry, 'url', entry.explicitUrl);
      if (path !== null) return path;
    }
    const slug = pathSegment(entry.slug !== null && entry.slug.trim() !== '' ? entry.slug : stem);
    const pattern = this.patterns.size === 0 ? null : this.patternFor(place);
    const path = pattern === null ? null : this.fill(pattern, entry, slug, place);
    return path ?? `${place.address}${slug}/`;
  }

  /** An address in front matter; null, with a finding, when it cannot be one. */
  written(entry: Entry, key: string, text: string): string | null {
    const address = readAddress(text);
    if (address.problem === null) return address.path;
    const { source } = entry.record;
    const data = { address: text, problem: address.problem };
    if (source !== null) this.context.findings.push(keyFinding(this.context, 'address-wrong', source, key, data));
    return null;
  }

  private patternFor(folder: Folder): string | null {
    let pattern = this.byFolder.get(folder);
    if (pattern === undefined) {
      pattern = this.patterns.get(folder.path) ?? (folder.parent === null ? null : this.patternFor(folder.parent));
      this.byFolder.set(folder, pattern);
    }
    return pattern;
  }

  private fill(pattern: string, entry: Entry, slug: string, place: Folder): string | null {
    const { record } = entry;
    let dateMissing = false;
    const text = pattern.replace(/:([a-z]+)/gi, (_, token: string) => {
      if (token === 'slug') return slug;
      if (token === 'title') return pathSegment(record.title) || slug;
      if (token === 'section') return place.address.split('/')[0] as string;
      if (token === 'sections') return place.address.slice(0, -1);
      dateMissing ||= record.date === null;
      return datePart(record.date ?? '', token);
    });
    if (dateMissing) this.context.findings.push(missingDate(record.source ?? record.id, pattern));
    const address = dateMissing ? null : readAddress(text);
    return address?.path ?? null;
  }
}

function datePart(iso: string, token: string): string {
  return token === 'year' ? iso.slice(0, 4) : token === 'month' ? iso.slice(5, 7) : iso.slice(8, 10);
}

function missingDate(file: string, pattern: string): Finding {
  return { code: 'address-needs-date', data: { pattern }, file, cause: file };
}
