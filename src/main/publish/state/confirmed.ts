/**
 * Addresses that a person has confirmed on this machine. A site may come from a stranger: what its site.yaml names is
 * published to only after it was read in full and agreed to.
 */
import { join } from 'node:path';
import { describeTarget, type Target } from '../targets/schema.ts';
import type { PublishState } from '../types.ts';
import { readLines, writeLines } from './lines.ts';

export async function isConfirmed(state: PublishState, target: Target): Promise<boolean> {
  return (await addresses(state)).includes(addressOf(target));
}

/** Call it when a person has agreed to `describeTarget(target)`. @throws PublishProblem when it cannot be noted */
export async function confirm(state: PublishState, target: Target): Promise<void> {
  const known = await addresses(state);
  const address = addressOf(target);
  if (!known.includes(address)) await writeLines(fileOf(state), [...known, address]);
}

function addressOf(target: Target): string {
  return `${target.kind} ${describeTarget(target)}`;
}

function fileOf(state: PublishState): string {
  return join(state.folder, 'confirmed');
}

async function addresses(state: PublishState): Promise<string[]> {
  try {
    return ((await readLines(fileOf(state))) ?? []).filter((line) => typeof line === 'string');
  } catch (error) {
    // A damaged list confirms nothing: it is asked again.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
