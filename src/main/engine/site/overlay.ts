/** One folder seen through the layers: the site's files shadow the theme's of the same name, the theme's the plain theme's. */
import { join } from 'node:path';
import { sortCodePoints } from '../../../kernel/order.ts';
import type { Finding } from '../../../shared/proof.ts';
import type { Layer, SiteRoots } from './layers.ts';
import { type FoundFile, walk } from './walk.ts';

export interface OverlaidFile {
  /** Relative to the folder ("css/main.css"): what it is looked up by. */
  key: string;
  /** Logical name. */
  name: string;
  /** Absolute. */
  path: string;
  /** Higher-priority files that were looked for and are absent, by logical name. */
  absent: string[];
}

/** Sorted by key by code point. */
export async function overlay(
  roots: SiteRoots,
  layers: readonly Layer[],
  folder: 'templates' | 'assets' | 'static',
  findings: Finding[],
): Promise<OverlaidFile[]> {
  const found = new Map<string, OverlaidFile>();
  const above: string[] = [];
  for (const layer of layers) {
    const prefix = `${layer.prefix}${folder}/`;
    for (const file of await filesOf(roots, layer, folder, prefix, findings)) {
      const key = file.name.slice(prefix.length);
      if (found.has(key)) continue;
      found.set(key, { key, name: file.name, path: file.path, absent: above.map((higher) => higher + key) });
    }
    above.push(prefix);
  }
  return sortCodePoints([...found.keys()]).map((key) => found.get(key) as OverlaidFile);
}

function filesOf(
  roots: SiteRoots,
  layer: Layer,
  folder: 'templates' | 'assets' | 'static',
  prefix: string,
  findings: Finding[],
): Promise<FoundFile[]> {
  const path = layer.theme === null ? roots.folders[folder] : join(layer.path, folder);
  const granted = layer.theme === null ? roots.granted : [...roots.granted, layer.path];
  return walk({ folder: path, prefix, granted, hidden: folder === 'static' }, findings);
}
