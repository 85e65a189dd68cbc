/** What a second worker is worth: phases 6 and 7 of warm builds of one site, in one process, with pools of several sizes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../scripts/project.ts';
import { openSite } from '../src/main/engine/open-site.ts';
import type { Site } from '../src/main/engine/types.ts';
import type { BuildReport } from '../src/shared/report.ts';
import { type TextLength, writeGenerated } from './generate.ts';
import { median } from './measure.ts';
import { fastFolder } from './run.ts';
import { layOutGalleySite } from './tools/galley.ts';

/** Threads; undefined: as the command line decides. */
const pools = [
  { name: 'inline', workers: 0 },
  { name: 'pool of 1', workers: 1 },
  { name: 'pool of 2', workers: 2 },
  { name: 'as the command line decides', workers: undefined },
];

interface Lane {
  name: string;
  workers: number | undefined;
  site: Site;
  milliseconds: number[];
}

/**
 * Builds with each pool in turns; the first build of each warms it and does not count. Every build writes a new folder, in
 * memory where there is such a file system.
 * @returns lines for a person
 */
export async function benchPool(pages: number, text: TextLength, runs: number): Promise<string[]> {
  const work = mkdtempSync(join(fastFolder(), 'galley-bench-pool-'));
  const lanes: Lane[] = [];
  try {
    writeGenerated(join(work, 'content'), pages, text);
    for (const [i, pool] of pools.entries()) lanes.push(await openLane(join(work, `site-${i}`), work, pool));
    for (let run = 0; run <= runs; run += 1) {
      for (const lane of lanes) {
        const milliseconds = await buildOnce(lane, join(work, 'out'), pages);
        if (run > 0) lane.milliseconds.push(milliseconds);
      }
    }
    return describe(lanes, pages, runs);
  } finally {
    for (const { site } of lanes) await site.close();
    rmSync(work, { recursive: true, force: true });
  }
}

async function openLane(folder: string, work: string, { name, workers }: (typeof pools)[number]): Promise<Lane> {
  layOutGalleySite(folder, join(work, 'content'), false);
  const options = {
    workerPath: join(projectRoot(), 'out/main/worker.js'),
    themesPath: join(projectRoot(), 'src/themes'),
    galleyVersion: 'bench',
    ownThread: true,
  };
  return { name, workers, site: await openSite(folder, options), milliseconds: [] };
}

async function buildOnce({ site, workers, name }: Lane, out: string, pages: number): Promise<number> {
  rmSync(out, { recursive: true, force: true });
  const common = { now: '2030-01-01T00:00:00Z', drafts: false, clean: true, adopt: true, out };
  const report = await site.build(workers === undefined ? common : { ...common, workers });
  const { rendered, degraded, written } = report.counts;
  if (rendered < pages || degraded > 0 || written < pages) {
    throw new Error(`${name}: of ${pages} pages ${rendered} were rendered, ${written} written, ${degraded} degraded.`);
  }
  return wallOf(report);
}

/** Rendering, facts and writing. */
function wallOf({ phases }: BuildReport): number {
  const both = phases.filter(({ phase }) => phase === 'render' || phase === 'track');
  return both.reduce((sum, { wall }) => sum + wall, 0);
}

function describe(lanes: readonly Lane[], pages: number, runs: number): string[] {
  const one = lanes.find(({ workers }) => workers === 1)!.milliseconds;
  const rows = lanes.map(({ name, milliseconds }) => {
    const paired = median(one.map((time, run) => time / milliseconds[run]!));
    return `| ${name.padEnd(27)} | ${median(milliseconds).toFixed(0).padStart(7)} | ${paired.toFixed(2).padStart(16)} |`;
  });
  return [
    `Phases 6 and 7 (render, facts, write) of ${pages} pages, warm; medians of ${runs} builds, taken in turns.`,
    '| who renders                 |      ms | times pool of 1  |',
    '|-----------------------------|--------:|-----------------:|',
    ...rows,
  ];
}
