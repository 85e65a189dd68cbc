/** New sites: from a starter, of a folder that is there already, and the tour's practice copy. */
import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { isMap, parseDocument, stringify } from 'yaml';
import { StudioError } from '../../../shared/contract/wire.ts';
import { makeFolder } from '../../engine/save/make-folder.ts';
import { onDisk } from '../failures.ts';
import { fileNameOf } from '../file-name.ts';
import { isSite } from './folders.ts';
import type { HomeStore } from './home-store.ts';

/** What a starter's folder may hold and a new site must not begin with. */
const leftOut = new Set(['public', '.galley', 'node_modules', '.git', 'picture.webp']);
const failed = 'The new site could not be made';

/**
 * A copy of a starter under a new title. Appears whole or not at all, and never in a folder that has anything in it.
 * @param folder absolute; null: a free name in `sitesFolder`, from the title
 * @returns its folder
 * @throws StudioError
 */
export async function createSite(
  starter: string,
  title: string,
  folder: string | null,
  sitesFolder: string,
): Promise<string> {
  const target =
    folder === null ? await freeFolder(sitesFolder, title) : await onDisk(failed, () => emptyFolder(folder));
  await onDisk(failed, () => copySite(starter, target, (file) => setTitle(file, title)));
  return onDisk(failed, () => realpath(target));
}

/**
 * The tour's copy in `home`, with an empty folder beside it to publish to.
 * @param again as it was at the beginning, whatever was done with it
 */
export async function tourSite(examplesPath: string, home: string, again: boolean): Promise<string> {
  const site = join(home, 'tour', 'site');
  return onDisk('The tour could not be made', async () => {
    if (again) await rm(dirname(site), { recursive: true, force: true });
    if (!(await isSite(site))) await copySite(join(examplesPath, 'tour'), site, async () => {});
    await makeFolder(join(home, 'tour', 'practice'));
    return realpath(site);
  });
}

/** Whether `root` is the tour's copy. */
export function isTour(root: string, home: string): boolean {
  return root === join(home, 'tour', 'site');
}

/** Whether a site was made on this machine, or said to be the writer's own. */
export function isOurs(root: string, home: string, store: Pick<HomeStore, 'isMine'>): boolean {
  return store.isMine(root) || isTour(root, home);
}

/**
 * Makes a site of a folder that is none, and changes nothing that is in it. Texts in `content/`, or all in one other folder, stay
 * there and the settings are added. Where texts lie in the folder itself, pages made beside them would mix with them: the site then
 * gets a folder of its own, which names this one as the place of its texts.
 * @returns the folder of the site
 */
export async function adoptFolder(root: string, title: string, sitesFolder: string): Promise<string> {
  if (!isAbsolute(root)) throw new StudioError('refused', 'A folder is named from the top of the disk.');
  if (await isSite(root)) throw new StudioError('refused', 'This folder is a site already: open it.');
  const failedHere = 'This folder could not be made a site';
  const folder = await onDisk(failedHere, () => realpath(root));
  const texts = await onDisk(failedHere, () => placeOfTexts(folder));
  if (texts !== folder) {
    const settings = texts === null || texts === 'content' ? { title } : { title, folders: { content: texts } };
    await onDisk(failedHere, () => writeFile(join(folder, 'site.yaml'), stringify(settings), { flag: 'wx' }));
    return folder;
  }
  const site = await freeFolder(sitesFolder, title);
  await onDisk(failedHere, async () => {
    await makeFolder(site);
    await writeFile(join(site, 'site.yaml'), stringify({ title, folders: { content: folder } }), { flag: 'wx' });
  });
  return onDisk(failedHere, () => realpath(site));
}

/** Name of the folder in `root` that holds its texts; `root` itself when they lie in it or in several; null: there are none. */
async function placeOfTexts(root: string): Promise<string | null> {
  const entries = (await readdir(root, { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith('.') && !leftOut.has(name),
  );
  if (entries.some((entry) => entry.isDirectory() && entry.name === 'content')) return 'content';
  if (entries.some((entry) => entry.isFile() && isText(entry.name) && !/^readme\./i.test(entry.name))) return root;
  const holders: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory() && (await holdsTexts(join(root, entry.name), 4))) holders.push(entry.name);
  }
  return holders.length > 1 ? root : (holders[0] ?? null);
}

async function holdsTexts(folder: string, depth: number): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.isFile() && isText(entry.name))) return true;
  if (depth === 0) return false;
  for (const entry of entries) {
    if (entry.isDirectory() && !entry.name.startsWith('.') && (await holdsTexts(join(folder, entry.name), depth - 1)))
      return true;
  }
  return false;
}

function isText(name: string): boolean {
  return /\.(?:md|markdown)$/i.test(name);
}

async function freeFolder(parent: string, title: string): Promise<string> {
  const name = fileNameOf(title);
  for (let number = 1; ; number++) {
    const folder = join(parent, number === 1 ? name : `${name}-${number}`);
    if ((await stat(folder).catch(ignoreMissing)) === null) return folder;
  }
}

async function emptyFolder(folder: string): Promise<string> {
  if (!isAbsolute(folder)) throw new StudioError('refused', 'A folder is named from the top of the disk.');
  const names = (await readdir(folder).catch(ignoreMissing)) ?? [];
  if (names.length > 0)
    throw new StudioError(
      'refused',
      `${basename(folder)} has files in it already. Choose a new folder, or empty this one.`,
    );
  return folder;
}

/** Made beside its place and moved there whole; a kill leaves at most a folder with a name that says so. */
async function copySite(from: string, to: string, finish: (settings: string) => Promise<void>): Promise<void> {
  await makeFolder(dirname(to));
  const draft = `${to}.${randomBytes(4).toString('hex')}.part`;
  try {
    await cp(from, draft, {
      recursive: true,
      filter: (source) => source === from || !leftOut.has(basename(source)),
    });
    await finish(join(draft, 'site.yaml'));
    // An empty folder may be there; not every system renames onto one.
    await rmdir(to).catch(ignoreMissing);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** The title's value alone; comments and order stay. */
async function setTitle(file: string, title: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const { contents } = parseDocument(text);
  const pair = isMap(contents) ? contents.items.find(({ key }) => String(key) === 'title') : undefined;
  const range = (pair?.value as { range?: [number, number, number] } | null | undefined)?.range;
  const value = JSON.stringify(title);
  await writeFile(file, range ? text.slice(0, range[0]) + value + text.slice(range[1]) : `title: ${value}\n${text}`);
}
