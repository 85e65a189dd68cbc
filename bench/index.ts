/** `npm run bench`: Galley, Hugo and Eleventy on the same pages, in one table. `--help` says what can be chosen. */
import { parseArgs } from 'node:util';
import { benchPool } from './pool.ts';
import { benchRebuild } from './rebuild.ts';
import { benchRecording } from './recording.ts';
import { type BenchOptions, fastFolder, runBench } from './run.ts';
import { benchStudio } from './studio/bench-studio.ts';
import { formatTable } from './table.ts';
import { eleventy } from './tools/eleventy.ts';
import { galley } from './tools/galley.ts';
import { hugo } from './tools/hugo.ts';

const all = [galley, hugo, eleventy];

const help = `npm run bench -- [options]
  --sizes 1000,10000,40000   how many pages to generate (also --pages N)
  --texts short              short (520 bytes), long (6 KB), or short,long
  --documents DIR            build this folder of Markdown instead of generated pages
  --tools galley,hugo        which tools (default: galley,hugo,eleventy)
  --runs 5                   runs of each tool, taken in turns
  --no-disk                  leave out the rows whose output is on disk
instead of the table:
  --pool                     one worker and two, warm (the first of --sizes, or 10,000 pages)
  --rebuild                  building again: nothing changed, beside Hugo; edits of a site that stays open (--sizes 10000)
  --recording                a template full of lists: recorded, not recorded, stock nunjucks
  --studio                   the studio in a browser: opening, pauses, typing, memory, publishing (--sizes 100,2000,10000, --runs 1)
  --edits                    with --studio: only from a key to the paint, step by step
  --built DIR,DIR            with --studio: these builds of Galley, in turns (default: out/)`;

type Choice =
  | { kind: 'help' }
  | {
      kind: 'table' | 'pool' | 'rebuild' | 'recording' | 'studio';
      options: BenchOptions;
      built: readonly string[];
      edits: boolean;
    };

function readOptions(): Choice {
  const { values } = parseArgs({
    options: {
      sizes: { type: 'string' },
      pages: { type: 'string' },
      texts: { type: 'string', default: 'short' },
      documents: { type: 'string' },
      tools: { type: 'string', default: 'galley,hugo,eleventy' },
      runs: { type: 'string' },
      'no-disk': { type: 'boolean', default: false },
      pool: { type: 'boolean', default: false },
      rebuild: { type: 'boolean', default: false },
      recording: { type: 'boolean', default: false },
      studio: { type: 'boolean', default: false },
      built: { type: 'string' },
      edits: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  const usual = values.pool || values.rebuild ? '10000' : values.studio ? '100,2000,10000' : '1000,10000,40000';
  const sizes = (values.pages ?? values.sizes ?? usual).split(',').map(wholeNumber);
  const names = values.tools.split(',');
  const unknown = names.find((name) => !all.some((tool) => tool.name === name));
  if (unknown) throw new Error(`There is no tool called ${unknown}: galley, hugo or eleventy.`);
  const texts = values.texts.split(',').map((text) => {
    if (text === 'short' || text === 'long') return text;
    throw new Error(`Texts are short or long, not ${text}.`);
  });
  const options = {
    sizes,
    texts,
    documents: values.documents ?? null,
    tools: all.filter((tool) => names.includes(tool.name)),
    runs: wholeNumber(values.runs ?? (values.studio ? '1' : '5')),
    disk: !values['no-disk'],
    note: (line: string) => process.stderr.write(`${line}\n`),
  };
  const kind = values.pool
    ? 'pool'
    : values.rebuild
      ? 'rebuild'
      : values.recording
        ? 'recording'
        : values.studio
          ? 'studio'
          : 'table';
  return { kind, options, built: values.built?.split(',') ?? [], edits: values.edits };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is not a whole number above 0.`);
  return value;
}

async function main(): Promise<number> {
  const choice = readOptions();
  if (choice.kind === 'help') {
    console.log(help);
    return 0;
  }
  const { options, kind, built, edits } = choice;
  if (kind === 'pool') console.log((await benchPool(options.sizes[0]!, options.texts[0]!, options.runs)).join('\n'));
  if (kind === 'rebuild') console.log((await benchRebuild(options.sizes, options.texts[0]!, options.runs)).join('\n'));
  if (kind === 'recording') console.log(benchRecording(400, 60, options.runs * 5).join('\n'));
  if (kind === 'studio') {
    const { sizes, runs, note } = options;
    console.log(
      (await benchStudio({ sizes, runs, built, note, scratch: fastFolder(), only: edits ? 'edits' : null })).join('\n'),
    );
  }
  if (kind !== 'table') return 0;
  const { rows, tools, notes } = await runBench(options);
  console.log(`\n${formatTable(rows, tools)}\n\n${notes.join('\n')}`);
  return tools.length === options.tools.length ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
