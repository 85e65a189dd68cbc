/** Bundles the worker once per test run: threads cannot load TypeScript. Vitest's `globalSetup`. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export const testWorkerPath = `${root}out/test/worker.js`;

export async function setup(): Promise<void> {
  await build({
    entryPoints: [`${root}src/worker/index.ts`],
    outfile: testWorkerPath,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
}
