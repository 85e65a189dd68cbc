/**
 * What a person asked to be opened from outside a window: on the command line, by a second start, by a folder dropped on the icon.
 * Such wishes may come before there is a window to open them in, and are kept until then.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { app } from 'electron';
import { z } from 'zod';

export const wishSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('nothing') }),
  z.strictObject({ kind: z.literal('tour') }),
  z.strictObject({ kind: z.literal('site'), root: z.string().min(1).max(4000) }),
]);
export type Wish = z.infer<typeof wishSchema>;

export interface Opening {
  ask(wish: Wish): void;
  /** Hears all wishes from now on, and those that came before. */
  listen(listener: (wish: Wish) => void): void;
}

/** Before the application is ready: a folder dropped on the icon of a program that does not run yet is told before that. */
export function setupOpening(): Opening {
  const waiting: Wish[] = [];
  let hear: ((wish: Wish) => void) | null = null;
  const ask = (wish: Wish): void => {
    if (hear) hear(wish);
    else waiting.push(wish);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    ask({ kind: 'site', root: siteFolder(path) });
  });
  return {
    ask,
    listen: (listener) => {
      hear = listener;
      for (const wish of waiting.splice(0)) listener(wish);
    },
  };
}

/**
 * The arguments that are ours. Unless it is packed, the program's name is followed by Chromium's own and by the application's folder.
 * @param argv as the process got it
 */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  if (isPackaged) return argv.slice(1);
  const folder = argv.findIndex((arg, index) => index > 0 && !arg.startsWith('-'));
  return folder < 0 ? [] : argv.slice(folder + 1);
}

/**
 * `--tour`, `--site DIR`, `--site=DIR` or a folder.
 * @param args what was written behind the program's own name
 * @param folder that relative paths begin from
 */
export function readArguments(args: readonly string[], folder: string): Wish {
  let root: string | undefined;
  for (const [index, arg] of args.entries()) {
    if (arg === '--tour') return { kind: 'tour' };
    if (arg === '--site') root ??= args[index + 1];
    else if (arg.startsWith('--site=')) root ??= arg.slice('--site='.length);
    else if (!arg.startsWith('-')) root ??= arg;
  }
  return root ? { kind: 'site', root: siteFolder(resolve(folder, root)) } : { kind: 'nothing' };
}

/** The site that a file belongs to: the nearest folder above that holds a `site.yaml`, else the file's own. A folder is itself. */
export function siteFolder(path: string): string {
  if (!existsSync(path) || statSync(path).isDirectory()) return path;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'site.yaml'))) return folder;
    if (folder === dirname(folder)) return dirname(path);
  }
}
