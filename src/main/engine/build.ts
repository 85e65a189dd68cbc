/** One build, from sources to the output folder. Read `buildSite` aloud: it is the order of the phases. */
import { resolve } from 'node:path';
import { locateKey } from '../../kernel/front-matter/locate-key.ts';
import type { SiteRef } from '../../kernel/tasks.ts';
import { analyseTemplates } from '../../kernel/templates/analyse.ts';
import type { Finding, SourceRange } from '../../shared/proof.ts';
import type { BuildReport } from '../../shared/report.ts';
import type { PageRecord, SiteSnapshot } from '../../shared/snapshot.ts';
import { encoderVersion } from './assets/encoder.ts';
import { prepareAssets } from './assets/prepare.ts';
import type { PreparedAssets } from './assets/types.ts';
import { OutputLedger, type PageFinding } from './build-state.ts';
import { BuildClock } from './clock.ts';
import { checkSite } from './phases/check.ts';
import { type Discovery, discover, estimateBytes } from './phases/discover.ts';
import { finishSite } from './phases/finish.ts';
import { type Organised, organise } from './phases/organise.ts';
import { type Parsed, parseDocuments } from './phases/parse.ts';
import { renderPages } from './phases/render.ts';
import { saveBuild } from './phases/save.ts';
import { serialiseSnapshot } from './phases/snapshot.ts';
import { trackAssets } from './phases/track.ts';
import { planBuild } from './plan/plan.ts';
import type { Work } from './pool/decide.ts';
import type { TaskRunner } from './pool/runner.ts';
import { makeReport } from './report.ts';
import { takeLock } from './save/lock.ts';
import { checkOutFolder } from './save/out-folder.ts';
import { Intent, outputsPaths, readOutputs } from './save/outputs.ts';
import { saveReport } from './save/reports.ts';
import { TraceBook } from './save/traces.ts';
import { type LoadedConfig, loadConfig } from './site/config.ts';
import { readText } from './site/files.ts';
import { absolutePath } from './site/layers.ts';
import { checkSchemas } from './site/schemas.ts';
import { prepareState, statePaths } from './state-paths.ts';
import type { BuildRequest, EngineOptions } from './types.ts';

