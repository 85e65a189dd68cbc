/** How the orchestrator hands out work: to a pool of threads or, inline, to the same code in its own thread. */
import type {
  AuditResult,
  AuditTask,
  CopyResult,
  CopyTask,
  ParseResult,
  ParseTask,
  ParseTextResult,
  ParseTextTask,
  RenderResult,
  RenderTask,
  ShowResult,
  ShowTask,
  SiteRef,
  TextResult,
  TextTask,
  TrackResult,
  TrackTask,
} from '../../../kernel/tasks.ts';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';

/** Every task by name, with its message and its result. The worker's entry exports one function for each. */
export interface TaskMap {
  parseBatch: { message: ParseTask; result: ParseResult };
  parseText: { message: ParseTextTask; result: ParseTextResult };
  renderBatch: { message: RenderTask; result: RenderResult };
  renderTexts: { message: TextTask; result: TextResult };
  copyFiles: { message: CopyTask; result: CopyResult };
  trackPages: { message: TrackTask; result: TrackResult };
  showPage: { message: ShowTask; result: ShowResult };
  auditNodes: { message: AuditTask; result: AuditResult };
  openIndex: { message: SiteRef; result: undefined };
}
export type TaskName = keyof TaskMap;

/** When and where one task ran. Milliseconds on the orchestrator's clock. */
export interface TaskSpan {
  lane: number;
  start: number;
  wall: number;
}

export interface TaskRunner {
  /** Threads; 0: inline. */
  readonly workers: number;
  /** How many tasks are worth handing out at a time. */
  readonly lanes: number;
  /** Gives a site index to the tasks that share the orchestrator's memory, which then need not decode it. */
  share(site: SiteRef, snapshot: SiteSnapshot): Promise<void>;
  /**
   * @param signal when aborted, tasks that have not begun are not begun; a running one finishes
   * @throws WorkerLost when the thread died; AbortError when aborted before it began; else what the task threw
   */
  run<Name extends TaskName>(
    name: Name,
    message: TaskMap[Name]['message'],
    signal?: AbortSignal,
  ): Promise<{ result: TaskMap[Name]['result']; span: TaskSpan }>;
  /** Runs a task of the image pipeline or another that has no entry in the map; the caller knows the types. */
  call(name: string, message: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** What a worker wraps every result in, so that the orchestrator knows who did what and when. */
export interface Timed<Result> {
  result: Result;
  /** Thread id; 0 in the orchestrator's own. */
  thread: number;
  /** performance.timeOrigin + performance.now(), milliseconds. */
  started: number;
  ended: number;
}

export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

export type WorkerModule = Record<string, (message: unknown) => unknown>;

export function now(): number {
  return performance.timeOrigin + performance.now();
}
