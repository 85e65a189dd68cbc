/** Between absolute paths and the names that proofs, documents and the window use. */
import { isAbsolute, relative, sep } from 'node:path';
import type { SiteRoots } from '../../engine/site/layers.ts';

/**
 * The name of a file by its place: the inverse of the engine's `locate`.
 * @returns null: it belongs to no folder of the site
 */
export function nameOf(roots: SiteRoots, path: string): string | null {
  for (const [name, folder] of Object.entries(roots.folders)) {
    const inside = within(folder, path);
    if (inside !== null) return `${name}/${inside}`;
  }
  for (const layer of roots.layers) {
    const inside = layer.theme === null ? null : within(layer.path, path);
    if (inside !== null) return layer.prefix + inside;
  }
  return within(roots.root, path);
}

function within(folder: string, path: string): string | null {
  const inside = relative(folder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
  return inside.split(sep).join('/');
}

/** Folders of the site that lie outside of its own and come with no theme of ours. */
export function foldersOutside(roots: SiteRoots): string[] {
  const folders = Object.values(roots.folders).filter(
    (folder) => folder !== roots.root && within(roots.root, folder) === null,
  );
  return [...new Set(folders)];
}
