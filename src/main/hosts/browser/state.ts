/** The port and key of the last time, so that open tabs find their way back to a host that was started again. */

import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeState } from '../common/state-file.ts';
import { isKey } from './key.ts';

export interface HostState {
  port: number;
  key: string;
  /** ISO instant at which the key was made. */
  made: string;
}

const fileName = 'browser-host.json';
const keyLifeMs = 12 * 60 * 60 * 1000;

/** @returns null: there is none, it is too old, or not ours to read */
export async function readState(home: string, now: Date): Promise<HostState | null> {
  let text: string;
  try {
    text = await readFile(join(home, fileName), 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  const state = parseState(text);
  const age = state === null ? Number.NaN : now.getTime() - Date.parse(state.made);
  return age >= 0 && age < keyLifeMs ? state : null;
}

function parseState(text: string): HostState | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { port, key, made } = value as Partial<HostState>;
  const sound = Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536 && isKey(key);
  return sound && typeof made === 'string' ? { port: Number(port), key, made } : null;
}

export async function saveState(home: string, state: HostState): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  await writeState(join(home, fileName), state);
}
