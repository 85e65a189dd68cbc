/** Long work that a window started: named, so that it can be stopped, and reported when it ends badly. */
import { randomBytes } from 'node:crypto';
import type { StudioEvent } from '../../shared/contract/events.ts';
import { contractError, isAbort } from './failures.ts';

export class Operations {
  readonly #running = new Map<string, () => void>();

  /** @param stop called once when the operation is cancelled @returns its id */
  add(kind: string, stop: () => void): string {
    const id = `${kind}-${randomBytes(6).toString('hex')}`;
    this.#running.set(id, stop);
    return id;
  }

  done(id: string): void {
    this.#running.delete(id);
  }

  /** One that has ended, or never was, is no mistake: it may have ended while the call was on its way. */
  cancel(id: string): void {
    this.#running.get(id)?.();
  }

  /**
   * Starts work and answers at once. Its results are events that the work sends itself; a failure becomes `operation-failed`,
   * a stop `operation-cancelled`.
   */
  start(
    kind: string,
    send: (event: StudioEvent) => void,
    work: (operation: string, signal: AbortSignal) => Promise<void>,
  ): string {
    const controller = new AbortController();
    const operation = this.add(kind, () => controller.abort());
    work(operation, controller.signal)
      .catch((error: unknown) => {
        if (isAbort(error)) send({ type: 'operation-cancelled', operation });
        else send({ type: 'operation-failed', operation, error: contractError(error) });
      })
      .finally(() => this.done(operation));
    return operation;
  }

  /** Stops all; nothing waits for them. */
  close(): void {
    for (const stop of this.#running.values()) stop();
  }
}
