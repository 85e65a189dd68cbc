/** The engine's door: opens a site and keeps its worker pool warm until it is closed. */

import { realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { BuildReport } from '../../shared/report.ts';
import { runBuild } from './build.ts';
import { explainPage } from './explain.ts';
import { readOutline } from './outline.ts';
import { decideLanes, type Work } from './pool/decide.ts';
import { createInlineRunner } from './pool/inline.ts';
import type { TaskRunner } from './pool/runner.ts';
import { createSharedRunner } from './pool/shared.ts';
import { createThreadRunner } from './pool/threads.ts';
import {
  type BuildRequest,
  CannotBuild,
  type EngineOptions,
  type PageExplanation,
  type Site,
  type SiteOutline,
} from './types.ts';

let opened = 0;

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
  #runner: TaskRunner | null = null;
  #version = 0;
  #building: Promise<unknown> = Promise.resolve();

  constructor(
    readonly root: string,
    private readonly options: EngineOptions,
  ) {}

  /** One build at a time: a second one waits for the first. */
  build(request: BuildRequest, signal?: AbortSignal): Promise<BuildReport> {
    const result = this.#building.then(() =>
      runBuild(
        {
          root: this.root,
          options: this.options,
          key: this.#key,
          version: ++this.#version,
          runnerFor: (work) => this.#runnerFor(work, request.workers),
        },
        request,
        signal,
      ),
    );
    this.#building = result.catch(() => undefined);
    return result;
  }

  outline(): Promise<SiteOutline> {
    return readOutline(this.root, this.options.themesPath);
  }

  explain(page: string): Promise<PageExplanation | null> {
    return explainPage(this.root, page);
  }

  async close(): Promise<void> {
    await this.#building;
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
    else this.#runner = await (own ? createSharedRunner : createThreadRunner)(workerPath, threads);
    return this.#runner;
  }
}
