/** The output folder as the last build left it, and as it is. */
import { existsSync } from 'node:fs';
import { lookAt } from '../cache/look.ts';
import { createPause } from '../clock.ts';
import { type Outputs, outputsPaths, readOutputs } from '../save/outputs.ts';
import type { StatePaths } from '../state-paths.ts';

export interface PublicPlace {
  /** Absolute. */
  out: string;
  paths: { list: string; intent: string };
  lock: string;
}

export function publicPlace(root: string, out: string, { folder, lock }: StatePaths): PublicPlace {
  return { out, lock, paths: outputsPaths(folder, root, out) };
}

export interface SettledPublic {
  outputs: Outputs;
  /** Of the outputs list, which every build that changes anything writes anew. */
  signature: string;
}

/** @returns null while anybody builds, and after a build that was killed or ended */
export async function settledPublic({ out, paths, lock }: PublicPlace): Promise<SettledPublic | null> {
  const signature = lookAt(paths.list);
  if (signature === '' || isBetween(paths, lock)) return null;
  return { outputs: await readOutputs(paths, out, false), signature };
}

/** Whether no build has written anything since. */
export function isStillSettled({ paths, lock }: PublicPlace, { signature }: SettledPublic): boolean {
  return !isBetween(paths, lock) && lookAt(paths.list) === signature;
}

function isBetween({ intent }: { intent: string }, lock: string): boolean {
  return existsSync(lock) || existsSync(intent);
}

/** Files of ours that are not what a build left, in the order of the list. */
export async function touchedFiles(out: string, outputs: Outputs, signal: AbortSignal): Promise<string[]> {
  const pause = createPause();
  const touched: string[] = [];
  for (const [path, { signature }] of outputs) {
    if (signature === '' || lookAt(`${out}/${path}`) !== signature) touched.push(path);
    await pause();
    signal.throwIfAborted();
  }
  return touched;
}
