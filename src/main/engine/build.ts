/** One build, from sources to the output folder. Read `buildSite` aloud: it is the order of the phases. */
import { rm } from 'node:fs/promises';
import { locateKey } from '../../kernel/front-matter/locate-key.ts';
import { analyseTemplates } from '../../kernel/templates/analyse.ts';
import type { SourceRange } from '../../shared/proof.ts';
import { type BuildReport, phaseNames } from '../../shared/report.ts';
import { prepareAssets } from './assets/prepare.ts';
import type { PreparedAssets } from './assets/types.ts';
import type { PageFinding } from './build-state.ts';
import { lookAt } from './cache/look.ts';
import type { SiteMemory } from './cache/memory.ts';
import { findStandstill, inputsOf, type Now, saveStandstill } from './cache/standstill.ts';
import { createPause, type PhaseHandle } from './clock.ts';
import { announce, askedOf, type BuildSetting, type Course, courseOf, type Found, type FoundSite } from './course.ts';
import { checkSite } from './phases/check.ts';
import { discover, estimateBytes, findParts } from './phases/discover.ts';
import { finishSite } from './phases/finish.ts';
import { type Organised, type OrganiseInput, organiseSteps } from './phases/organise.ts';
import { type Parsed, parseDocuments } from './phases/parse.ts';
import { planSite } from './phases/plan.ts';
import { renderPages } from './phases/render.ts';
import { saveBuild } from './phases/save.ts';
import type { TaskRunner } from './pool/runner.ts';
import { makeReport } from './report.ts';
import { type Amended, amendModel } from './resident/amend.ts';
import { sortChanges } from './resident/sort-changes.ts';
import { takeLock } from './save/lock.ts';
import { checkOutFolder } from './save/out-folder.ts';
import { loadConfig } from './site/config.ts';
import { readText } from './site/files.ts';
import { absolutePath } from './site/layers.ts';
import { checkSchemas } from './site/schemas.ts';
import { prepareState, statePaths } from './state-paths.ts';
import type { BuildRequest } from './types.ts';

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
  const release = await takeLock(state.lock, { signal });
  try {
    return await buildSite(setting, request, signal);
  } finally {
    await release();
  }
}

