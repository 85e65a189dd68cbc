/** What `<link>` and `<meta>` refer to, by their rel, name or property. */
import type { ReferenceKind } from './types.ts';

const byRel: Readonly<Record<string, ReferenceKind>> = Object.assign(Object.create(null), {
  stylesheet: 'style',
  icon: 'icon',
  'apple-touch-icon': 'icon',
  'apple-touch-icon-precomposed': 'icon',
  'apple-touch-startup-image': 'icon',
  'mask-icon': 'icon',
  'fluid-icon': 'icon',
  manifest: 'manifest',
  modulepreload: 'script',
});

const byPreload: Readonly<Record<string, ReferenceKind>> = Object.assign(Object.create(null), {
  font: 'font',
  style: 'style',
  script: 'script',
  worker: 'script',
  image: 'image',
  audio: 'media',
  video: 'media',
  track: 'media',
});

/** Kind of a `<link>`; null when its address names a host or an idea and no file. `as` is that attribute's value. */
export function linkKind(rel: string | null, as: string | null): ReferenceKind | null {
  if (rel === null) return null;
  const plain = byRel[rel];
  if (plain !== undefined) return plain;
  if (rel === 'canonical' || rel === 'alternate') return 'other';
  const words = rel.trim().toLowerCase().split(/\s+/);
  for (const word of words) {
    const kind = byRel[word];
    if (kind !== undefined) return kind;
    if (word === 'preload' || word === 'prefetch') return byPreload[(as ?? '').trim().toLowerCase()] ?? 'other';
    if (word === 'dns-prefetch' || word === 'preconnect' || word === 'profile' || word === 'edituri') return null;
  }
  return 'other';
}

const urlMeta = new Set([
  ...['og:image', 'og:image:url', 'og:image:secure_url', 'og:audio', 'og:audio:url', 'og:audio:secure_url'],
  ...['og:video', 'og:video:url', 'og:video:secure_url', 'og:url'],
  ...['twitter:image', 'twitter:image:src', 'twitter:player', 'twitter:player:stream'],
  ...['msapplication-tileimage', 'msapplication-config', 'msapplication-square70x70logo'],
  ...['msapplication-square150x150logo', 'msapplication-square310x310logo', 'msapplication-wide310x150logo'],
  ...['image', 'thumbnail', 'thumbnailurl', 'contenturl', 'logo'],
]);

/** Whether the content of a `<meta>` with this name, property or itemprop (in lower case) is an address. */
export function isUrlMeta(name: string): boolean {
  return urlMeta.has(name);
}
