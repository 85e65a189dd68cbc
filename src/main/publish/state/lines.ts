/** Long lists on disk: a JSON value a line, read and written in slices so that the process never pauses. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { ifThere, withPath } from '../file-problem.ts';

const SLICE = 2000;

/** Writes a whole file or nothing, synced. @throws PublishProblem */
export async function writeLines(path: string, lines: Iterable<unknown>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  await withPath(path, async () => {
    await mkdir(dirname(path), { recursive: true });
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        for (const text of slices(lines)) {
          await file.write(text);
          await breathe();
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
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
