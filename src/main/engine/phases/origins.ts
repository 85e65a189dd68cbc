/** Where in a document what its page shows was written. Asked for what is in trouble only, so bodies are decoded late. */
import { posix } from 'node:path';
import { lineStarts, positionIn } from '../../../kernel/lines.ts';
import { decodeBody } from '../../../kernel/markdown/body.ts';
import type { Hole, ParsedBody } from '../../../kernel/markdown/types.ts';
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import { decodePath } from '../../../kernel/url.ts';
import type { Place } from '../../../shared/proof.ts';
import type { BodyRef, PageRecord } from '../../../shared/snapshot.ts';
import type { CheckedPage, WrittenDocument } from '../checks/types.ts';
import { menuAddresses } from '../site/menu-addresses.ts';
import { readYaml } from '../site/yaml.ts';

const SETTINGS = 'site.yaml';

type WrittenHole = Extract<Hole, { kind: 'link' | 'image' }>;

/**
 * @param readSource the text of a document by its source; null when it cannot be read
 * @returns null where the reference stands neither in the page's document nor in a menu: it comes from a template
 */
export function createOrigins(
  index: SiteIndex,
  bodies: readonly SharedArrayBuffer[],
  readSource: (source: string) => string | null,
): (page: string, url: string) => Place | null {
  const { basePath } = index.snapshot;
  let menus: Map<string, Place> | null = null;
  const holes = new Map<string, WrittenHole[]>();

  function holesOf(record: PageRecord): WrittenHole[] {
    let found = holes.get(record.url);
    if (found === undefined) {
      found = record.body === null || record.body.length === 0 ? [] : writtenHoles(record.body);
      holes.set(record.url, found);
    }
    return found;
  }

  function writtenHoles(body: BodyRef): WrittenHole[] {
    return decoded(bodies, body).holes.filter((hole): hole is WrittenHole => hole.kind !== 'embed');
  }

  return (page, url) => {
    const number = index.lookups.byUrl(page);
    const record = number === null ? null : index.record(number);
    menus ??= menuPlaces(readSource(SETTINGS), basePath);
    const menu = menus.get(url) ?? null;
    if (record === null || record.source === null) return menu;
    const { source } = record;
    const hole = holesOf(record).find(({ target }) => isTarget(target, url, source, index));
    if (hole !== undefined) return { file: source, range: hole.range, expression: hole.target };
    // Every page shows the menus: their texts are not read for that.
    if (menu !== null) return menu;
    const text = readSource(source);
    return text === null ? null : writtenPlace(source, text, url);
  };
}

/** The addresses of menus by what pages have; of one that stands there twice the first. */
function menuPlaces(text: string | null, basePath: string): Map<string, Place> {
  const places = new Map<string, Place>();
  const settings = text === null ? null : readYaml(text);
  if (settings === null || 'reason' in settings) return places;
  for (const { path, url, written } of menuAddresses(settings.value, basePath)) {
    const range = settings.range([...path, 'url'], 'value');
    if (!places.has(url)) places.set(url, { file: SETTINGS, ...(range && { range }), expression: written });
  }
  return places;
}

/** The document of a page, read when it is asked for; the last one is kept, since troubles come page by page. */
export function documentReader(
  bodies: readonly SharedArrayBuffer[],
  readSource: (source: string) => string | null,
): (page: Pick<CheckedPage, 'record'>) => WrittenDocument | null {
  let last: { record: PageRecord; document: WrittenDocument | null } | null = null;
  return ({ record }) => {
    if (record === null) return null;
    if (last?.record !== record) last = { record, document: written(record) };
    return last.document;
  };

  function written({ source, body }: PageRecord): WrittenDocument | null {
    const text = source === null ? null : readSource(source);
    if (source === null || text === null) return null;
    return { source, text, headings: body === null || body.length === 0 ? [] : decoded(bodies, body).headings };
  }
}

function decoded(bodies: readonly SharedArrayBuffer[], { buffer, offset, length }: BodyRef): ParsedBody {
  return decodeBody(new Uint8Array(bodies[buffer] as SharedArrayBuffer, offset, length));
}

const before = /[\s"'(<=]/;
const after = /[\s"')>]/;

/** Where a whole address stands in a text as it is: absolute links, and those in raw HTML, leave no hole. */
function writtenPlace(file: string, text: string, url: string): Place | null {
  if (url === '') return null;
  for (let at = text.indexOf(url); at >= 0; at = text.indexOf(url, at + 1)) {
    const end = at + url.length;
    if (!before.test(text[at - 1] ?? ' ') || !after.test(text[end] ?? ' ')) continue;
    const starts = lineStarts(text);
    return { file, range: { start: positionIn(starts, at), end: positionIn(starts, end) }, expression: url };
  }
  return null;
}

/** Whether what was written as `target` is what the page has as `url`. */
function isTarget(target: string, url: string, source: string, index: SiteIndex): boolean {
  const { basePath } = index.snapshot;
  if (target === url) return true;
  if (target.startsWith('/') && basePath + target.slice(1) === url) return true;
  const hash = target.indexOf('#');
  const path = hash < 0 ? target : target.slice(0, hash);
  const plain = decodePath(path).normalize('NFC');
  const document = plain.startsWith('/') ? `content${plain}` : posix.join(posix.dirname(source), plain);
  const page = index.lookups.bySource(document);
  return page !== null && index.record(page).url + (hash < 0 ? '' : target.slice(hash)) === url;
}
