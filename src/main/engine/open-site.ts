/** The engine's door: opens a site and keeps its worker pool warm until it is closed. */

import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { BuildReport } from '../../shared/report.ts';
import { Auditor, type EndedBuild, unsettled } from './audit/audit.ts';
import { runBuild } from './build.ts';
import { type OpenMemory, openMemory } from './cache/open-memory.ts';
import { SiteChecks } from './checks/run-checks.ts';
import { explainPage } from './explain.ts';
import { impactOf } from './impact.ts';
import { readLastGood } from './last-good.ts';
import { Lister } from './listing.ts';
import { readOutline } from './outline.ts';
import { SnapshotWriter } from './phases/snapshot.ts';
import { AssetTracker } from './phases/track.ts';
import { decideLanes, type Work } from './pool/decide.ts';
import { createInlineRunner } from './pool/inline.ts';
import type { TaskRunner } from './pool/runner.ts';
import { createSharedRunner } from './pool/shared.ts';
import { createThreadRunner } from './pool/threads.ts';
import type { PlannedSite } from './preview/planned.ts';
import { Preview } from './preview/preview.ts';
import type { Standing } from './resident/standing.ts';
import { OutputsList } from './save/outputs.ts';
import { type StatePaths, statePaths } from './state-paths.ts';
import {
  type AuditReport,
  type AuditRequest,
  type BuildRequest,
  CannotBuild,
  type EngineOptions,
  type Impact,
  type LastGood,
  type PageExplanation,
  type ShownPage,
  type ShowRequest,
  type Site,
  type SiteListing,
  type SiteOutline,
} from './types.ts';

let opened = 0;

/** Milliseconds without a build after which the threads give back what they hold. */
const REST_AFTER = 20_000;

/**
 * @param root the site's folder
 * @throws CannotBuild when there is no such folder
 */
export async function openSite(root: string, options: EngineOptions): Promise<Site> {
  const folder = await realpath(root).catch((error: unknown) => {
    throw new CannotBuild(
      'site-missing',
      `There is no folder ${root}.`,
      'Check the name, or make a site with “galley new”.',
      { cause: error },
    );
  });
  return new OpenSite(folder, options);
}

class OpenSite implements Site {
  readonly #key = `${process.pid}.${++opened}`;
  readonly #state: StatePaths;
  readonly #preview: Preview;
  /** The newest build that was planned. */
  #planned: PlannedSite | null = null;
  #runner: TaskRunner | null = null;
  #memory: Promise<OpenMemory> | null = null;
  #version = 0;
  readonly #snapshots = new SnapshotWriter();
  readonly #tracker = new AssetTracker();
  readonly #checks = new SiteChecks();
  readonly #lister = new Lister();
  readonly #list = new OutputsList();
  /** Of the last build; null: there was none, or it did not end well. */
  #standing: Standing | null = null;
  /** Told of and in no plan yet; null: nothing was planned, or more changed than anyone told of. */
  #owed: Set<string> | null = null;
  #resting: NodeJS.Timeout | null = null;
  #building: Promise<unknown> = Promise.resolve();
  readonly #auditor = new Auditor();
  #auditing: { stop: AbortController; ended: Promise<unknown> } | null = null;
  /** null: none has, or the last one did not end well. */
  #ended: EndedBuild | null = null;

  constructor(
    readonly root: string,
    private readonly options: EngineOptions,
  ) {
    this.#state = statePaths(root);
    this.#preview = new Preview(options, `${this.#state.cache}/preview`);
  }

  /** One build at a time: a second one waits for the first, and for an audit to have noticed that it is ended. */
  build(request: BuildRequest, signal?: AbortSignal): Promise<BuildReport> {
    if (this.#resting !== null) clearTimeout(this.#resting);
    const audited = this.#endAudit();
    const result = Promise.all([this.#building, audited]).then(() => {
      this.#ended = null;
      const standing = this.#standing;
      this.#standing = null;
      return runBuild(
        {
          root: this.root,
          options: this.options,
          key: this.#key,
          version: ++this.#version,
          runnerFor: (work) => this.#runnerFor(work, request.workers),
          planned: (site) => this.#note(site),
          remember: (clean) => this.#remember(clean),
          snapshots: this.#snapshots,
          tracker: this.#tracker,
          checks: this.#checks,
          list: this.#list,
          before: this.#planned,
          standing,
          leave: (left) => {
            this.#standing = left;
          },
          changed: this.#owe(request.changed),
          mayStandStill: this.options.ownThread || this.#planned !== null,
        },
        request,
        signal,
      );
    });
    this.#building = result.then(
      () => {
        this.#ended = this.#planned && { planned: this.#planned, number: this.#version };
        this.#serve();
        // While somebody writes, the next build follows soon.
        this.#resting = setTimeout(() => this.#rest(), REST_AFTER).unref();
      },
      () => this.#serve(),
    );
    return result;
  }

