/** Names of assets: relative to assets/, with `/`, NFC ("css/main.css"). */
import type { AssetKind } from '../../shared/snapshot.ts';

const imageExtensions = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'svg']);
const codeExtensions = new Set(['css', 'js', 'ts']);

/** In lower case, without the dot; "" when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > name.lastIndexOf('/') + 1 ? name.slice(dot + 1).toLowerCase() : '';
}

/** What a file is taken for by its name. */
export function assetKind(name: string): AssetKind {
  const extension = extensionOf(name);
  if (extension === 'css') return 'style';
  if (extension === 'js' || extension === 'ts') return 'script';
  return imageExtensions.has(extension) ? 'image' : 'file';
}

/** CSS, JS and TS are code: bundled when they are entries, otherwise only there to be imported. */
export function isCode(name: string): boolean {
  return codeExtensions.has(extensionOf(name));
}

/** Code whose name, and whose folders' names, do not begin with `_`. */
export function isEntry(name: string): boolean {
  return isCode(name) && !name.endsWith('.d.ts') && !name.split('/').some((part) => part.startsWith('_'));
}

/** Where an asset goes in public/: `assets/<folder>/<stem>.<first 10 of hash>.<extension>`, not encoded. */
export function fingerprinted(name: string, hash: string): string {
  const dot = name.lastIndexOf('.');
  const mark = hash.slice(0, 10);
  if (dot <= name.lastIndexOf('/') + 1) return `assets/${name}.${mark}`;
  const extension = name.slice(dot + 1);
  return `assets/${name.slice(0, dot)}.${mark}.${extension === 'ts' ? 'js' : extension}`;
}

/**
 * `reference` ("../img/a.png", decoded, without query or fragment) as seen from the file `from`.
 * Null when it climbs above the root.
 */
export function resolveName(from: string, reference: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of reference.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/').normalize('NFC');
}

/** "/birds/" and "/birds" come to "/birds/". */
export function withSlash(basePath: string): string {
  return basePath.endsWith('/') ? basePath : `${basePath}/`;
}
