/** What is known on this machine of what lies at a target. */

import { dropIntent, type Intent, readIntent } from './state/intent.ts';
import { readHeads, readReceipt, standing } from './state/releases.ts';
import type { StatePaths } from './state/state-paths.ts';
import { PublishProblem, type Receipt, type Release } from './types.ts';

export interface Records {
  /** Releases that were not taken back, oldest first. */
  stack: Release[];
  /** The newest record of any kind. */
  last: Release | null;
  /** The release that lies there. */
  receipt: Receipt | null;
  /** What was begun and not finished. */
  intent: Intent | null;
}

/** @throws PublishProblem 'records-damaged' */
export async function readRecords(paths: StatePaths): Promise<Records> {
  try {
    const heads = await readHeads(paths.releases);
    const stack = standing(heads);
    const last = heads.at(-1) ?? null;
    const top = stack.at(-1);
    const receipt = top === undefined ? null : await readReceipt(paths.releases, top);
    return { stack, last, receipt, intent: await openIntent(paths.intent, last) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = 'Galley’s records of what it published there are damaged.';
    const advice = `Remove the folder ${paths.releases} to begin anew: Galley then asks before it replaces a file there.`;
    throw new PublishProblem('records-damaged', message, advice, error.message);
  }
}

/** One that was finished, by somebody who was killed right after, says nothing any more. */
async function openIntent(path: string, last: Release | null): Promise<Intent | null> {
  const intent = await readIntent(path);
  if (intent === null || intent.number > (last?.number ?? 0)) return intent;
  await dropIntent(path);
  return null;
}