  /** What a build that did not come as far as its plan was told of is still to be looked at. */
  #owe(changed: readonly string[] | undefined): readonly string[] | null {
    if (changed === undefined) this.#owed = null;
    else for (const path of changed) this.#owed?.add(path);
    return this.#owed === null ? null : [...this.#owed];
  }

  /** Before any build has ended, one that is planned shows pages already. */
  #note(site: PlannedSite): void {
    this.#planned = site;
    this.#owed = new Set();
    if (!this.#preview.serves) this.#preview.serve(site);
  }

  /** Whether it ended well or not, what was planned is what there is now. A window will ask for a page next. */
  #serve(): void {
    if (this.#planned === null) return;
    this.#preview.serve(this.#planned);
    if (this.options.ownThread) return;
    void this.#preview.warm();
  }

  /** As many messages as threads can take, so that each gets one; the first that comes does it. */
  #rest(): void {
    const runner = this.#runner;
    if (this.options.ownThread || runner === null || runner.workers === 0) return;
    for (let lane = 0; lane < runner.lanes; lane++) {
      // A thread that ends meanwhile has given back everything.
      runner.call('rest', null).catch(() => undefined);
    }
  }

  outline(): Promise<SiteOutline> {
    return readOutline(this.root, this.options.themesPath);
  }

  async explain(page: string): Promise<PageExplanation | null> {
    await this.#building;
    const { memory } = await this.#remember(false);
    return explainPage(memory, this.#state.reports, page);
  }

  async impact(file: string): Promise<Impact | null> {
    await this.#building;
    const { memory } = await this.#remember(false);
    return impactOf(memory, this.#planned?.index ?? null, file);
  }

  #remember(anew: boolean): Promise<OpenMemory> {
    if (anew || this.#memory === null) this.#memory = openMemory(this.#state.memory, this.root, this.options);
    return this.#memory;
  }

  async listing(): Promise<SiteListing | null> {
    return this.#planned === null ? null : this.#lister.list(this.#planned);
  }

  showPage(request: ShowRequest): Promise<ShownPage> {
    return this.#preview.show(request);
  }

  lastGood(output: string): Promise<LastGood | null> {
    return readLastGood(this.#state.preview, output);
  }

  file(output: string): Promise<string | null> {
    return this.#preview.file(output);
  }

  audit(request: AuditRequest, signal?: AbortSignal): Promise<AuditReport> {
    const before = this.#endAudit();
    const stop = new AbortController();
    const both = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
    const result = Promise.all([this.#building, before]).then(() => this.#audit(request, both));
    const auditing = { stop, ended: result.catch(() => undefined) };
    this.#auditing = auditing;
    return result.finally(() => {
      if (this.#auditing === auditing) this.#auditing = null;
    });
  }

  async #audit(request: AuditRequest, signal: AbortSignal): Promise<AuditReport> {
    signal.throwIfAborted();
    const ended = this.#ended;
    if (ended === null) return unsettled;
    const { root, options } = this;
    const { memory } = await this.#remember(false);
    const runnerFor = (work: Work): Promise<TaskRunner> => this.#runnerFor(work);
    const setting = { root, options, key: this.#key, state: this.#state, runnerFor, memory, ended };
    try {
      const report = await this.#auditor.audit(setting, request, signal);
      // Whatever it is, nobody told of it.
      if (report.wants !== 'nothing') this.#owed = null;
      return report;
    } finally {
      if (!signal.aborted) this.#rest();
    }
  }

  /** @returns when it has ended */
  #endAudit(): Promise<unknown> {
    this.#auditing?.stop.abort();
    return this.#auditing?.ended ?? Promise.resolve();
  }

  async close(): Promise<void> {
    await Promise.all([this.#building, this.#endAudit()]);
    if (this.#resting !== null) clearTimeout(this.#resting);
    this.#planned = null;
    this.#ended = null;
    this.#standing = null;
    this.#memory = null;
    await this.#preview.close();
    await this.#runner?.close();
    this.#runner = null;
  }

  /** The running pool when it fits, else a new one; a pool that is already warm is kept even for little work. */
  async #runnerFor(work: Work, requested?: number): Promise<TaskRunner> {
    const { workerPath, ownThread } = this.options;
    const warm = (this.#runner?.workers ?? 0) > 0;
    const { threads, own } = decideLanes(work, { cores: availableParallelism(), warm, ownThread, requested });
    if (this.#runner !== null && this.#runner.workers === threads) return this.#runner;
    if (threads === 0 && warm && requested === undefined) return createInlineRunner(workerPath);
    await this.#runner?.close();
    if (threads === 0) this.#runner = await createInlineRunner(workerPath);
    else if (own) this.#runner = await createSharedRunner(workerPath, threads);
    else this.#runner = await createThreadRunner(workerPath, threads, { standBack: !ownThread });
    return this.#runner;
  }
}
