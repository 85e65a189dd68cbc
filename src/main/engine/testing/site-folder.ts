/** Small real sites in temporary folders, for tests. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildReport } from '../../../shared/report.ts';
import { openSite } from '../open-site.ts';
import type { BuildRequest, EngineOptions } from '../types.ts';
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

/** Sites for the tests of one file: `site` makes one with the least settings, `removeAll` is for after each test. */
export function testSites(): { site: typeof makeSite; removeAll: () => Promise<void> } {
  const made: string[] = [];
  return {
    async site(files) {
      const root = await makeSite({ ...MINIMAL, ...files });
      made.push(root);
      return root;
    },
    async removeAll() {
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
    return await site.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0, ...request });
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
