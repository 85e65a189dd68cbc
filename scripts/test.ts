/**
 * `npm test`: everything. Types, lint, the build, the unit tests, and the checks in a real browser; the last line counts.
 * `npm run e2e` is `--e2e`: the build and the browser only.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Counts, playwrightCounts, playwrightSkips, vitestCounts } from './counts.ts';
import { type Browser, findChromium } from './find-chromium.ts';
import { projectRoot } from './project.ts';
import { checkSources } from './sources.ts';
import { runTool } from './steps.ts';
import { driftLine } from './tour/drift.ts';

/** Exit code when all that ran is good, but no browser was there to run the rest. */
const uncheckedPages = 3;

const root = projectRoot();
const reports = join(root, 'out', 'test');
const playwright = join(root, 'node_modules/@playwright/test/cli.js');

function runUnitTests(): Counts {
  const file = join(reports, 'unit.json');
  rmSync(file, { force: true });
  runTool('unit tests, boundaries, docs', 'vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return vitestCounts(file);
}

function runBrowserTests({ path, from }: Browser): Counts[] {
  console.log(`\nChromium: ${path} (${from})`);
  return [
    runSpecs('starters in a real browser', path, ['--project=starters', '--workers=2']),
    runSpecs('the studio in a real browser', path, ['--project=pages', '--project=shell', '--project=electron']),
  ];
}

function runSpecs(title: string, chromium: string, which: readonly string[]): Counts {
  const file = join(reports, 'e2e.json');
  rmSync(file, { force: true });
  runTool(title, 'playwright', ['test', '--reporter=list,json', ...which], {
    GALLEY_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  for (const [reason, tests] of playwrightSkips(file)) console.log(`${tests} UI checks: ${reason}`);
  return playwrightCounts(file);
}

/** Tests in the specs, as Playwright lists them; that takes no browser. */
function countBrowserTests(): number {
  const listed = spawnSync(process.execPath, [playwright, 'test', '--list'], { cwd: root, encoding: 'utf8' });
  const count = Number(/^Total: (\d+) test/m.exec(listed.stdout)?.[1] ?? 0);
  if (count === 0) console.error(`Playwright could not list its tests:\n${listed.stdout}${listed.stderr}`);
  return count;
}

async function main(): Promise<number> {
  const onlyBrowser = process.argv.includes('--e2e');
  mkdirSync(reports, { recursive: true });
  const parts: Counts[] = [];
  const single = (good: boolean): Counts => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });
  if (!onlyBrowser) parts.push(single(checkSources()));
  const built = runTool('build', 'electron-vite', ['build', '--logLevel', 'error']);
  parts.push(single(built));
  if (!onlyBrowser) parts.push(runUnitTests());
  const browser = built ? await findChromium() : null;
  if (browser) parts.push(...runBrowserTests(browser));
  return conclude(parts, built && !browser ? countBrowserTests() : 0);
}

function conclude(parts: readonly Counts[], unchecked: number): number {
  const sum = (key: keyof Counts): number => parts.reduce((total, part) => total + part[key], 0);
  const skipped = sum('skipped') + unchecked;
  const drift = driftLine(root);
  if (drift !== null) console.log(`\n${drift}`);
  console.log(skipped > 0 ? `\n${skipped} skipped` : '');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (unchecked > 0) console.log(`${unchecked} UI checks were not made: no Chromium was found or could be installed.`);
  if (sum('failed') > 0) return 1;
  return unchecked > 0 ? uncheckedPages : 0;
}

process.exitCode = await main();
