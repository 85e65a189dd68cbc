/**
 * Builds a folder of real Markdown with the bench's Galley site, to look at and to mend what real text breaks:
 * `node scripts/run-ts.mjs bench/corpus.ts DIR [SITE] [-- options of galley build]`. The documents stay where they are;
 * the site is laid out in SITE (default: a temporary folder, whose name is printed).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '../scripts/project.ts';
import { layOutGalleySite } from './tools/galley.ts';

function main(): number {
  const split = process.argv.indexOf('--');
  const [documents, named] = process.argv.slice(2, split < 0 ? undefined : split);
  if (documents === undefined || !existsSync(documents)) {
    console.error('Name the folder of documents: node scripts/run-ts.mjs bench/corpus.ts DIR [SITE] [-- --verbose]');
    return 1;
  }
  const site = named === undefined ? mkdtempSync(join(tmpdir(), 'galley-corpus-')) : resolve(named);
  layOutGalleySite(site, resolve(documents), true);
  console.log(`The site is in ${site}; its pages will be in ${join(site, 'public')}.`);
  const options = split < 0 ? [] : process.argv.slice(split + 1);
  const program = join(projectRoot(), 'out/main/cli.js');
  return spawnSync(process.execPath, [program, 'build', site, ...options], { stdio: 'inherit' }).status ?? 1;
}

process.exitCode = main();
