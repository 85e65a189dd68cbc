/** Where both hosts keep what outlives a window, so that either finds what the other left. */
import { join, resolve } from 'node:path';

export interface HomeInput {
  environment: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The person's own folder, absolute. */
  userFolder: string;
}

/** `GALLEY_HOME`, else the platform's place for an application's data. @returns an absolute path; it need not exist */
export function galleyHome({ environment, platform, userFolder }: HomeInput): string {
  if (environment.GALLEY_HOME) return resolve(environment.GALLEY_HOME);
  if (platform === 'darwin') return join(userFolder, 'Library', 'Application Support', 'Galley');
  if (platform === 'win32') return join(environment.APPDATA || join(userFolder, 'AppData', 'Roaming'), 'Galley');
  return join(environment.XDG_DATA_HOME || join(userFolder, '.local', 'share'), 'galley');
}

/** Where new sites go unless told otherwise. */
export function sitesFolder(userFolder: string): string {
  return join(userFolder, 'Galley');
}
