/** Long lists on disk: a JSON value a line, read and written in slices so that the process never pauses. */
import { readFile } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { writeWhole } from '../../engine/save/atomic.ts';
import { ifThere, withPath } from '../file-problem.ts';

const SLICE = 2000;

/** Writes a whole file or nothing, synced. @throws PublishProblem */
export async function writeLines(path: string, lines: Iterable<unknown>): Promise<void> {
  await withPath(path, () =>
    writeWhole(
      path,
      async (file) => {
        for (const text of slices(lines)) {
          await file.write(text);
          await breathe();
        }
      },
      0o600,
    ),
  );
}

/** The values of a file of lines; null when it is not there. @throws SyntaxError when it is damaged */
export async function readLines(path: string): Promise<unknown[] | null> {
  const text = await withPath(path, () => ifThere(readFile(path, 'utf8')));
  if (text === null) return null;
  const values: unknown[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    if (stop > at) values.push(JSON.parse(text.slice(at, stop)));
    at = stop + 1;
    if (values.length % SLICE === 0) await breathe();
  }
  return values;
}

function* slices(lines: Iterable<unknown>): Iterable<string> {
  let slice: string[] = [];
  for (const line of lines) {
    slice.push(`${JSON.stringify(line)}\n`);
    if (slice.length < SLICE) continue;
    yield slice.join('');
    slice = [];
  }
  yield slice.join('');
}
