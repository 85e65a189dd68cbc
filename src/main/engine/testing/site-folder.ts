/** Small real sites in temporary folders, for tests. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildReport } from '../../../shared/report.ts';
import { openSite } from '../open-site.ts';
import type { BuildRequest, EngineOptions, Site } from '../types.ts';
import { testWorkerPath } from './bundle-worker.ts';

export const engineOptions: EngineOptions = {
  workerPath: testWorkerPath,
  themesPath: fileURLToPath(new URL('../../../themes', import.meta.url)),
  galleyVersion: '0.0.0-test',
  ownThread: true,
};

/** An instant that no test waits for. */
export const TEST_TIME = '2026-03-01T12:00:00Z';

export const MINIMAL: Record<string, string> = {
  'site.yaml': 'title: A Field Guide\nurl: https://example.com/birds/\n',
};

/** Writes `files` (path → text) into a new folder; `null` makes an empty folder. Removed by the caller. */
export async function makeSite(files: Record<string, string | Uint8Array | null>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'galley-site-'));
  await putFiles(root, files);
  return root;
}

export async function putFiles(root: string, files: Record<string, string | Uint8Array | null>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(root, path);
    await mkdir(content === null ? file : dirname(file), { recursive: true });
    if (content !== null) await writeFile(file, content);
  }
}

/** As the tests' builds are asked for: inline, at TEST_TIME. */
export const TEST_BUILD: BuildRequest = { now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 };

export interface TestSites {
  /** Makes one with the least settings. */
  site: typeof makeSite;
  /** Opens it, in the place of one that is open. */
  open(root: string): Promise<Site>;
  /** The same for a new one, built once. */
  built(files: Record<string, string>): Promise<{ root: string; site: Site }>;
  /** For after each test. */
  removeAll(): Promise<void>;
}

/** Sites for the tests of one file. */
export function testSites(): TestSites {
  const made: string[] = [];
  let opened: Site | null = null;
  async function close(): Promise<void> {
    await opened?.close();
    opened = null;
  }
  async function site(files: Parameters<typeof makeSite>[0]): Promise<string> {
    const root = await makeSite({ ...MINIMAL, ...files });
    made.push(root);
    return root;
  }
  async function open(root: string): Promise<Site> {
    await close();
    opened = await openSite(root, engineOptions);
    return opened;
  }
  return {
    site,
    open,
    async built(files) {
      const root = await site(files);
      const one = await open(root);
      await one.build(TEST_BUILD);
      return { root, site: one };
    },
    async removeAll() {
      await close();
      for (const root of made.splice(0)) await removeSite(root);
    },
  };
}

export async function removeSite(root: string): Promise<void> {
  await rm(root, { recursive: true, force: true });
}

/** One build by a freshly opened site, as the command line does it. */
export async function buildOnce(root: string, request: Partial<BuildRequest> = {}): Promise<BuildReport> {
  const site = await openSite(root, engineOptions);
  try {
    return await site.build({ ...TEST_BUILD, ...request });
  } finally {
    await site.close();
  }
}

/** Every file below a folder: path → bytes as latin1 text, so that differences print. */
export async function readTree(folder: string): Promise<Record<string, string>> {
  const tree: Record<string, string> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    tree[path.slice(folder.length + 1)] = (await readFile(path)).toString('latin1');
  }
  return Object.fromEntries(Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)));
}
