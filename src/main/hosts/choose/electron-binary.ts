/** Looks for Electron's program by files only: to load the package `electron` outside of Electron starts a download. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Environment } from './screen.ts';

/** @param root Galley's own folder. @returns the package's folder; null: it is not installed */
export function electronPackage(root: string): string | null {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** `ELECTRON_EXEC_PATH`, else what the package has fetched. @returns absolute; null: there is none */
export function findElectron(root: string, environment: Environment, platform: NodeJS.Platform): string | null {
  const file = environment.ELECTRON_EXEC_PATH || fetchedBinary(root, environment, platform);
  return file && existsSync(file) && statSync(file).isFile() ? file : null;
}

function fetchedBinary(root: string, environment: Environment, platform: NodeJS.Platform): string | null {
  const folder = electronPackage(root);
  const named = folder && join(folder, 'path.txt');
  // Written last: what lies there without it was not unpacked to its end.
  const name = named && existsSync(named) ? readFileSync(named, 'utf8').trim() : null;
  if (environment.ELECTRON_OVERRIDE_DIST_PATH)
    return join(environment.ELECTRON_OVERRIDE_DIST_PATH, name ?? usualName(platform));
  return folder && name ? join(folder, 'dist', name) : null;
}

function usualName(platform: NodeJS.Platform): string {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}
