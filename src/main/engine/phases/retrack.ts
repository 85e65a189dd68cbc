/** Facts that were lost, made again from the pages on disk by the pass that a render uses. */
import { stat } from 'node:fs/promises';
import { decodeFacts } from '../../../kernel/html/facts-batch.ts';
import type { PageFacts } from '../../../kernel/html/types.ts';
import { runBatches } from '../pool/batches.ts';
import { createInlineRunner } from '../pool/inline.ts';
import type { TaskRunner } from '../pool/runner.ts';

export interface RetrackedPage {
  path: string;
  /** Empty when the page could not be read: `problem` says why. */
  facts: PageFacts;
  problem: string | null;
}

/** Below this much HTML a message to a thread costs more than the pass. */
const POOLED_BYTES = 500_000;

/**
 * @param runner the site's runner; used when there is enough to do, else the work is done in this thread
 * @param workerPath entry of the tasks, for doing them here
 * @param out output folder, absolute
 * @param paths pages in it
 * @returns in the order of `paths`, the same whoever did the work
 */
export async function retrackPages(
  runner: TaskRunner,
  workerPath: string,
  out: string,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<RetrackedPage[]> {
  const pooled = runner.workers > 0 && (await bytesOf(out, paths)) >= POOLED_BYTES;
  const pages: RetrackedPage[] = new Array(paths.length);
  await runBatches(
    pooled ? runner : await createInlineRunner(workerPath),
    {
      task: 'trackPages',
      items: paths,
      message: (part) => ({ out, paths: [...part] }),
      done({ facts, problems }, first) {
        decodeFacts(facts).forEach((found, i) => {
          pages[first + i] = { path: paths[first + i] as string, facts: found, problem: problems[i] ?? null };
        });
      },
      lost(path, index) {
        pages[index] = { path, facts: NOTHING, problem: 'its worker stopped' };
      },
    },
    signal,
  );
  return pages;
}

const NOTHING: PageFacts = {
  ...{ references: [], ids: [], repeatedIds: [], headings: [], images: [], marks: [] },
  ...{ language: null, title: null, description: null, base: null, noindex: false },
};

async function bytesOf(out: string, paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    if (bytes >= POOLED_BYTES) break;
    bytes += await stat(`${out}/${path}`).then(
      ({ size }) => size,
      // A page that is not there is no work; the task says what is wrong with it.
      () => 0,
    );
  }
  return bytes;
}
