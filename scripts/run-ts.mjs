/**
 * Runs a TypeScript program of this project on plain Node: `node scripts/run-ts.mjs bench/index.ts --pages 1000`.
 * The bundle goes to out/tools/, so that relative look-ups from it stay inside the project.
 */
import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
if (process.versions.node.localeCompare(wanted, 'en', { numeric: true }) < 0) {
  console.error(`Galley needs Node ${wanted} or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const [entry, ...rest] = process.argv.slice(2);
if (!entry) {
  console.error('Say which program to run: node scripts/run-ts.mjs FILE.ts [arguments]');
  process.exit(1);
}

// Loaded here, since an old Node could not load it and would not say the sentence above.
const { build } = await import('esbuild').catch((error) => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('What Galley is made with is not installed yet. Run “npm ci” first.');
  process.exit(1);
});
const outfile = join(root, 'out', 'tools', `${basename(entry, '.ts')}.mjs`);
await build({
  absWorkingDir: root,
  entryPoints: [resolve(entry)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [process.argv[0], resolve(entry), ...rest];
await import(pathToFileURL(outfile).href);