async function buildSite(setting: BuildSetting, request: BuildRequest, signal?: AbortSignal): Promise<BuildReport> {
  const emit = request.onEvent ?? (() => {});
  const course = courseOf(setting, request, signal);
  const { clock, state, findings, report, started } = course;
  emit({ type: 'build-started', site: setting.key, root: setting.root, time: course.time });

  const found = await clock.phase('discover', (handle) => discoverSite(course, handle));
  signal?.throwIfAborted();
  const done = await lastIfNothingToDo(course, found);
  if (done !== null) return standStill(course, done);
  const cache = await setting.remember(request.clean);
  const { memory } = cache;
  const { told } = found;
  const { documents: sources } = found.site.discovery;
  const runner = await setting.runnerFor({ documents: sources.length, bytes: estimateBytes(sources) });
  const last = course.standing?.planned;
  const before = last?.found.discovery.documents === sources ? last.parsed : null;
  const changed = told?.documents ?? null;
  const parsing = { sources, config: found.site.config, memory, began: course.seen, told: changed, before };
  const parsed = await clock.phase('parse', (handle) => parseDocuments(runner, parsing, handle, signal));
  signal?.throwIfAborted();
  const { model, amended } = await clock.phase('organise', (handle) => organiseSite(course, found, parsed, handle));
  const assets = await clock.phase('prepare', (handle) => prepareSite(course, runner, found, model, amended, handle));
  signal?.throwIfAborted();
  const planning = { cache, runner, found, parsed, model, amended, assets };
  const planned = await clock.phase('plan', (handle) => planSite(course, planning, handle));

  const { plan, standing, ledger, intent, planTexts, remade, common } = planned;
  const { snapshot, site, texts } = planned.site;
  setting.planned(planned.site);
  const shared = { runner, site, snapshot, standing, ledger, memory, started, report };
  const rendered = await clock.phase('render', (handle) => renderPages({ ...shared, plan }, handle, signal));
  signal?.throwIfAborted();
  const map = await clock.phase('track', (handle) => setting.tracker.track(snapshot, rendered, handle));
  const intend = (paths: readonly string[]): Promise<void> => intent.add(paths);
  const { copies, redirects } = model;
  const finishing = { ...shared, rendered, map, assets, copies, redirects, state, intend, planTexts };
  const sameSources = told !== null && !told.parts;
  const { texts: made, usedByTexts } = await clock.phase('finish', (handle) =>
    finishSite({ ...finishing, sameSources }, handle, signal),
  );
  signal?.throwIfAborted();

  noteFindings(findings, found.site, parsed, model, assets);
  const { bodies } = parsed;
  const readSource = (source: string): string | null => readText(absolutePath(found.site.roots, source)).text;
  const checking = { checks: setting.checks, standing, index: planned.site.index };
  const { proofs, muted } = await clock.phase('check', (handle) =>
    checkSite({ ...checking, bodies, readSource, rendered, map, ledger, usedByTexts, findings }, handle),
  );
  const saving = { snapshot, rendered, ledger, cache, common, standing, outputs: course.outputs, state };
  const deleted = await clock.phase('save', (handle) =>
    saveBuild({ ...saving, sources, list: setting.list, before: found.outputs }, handle),
  );

  const built = makeReport({
    ...{ root: setting.root, galley: setting.options.galleyVersion, started, workers: runner.workers, clock },
    ...{ snapshot, plan, remade, rendered, ledger, proofs, muted, deleted, documents: sources.length },
  });
  // After all that was noted: from here on it is true until something is noted again.
  memory.verified = texts;
  setting.leave({
    ...{ planned: planned.site, outputs: ledger.left(found.outputs), texts: made },
    rendered: plan.render.map(({ node }) => node),
    gathered: { nodes: rendered.nodes, facts: rendered.facts, remarkable: rendered.remarkable },
  });
  await noteStandstill(course, found, memory, model.nextChange, built);
  return announce(course, built);
}

/** null: there may be something to do. */
async function lastIfNothingToDo(course: Course, found: Found): Promise<BuildReport | null> {
  if (!course.mayStandStill || found.told !== null) return null;
  return findStandstill(course.standstill, standingOf(course, found));
}

function standingOf(course: Course, { site, outputs: before }: Found): Now {
  const { out, seen, time } = course;
  const signatureOf = ({ path }: { path: string }): string => lookAt(path);
  return {
    ...{ seen, time, before },
    inputs: () => inputsOf({ found: site, asked: askedOf(course), signatureOf }),
    isPresent(path) {
      const known = before.get(path);
      return known !== undefined && known.hash !== null && lookAt(`${out}/${path}`) === known.signature;
    },
  };
}

