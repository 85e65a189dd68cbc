/**
 * The engine's door, held open by its own thread. A thread that dies takes its calls with it, each ending with EngineLost, and is
 * started again by the next call; the host and what was typed stay.
 */
import { Worker } from 'node:worker_threads';
import type { ReportList, TimingReport } from '../../../shared/contract/timings.ts';
import type { BuildEvent, BuildReport } from '../../../shared/report.ts';
import { absolutePath } from '../../engine/site/layers.ts';
import type {
  AuditReport,
  AuditRequest,
  BuildRequest,
  EngineOptions,
  Impact,
  PageExplanation,
  ShownPage,
  ShowRequest,
  Site,
  SiteListing,
  SiteOutline,
} from '../../engine/types.ts';
import { EngineLost } from './engine-lost.ts';
import { withNews } from './listing-news.ts';
import {
  addPart,
  type EngineCall,
  type EngineCalls,
  type EngineStart,
  type FromEngine,
  type SiteFacts,
  type ToEngine,
} from './messages.ts';
import { removeOwnLock } from './own-lock.ts';
import type { ListingMemory } from './remembered-listing.ts';
import { errorFromData } from './thread-errors.ts';

/** With V8's default, half of a build's time may go into collecting garbage. */
const YOUNG_GENERATION_MB = 96;
/** How long a thread may take to end by itself: whoever presses Ctrl+C waits for it. A build that is killed is made good by the next. */
const CLOSE_MS = 700;

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  onEvent?: (event: BuildEvent) => void;
  /** Parts that came before their result. */
  parts: Extract<FromEngine, { type: 'part' }>['part'][];
}

export type RemoteOutline = SiteOutline & SiteFacts;

export class RemoteSite implements Site {
  readonly #start: EngineStart;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  /** The thread in which the last build ended well: another one knows of none, and must look at everything. */
  #builtIn: Worker | null = null;
  #calls = 0;
  /** As it was answered last. */
  #listing: SiteListing | null = null;
  #closed = false;

  /**
   * Starts nothing yet: the first call does.
   * @param root the site's folder, absolute and real
   * @param enginePath the built entry of the thread
   * @param memory where listings outlive the program; null: nowhere
   */
  constructor(
    readonly root: string,
    options: EngineOptions,
    private readonly enginePath: string,
    memory: ListingMemory | null = null,
  ) {
    this.#start = { root, options, memory };
  }

  async outline(): Promise<RemoteOutline> {
    const facts = await this.#call('outline', []);
    return { ...facts, locate: (name) => absolutePath(facts.roots, name) };
  }

  /** Its events are the phases and their progress; the report holds the proofs. */
  async build({ onEvent, changed, ...request }: BuildRequest, signal?: AbortSignal): Promise<BuildReport> {
    signal?.throwIfAborted();
    const worker = this.#running();
    const told = changed !== undefined && worker === this.#builtIn ? { ...request, changed } : request;
    const report = await this.#call('build', [told], onEvent, signal);
    this.#builtIn = worker;
    return report;
  }

  explain(page: string): Promise<PageExplanation | null> {
    return this.#call('explain', [page]);
  }

  impact(file: string): Promise<Impact | null> {
    return this.#call('impact', [file]);
  }

  /** A thread that is another one knows nothing of what this side has. */
  async listing(): Promise<SiteListing | null> {
    const known = this.#listing;
    const answer = await this.#call('listing', [known?.version ?? null]);
    if (answer === null) this.#listing = null;
    else if ('whole' in answer) this.#listing = answer.whole;
    else if (known !== null) this.#listing = withNews(known, answer.news);
    return this.#listing;
  }

  showPage(request: ShowRequest): Promise<ShownPage> {
    return this.#call('showPage', [request]);
  }

  lastGood(output: string): Promise<{ html: string; written: string } | null> {
    return this.#call('lastGood', [output]);
  }

  file(path: string): Promise<string | null> {
    return this.#call('file', [path]);
  }

  audit(request: AuditRequest, signal?: AbortSignal): Promise<AuditReport> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return this.#call('audit', [request], undefined, signal);
  }

  /** The last builds, newest first. */
  reports(): Promise<ReportList['builds']> {
    return this.#call('reports', []);
  }

  report(started: string): Promise<TimingReport | null> {
    return this.#call('report', [started]);
  }

  /** Ends running builds. A thread that does not end in time is ended. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === null) {
      this.#closed = true;
      return;
    }
    const closing = this.#call('close', []).catch((error: unknown) => {
      if (!(error instanceof EngineLost)) throw error;
    });
    this.#closed = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    try {
      await Promise.race([closing, late]);
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
  }

  #call<Name extends EngineCall>(
    name: Name,
    args: readonly unknown[],
    onEvent?: (event: BuildEvent) => void,
    signal?: AbortSignal,
  ): Promise<ReturnType<EngineCalls[Name]>> {
    if (this.#closed) return Promise.reject(new EngineLost());
    const id = ++this.#calls;
    const worker = this.#running();
    const result = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, parts: [], ...(onEvent && { onEvent }) });
    });
    const stop = (): void => worker.postMessage({ type: 'cancel', id } satisfies ToEngine);
    signal?.addEventListener('abort', stop, { once: true });
    worker.postMessage({ type: 'call', id, name, args } satisfies ToEngine);
    return result.finally(() => signal?.removeEventListener('abort', stop)) as Promise<ReturnType<EngineCalls[Name]>>;
  }

  #running(): Worker {
    if (this.#closed) throw new EngineLost();
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.enginePath, {
      workerData: this.#start,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    let cause: unknown;
    worker.on('message', (message: FromEngine) => this.#heard(worker, message));
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => this.#lost(worker, cause));
    this.#worker = worker;
    return worker;
  }

  #heard(worker: Worker, message: FromEngine): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    if (message.type === 'event') {
      pending.onEvent?.(message.event);
      return;
    }
    if (message.type === 'part') {
      pending.parts.push(message.part);
      // After the loop has turned: what waits for the host comes between two parts.
      setImmediate(() => worker.postMessage({ type: 'more', id: message.id } satisfies ToEngine));
      return;
    }
    this.#pending.delete(message.id);
    if (message.type === 'error') {
      pending.reject(errorFromData(message.error));
      return;
    }
    for (const part of pending.parts) addPart(message.result, part);
    pending.resolve(message.result);
  }

  #lost(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    removeOwnLock(this.root);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new EngineLost({ cause }));
  }
}
