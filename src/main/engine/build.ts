/** One build, from sources to the output folder. Read `buildSite` aloud: it is the order of the phases. */
import { resolve } from 'node:path';
import { locateKey } from '../../kernel/front-matter/locate-key.ts';
import { SiteIndex } from '../../kernel/site/site-index.ts';
import type { SiteRef } from '../../kernel/tasks.ts';
import { analyseTemplates } from '../../kernel/templates/analyse.ts';
import type { Finding, SourceRange } from '../../shared/proof.ts';
import { type BuildReport, phaseNames } from '../../shared/report.ts';
import type { PageRecord, SiteSnapshot } from '../../shared/snapshot.ts';
import { encoderVersion } from './assets/encoder.ts';
import { prepareAssets } from './assets/prepare.ts';
import type { PreparedAssets } from './assets/types.ts';
import { OutputLedger, type PageFinding } from './build-state.ts';
import { CacheLog } from './cache/log.ts';
import { lookAt } from './cache/look.ts';
import type { NodeKind } from './cache/memory.ts';
import { type OpenMemory, sealOf } from './cache/open-memory.ts';
import type { PageTexts } from './cache/page-texts.ts';
import { findStandstill, inputsOf, type Now, saveStandstill } from './cache/standstill.ts';
import { BuildClock, createPause, type PhaseHandle } from './clock.ts';
import { checkSite } from './phases/check.ts';
import { type Discovery, discover, estimateBytes } from './phases/discover.ts';
import { finishSite } from './phases/finish.ts';
import { type Organised, type OrganiseInput, organiseSteps } from './phases/organise.ts';
import { type Parsed, parseDocuments } from './phases/parse.ts';
import { renderPages } from './phases/render.ts';
import { saveBuild } from './phases/save.ts';
import { type SnapshotWriter, snapshotOf, writePages } from './phases/snapshot.ts';
import { trackAssets } from './phases/track.ts';
import { History } from './plan/history.ts';
import { type BuildPlan, type PlannedNode, planBuild } from './plan/plan.ts';
import { createReasons } from './plan/reasons.ts';
import type { Work } from './pool/decide.ts';
import type { TaskRunner } from './pool/runner.ts';
import type { PlannedSite } from './preview/planned.ts';
import { makeReport } from './report.ts';
import { takeLock } from './save/lock.ts';
import { checkOutFolder } from './save/out-folder.ts';
import { Intent, type Outputs, outputsPaths, readOutputs } from './save/outputs.ts';
import { saveReport } from './save/reports.ts';
import { type LoadedConfig, loadConfig } from './site/config.ts';
import { readText } from './site/files.ts';
import { absolutePath } from './site/layers.ts';
import { checkSchemas } from './site/schemas.ts';
import { prepareState, type StatePaths, statePaths } from './state-paths.ts';
import type { BuildRequest, EngineOptions } from './types.ts';

/** What one build is given by the open site. */
export interface BuildSetting {
  root: string;
  options: EngineOptions;
  /** Unique per open site: workers keep one decoded index for it. */
  key: string;
  version: number;
  runnerFor(work: Work): Promise<TaskRunner>;
  /** Writes the index for the workers, version after version. */
  snapshots: SnapshotWriter;
  /** Nobody needs more than the report of a build that has nothing to do. */
  mayStandStill: boolean;
  /** What the site remembers of its builds. @param clean it is to forget everything */
  remember(clean: boolean): Promise<OpenMemory>;
  /** Told what is going to be made, when it is decided. */
  planned(site: PlannedSite): void;
}

/**
 * @throws CannotBuild when the build could not run; AbortError when it was cancelled: what it had written by then is ours,
 * of unknown content, and is made again by the next build
 */
export async function runBuild(
  setting: BuildSetting,
  request: BuildRequest,
  signal?: AbortSignal,
): Promise<BuildReport> {
  const state = statePaths(setting.root);
  await prepareState(state, request.clean);
  const release = await takeLock(state.lock);
  try {
    return await buildSite(setting, request, signal);
  } finally {
    await release();
  }
}

/** What every phase of one build may use. */
interface Course extends BuildSetting {
  request: BuildRequest;
  signal: AbortSignal | undefined;
  /** The output folder, absolute. */
  out: string;
  /** The build's instant, ISO. */
  time: string;
  /** When it began, ISO. */
  started: string;
  /** The same, milliseconds since 1970. */
  seen: number;
  standstill: CacheLog;
  state: StatePaths;
  outputs: { list: string; intent: string };
  clock: BuildClock;
  findings: PageFinding[];
  report(finding: PageFinding): void;
}