/** The last build's report, once more. Every phase is announced, with nothing to do. */
async function standStill(course: Course, last: BuildReport): Promise<BuildReport> {
  const { clock, started, standing } = course;
  if (standing !== null) course.leave(standing);
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

/** A build that did not look at everything cannot say that there is nothing to do. */
async function noteStandstill(
  course: Course,
  { site, outputs, told }: Found,
  memory: SiteMemory,
  nextChange: string | null,
  report: BuildReport,
): Promise<void> {
  if (told !== null) return rm(course.state.standstill, { force: true });
  const { seen, time } = course;
  const signatureOf = memory.signatureOf.bind(memory);
  const inputs = inputsOf({ found: site, asked: askedOf(course), signatureOf });
  const showsTime = memory.mayRead('time');
  await saveStandstill(course.standstill, { inputs, seen, outputs, time, nextChange, report, showsTime });
}

/** What could keep the build from writing is looked at first: nobody waits for a build that cannot end well. */
async function discoverSite(course: Course, handle: PhaseHandle): Promise<Found> {
  const found = (await findAgain(course)) ?? (await findAll(course));
  handle.advance(found.told?.documents.size ?? found.site.discovery.documents.length);
  return found;
}

async function findAll({ root, options, list, out, outputs, request }: Course): Promise<Found> {
  const loaded = await loadConfig(root, options.themesPath);
  checkOutFolder(loaded.roots, out);
  const before = await list.read(outputs, out, request.adopt);
  const site = { ...loaded, discovery: await discover(loaded.roots) };
  return { site, outputs: before.outputs, told: null };
}

/** With what the build was told of. @returns null: that is not enough, or nobody has kept the rest */
async function findAgain({ before, changed, list, out, outputs, request }: Course): Promise<Found | null> {
  const sameAsked = before?.out === out && before.drafts === request.drafts && !request.clean;
  if (before === null || changed === null || !sameAsked) return null;
  const { found } = before;
  checkOutFolder(found.roots, out);
  const left = await list.read(outputs, out, request.adopt);
  const told = left.untouched ? sortChanges(found, changed) : null;
  if (told === null) return null;
  if (!told.parts) return { site: found, outputs: left.outputs, told };
  const discovery = { ...found.discovery, ...(await findParts(found.roots)) };
  return { site: { ...found, discovery }, outputs: left.outputs, told };
}

async function organiseSite(
  course: Course,
  { site, told }: Found,
  parsed: Parsed,
  handle: PhaseHandle,
): Promise<{ model: Organised; amended: Amended | null }> {
  const { before, request, time } = course;
  const { discovery } = site;
  const amended = before === null || told === null ? null : amendModel({ before, discovery, parsed, time });
  if (amended !== null) {
    handle.advance(amended.pages.length);
    return { model: amended.model, amended };
  }
  const { documents } = parsed;
  const { resources, statics, templates } = discovery;
  const facts = analyseTemplates(templates);
  const locate = (source: string, key: string) => locateIn(absolutePath(site.roots, source), key);
  const model = await inSteps({
    ...{ ...site, resources, statics, time, documents, locate },
    drafts: request.drafts,
    templates: new Set(templates.map((template) => template.name)),
    paginates: (template) => facts.mentions(template, 'paginator'),
  });
  model.findings.push(...(await checkSchemas({ ...site, root: site.roots.root, documents, locate })));
  handle.advance(documents.length);
  return { model, amended: null };
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
  { state, signal, before }: Course,
  runner: TaskRunner,
  { site, told }: Found,
  { copies, basePath }: Organised,
  amended: Amended | null,
  handle: PhaseHandle,
): Promise<PreparedAssets> {
  if (before !== null && amended !== null && told?.parts === false) return before.assets;
  const prepared = await prepareAssets({
    ...{ assets: site.discovery.assets, copies, basePath },
    statics: copies.map((copy) => copy.output),
    cacheFolder: state.assets,
    run: (task, message) => runner.call(task, message),
    ...(signal && { signal }),
  });
  handle.advance(prepared.assets.length);
  return prepared;
}

/** Only findings ask for places, so documents are opened again only for them. */
function locateIn(path: string, key: string): SourceRange | undefined {
  const { text } = readText(path);
  return text === null ? undefined : (locateKey(text, key) ?? undefined);
}

/** What phases 1 to 4 found. */
function noteFindings(
  findings: PageFinding[],
  found: FoundSite,
  parsed: Parsed,
  model: Organised,
  assets: PreparedAssets,
): void {
  const { textFindings, partFindings } = found.discovery;
  const lists = [found.findings, textFindings, partFindings, model.findings, assets.findings];
  for (const list of lists) for (const finding of list) findings.push({ page: null, finding });
  for (const document of parsed.documents) {
    for (const finding of document.findings) findings.push({ page: null, finding });
  }
}
