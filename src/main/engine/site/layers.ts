/**
 * Where a site's files come from: the site itself, its theme, and the plain theme below both. Every file has a *logical
 * name*, which is the same whatever the folders are called: "content/posts/a.md", "templates/page.njk",
 * "themes/mine/assets/main.css", "theme:journal/templates/page.njk".
 */
import { lstatSync, realpathSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { SiteConfig } from '../../../shared/config.ts';
import { fileErrorCode, isGranted, isMissing } from './files.ts';

/** Name of the theme that is always below. */
export const PLAIN = 'plain';

export interface Layer {
  /** Theme's name; null: the site. */
  theme: string | null;
  /** What logical names begin with: "", "themes/mine/", "theme:journal/". */
  prefix: string;
  /** Absolute, real. */
  path: string;
}

export type FolderName = 'content' | 'templates' | 'data' | 'assets' | 'static';

export interface SiteRoots {
  /** Real path of the site. */
  root: string;
  /** Highest priority first; the plain theme is last. */
  layers: Layer[];
  /** Absolute path of each folder of the site. */
  folders: Record<FolderName, string>;
  /** Real paths outside of which nothing is read: the site, the folders that site.yaml names, the themes. */
  granted: string[];
}

/** Absolute path of a logical name. */
export function absolutePath(roots: SiteRoots, name: string): string {
  for (const layer of roots.layers) {
    if (layer.prefix !== '' && name.startsWith(layer.prefix)) return join(layer.path, name.slice(layer.prefix.length));
  }
  const slash = name.indexOf('/');
  const folder = roots.folders[name.slice(0, slash) as FolderName];
  return folder !== undefined && slash > 0 ? join(folder, name.slice(slash + 1)) : join(roots.root, name);
}

export type FolderProblem = 'missing' | 'link' | 'file' | 'nested';

/**
 * The folder that `folders:` names; a default one is looked at by the walk. One outside the site must be reached without symbolic links, so that what is granted
 * is what is written in site.yaml.
 */
export function resolveFolder(
  root: string,
  named: string,
  isDefault: boolean,
): { path: string; problem: FolderProblem | null } {
  const path = resolve(root, named);
  if (isDefault) return { path, problem: null };
  if (path === root || root.startsWith(path + sep)) return { path, problem: 'nested' };
  let real: string;
  try {
    real = realpathSync(path);
    if (!lstatSync(real).isDirectory()) return { path, problem: 'file' };
  } catch (error) {
    if (!isMissing(fileErrorCode(error))) throw error;
    return { path, problem: 'missing' };
  }
  const inside = isGranted([root], path);
  const safe = inside ? isGranted([root], real) : real === path;
  return { path, problem: safe ? null : 'link' };
}

export function grantedRoots(root: string, folders: SiteConfig['folders'], layers: readonly Layer[]): string[] {
  const named = Object.values(folders).map((folder) => resolve(root, folder));
  const themes = layers.filter((layer) => layer.prefix.startsWith('theme:')).map((layer) => realOf(layer.path));
  return [...new Set([root, ...named, ...themes])];
}

/** With symbolic links followed; as it is when there is no such path. */
export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!isMissing(fileErrorCode(error))) throw error;
    return path;
  }
}
