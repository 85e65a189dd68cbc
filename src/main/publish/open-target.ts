/** Reaches a target for one piece of work: one at a time, and only where a person has agreed to. */

import { takeLock } from '../engine/save/lock.ts';
import { CannotBuild } from '../engine/types.ts';
import type { TargetAdapter } from './adapter.ts';
import { openFolder } from './folder/folder-adapter.ts';
import { openGit } from './git/git-adapter.ts';
import { isConfirmed } from './state/confirmed.ts';
import { type StatePaths, secretId, statePaths } from './state/state-paths.ts';
import { mayCarryToken } from './targets/git-address.ts';
import { describeTarget, type GitTarget, type Target } from './targets/schema.ts';
import { PublishProblem, type PublishState } from './types.ts';

/**
 * @param work is given the target, opened; it is closed afterwards
 * @throws PublishProblem 'busy' when another Galley is at it, 'not-confirmed', and what the target says
 */
export async function withTarget<Result>(
  target: Target,
  state: PublishState,
  signal: AbortSignal,
  work: (adapter: TargetAdapter, paths: StatePaths) => Promise<Result>,
): Promise<Result> {
  const paths = statePaths(state, target);
  const unlock = await lock(paths.lock, signal);
  try {
    const adapter = await open(target, paths, state, signal);
    try {
      return await work(adapter, paths);
    } finally {
      await adapter.close();
    }
  } finally {
    await unlock();
  }
}

/** @throws PublishProblem 'not-confirmed' */
export async function mustBeConfirmed(target: Target, state: PublishState): Promise<void> {
  if (await isConfirmed(state, target)) return;
  const message = `Nobody has agreed on this computer yet to publish to ${describeTarget(target)}.`;
  throw new PublishProblem('not-confirmed', message, 'Read the whole address, and agree to it if it is yours.');
}

/** A folder is only looked at before it is confirmed; a server is not even asked. */
async function open(
  target: Target,
  paths: StatePaths,
  state: PublishState,
  signal: AbortSignal,
): Promise<TargetAdapter> {
  if (target.kind === 'folder') return openFolder(target.path);
  await mustBeConfirmed(target, state);
  return openGit(target, paths, await tokenFor(target, state), signal);
}

async function tokenFor(target: GitTarget, state: PublishState): Promise<string | null> {
  const token = await state.secrets.get(secretId(target));
  if (token === null || !/^http:/i.test(target.address) || mayCarryToken(target.address)) return token;
  const message = `The password or token for ${target.address} would travel where others can read it.`;
  throw new PublishProblem('unsafe-address', message, 'Use an address that begins with https.');
}

async function lock(path: string, signal: AbortSignal): Promise<() => Promise<void>> {
  try {
    return await takeLock(path, { signal });
  } catch (error) {
    if (!(error instanceof CannotBuild)) throw error;
    if (error.code !== 'site-locked') throw new PublishProblem(error.code, error.message, error.advice);
    const message = 'Another Galley is publishing to the same place.';
    throw new PublishProblem('busy', message, 'Wait until it has finished, and publish again.', error.message);
  }
}
