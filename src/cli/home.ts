import { homedir } from 'node:os';
import { galleyHome } from '../main/hosts/common/home.ts';
import type { Host } from './host.ts';

/** Galley's own folder on this computer, the one that the studio uses. */
export function homeFolder({ environment }: Pick<Host, 'environment'>): string {
  return galleyHome({ environment, platform: process.platform, userFolder: homedir() });
}
