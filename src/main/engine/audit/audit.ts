/**
 * The background audit: whether public/ is what a clean build would make. It reads and renders, and writes nothing there: what has to be
 * made again is noted in the intent record, as if a build had been killed over it, so that the next build makes it whatever it remembers.
 */
import { readCache, writeCache } from '../assets/cache-file.ts';
import type { SiteMemory } from '../cache/memory.ts';
import type { PlannedSite } from '../preview/planned.ts';
import { takeLock } from '../save/lock.ts';
import { Intent, type Outputs } from '../save/outputs.ts';
import type { StatePaths } from '../state-paths.ts';
import { type AuditMistake, type AuditReport, type AuditRequest, CannotBuild } from '../types.ts';
import { type WrongNode, writeBugReport } from './bug-report.ts';
import { type ComparedSample, compareSample } from './compare.ts';
import { changedSources, pagesThatDiffer } from './differences.ts';
import { type FreshInput, type FreshSite, makeFreshSite } from './fresh-site.ts';
import { isStillSettled, type PublicPlace, publicPlace, settledPublic, touchedFiles } from './public-folder.ts';
import { auditablesOf, takeSample } from './sample.ts';

/** A build that ended well. */
export interface EndedBuild {
  planned: PlannedSite;
  /** Grows with every build of the open site. */
  number: number;
}

export interface AuditSetting extends Pick<FreshInput, 'root' | 'options' | 'key' | 'runnerFor'> {
  state: StatePaths;
  memory: SiteMemory;
  ended: EndedBuild;
}

export const unsettled: AuditReport = {
  ...{ outcome: 'unsettled', judged: 0, of: 0, changed: [], touched: [], mistakes: [], report: null },
  wants: 'nothing',
};

/** What one audit of an open site leaves for the next. */
export class Auditor {
  #versions = 0;
  /** Sources that the build of that number had not read as they are. */
  #suspects: { number: number; marks: ReadonlyMap<string, string> } = { number: 0, marks: new Map() };
  /** Ids of the pages and texts that were wrong the last time. */
  #wrong: ReadonlySet<string> = new Set();

  /** @throws AbortError when aborted */
  async audit(setting: AuditSetting, request: AuditRequest, signal: AbortSignal): Promise<AuditReport> {
    const place = publicPlace(setting.root, setting.ended.planned.out, setting.state);
    const settled = await settledPublic(place);
    if (settled === null) return unsettled;
    const touched = await touchedFiles(place.out, settled.outputs, signal);
    const fresh = await this.#freshSite(setting, signal);
    const changed = fresh === null ? new Map([['site.yaml', '']]) : changedSources(setting.ended.planned, fresh);
    const common = { setting, place, touched, signal };
    await turn();
    if (fresh === null || changed.size > 0) {
      return isStillSettled(place, settled) ? this.#missed({ ...common, changed }) : unsettled;
    }
    const compared = await this.#compare({ ...common, fresh, size: request.sample, outputs: settled.outputs });
    return isStillSettled(place, settled) ? this.#conclude({ ...common, ...compared, fresh }) : unsettled;
  }

