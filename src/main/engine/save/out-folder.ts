/** Where a build may write: never over, into or around what the site is made from. */
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { entryAt, fileErrorCode, isGranted, isMissing } from '../site/files.ts';
import type { SiteRoots } from '../site/layers.ts';
import { CannotBuild } from '../types.ts';

/** Folders of a site that hold its sources or its state whatever the settings say. */
const OWN = ['content', 'templates', 'data', 'assets', 'static', 'themes', 'strings', '.galley', '.git'];

/**
 * @param out absolute path of the output folder, which need not be there
 * @throws CannotBuild when it is a folder of the site, lies in one or has one in it, links followed, or is no folder
 */
export function checkOutFolder(roots: SiteRoots, out: string): void {
  const real = realPathOf(out);
  const { root, folders, layers } = roots;
  const kept = [
    ...OWN.map((name) => join(root, name)),
    ...Object.values(folders),
    ...layers.slice(1).map(({ path }) => path),
  ];
  const sources = kept.map(realPathOf);
  const around = isGranted([real], root) || sources.some((folder) => isGranted([real], folder));
  if (around || isGranted(sources, real)) {
    throw new CannotBuild(
      'out-in-sources',
      `${out} cannot be the output folder: what the site is made from lies ${around ? 'in it' : 'there'}.`,
      'Choose a folder of its own with --out, such as public.',
    );
  }
  for (let at = real; ; at = dirname(at)) {
    const entry = entryAt(at);
    if (entry?.isDirectory()) return;
    if (entry !== null) {
      const advice = 'Choose another folder with --out, or move that file away.';
      throw new CannotBuild('out-no-folder', `${out} cannot be a folder: ${at} is a file.`, advice);
    }
  }
}

/** With the links of the part that exists followed. @throws file errors but that it is missing */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(path);
    if (!isMissing(fileErrorCode(error)) || parent === path) throw error;
    return join(realPathOf(parent), basename(path));
  }
}
