import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** What both ends of the contract must agree on: every source in src/shared. */
export function hashContract(): string {
  const folder = join(import.meta.dirname, 'src/shared');
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  );
  for (const file of files.sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

const define = { __GALLEY_CONTRACT__: JSON.stringify(hashContract()) };

export default defineConfig({
  main: {
    define,
    build: {
      // The command line and the browser host run these files on plain Node, not only in Electron.
      target: 'node20.19',
      // Each of its threads would read a hundred small files of theirs before it can begin.
      externalizeDeps: { exclude: ['zod', 'yaml', 'js-yaml'] },
      rolldownOptions: {
        input: {
          index: 'src/main/hosts/electron/index.ts',
          host: 'src/main/hosts/browser/index.ts',
          engine: 'src/main/studio/engine/thread.ts',
          cli: 'src/cli/index.ts',
          worker: 'src/worker/index.ts',
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed window cannot load a module, and can require only Electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    define,
    plugins: [react()],
    build: {
      // The studio's policy lets no font come from a data: address.
      assetsInlineLimit: 0,
      // Half as much to read before the first paint; electron-vite leaves it out otherwise. The editor is one large part.
      minify: true,
      chunkSizeWarningLimit: 800,
    },
  },
});
