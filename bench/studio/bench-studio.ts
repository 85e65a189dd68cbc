/** `npm run bench -- --studio`: how fast the studio is, and how long it ever pauses, at several sizes of a site. */
import { join, resolve } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';
import { type Figures, measureStudio } from './measure-studio.ts';
import { combine, studioTable } from './studio-table.ts';
import { openBrowser } from './window.ts';

export interface StudioBenchOptions {
  sizes: readonly number[];
  runs: number;
  /** Folders that `electron-vite build` made, measured in turns; none: out/. */
  built: readonly string[];
  scratch: string;
  only: 'edits' | null;
  note: (line: string) => void;
}

const KEYS = 100;
const EDITS = 200;

/** @returns the table and what has to be known about it, as lines */
export async function benchStudio({ sizes, runs, built, scratch, note, only }: StudioBenchOptions): Promise<string[]> {
  const programs = built.length > 0 ? built.map((folder) => resolve(folder)) : [join(projectRoot(), 'out')];
  const columns = sizes.flatMap((pages) => programs.map((program) => ({ pages, program, all: [] as Figures[] })));
  const browser = await openBrowser();
  try {
    for (let run = 1; run <= runs; run += 1) {
      for (const { pages, program, all } of columns) {
        note(`run ${run} of ${runs}: ${pages} pages, ${program}`);
        all.push(
          await measureStudio({
            browser,
            built: program,
            scratch,
            pages,
            keys: only === 'edits' ? EDITS : KEYS,
            note,
            only,
          }),
        );
      }
    }
  } finally {
    await browser.close();
  }
  const heads = columns.map(({ pages, program }) =>
    programs.length === 1 ? `${pages} pages` : `${pages} pages, ${program}`,
  );
  return [
    ...studioTable(
      heads,
      columns.map(({ all }) => combine(all)),
    ),
    '',
    ...notes(runs),
  ];
}

function notes(runs: number): string[] {
  return [
    `Milliseconds; memory in MiB. ${runs === 1 ? 'One run' : `${runs} runs`}: the worst of pauses and peaks, the middle of everything else.`,
    'The host is warm: it runs, and the site is opened in an empty tab that has come to rest. A task of the window counts from 50 ms (0: none was longer).',
    'The host’s pauses: monitorEventLoopDelay of its process. A turn of the host itself leaves out the time for which it waited for a processor.',
    'Keys are pressed 150 to 210 ms apart. The page asks for what comes of an edit when the edit is sent; nothing is put off.',
    'Painted: from the key’s own time to the frame after the preview’s document held it, a save after every second without keys included.',
  ];
}
