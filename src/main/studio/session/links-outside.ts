/** Links in a stranger's site that would have Galley write outside of it: what it makes, and what it keeps, is written without a question. */
import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../../shared/contract/wire.ts';
import { isGranted } from '../../engine/site/files.ts';
import { onDisk } from '../failures.ts';
import { readsOutside, writesOutside } from './build-words.ts';

/** Galley's own folders lie this deep in `.galley/`; what is below is made of files. */
const DEPTH = 4;

/**
 * @param root absolute and real
 * @param written names in it that Galley writes to, with all below
 * @returns names of the links, as they are in the site
 */
async function linksOutside(root: string, written: readonly string[]): Promise<string[]> {
  const top = (await readdir(root, { withFileTypes: true })).filter(({ name }) => written.includes(name));
  const found: string[] = [];
  for (const entry of top) {
    if (entry.isSymbolicLink()) found.push(entry.name);
    else if (entry.isDirectory() && entry.name === '.galley') found.push(...(await linksIn(root, entry.name, DEPTH)));
  }
  const outside = await Promise.all(found.map((name) => leadsOutside(root, name)));
  return found.filter((_, at) => outside[at]);
}

/**
 * @param folders outside of a stranger's site that it reads
 * @param out name of the folder of what is built
 * @throws CannotBuild until somebody has said that the site is theirs
 */
export async function mustStayInside(root: string, folders: readonly string[], out: string): Promise<void> {
  if (folders.length > 0) throw readsOutside(folders);
  const links = await linksOutside(root, ['.galley', out]);
  if (links.length > 0) throw writesOutside(links);
}

/** @throws StudioError 'refused' when what was typed would be kept outside of the site */
export async function refuseLinkedState(root: string): Promise<void> {
  const [link] = await onDisk('The site could not be opened', () => linksOutside(root, ['.galley']));
  if (link === undefined) return;
  const advice = 'Look at where it leads, take it away, and open the site again.';
  throw new StudioError(
    'refused',
    `This site was not made on this computer, and ${link} in it leads outside. ${advice}`,
  );
}

async function linksIn(root: string, folder: string, depth: number): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const name = `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) found.push(name);
    else if (entry.isDirectory() && depth > 0) found.push(...(await linksIn(root, name, depth - 1)));
  }
  return found;
}

/** One that leads nowhere may lead anywhere by the time that something is written. */
async function leadsOutside(root: string, name: string): Promise<boolean> {
  try {
    return !isGranted([root], await realpath(join(root, name)));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    return true;
  }
}