async function buildSite(setting: BuildSetting, request: BuildRequest, signal?: AbortSignal): Promise<BuildReport> {
  const emit = request.onEvent ?? (() => {});
  const course = courseOf(setting, request, signal);
  const { clock, state, findings, report, time, started } = course;
  emit({ type: 'build-started', site: setting.key, root: setting.root, time });

  const found = await clock.phase('discover', (handle) => discoverSite(course, handle));
  const standing = setting.mayStandStill ? await findStandstill(course.standstill, standingOf(course, found)) : null;
  if (standing !== null) return standStill(course, standing);
  const cache = await setting.remember(request.clean);
  const { memory } = cache;
  const { documents: sources } = found.discovery;
  const runner = await setting.runnerFor({ documents: sources.length, bytes: estimateBytes(sources) });
  const parsing = { sources, config: found.config, memory, began: course.seen };
  const parsed = await clock.phase('parse', (handle) => parseDocuments(runner, parsing, handle, signal));
  signal?.throwIfAborted();
  const model = await clock.phase('organise', (handle) => organiseSite(course, found, parsed, handle));
  const assets = await clock.phase('prepare', (handle) => prepareSite(course, runner, found, model, handle));
  signal?.throwIfAborted();
  const planned = await clock.phase('plan', (handle) =>
    planSite(course, cache, runner, found, parsed, model, assets, handle),
  );

  const { snapshot, plan, site, ledger, intent, planTexts, remade, common } = planned;
  setting.planned({ found, parsed, model, assets, snapshot, site, drafts: request.drafts });
  const shared = { runner, site, snapshot, ledger, memory, started, report };
  const rendered = await clock.phase('render', (handle) => renderPages({ ...shared, plan }, handle, signal));
  signal?.throwIfAborted();
  const map = await clock.phase('track', (handle) => trackAssets(snapshot, rendered, handle));
  const intend = (paths: readonly string[]): Promise<void> => intent.add(paths);
  const { copies, redirects } = model;
  const { usedByTexts } = await clock.phase('finish', (handle) =>
    finishSite({ ...shared, rendered, map, assets, copies, redirects, state, intend, planTexts }, handle, signal),
  );
  signal?.throwIfAborted();

  noteFindings(findings, found, parsed, model, assets);
  const { bodies } = parsed;
  const documents = new Set(sources.map(({ source }) => source));
  const readSource = (source: string): string | null => readText(absolutePath(found.roots, source)).text;
  const { proofs, muted } = await clock.phase('check', (handle) =>
    checkSite({ snapshot, bodies, readSource, rendered, map, ledger, usedByTexts, findings }, handle),
  );
  const deleted = await clock.phase('save', (handle) =>
    saveBuild({ snapshot, rendered, ledger, cache, common, documents, outputs: course.outputs, state }, handle),
  );

  const built = makeReport({
    ...{ root: setting.root, galley: setting.options.galleyVersion, started, workers: runner.workers, clock },
    ...{ snapshot, plan, remade, rendered, ledger, proofs, muted, deleted, documents: sources.length },
  });
  // After all that was noted: from here on it is true until something is noted again.
  memory.verified = planned.texts;
  const { seen } = course;
  const inputs = inputsOf({ found, asked: askedOf(course), signatureOf: (document) => memory.signatureOf(document) });
  const ended = { inputs, seen, outputs: ledger.outputs, time, nextChange: model.nextChange, report: built };
  await saveStandstill(course.standstill, { ...ended, showsTime: memory.mayRead('time') });
  return announce(course, built);
}

async function announce({ state, request }: Course, report: BuildReport): Promise<BuildReport> {
  const emit = request.onEvent ?? (() => {});
  await saveReport(state.reports, report);
  for (const proof of report.proofs) emit({ type: 'proof', proof });
  emit({ type: 'build-finished', report });
  return report;
}

/** What of a request changes what is made. */
function askedOf({ request, out }: Course): unknown {
  return [request.drafts, out];
}

function standingOf(course: Course, found: Found): Now {
  const { out, seen, time } = course;
  const { before } = found;
  const signatureOf = ({ path }: { path: string }): string => lookAt(path);
  return {
    ...{ seen, time, before },
    inputs: () => inputsOf({ found, asked: askedOf(course), signatureOf }),
    isPresent(path) {
      const known = before.get(path);
      return known !== undefined && known.hash !== null && lookAt(`${out}/${path}`) === known.signature;
    },
  };
}

