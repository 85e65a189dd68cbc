/**
 * When a site is built. A change starts a quiet build: at once when the last one was quick, else when nothing more has changed for a
 * while; a newer change ends it. A build that the writer asked for runs to its end.
 */
import type { BuildEvent, BuildReport } from '../../../shared/report.ts';
import { CannotBuild } from '../../engine/types.ts';
import { EngineLost } from '../engine/engine-lost.ts';
import { isAbort } from '../failures.ts';
import type { Operations } from '../operations.ts';
import type { Happening } from './site-state.ts';

const QUICK_MS = 2000;
const IDLE_MS = 5000;
/** A quiet build that takes longer is shown. */
const UNNOTICED_MS = 500;
/** While another Galley builds the same site. */
const WAIT_MS = 3000;

/** How long to wait after a change. @param last milliseconds of the last build; null: none has ended yet */
export function quietDelay(last: number | null): number {
  return last === null || last < QUICK_MS ? 0 : IDLE_MS;
}

/** Whether a build may trust what is known to have changed, or looks at all there is. */
export type Look = 'changes' | 'everything';

export interface BuildLoopParts {
  operations: Operations;
  build(look: Look, signal: AbortSignal, onEvent: (event: BuildEvent) => void): Promise<BuildReport>;
  /** Told of everything that changes where the site stands. */
  tell(happening: Happening): void;
  /** Takes in what was built; ends with `built` told. */
  built(report: BuildReport): Promise<void>;
  /** Whether a build may begin at all. */
  mayBuild(): boolean;
  /** A mistake of ours: nothing that the writer did. */
  onError(error: unknown): void;
}

function failureOf(error: unknown): { code: string; message: string; advice: string } {
  if (error instanceof CannotBuild) return error;
  if (error instanceof EngineLost) {
    const advice = 'Build again. If it stops again, one of the newest texts or pictures may be too much for it.';
    return { code: 'engine-lost', message: error.message, advice };
  }
  return { code: 'internal', message: 'The build stopped because of a mistake in Galley.', advice: 'Build again.' };
}

interface Run {
  operation: string;
  controller: AbortController;
  look: Look;
  /** The window shows it. */
  loud: boolean;
  /** Changes came after it had begun. */
  stale: boolean;
  why: 'superseded' | 'stopped' | 'closed' | null;
  ended: Promise<void>;
}

export class BuildLoop {
  #run: Run | null = null;
  #timer: NodeJS.Timeout | null = null;
  #last: number | null = null;
  #closed = false;

  constructor(private readonly parts: BuildLoopParts) {}

  /**
   * Builds now.
   * @param look 'everything': whoever asks may know of something that we have not heard of
   * @returns the operation
   */
  start(look: Look = 'everything'): string {
    const run = this.#run;
    if (run !== null && !run.stale && run.why === null && (run.look === 'everything' || look === 'changes')) {
      this.#show(run);
      return run.operation;
    }
    if (run !== null) this.#end(run, 'superseded');
    return this.#begin(true, look, run?.ended).operation;
  }

  /** Sources changed on disk. */
  changed(): void {
    this.parts.tell({ type: 'changed' });
    if (this.#run !== null) {
      this.#run.stale = true;
      if (this.#run.loud) return;
      this.#end(this.#run, 'superseded');
    }
    this.#soon(quietDelay(this.#last));
  }

  /** The writer stopped it: nothing is built until something changes again. */
  stop(operation: string): void {
    if (this.#run?.operation === operation) this.#end(this.#run, 'stopped');
  }

  /** Ends when no build runs. */
  async settled(): Promise<void> {
    while (this.#run !== null) await this.#run.ended;
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#run !== null) this.#end(this.#run, 'closed');
    await this.settled();
  }

  #soon(delay: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#run === null || this.#run.why !== null) this.#begin(false, 'changes', this.#run?.ended);
    }, delay);
  }

  #begin(loud: boolean, look: Look, after?: Promise<void>): Run {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const controller = new AbortController();
    const operation = this.parts.operations.add('build', () => this.stop(operation));
    const run: Run = { operation, controller, look, loud, stale: false, why: null, ended: Promise.resolve() };
    this.#run = run;
    run.ended = this.#perform(run, after);
    return run;
  }

  async #perform(run: Run, after: Promise<void> | undefined): Promise<void> {
    const { operation } = run;
    await after;
    if (run.loud) this.parts.tell({ type: 'build-started', operation });
    const unnoticed = setTimeout(() => this.#show(run), UNNOTICED_MS);
    try {
      if (this.#closed || !this.parts.mayBuild()) {
        this.parts.tell({ type: 'superseded' });
        return;
      }
      const report = await this.parts.build(run.look, run.controller.signal, (event) => this.#heard(run, event));
      this.#last = report.milliseconds;
      clearTimeout(unnoticed);
      await this.parts.built(report);
      if (run.stale) this.parts.tell({ type: 'changed' });
    } catch (error) {
      this.#failed(run, error);
    } finally {
      clearTimeout(unnoticed);
      this.parts.operations.done(operation);
      if (this.#run === run) this.#run = null;
      if (run.stale && run.why === null && !this.#closed && this.#run === null && this.#timer === null)
        this.#soon(quietDelay(this.#last));
    }
  }

  #heard(run: Run, event: BuildEvent): void {
    if (!run.loud || run.why !== null) return;
    const { operation } = run;
    if (event.type === 'phase-started') {
      this.parts.tell({ type: 'phase', operation, phase: event.phase, done: 0, total: event.total });
    } else if (event.type === 'phase-progress') {
      const total = event.total === 0 ? null : event.total;
      this.parts.tell({ type: 'phase', operation, phase: event.phase, done: event.done, total });
    }
  }

  #failed(run: Run, error: unknown): void {
    if (run.why === 'closed') return;
    if (run.why !== null || isAbort(error)) {
      this.parts.tell({ type: run.why === 'stopped' ? 'stopped' : 'superseded' });
      return;
    }
    const { code, message, advice } = failureOf(error);
    this.parts.tell({ type: 'failed', code, message, advice });
    if (code === 'site-locked') this.#soon(WAIT_MS);
    if (code === 'internal') this.parts.onError(error);
  }

  #show(run: Run): void {
    if (run.loud || run.why !== null || this.#run !== run) return;
    run.loud = true;
    this.parts.tell({ type: 'build-started', operation: run.operation });
  }

  #end(run: Run, why: 'superseded' | 'stopped' | 'closed'): void {
    if (run.why !== null) return;
    run.why = why;
    run.controller.abort();
  }
}