/** What one build is given by the open site. */
export interface BuildSetting {
  root: string;
  options: EngineOptions;
  /** Unique per open site: workers keep one decoded index for it. */
  key: string;
  version: number;
  runnerFor(work: Work): Promise<TaskRunner>;
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

async function buildSite(setting: BuildSetting, request: BuildRequest, signal?: AbortSignal): Promise<BuildReport> {
  const { root, options } = setting;
  const state = statePaths(root);
  const out = resolve(root, request.out ?? 'public');
  const time = request.now ?? new Date().toISOString();
  const emit = request.onEvent ?? (() => {});
  const clock = new BuildClock(emit);
  const findings: PageFinding[] = [];
  const report = (finding: PageFinding): unknown => findings.push(finding);
  const started = new Date().toISOString();
  emit({ type: 'build-started', site: setting.key, root, time });

  const found = await clock.phase('discover', async (handle) => {
    const loaded = await loadConfig(root, options.themesPath);
    checkOutFolder(loaded.roots, out);
    const discovery = await discover(loaded.roots);
    handle.advance(discovery.documents.length);
    return { ...loaded, discovery };
  });
  const { documents: sources } = found.discovery;
  const work = { documents: sources.length, bytes: estimateBytes(sources) };
  const runner = await setting.runnerFor(work);

  const parsed = await clock.phase('parse', (handle) => parseDocuments(runner, sources, found.config, handle, signal));
  signal?.throwIfAborted();

  const locate = (source: string, key: string) => locateIn(absolutePath(found.roots, source), key);
  const model = await clock.phase('organise', async (handle) => {
    const { documents } = parsed;
    handle.advance(documents.length);
    const { resources, statics, templates } = found.discovery;
    const facts = analyseTemplates(templates);
    const organised = organise({
      ...{ ...found, resources, statics, time, documents, locate },
      drafts: request.drafts,
      templates: new Set(templates.map((template) => template.name)),
      paginates: (template) => facts.mentions(template, 'paginator'),
    });
    organised.findings.push(...(await checkSchemas({ ...found, root: found.roots.root, documents, locate })));
    return organised;
  });

  const assets = await clock.phase('prepare', async (handle) => {
    const prepared = await prepareAssets({
      assets: found.discovery.assets,
      copies: model.copies,
      statics: model.copies.map((copy) => copy.output),
      basePath: model.basePath,
      cacheFolder: state.assets,
      run: (task, message) => runner.call(task, message),
      ...(signal && { signal }),
    });
    handle.advance(prepared.assets.length);
    return prepared;
  });
  signal?.throwIfAborted();

  const outputs = outputsPaths(state.folder, root, out);
  const { snapshot, plan, site, ledger } = await clock.phase('plan', async (handle) => {
    const snapshot = snapshotOf(setting, found, model, assets, time);
    const plan = planBuild(snapshot);
    const ledger = new OutputLedger(out, await readOutputs(outputs, out, request.adopt), request.adopt, report);
    const site: SiteRef = {
      site: setting.key,
      version: setting.version,
      snapshot: serialiseSnapshot(snapshot),
      bodies: [parsed.bodies],
      encoder: encoderVersion(),
    };
    await runner.share(site, snapshot);
    handle.advance(plan.render.length);
    return { snapshot, plan, site, ledger };
  });

  const traces = new TraceBook();
  const shared = { runner, site, snapshot, ledger, traces, report };
  const intent = new Intent(outputs.intent);
  await intent.add(plan.render.map(({ page }) => (snapshot.pages[page] as PageRecord).output));
  const rendered = await clock.phase('render', (handle) => renderPages({ ...shared, plan }, handle, signal));
  signal?.throwIfAborted();

  const map = await clock.phase('track', (handle) => trackAssets(snapshot, rendered, handle));

  const intend = (paths: readonly string[]): Promise<void> => intent.add(paths);
  const { copies, redirects } = model;
  const { usedByTexts } = await clock.phase('finish', (handle) =>
    finishSite({ ...shared, rendered, map, assets, copies, redirects, state, intend }, handle, signal),
  );
  signal?.throwIfAborted();

  noteFindings(findings, found, parsed, model, assets);
  const { bodies } = parsed;
  const proofs = await clock.phase('check', (handle) =>
    checkSite({ snapshot, bodies, rendered, map, ledger, usedByTexts, findings }, handle),
  );

  const deleted = await clock.phase('save', (handle) =>
    saveBuild({ snapshot, plan, rendered, ledger, traces, proofs, outputs, state }, handle),
  );
  const { galleyVersion: galley } = options;
  const { workers } = runner;
  const built = makeReport({
    ...{ root, galley, started, workers, clock, snapshot, plan, rendered, ledger, proofs, deleted },
    documents: sources.length,
  });
  await saveReport(state.reports, built);
  for (const proof of proofs) emit({ type: 'proof', proof });
  emit({ type: 'build-finished', report: built });
  return built;
}

function snapshotOf(
  setting: BuildSetting,
  found: LoadedConfig & { discovery: Discovery },
  model: Organised,
  assets: PreparedAssets,
  time: string,
): SiteSnapshot {
  const { basePath, pages, home, sitePages, sections, taxonomies, menus, statics } = model;
  return {
    ...{ basePath, pages, home, sitePages, sections, taxonomies, menus, statics, time },
    version: setting.version,
    config: found.config,
    params: found.params,
    data: found.discovery.data,
    strings: found.strings,
    templates: found.discovery.templates,
    assets: assets.assets,
    galley: setting.options.galleyVersion,
  };
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
