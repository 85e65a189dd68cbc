import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { projectRoot } from '../scripts/project.ts';
import { expectedPages, samplePages } from './documents.ts';
import { type TextLength, writeGenerated } from './generate.ts';
import { type Measurement, measure, median } from './measure.ts';
import type { Cell, Row } from './table.ts';
import type { PreparedTool, Tool } from './tools/tool.ts';
import { type Expectation, verifyOutput } from './verify.ts';

export interface BenchOptions {
  sizes: readonly number[];
  texts: readonly TextLength[];
  /** A folder of Markdown; null: generated pages. */
  documents: string | null;
  tools: readonly Tool[];
  runs: number;
  disk: boolean;
  note: (line: string) => void;
}

export interface BenchResult {
  rows: Row[];
  /** Names of the tools that were there. */
  tools: string[];
  notes: string[];
}

const features =
  'On in every tool: base and page layouts with navigation, dates, tags and previous/next; section lists and term lists in full; ' +
  'home; RSS of the site, each section and each term; sitemap; robots; 404; tables, footnotes, definition lists, typographic quotes, ' +
  'heading ids, raw HTML; highlighted code. Off: minifying. Galley alone also resolves the links between documents and checks ' +
  'every link, anchor, picture and template value, and keeps what each page read.';

/** Every size (or the folder given) with every tool, each row in paired runs. */
export async function runBench(options: BenchOptions): Promise<BenchResult> {
  const notes = [features];
  const tools = options.tools.filter((tool) => {
    const found = tool.find();
    notes.push(
      `${tool.name}: ${'version' in found ? found.version : `left out: ${found.missing}`}${tool.extra ? `; it alone also makes ${tool.extra}` : ''}`,
    );
    return 'version' in found;
  });
  notes.push(
    `Median of ${options.runs} runs, taken in turns; cold: a new process, no caches, no output folder. (paired): median of the ratios run by run.`,
  );
  const rows: Row[] = [];
  if (options.documents) {
    rows.push(...(await benchFolder(options, tools, resolve(options.documents), 'given', true, notes)));
  } else {
    for (const text of options.texts) {
      for (const size of options.sizes) rows.push(...(await benchGenerated(options, tools, size, text, notes)));
    }
  }
  return { rows, tools: tools.map((tool) => tool.name), notes };
}

async function benchGenerated(
  options: BenchOptions,
  tools: readonly Tool[],
  size: number,
  text: TextLength,
  notes: string[],
): Promise<Row[]> {
  const folder = mkdtempSync(join(fastFolder(), 'galley-bench-content-'));
  try {
    writeGenerated(folder, size, text);
    return await benchFolder(options, tools, folder, text, false, notes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchFolder(
  options: BenchOptions,
  tools: readonly Tool[],
  content: string,
  text: string,
  fields: boolean,
  notes: string[],
): Promise<Row[]> {
  const { pages, unusual } = expectedPages(content);
  if (unusual > 0)
    notes.push(
      `${unusual} documents have names that tools turn into addresses in their own ways: not looked for one by one.`,
    );
  const total = pages.length + unusual;
  const expectation: Expectation = { pages, samples: samplePages(content, pages, 20) };
  const work = mkdtempSync(join(fastFolder(), 'galley-bench-'));
  const disk = join(projectRoot(), 'out', 'bench');
  try {
    const prepared = tools.map((tool) => tool.prepare({ work, content, fields }));
    const stage = { options, prepared, expectation, work, pages: total, text };
    const rows = [await coldRow(stage, 'cold, in memory', join(work, 'output'))];
    const galley = prepared.filter((tool) => tool.name === 'galley');
    if (galley.length > 0) rows.push(await unchangedRow({ ...stage, prepared: galley }, join(work, 'output')));
    if (options.disk && total <= 10_000) rows.push(await coldRow(stage, 'cold, on disk', disk));
    return rows;
  } finally {
    for (const folder of [work, disk]) rmSync(folder, { recursive: true, force: true });
  }
}

interface Stage {
  options: BenchOptions;
  prepared: readonly PreparedTool[];
  expectation: Expectation;
  work: string;
  pages: number;
  text: string;
}

/** Paired cold runs: A B C, A B C, …; each output is looked at before its time counts. */
async function coldRow(stage: Stage, what: string, outputs: string): Promise<Row> {
  const { options, prepared, expectation, work } = stage;
  const times = new Map<string, Measurement[]>(prepared.map((tool) => [tool.name, []]));
  for (let run = 0; run < options.runs; run += 1) {
    for (const tool of prepared) {
      const output = join(outputs, tool.name);
      rmSync(output, { recursive: true, force: true });
      tool.forget();
      mkdirSync(outputs, { recursive: true });
      if (!outputs.startsWith(work)) spawnSync('sync');
      times.get(tool.name)!.push(await runTool(tool, output, work));
      const written = verifyOutput(tool.name, output, expectation);
      if (run === 0) options.note(`${stage.pages} pages, ${what}: ${tool.name} wrote ${written} pages, looked at.`);
    }
  }
  return makeRow(stage, what, times);
}

/** Galley once more over the output and the state that the run before left. */
async function unchangedRow(stage: Stage, outputs: string): Promise<Row> {
  const tool = stage.prepared[0]!;
  const measurements: Measurement[] = [];
  for (let run = 0; run < stage.options.runs; run += 1) {
    measurements.push(await runTool(tool, join(outputs, tool.name), stage.work));
  }
  verifyOutput(tool.name, join(outputs, tool.name), stage.expectation);
  return makeRow(stage, 'nothing changed', new Map([[tool.name, measurements]]));
}

function runTool(tool: PreparedTool, output: string, scratch: string): Promise<Measurement> {
  const accepted = tool.name === 'galley' ? [0, 2] : [0];
  return measure({ command: tool.command, args: tool.args(output), cwd: tool.cwd, accepted, scratch });
}

function makeRow({ pages, text }: Stage, what: string, times: ReadonlyMap<string, Measurement[]>): Row {
  const cells: Record<string, Cell> = {};
  const ratios: Row['ratios'] = {};
  const galley = times.get('galley')?.map((one) => one.seconds);
  for (const [name, list] of times) {
    const seconds = list.map((one) => one.seconds);
    const memory = list.map((one) => one.mebibytes).filter((one) => one !== null);
    cells[name] = { seconds: median(seconds), mebibytes: memory.length > 0 ? median(memory) : null };
    if (galley && name !== 'galley') {
      ratios[name] = {
        medians: median(galley) / median(seconds),
        paired: median(galley.map((one, run) => one / seconds[run]!)),
      };
    }
  }
  return { pages, text, what, cells, ratios };
}

/** A folder in memory where there is one, so that the disk's moods are not measured; else the temporary folder. */
export function fastFolder(): string {
  const memory = '/dev/shm';
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize > 2 ** 30) return memory;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'EACCES')
      throw error;
  }
  return tmpdir();
}