  /** null: the settings cannot be read, which a build will say. */
  async #freshSite(setting: AuditSetting, signal: AbortSignal): Promise<FreshSite | null> {
    const { state, ended } = setting;
    const version = ++this.#versions;
    const places = { assets: state.assets, scratch: `${state.cache}/audit/assets` };
    try {
      return await makeFreshSite({ ...setting, ...places, planned: ended.planned, version }, signal);
    } catch (error) {
      if (error instanceof CannotBuild) return null;
      throw error;
    }
  }

  /** Sources differ: a build has to take them in. One that ended since they were seen like this should have. */
  async #missed({ setting, place, touched, changed }: Missed): Promise<AuditReport> {
    if (!(await doubt(place, touched))) return unsettled;
    const { number } = setting.ended;
    const { marks, number: seen } = this.#suspects;
    const missed = [...changed].filter(([name, mark]) => number > seen && marks.get(name) === mark);
    this.#suspects = { number, marks: changed };
    const mistakes = missed.map(([id]): AuditMistake => ({ kind: 'source', id }));
    return {
      ...unsettled,
      ...{ outcome: 'changed', changed: [...changed.keys()], touched, mistakes },
      report: await reportOf(setting, mistakes, []),
      wants: mistakes.length > 0 ? 'clean' : 'build',
    };
  }

  async #compare({ setting, place, fresh, size, outputs, signal }: Comparing): Promise<Compared> {
    const cursor = `${setting.state.cache}/audit/place.json`;
    const all = auditablesOf(fresh);
    await turn();
    const { sample, after } = takeSample({ all, first: this.#wrong, after: placeIn(await readCache(cursor)), size });
    const { memory } = setting;
    const compared = await compareSample(
      { sample, site: fresh.site, out: place.out, outputs, memory },
      fresh.runner,
      signal,
    );
    await writeCache(cursor, { after });
    return { ...compared, judged: sample.length, of: all.length };
  }

  /** From here on it is carried through: a build that begins meanwhile waits for it, and makes good what it noted. */
  async #conclude({ setting, place, touched, fresh, ...compared }: Concluding): Promise<AuditReport> {
    const { judged, of, wrong, harmed } = compared;
    const model = pagesThatDiffer(setting.ended.planned, fresh);
    const mistakes: AuditMistake[] = [
      ...model.map((id): AuditMistake => ({ kind: 'model', id })),
      ...wrong.map(({ kind, id }): AuditMistake => ({ kind: kind === 'pages' ? 'page' : 'text', id })),
    ];
    const files = [...new Set([...touched, ...harmed])];
    const doubted = [...files, ...wrong.map(({ output }) => output)];
    if (!(await doubt(place, doubted))) return unsettled;
    const again = wrong.some(({ id }) => this.#wrong.has(id));
    this.#wrong = new Set(wrong.map(({ id }) => id));
    return {
      ...{ outcome: 'judged', judged, of, changed: [], touched: files, mistakes },
      report: await reportOf(setting, mistakes, wrong),
      wants: model.length > 0 || again ? 'clean' : doubted.length > 0 ? 'build' : 'nothing',
    };
  }
}

interface Course {
  setting: AuditSetting;
  place: PublicPlace;
  touched: string[];
  signal: AbortSignal;
}

interface Missed extends Course {
  changed: ReadonlyMap<string, string>;
}

interface Comparing extends Course {
  fresh: FreshSite;
  size: number;
  outputs: Outputs;
}

interface Compared extends ComparedSample {
  judged: number;
  of: number;
}

interface Concluding extends Course, Compared {
  fresh: FreshSite;
}

function placeIn(cached: unknown): string | null {
  const { after } = (cached ?? {}) as { after?: unknown };
  return typeof after === 'string' ? after : null;
}

/** A page that somebody looks at need not wait. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What lies there is of unknown content from now on. @returns false when somebody builds meanwhile */
async function doubt({ paths, lock }: PublicPlace, files: readonly string[]): Promise<boolean> {
  if (files.length === 0) return true;
  try {
    const release = await takeLock(lock, { patience: 0 });
    try {
      await new Intent(paths.intent).add(files);
    } finally {
      await release();
    }
    return true;
  } catch (error) {
    if (error instanceof CannotBuild && error.code === 'site-locked') return false;
    throw error;
  }
}

/** @returns its folder, relative to the site's */
async function reportOf(
  { root, state, options, ended }: AuditSetting,
  mistakes: readonly AuditMistake[],
  nodes: readonly WrongNode[],
): Promise<string | null> {
  if (mistakes.length === 0) return null;
  const folder = `${state.reports}/audit`;
  const built = ended.planned.snapshot.time;
  const name = await writeBugReport(folder, { galley: options.galleyVersion, built, mistakes, nodes });
  return `${folder.slice(root.length + 1)}/${name}`;
}