/** The last build's report, once more. Every phase is announced, with nothing to do. */
async function standStill(course: Course, last: BuildReport): Promise<BuildReport> {
  const { clock, started } = course;
  for (const phase of phaseNames.slice(1)) await clock.phase(phase, () => undefined);
  const { counts } = last;
  const files = counts.written + counts.unchanged;
  return announce(course, {
    ...last,
    ...{ started, milliseconds: clock.elapsed, workers: 0, phases: clock.timings, lanes: [] },
    ...{ pagesPerSecond: 0, reasons: [], remade: null, slowestPages: [], slowestTemplates: [] },
    counts: { ...counts, rendered: 0, written: 0, unchanged: files, deleted: 0 },
  });
}

function courseOf(setting: BuildSetting, request: BuildRequest, signal?: AbortSignal): Course {
  const { root, options } = setting;
  const now = new Date();
  const state = statePaths(root);
  const out = resolve(root, request.out ?? 'public');
  const findings: PageFinding[] = [];
  return {
    ...setting,
    ...{ request, signal, out, state, findings },
    started: now.toISOString(),
    seen: now.getTime(),
    time: request.now ?? now.toISOString(),
    standstill: new CacheLog(state.standstill, sealOf(root, options)),
    outputs: outputsPaths(state.folder, root, out),
    clock: new BuildClock(request.onEvent ?? (() => {})),
    report: (finding) => {
      findings.push(finding);
    },
  };
}

type Found = LoadedConfig & { discovery: Discovery; before: Outputs };

/** What could keep the build from writing is looked at first: nobody waits for a build that cannot end well. */
async function discoverSite({ root, options, out, outputs, request }: Course, handle: PhaseHandle): Promise<Found> {
  const loaded = await loadConfig(root, options.themesPath);
  checkOutFolder(loaded.roots, out);
  const before = await readOutputs(outputs, out, request.adopt);
  const discovery = await discover(loaded.roots);
  handle.advance(discovery.documents.length);
  return { ...loaded, discovery, before };
}

async function organiseSite(
  { time, request }: Course,
  found: Found,
  { documents }: Parsed,
  handle: PhaseHandle,
): Promise<Organised> {
  const { resources, statics, templates } = found.discovery;
  const facts = analyseTemplates(templates);
  const locate = (source: string, key: string) => locateIn(absolutePath(found.roots, source), key);
  const organised = await inSteps({
    ...{ ...found, resources, statics, time, documents, locate },
    drafts: request.drafts,
    templates: new Set(templates.map((template) => template.name)),
    paginates: (template) => facts.mentions(template, 'paginator'),
  });
  organised.findings.push(...(await checkSchemas({ ...found, root: found.roots.root, documents, locate })));
  handle.advance(documents.length);
  return organised;
}

/** Others get a turn between the steps: a page that somebody looks at need not wait for the whole site. */
async function inSteps(input: OrganiseInput): Promise<Organised> {
  const pause = createPause();
  const steps = organiseSteps(input);
  let step = steps.next();
  while (!step.done) {
    await pause();
    step = steps.next();
  }
  return step.value;
}

async function prepareSite(
  { state, signal }: Course,
  runner: TaskRunner,
  { discovery }: Found,
  { copies, basePath }: Organised,
  handle: PhaseHandle,
): Promise<PreparedAssets> {
  const prepared = await prepareAssets({
    ...{ assets: discovery.assets, copies, basePath },
    statics: copies.map((copy) => copy.output),
    cacheFolder: state.assets,
    run: (task, message) => runner.call(task, message),
    ...(signal && { signal }),
  });
  handle.advance(prepared.assets.length);
  return prepared;
}

interface Planned {
  snapshot: SiteSnapshot;
  plan: BuildPlan;
  /** JSON of the pages; null: nobody needed it. */
  texts: PageTexts | null;
  /** The same for texts, which are known later. */
  planTexts(items: readonly PlannedNode[]): BuildPlan;
  /** Why nothing of earlier builds counts; null: it does. */
  remade: string | null;
  /** What all renders depend on without reading it. */
  common: Record<string, string>;
  site: SiteRef;
  ledger: OutputLedger;
  intent: Intent;
}

