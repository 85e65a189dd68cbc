/**
 * Audits a site while nobody does anything with it, has made again what is not as it should be, and says so once in its session: what
 * went wrong is ours to know, and the writer need not hear of it again and again.
 */

import type { SiteState } from '../../../shared/contract/session.ts';
import { type AuditReport, CannotBuild } from '../../engine/types.ts';
import { EngineLost } from '../engine/engine-lost.ts';
import { isAbort } from '../failures.ts';
import { auditDelay } from './audit-pace.ts';
import { auditNotice } from './audit-words.ts';

export interface AuditDeskParts {
  audit(signal: AbortSignal): Promise<AuditReport>;
  /** Builds quietly. */
  build(): void;
  notice(message: string): void;
  /** A mistake of ours in the audit itself. */
  onError(error: unknown): void;
  /** Milliseconds of rest before an audit. */
  rest?: number;
}

export class AuditDesk {
  #timer: NodeJS.Timeout | null = null;
  #running: AbortController | null = null;
  #atRest = false;
  /** Of `performance.now()`. */
  #quietSince = 0;
  #audits = 0;
  #last: { ended: number; took: number } | null = null;
  /** What a build has to make good. */
  #found: AuditReport | null = null;
  #told = false;
  #closed = false;

  constructor(private readonly parts: AuditDeskParts) {}

  /** The next build is to trust nothing that is remembered. */
  get wantsClean(): boolean {
    return this.#found?.wants === 'clean';
  }

  /** To be called with everything that happens to where the site stands. */
  stands({ kind }: SiteState): void {
    this.#atRest = kind === 'good' || kind === 'to-fix';
    this.disturbed();
  }

  /** Somebody does something: the site has to come to rest again. */
  disturbed(): void {
    this.#running?.abort();
    this.#quietSince = performance.now();
    this.#schedule();
  }

  /** A build ended well. */
  built(): void {
    const found = this.#found;
    this.#found = null;
    if (found === null || found.mistakes.length === 0 || this.#told) return;
    this.#told = true;
    this.parts.notice(auditNotice(found));
  }

  close(): void {
    this.#closed = true;
    this.#running?.abort();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#closed || !this.#atRest) return;
    const now = performance.now();
    const last = this.#last && { since: now - this.#last.ended, took: this.#last.took };
    const delay = auditDelay({ quiet: now - this.#quietSince, audits: this.#audits, last }, this.parts.rest);
    this.#timer = setTimeout(() => void this.#run(), delay).unref();
  }

  async #run(): Promise<void> {
    const controller = new AbortController();
    const began = performance.now();
    this.#running = controller;
    try {
      const report = await this.parts.audit(controller.signal);
      this.#ended(began);
      this.#take(report);
    } catch (error) {
      this.#failed(began, error);
    } finally {
      this.#running = null;
      this.#schedule();
    }
  }

  #ended(began: number): void {
    const ended = performance.now();
    this.#audits++;
    this.#last = { ended, took: ended - began };
  }

  #take(report: AuditReport): void {
    if (report.wants === 'nothing' || this.#closed) return;
    this.#found = report;
    this.parts.build();
  }

  /** One that was ended has its turn again; what keeps it from running keeps a build from it too, which says so. */
  #failed(began: number, error: unknown): void {
    if (isAbort(error)) return;
    this.#ended(began);
    if (error instanceof CannotBuild || error instanceof EngineLost) return;
    this.#closed = true;
    this.parts.onError(error);
  }
}
