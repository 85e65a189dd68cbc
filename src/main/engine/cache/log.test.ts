import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CacheLog } from './log.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-log-'));
  path = join(folder, 'memory');
});
afterEach(() => rm(folder, { recursive: true }));

const frames = [{ a: 1 }, { text: 'two' }, { bytes: new Uint8Array([1, 2, 3]) }];

async function written(): Promise<CacheLog> {
  const log = new CacheLog(path, 'seal');
  await log.write(frames);
  return log;
}

describe('the cache file', () => {
  it('gives back what was written and added', async () => {
    const log = await written();
    expect(await log.append([{ more: true }])).toBe(true);
    expect(await new CacheLog(path, 'seal').read()).toEqual({ frames: [...frames, { more: true }], problem: null });
  });

  it('is not there, or not ours: said, with nothing in it', async () => {
    expect(await new CacheLog(path, 'seal').read()).toEqual({ frames: [], problem: 'missing' });
    await written();
    expect(await new CacheLog(path, 'another seal').read()).toEqual({ frames: [], problem: 'other' });
  });

  it('adds to no file that another process has changed or taken away', async () => {
    const log = await written();
    await appendFile(path, 'x');
    expect(await log.append([{ a: 2 }])).toBe(false);
    const other = await written();
    await rm(path);
    expect(await other.append([{ a: 2 }])).toBe(false);
    expect(await new CacheLog(path, 'seal').append([{ a: 2 }])).toBe(false);
  });

  it('gives only whole frames of what was cut or damaged anywhere', async () => {
    await written();
    const whole = await readFile(path);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, by, cut) => {
          const bytes = Uint8Array.from(whole);
          bytes[at] = (bytes[at] as number) ^ by;
          await writeFile(path, bytes);
          if (cut) await truncate(path, at);
          const read = await new CacheLog(path, 'seal').read();
          // A file that ends behind a whole frame may be one that was never longer.
          if (!cut) expect(read.problem).not.toBe(null);
          expect(frames.slice(0, read.frames.length)).toEqual(read.frames);
          expect(read.frames.length).toBeLessThan(frames.length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
