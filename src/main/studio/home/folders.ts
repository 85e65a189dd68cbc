/** The studio's own folder chooser: one folder's folders, by name. Files are never named. */
import { access, readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, parse, resolve } from 'node:path';
import type { FolderEntry, FolderListing } from '../../../shared/contract/home.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { diskReason } from '../failures.ts';

const MOST_ENTRIES = 2000;
const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * A folder that cannot be read has a listing too, with the reason in it; one that does not exist yet is listed as its nearest
 * folder that does.
 * @param wanted absolute; null: where sites go
 * @throws StudioError 'refused' for a path that is not absolute
 */
export async function listFolder(wanted: string | null, sitesFolder: string): Promise<FolderListing> {
  const path = wanted === null ? sitesFolder : resolve(wanted);
  if (wanted !== null && path !== wanted.replace(/(?<=.)[\\/]+$/, ''))
    throw new StudioError('refused', 'A folder is named from the top of the disk, without steps upwards.');
  const shown = wanted === null ? await nearest(path) : path;
  const places = [
    { name: 'Home', path: homedir() },
    { name: 'Sites', path: sitesFolder },
  ];
  const { entries, problem } = await readEntries(shown);
  return { path: shown, crumbs: crumbsOf(shown), entries, isSite: await isSite(shown), places, problem };
}

export async function isSite(folder: string): Promise<boolean> {
  try {
    await access(join(folder, 'site.yaml'));
    return true;
  } catch (error) {
    if (diskReason(error) === null) throw error;
    return false;
  }
}

async function nearest(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      await access(folder);
      return folder;
    } catch (error) {
      if (diskReason(error) === null || folder === dirname(folder)) throw error;
    }
  }
}

async function readEntries(folder: string): Promise<{ entries: FolderEntry[]; problem: string | null }> {
  try {
    const found = await readdir(folder, { withFileTypes: true });
    const names = found
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
      .map((entry) => entry.name)
      .sort(collator.compare);
    const entries = await Promise.all(
      names.slice(0, MOST_ENTRIES).map(async (name) => {
        const path = join(folder, name);
        return { name, path, isSite: await isSite(path) };
      }),
    );
    const left = names.length - entries.length;
    return { entries, problem: left > 0 ? `${left} more folders are not shown.` : null };
  } catch (error) {
    const reason = diskReason(error);
    if (reason === null) throw error;
    return { entries: [], problem: `This folder cannot be opened: ${reason}.` };
  }
}

function crumbsOf(path: string): { name: string; path: string }[] {
  const { root } = parse(path);
  const crumbs = [{ name: root, path: root }];
  let at = root;
  for (const name of path.slice(root.length).split(/[\\/]/).filter(Boolean)) {
    at = join(at, name);
    crumbs.push({ name, path: at });
  }
  return crumbs;
}
