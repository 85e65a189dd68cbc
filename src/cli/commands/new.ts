import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { type Options, UsageError } from '../args.ts';
import { exitCodes, type Host } from '../host.ts';
import { printable } from '../terminal/text.ts';

const defaultStarter = 'journal';
/** What a starter's folder may hold and a new site must not begin with. */
const leftOut = new Set(['public', '.galley', 'node_modules', '.git']);
/** Examples that are not starters. */
const notStarters = new Set(['broken', 'tour']);

/** Copies a starter into a new folder. Never writes into one that has anything in it. */
export async function newSite(words: readonly string[], options: Options, host: Host): Promise<number> {
  const [name, extra] = words;
  if (name === undefined) throw new UsageError('Where? Name a folder for the new site: galley new my-site');
  if (extra !== undefined) throw new UsageError(`One folder at a time: “${printable(extra)}” is one too many.`);
  const folder = resolve(host.folder, name);
  const starter = await findStarter(options.starter ?? defaultStarter, host.startersPath);
  await claimFolder(folder);
  await cp(starter, folder, {
    recursive: true,
    errorOnExist: true,
    force: false,
    filter: (source) => source === starter || !leftOut.has(basename(source)),
  });
  if (options.title !== null) await setTitle(join(folder, 'site.yaml'), options.title);
  const shown = relative(host.folder, folder) || '.';
  host.out.write(
    `A new site is in ${printable(folder)}.\n→ Look at it while you write: galley serve ${printable(shown)}\n`,
  );
  return exitCodes.good;
}

async function findStarter(name: string, startersPath: string): Promise<string> {
  const entries = await readdir(startersPath, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && !notStarters.has(entry.name))
    .map((entry) => entry.name);
  if (names.includes(name)) return join(startersPath, name);
  throw new UsageError(`There is no starter “${printable(name)}”. There is: ${names.sort().join(', ')}.`);
}

async function claimFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOTDIR' && code !== 'EACCES' && code !== 'EROFS' && code !== 'EPERM')
      throw error;
    throw new UsageError(
      `A site cannot be made in ${printable(folder)}: ${code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in the way' : 'you may not write there'}.`,
    );
  }
  throw new UsageError(`${printable(folder)} has files in it already. Choose a new folder, or empty this one.`);
}

/** Replaces the value of the title and nothing else. */
async function setTitle(file: string, title: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/^title:.*$/m, () => `title: ${JSON.stringify(title)}`),
  );
}