/** Ends with the intent on disk: from here on files are written. */
async function planSite(
  course: Course,
  cache: OpenMemory,
  runner: TaskRunner,
  found: Found,
  parsed: Parsed,
  model: Organised,
  assets: PreparedAssets,
  handle: PhaseHandle,
): Promise<Planned> {
  const snapshot = snapshotOf({
    ...{ found, model, assets: assets.assets, time: course.time, version: course.version },
    ...{ templates: found.discovery.templates, data: found.discovery.data, galley: course.options.galleyVersion },
  });
  const ledger = new OutputLedger(
    course.out,
    found.before,
    course.request.adopt,
    course.report,
    lastGoodFolder(course),
  );
  // Who builds once, in one thread, has nobody to write them for.
  const texts = runner.workers > 0 || course.version > 1 ? await writePages(snapshot.pages) : null;
  const site: SiteRef = {
    ...{ site: course.key, version: course.version, encoder: encoderVersion() },
    ...(runner.workers === 0 || texts === null
      ? { snapshot: null, base: course.version, patch: null }
      : course.snapshots.write(snapshot, texts)),
    bodies: [...parsed.bodies],
  };
  await runner.share(site, snapshot);
  // After it was written for the workers: the index fills in what the written form leaves out.
  const common = commonOf(found, site.encoder);
  const remade = whyRemade(cache, common);
  const index = indexOf(snapshot, site);
  const planNodes = plannerOf(cache, new History(index, cache.memory, texts), index, ledger, remade);
  const plan = planNodes('pages', snapshot.pages);
  const intent = new Intent(course.outputs.intent);
  await intent.add(plan.render.map(({ node }) => (snapshot.pages[node] as PageRecord).output));
  handle.advance(plan.render.length);
  const planTexts = (items: readonly PlannedNode[]): BuildPlan => planNodes('texts', items);
  return { snapshot, plan, planTexts, texts, remade, common, site, ledger, intent };
}

/** The site as planning reads it. */
export function indexOf(snapshot: SiteSnapshot, site: SiteRef): SiteIndex {
  return new SiteIndex(snapshot, (buffer) => new Uint8Array(site.bodies[buffer] as SharedArrayBuffer), site.encoder);
}

/** What changes every page's meaning, and that no render can read as such. */
function commonOf({ config }: Found, encoder: string): Record<string, string> {
  return {
    'site.yaml: language': config.language,
    'site.yaml: taxonomies': Object.keys(config.taxonomies).join(),
    'what encodes pictures': encoder,
  };
}

function whyRemade({ memory, problem }: OpenMemory, common: Readonly<Record<string, string>>): string | null {
  if (memory.nodes('pages').size === 0) {
    return problem === 'other' ? 'the cache is of another version of Galley, another place or another machine' : CLEAN;
  }
  const changed = Object.keys(common).find((name) => memory.common[name] !== common[name]);
  return changed === undefined ? null : `${changed} changed`;
}

const CLEAN = 'clean build';

function plannerOf(
  { memory, problem }: OpenMemory,
  history: History,
  index: SiteIndex,
  ledger: OutputLedger,
  everything: string | null,
): (kind: NodeKind, nodes: readonly PlannedNode[]) => BuildPlan {
  const explain = createReasons(index);
  return (kind, nodes) => {
    memory.keepNodes(kind, new Set(nodes.map(({ id }) => id)));
    return planBuild({
      nodes,
      earlier: (id) => history.earlier(kind, id),
      present: (output) => ledger.present(output),
      everything,
      unknown: problem === 'damaged' ? 'what was known of it was damaged' : 'it is new',
      explain,
    });
  };
}

/** Only pages in public/ itself: another folder's are not looked at. */
function lastGoodFolder({ out, root, state }: Course): string | null {
  return out === resolve(root, 'public') ? state.preview : null;
}

/** Only findings ask for places, so documents are opened again only for them. */
function locateIn(path: string, key: string): SourceRange | undefined {
  const { text } = readText(path);
  return text === null ? undefined : (locateKey(text, key) ?? undefined);
}

/** What phases 1 to 4 found. */
function noteFindings(
  findings: PageFinding[],
  found: { findings: Finding[]; discovery: Discovery },
  parsed: Parsed,
  model: Organised,
  assets: PreparedAssets,
): void {
  const lists = [found.findings, found.discovery.findings, model.findings, assets.findings];
  for (const list of lists) for (const finding of list) findings.push({ page: null, finding });
  for (const document of parsed.documents) {
    for (const finding of document.findings) findings.push({ page: null, finding });
  }
}
