/**
 * What building again costs: the whole command with nothing changed, beside Hugo's build of the same pages; and, in a site that
 * stays open as in the studio, one edit of each kind, beside the rendering of everything.
 */
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { projectRoot } from '../scripts/project.ts';
import { openSite } from '../src/main/engine/open-site.ts';
import type { BuildRequest, Site } from '../src/main/engine/types.ts';
import type { BuildReport } from '../src/shared/report.ts';
import { expectedPages } from './documents.ts';
import { type TextLength, writeGenerated } from './generate.ts';
import { measure, median } from './measure.ts';
import { fastFolder } from './run.ts';
import { galley, layOutGalleySite } from './tools/galley.ts';
import { hugo } from './tools/hugo.ts';

const now = '2030-01-01T00:00:00Z';

// A heap that nothing has collected says little of what is alive in it.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** @returns lines for a person */
export async function benchRebuild(sizes: readonly number[], text: TextLength, runs: number): Promise<string[]> {
  const rows: string[] = [];
  for (const pages of sizes) {
    const work = mkdtempSync(join(fastFolder(), 'galley-bench-rebuild-'));
    try {
      writeGenerated(join(work, 'content'), pages, text);
      rows.push(...(await benchCommand(work, pages, runs)), ...(await benchResident(work, pages, runs)));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return [
    '| pages  | what                                        |    ms | beside |',
    '|-------:|---------------------------------------------|------:|--------|',
    ...rows,
    `Medians of ${runs} runs, taken in turns; edits: of ${runs * 4}, with the worst of twenty in brackets. Waiting for an editor to save is not in it.`,
  ];
}

function row(pages: number, what: string, milliseconds: string, beside: string): string {
  return `| ${String(pages).padStart(6)} | ${what.padEnd(43)} | ${milliseconds.padStart(5)} | ${beside} |`;
}

async function benchCommand(work: string, pages: number, runs: number): Promise<string[]> {
  const content = join(work, 'content');
  const tools = [galley, hugo].filter((tool) => 'version' in tool.find());
  const times = new Map<string, number[]>();
  const prepared = tools.map((tool) => tool.prepare({ work, content, fields: false }));
  for (let run = 0; run <= runs + 1; run++) {
    for (const { name, command, args, cwd } of prepared) {
      const output = join(work, `out-${name}`);
      const { seconds } = await measure({ command, args: args(output), cwd, accepted: [0, 2], scratch: work });
      // The first of each is the build that is then done again, the second one looks at files that rest by then.
      if (run === 0 && name === 'galley') await settle(content);
      if (run > 1) times.set(name, [...(times.get(name) ?? []), seconds]);
    }
  }
  const [own, other] = [times.get('galley') ?? [], times.get('hugo') ?? []];
  const beside =
    other.length === 0
      ? 'no Hugo here'
      : `${median(own.map((time, i) => time / (other[i] as number))).toFixed(3)} × Hugo's build (${Math.round(median(other) * 1000)} ms)`;
  return [row(pages, 'nothing changed, the whole command', String(Math.round(median(own) * 1000)), beside)];
}

/** Files that were written just now are read again to be certain: here they have rested, as a site's mostly have. */
async function settle(content: string): Promise<void> {
  const old = new Date(Date.now() - 3_600_000);
  for (const { source } of expectedPages(content).pages) utimesSync(join(content, source), old, old);
  await new Promise((resolve) => setTimeout(resolve, 3000));
}

const IN_A_ROW = 1000;

interface Edit {
  what: string;
  file: string;
  change(text: string, turn: number): string;
}

async function benchResident(work: string, pages: number, runs: number): Promise<string[]> {
  const root = join(work, 'resident');
  const content = join(work, 'content');
  layOutGalleySite(root, content, true);
  const site = await openSite(root, {
    workerPath: join(projectRoot(), 'out/main/worker.js'),
    themesPath: join(projectRoot(), 'src/themes'),
    galleyVersion: 'bench',
    ownThread: false,
  });
  try {
    await build(site);
    const file = join(content, expectedPages(content).pages[0]!.source);
    const edits: Edit[] = [
      { what: 'a text, all of the build', file, change: (text, turn) => `${text}\nMore ${turn}.\n` },
      {
        what: 'a title, all of the build',
        file,
        change: (text, turn) => text.replace(/^title: .*/m, `title: Other ${turn}`),
      },
    ];
    const rows: string[] = [];
    for (const edit of edits) rows.push(row(pages, edit.what, ...(await timeEdit(site, edit, runs * 4))));
    rows.push(row(pages, `${IN_A_ROW} texts in a row, the last hundred`, ...(await timeRow(site, edits[0] as Edit))));
    const template = {
      what: '',
      file: join(root, 'templates/base.njk'),
      change: (text: string, turn: number) => `${text}<!-- ${turn} -->`,
    };
    const { all, clean, ratio } = await timeTemplate(site, template, Math.max(2, runs));
    const beside = `${ratio.toFixed(2)} × phase 6 of a clean build (${Math.round(clean)} ms)`;
    rows.push(row(pages, 'a template of all pages, planning to saving', String(Math.round(all)), beside));
    return rows;
  } finally {
    await site.close();
  }
}

function build(site: Site, more: Partial<BuildRequest> = {}): Promise<BuildReport> {
  return site.build({ now, drafts: false, clean: false, adopt: false, ...more });
}

function wallOf({ phases }: BuildReport, names: readonly string[]): number {
  return phases.filter(({ phase }) => names.includes(phase)).reduce((sum, { wall }) => sum + wall, 0);
}

async function timeEdit(site: Site, { file, change }: Edit, turns: number): Promise<[string, string]> {
  const text = readFileSync(file, 'utf8');
  const times: number[] = [];
  let rendered = 0;
  for (let turn = 0; turn < turns; turn++) {
    writeFileSync(file, change(text, turn));
    const report = await build(site, { changed: [file] });
    times.push(report.milliseconds);
    rendered = report.counts.rendered;
  }
  writeFileSync(file, text);
  await build(site);
  const worst = [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] as number;
  return [String(Math.round(median(times))), `(${Math.round(worst)}) ${rendered} pages rendered`];
}

/** Whether time or memory grow with what was edited before. Memory is what is alive in this process after a hundred edits. */
async function timeRow(site: Site, { file, change }: Edit): Promise<[string, string]> {
  const text = readFileSync(file, 'utf8');
  const hundreds: { time: number; mebibytes: number }[] = [];
  for (let first = 0; first < IN_A_ROW; first += 100) {
    const times: number[] = [];
    for (let turn = first; turn < first + 100; turn++) {
      writeFileSync(file, change(text, turn));
      times.push((await build(site, { changed: [file] })).milliseconds);
    }
    collect();
    hundreds.push({ time: median(times), mebibytes: Math.round(process.memoryUsage().heapUsed / 2 ** 20) });
  }
  writeFileSync(file, text);
  await build(site);
  const [second, last] = [hundreds[1], hundreds.at(-1)] as [(typeof hundreds)[0], (typeof hundreds)[0]];
  const before = `the second hundred ${Math.round(second.time)} ms`;
  return [String(Math.round(last.time)), `${before}; heap ${second.mebibytes} → ${last.mebibytes} MiB`];
}

/** In turns: a clean build of another template, so that it writes every file too, and one that is told of the edit. */
async function timeTemplate(
  site: Site,
  { file, change }: Edit,
  turns: number,
): Promise<{ all: number; clean: number; ratio: number }> {
  const text = readFileSync(file, 'utf8');
  const all: number[] = [];
  const clean: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    writeFileSync(file, change(text, 2 * turn));
    clean.push(wallOf(await build(site, { clean: true }), ['render']));
    writeFileSync(file, change(text, 2 * turn + 1));
    const edited = await build(site, { changed: [file] });
    all.push(wallOf(edited, ['plan', 'render', 'track', 'finish', 'check', 'save']));
  }
  writeFileSync(file, text);
  const ratios = all.map((time, turn) => time / (clean[turn] as number));
  return { all: median(all), clean: median(clean), ratio: median(ratios) };
}
