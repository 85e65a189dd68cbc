/** Addresses in the two kinds of JSON that pages carry in scripts: structured data and import maps. */
import type { Json } from '../../shared/config.ts';

const pictureKeys = new Set(['image', 'logo', 'thumbnailUrl', 'contentUrl']);

/** Pictures of structured data (`application/ld+json`). Text that is no JSON has none. */
export function structuredDataUrls(text: string): string[] {
  const urls: string[] = [];
  walk(parsed(text), '', (key, value) => {
    if (pictureKeys.has(key)) urls.push(value);
  });
  return urls;
}

/** Files of an import map (`importmap`): only addresses, not bare names. */
export function importMapUrls(text: string): string[] {
  const urls: string[] = [];
  walk(parsed(text), '', (_key, value) => {
    if (/^(?:\.{0,2}\/|https?:)/.test(value) && !value.endsWith('/')) urls.push(value);
  });
  return urls;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Calls `visit` for every string; an object under a picture key gives its `url`. */
function walk(value: Json, key: string, visit: (key: string, value: string) => void): void {
  const open: { key: string; value: Json }[] = [{ key, value }];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { key: name, value: inner } = node;
    if (typeof inner === 'string') visit(name, inner);
    else if (Array.isArray(inner)) for (const item of inner.toReversed()) open.push({ key: name, value: item });
    else if (inner !== null && typeof inner === 'object') {
      for (const [field, item] of Object.entries(inner).reverse()) {
        open.push({ key: field === 'url' && pictureKeys.has(name) ? name : field, value: item });
      }
    }
  }
}
