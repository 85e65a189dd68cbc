/** Bundles the worker and the engine once per test run: threads and processes cannot load TypeScript. Vitest's `globalSetup`. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export const testWorkerPath = `${root}out/test/worker.js`;
/** The engine in a thread, for tests of the studio. */
export const testEnginePath = `${root}out/test/thread.js`;

export async function setup(): Promise<void> {
  await bundleEngine(root);
}

/** @param root the project's folder, with a slash at its end @returns the path of the worker */
export async function bundleEngine(root: string): Promise<string> {
  await build({
    entryPoints: {
      worker: `${root}src/worker/index.ts`,
      engine: `${root}src/main/engine/open-site.ts`,
      thread: `${root}src/main/studio/engine/thread.ts`,
    },
    outdir: `${root}out/test`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  return `${root}out/test/worker.js`;
}
