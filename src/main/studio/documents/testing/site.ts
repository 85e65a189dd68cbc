/** A small site in a temporary folder, with a store of its documents. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Disk } from '../disk.ts';
import { DocumentStore } from '../store.ts';
import type { Author, StoreEvent } from '../types.ts';
import { ManualClock } from './manual-clock.ts';

export interface TestSite {
  root: string;
  clock: ManualClock;
  events: StoreEvent[];
  /** Types of the events so far. */
  types(): string[];
  store: DocumentStore;
  /** A program started anew on the same folder. */
  restarted(disk?: Disk): TestSite;
  put(file: string, content: string | Uint8Array): Promise<void>;
  bytes(file: string): Promise<Buffer>;
  text(file: string): Promise<string>;
  /** Names in a folder; none when it is not there. */
  names(folder: string): Promise<string[]>;
  remove(): Promise<void>;
}

export async function testSite(disk?: Disk): Promise<TestSite> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'galley-documents-')));
  await mkdir(join(root, 'content'));
  return siteAt(root, new ManualClock(), disk);
}

export function siteAt(root: string, clock: ManualClock, disk?: Disk): TestSite {
  const events: StoreEvent[] = [];
  const store = new DocumentStore({
    root,
    granted: () => [root],
    locate: (file) => join(root, file),
    onEvent: (event) => void events.push(event),
    clock,
    ...(disk === undefined ? {} : { disk }),
  });
  const bytes = (file: string): Promise<Buffer> => readFile(join(root, file));
  return {
    ...{ root, clock, events, store, bytes },
    types: () => events.map(({ type }) => type),
    restarted: (other) => siteAt(root, new ManualClock(clock.now() + 60_000), other),
    put: async (file, content) => {
      await mkdir(dirname(join(root, file)), { recursive: true });
      await writeFile(join(root, file), content);
    },
    text: async (file) => (await bytes(file)).toString('utf8'),
    names: async (folder) => {
      const found = await readdir(join(root, folder)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        return [];
      });
      return found.sort();
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

let seq = 0;

/** The next edit of a window. */
export function by(connection: string): Author {
  seq++;
  return { connection, client: connection, seq };
}
