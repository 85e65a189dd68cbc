/**
 * The site once more from the files on disk, as a clean build at an earlier one's instant would have it. Nothing that is remembered of
 * documents, style sheets or scripts counts. Of pictures it does: to read all of them again would be more work than the audit is worth.
 */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import type { SiteRef } from '../../../kernel/tasks.ts';
import { analyseTemplates } from '../../../kernel/templates/analyse.ts';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';
import { encoderVersion } from '../assets/encoder.ts';
import { prepareAssets } from '../assets/prepare.ts';
import type { PreparedAssets } from '../assets/types.ts';
import { SiteMemory } from '../cache/memory.ts';
import { createPause, type PhaseHandle } from '../clock.ts';
import { type Discovery, discover, estimateBytes } from '../phases/discover.ts';
import { type Organised, organiseSteps } from '../phases/organise.ts';
import { type Parsed, parseDocuments } from '../phases/parse.ts';
import { serialiseSnapshot, snapshotOf } from '../phases/snapshot.ts';
import type { Work } from '../pool/decide.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { PlannedSite } from '../preview/planned.ts';
import { type LoadedConfig, loadConfig } from '../site/config.ts';
import type { EngineOptions } from '../types.ts';

export interface FreshInput {
  root: string;
  options: EngineOptions;
  /** Unique per open site: workers keep its index apart from those of builds. */
  key: string;
  /** Never used before with this key. */
  version: number;
  runnerFor(work: Work): Promise<TaskRunner>;
  /** The build that it is to be compared with. */
  planned: PlannedSite;
  /** What builds keep of assets. */
  assets: string;
  /** Folder of the audit's own; emptied first. */
  scratch: string;
}

export interface FreshSite extends Pick<PlannedSite, 'found' | 'parsed' | 'model' | 'assets' | 'snapshot'> {
  runner: TaskRunner;
  /** As the pool's threads are given it. */
  site: SiteRef;
}

const silent: PhaseHandle = { expect() {}, advance() {}, span() {} };

/**
 * @throws CannotBuild when a clean build could not run; AbortError when aborted
 */
export async function makeFreshSite(input: FreshInput, signal: AbortSignal): Promise<FreshSite> {
  const { root, options, planned, version } = input;
  const loaded = await loadConfig(root, options.themesPath);
  const discovery = await discover(loaded.roots);
  const found = { ...loaded, discovery };
  signal.throwIfAborted();
  const { documents: sources } = discovery;
  const runner = await input.runnerFor({ documents: sources.length, bytes: estimateBytes(sources) });
  const parsing = {
    sources,
    config: loaded.config,
    memory: new SiteMemory(),
    began: Date.now(),
    told: null,
    before: null,
  };
  const parsed = await parseDocuments(runner, parsing, silent, signal);
  const model = await organiseAnew(found, parsed, planned, signal);
  const assets = await prepareAnew(input, runner, found, model, signal);
  signal.throwIfAborted();
  const { templates, data } = discovery;
  const { time } = planned.snapshot;
  const galley = options.galleyVersion;
  const snapshot = snapshotOf({ found, model, templates, data, assets: assets.assets, time, version, galley });
  const site = await refOf(input, snapshot, parsed);
  return { found, parsed, model, assets, snapshot, runner, site };
}

type Found = LoadedConfig & { discovery: Discovery };

/** Others get a turn between the steps. */
async function organiseAnew(
  { config, strings, discovery }: Found,
  { documents }: Parsed,
  planned: PlannedSite,
  signal: AbortSignal,
): Promise<Organised> {
  const { resources, statics, templates } = discovery;
  const facts = analyseTemplates(templates);
  const pause = createPause();
  const steps = organiseSteps({
    ...{ config, strings, resources, statics, documents },
    ...{ time: planned.snapshot.time, drafts: planned.drafts },
    templates: new Set(templates.map(({ name }) => name)),
    paginates: (template) => facts.mentions(template, 'paginator'),
    // Places are asked for findings, which are the build's to report.
    locate: () => undefined,
    locateSetting: () => undefined,
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await pause();
    signal.throwIfAborted();
  }
}

async function prepareAnew(
  { assets, scratch }: FreshInput,
  runner: TaskRunner,
  { discovery }: Found,
  { copies, basePath }: Organised,
  signal: AbortSignal,
): Promise<PreparedAssets> {
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  await copyFile(`${assets}/files.json`, `${scratch}/files.json`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const prepared = await prepareAssets({
    ...{ assets: discovery.assets, copies, basePath, signal },
    statics: copies.map((copy) => copy.output),
    cacheFolder: scratch,
    run: (task, message) => runner.call(task, message),
  });
  await rm(scratch, { recursive: true, force: true });
  return prepared;
}

async function refOf({ key, version }: FreshInput, snapshot: SiteSnapshot, { bodies }: Parsed): Promise<SiteRef> {
  return {
    ...{ site: `${key} audit`, version, encoder: encoderVersion() },
    ...{ snapshot: await serialiseSnapshot(snapshot), base: version, patch: null, change: null },
    bodies: [...bodies],
  };
}
