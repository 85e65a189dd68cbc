/** What site.yaml may say: the shape of every setting and its default. */
import { isZone } from '../../../kernel/site/zone.ts';
import type { JsonObject, SiteConfig } from '../../../shared/config.ts';
import type { Shape } from './shape.ts';

/** The address of a site that has none yet. */
export const NO_URL = 'http://localhost/';

const text: Shape = { is: 'text' };
const flag: Shape = { is: 'flag' };
const any: Shape = { is: 'any' };

const menuEntry: { is: 'record'; keys: Record<string, Shape> } = {
  is: 'record',
  keys: {
    page: text,
    url: { is: 'text', test: menuUrlProblem },
    title: text,
    weight: { is: 'number', least: -1e9, most: 1e9, whole: false },
  },
};
menuEntry.keys.children = { is: 'list', item: menuEntry };

export const siteShape: Shape & { is: 'record' } = {
  is: 'record',
  keys: {
    title: text,
    url: { is: 'text', test: siteUrlProblem },
    language: { is: 'text', test: languageProblem },
    timezone: { is: 'text', test: timezoneProblem },
    description: text,
    theme: { is: 'text', test: themeNameProblem },
    params: { is: 'map', value: any },
    folders: { is: 'record', keys: { content: text, templates: text, data: text, assets: text, static: text } },
    menus: { is: 'map', value: { is: 'list', item: menuEntry } },
    taxonomies: { is: 'map', value: { is: 'record', keys: { ordered: flag } } },
    permalinks: { is: 'map', value: { is: 'text', test: permalinkProblem } },
    pagination: { is: 'record', keys: { size: { is: 'number', least: 1, most: 100_000, whole: true } } },
    cascade: {
      is: 'list',
      item: { is: 'record', keys: { section: text, values: { is: 'map', value: any } }, needs: ['values'] },
    },
    markdown: { is: 'record', keys: { html: flag, highlight: flag, typographer: flag } },
    images: {
      is: 'record',
      keys: {
        widths: { is: 'list', item: { is: 'number', least: 16, most: 16_383, whole: true } },
        formats: { is: 'list', item: { is: 'choice', of: ['webp', 'avif'] } },
        quality: { is: 'number', least: 1, most: 100, whole: true },
      },
    },
    feeds: { is: 'record', keys: { limit: { is: 'number', least: 1, most: 100_000, whole: true } } },
    checks: {
      is: 'record',
      keys: {
        external: flag,
        mute: {
          is: 'list',
          item: { is: 'record', keys: { code: text, page: text, cause: text, reason: text }, needs: ['code'] },
        },
      },
    },
    schemas: { is: 'map', value: text },
    publish: { is: 'record', keys: { targets: { is: 'list', item: { is: 'map', value: any } } } },
  },
};

export function defaultConfig(title: string): SiteConfig {
  return {
    title,
    url: NO_URL,
    language: 'en',
    timezone: 'UTC',
    description: null,
    theme: null,
    params: {},
    folders: { content: 'content', templates: 'templates', data: 'data', assets: 'assets', static: 'static' },
    menus: {},
    taxonomies: { tags: { ordered: false } },
    permalinks: {},
    pagination: { size: 10 },
    cascade: [],
    markdown: { html: true, highlight: true, typographer: true },
    images: { widths: [480, 960, 1600], formats: ['webp'], quality: 80 },
    feeds: { limit: 20 },
    checks: { external: false, mute: [] },
    schemas: {},
    publish: { targets: [] },
  };
}

/** Defaults inside the items of maps and lists, which the table of shapes does not know. Items that are as they should be stay. */
export function completeItems(config: JsonObject): void {
  const taxonomies = config.taxonomies as JsonObject;
  for (const name of Object.keys(taxonomies)) {
    taxonomies[name] = { ordered: false, ...(taxonomies[name] as JsonObject) };
  }
  config.cascade = (config.cascade as JsonObject[]).map((entry) => ({ section: '', ...entry }));
}

/** A URL of a site: http(s), a host, perhaps a path. Null when `text` is one, or empty, which counts as absent. */
function siteUrlProblem(text: string): string | null {
  if (text === '') return null;
  if (!URL.canParse(text)) return 'it is not a complete web address (https://example.com/)';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'it should begin with https://';
  if (url.search !== '' || text.includes('?')) return 'a site’s address has no question mark in it';
  if (url.hash !== '' || text.includes('#')) return 'a site’s address has no # in it';
  if (url.username !== '' || url.password !== '') return 'a site’s address has no name or password in it';
  return null;
}

function languageProblem(tag: string): string | null {
  try {
    Intl.getCanonicalLocales(tag);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return 'it is not a language code (en, pt-PT, zh-Hans)';
    throw error;
  }
}

/** Making a clock for a zone is the check and costs 20 ms; it is kept for the dates that will need it. */
function timezoneProblem(name: string): string | null {
  return name === 'UTC' || isZone(name) ? null : 'it is not the name of a time zone (Europe/Lisbon, America/New_York)';
}

function themeNameProblem(name: string): string | null {
  return /^[\p{L}\p{N}][\p{L}\p{N}_. -]*$/u.test(name) ? null : 'it should be the name of a folder in themes';
}

const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:', 'sms:', 'xmpp:', 'irc:', 'gemini:', 'matrix:', 'geo:']);

function menuUrlProblem(text: string): string | null {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text.trim());
  if (scheme !== null && !schemes.has(scheme[0].toLowerCase())) return `addresses with ${scheme[0]} are not allowed`;
  return null;
}

const permalinkTokens = ['year', 'month', 'day', 'section', 'sections', 'slug', 'title'] as const;

function permalinkProblem(pattern: string): string | null {
  if (!pattern.startsWith('/')) return 'it should begin with /';
  if (/[?#\\]/.test(pattern)) return 'an address has no ?, # or backslash in it';
  if (pattern.split('/').some((part) => part === '..' || part === '.')) return 'an address has no .. in it';
  for (const [, token] of pattern.matchAll(/:([a-z]+)/gi)) {
    const known: readonly string[] = permalinkTokens;
    if (!known.includes(token as string))
      return `:${token} is not known (${known.map((name) => `:${name}`).join(', ')})`;
  }
  return null;
}
