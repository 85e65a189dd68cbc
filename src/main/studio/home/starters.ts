/** The sites that a new one can begin from, and their pictures. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Starter } from '../../../shared/contract/home.ts';
import { StudioError } from '../../../shared/contract/wire.ts';

/** Folders of examples/ that are not starters. */
const notStarters = new Set(['broken', 'tour']);

/** By name. An example without a readable `site.yaml` is none. */
export async function listStarters(examplesPath: string): Promise<Starter[]> {
  const starters: Starter[] = [];
  for (const name of await starterNames(examplesPath)) {
    const text = await readIfThere(join(examplesPath, name, 'site.yaml'));
    if (text === null) continue;
    const { title, description } = (parse(text.toString('utf8')) ?? {}) as { title?: unknown; description?: unknown };
    starters.push({
      name,
      title: typeof title === 'string' ? title : name,
      description: typeof description === 'string' ? description : '',
      picture: `/galley/starters/${encodeURIComponent(name)}.webp`,
    });
  }
  return starters;
}

/** @throws StudioError 'not-found' */
export async function starterFolder(examplesPath: string, name: string): Promise<string> {
  if ((await starterNames(examplesPath)).includes(name)) return join(examplesPath, name);
  throw new StudioError('not-found', 'There is no such starter.');
}

/**
 * Pictures of starters lie beside the guide's, or in the starter itself.
 * @param path on the studio's own origin
 * @returns null when it is nothing of ours
 */
export async function starterPicture(examplesPath: string, path: string): Promise<Response | null> {
  const name = /^\/galley\/starters\/([^/]+)\.webp$/.exec(path)?.[1];
  if (name === undefined) return null;
  const known = (await starterNames(examplesPath)).find((one) => encodeURIComponent(one) === name);
  if (known === undefined) return null;
  const picture =
    (await readIfThere(join(examplesPath, '..', 'docs', 'pictures', 'starters', `${known}.webp`))) ??
    (await readIfThere(join(examplesPath, known, 'picture.webp')));
  if (picture === null) return null;
  return new Response(new Uint8Array(picture), { headers: { 'Content-Type': 'image/webp' } });
}

async function starterNames(examplesPath: string): Promise<string[]> {
  const entries = await readdir(examplesPath, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !notStarters.has(entry.name))
    .map((entry) => entry.name)
    .sort();
}

async function readIfThere(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
}
