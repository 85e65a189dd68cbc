import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SiteState } from '../../../shared/contract/session.ts';
import { type AuditReport, CannotBuild } from '../../engine/types.ts';
import { AuditDesk } from './audit-desk.ts';
import { auditDelay, QUIET_MS } from './audit-pace.ts';
import { auditNotice } from './audit-words.ts';

const good: SiteState = { kind: 'good', pages: 3, milliseconds: 10 };
const toFix: SiteState = { kind: 'to-fix', things: 1, pages: 3, milliseconds: 10 };
const changed: SiteState = { kind: 'changed', before: 'good', things: 0, pages: 3 };
const nothing: AuditReport = {
  ...{ outcome: 'judged', judged: 3, of: 3, changed: [], touched: [], mistakes: [], report: null, wants: 'nothing' },
};
const wrong: AuditReport = {
  ...nothing,
  mistakes: [{ kind: 'page', id: 'x' }],
  report: '.galley/reports/audit/2026',
  wants: 'build',
};

interface Running {
  signal: AbortSignal;
  end(report: AuditReport): void;
  fail(error: Error): void;
}

let audits: Running[];
let builds: number;
let notices: string[];
let errors: unknown[];
let desk: AuditDesk;

beforeEach(() => {
  vi.useFakeTimers();
  audits = [];
  builds = 0;
  notices = [];
  errors = [];
  desk = new AuditDesk({
    audit: (signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('ended', 'AbortError')));
        audits.push({ signal, end: resolve, fail: reject });
      }),
    build: () => builds++,
    notice: (message) => notices.push(message),
    onError: (error) => errors.push(error),
  });
});
afterEach(() => {
  desk.close();
  vi.useRealTimers();
});

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

async function ended(report: AuditReport): Promise<void> {
  audits.at(-1)?.end(report);
  await pass(0);
}

describe('how long a site is left alone before it is audited', () => {
  it('is half a minute of rest, and after each audit longer', () => {
    expect(auditDelay({ quiet: 0, audits: 0, last: null })).toBe(QUIET_MS);
    expect(auditDelay({ quiet: 20_000, audits: 0, last: null })).toBe(10_000);
    const next = (count: number, took = 0): number =>
      auditDelay({ quiet: 1e9, audits: count, last: { since: 0, took } });
    expect([1, 2, 3, 4].map((count) => next(count))).toEqual([60_000, 120_000, 240_000, 480_000]);
    expect(next(50)).toBe(30 * 60_000);
    expect(next(1, 10_000)).toBe(200_000);
  });

  it('is never less than the rest that it needs', () => {
    expect(auditDelay({ quiet: 1000, audits: 1, last: { since: 1e9, took: 10 } })).toBe(QUIET_MS - 1000);
  });
});

describe('a site at rest', () => {
  it('is audited half a minute after a build that ended with a verdict, and again later and later', async () => {
    desk.stands(toFix);
    await pass(QUIET_MS - 1);
    expect(audits).toHaveLength(0);
    await pass(1);
    expect(audits).toHaveLength(1);
    await ended(nothing);
    await pass(59_999);
    expect(audits).toHaveLength(1);
    await pass(1);
    expect(audits).toHaveLength(2);
    await ended(nothing);
    await pass(119_999);
    expect(audits).toHaveLength(2);
    await pass(1);
    expect(audits).toHaveLength(3);
  });

  it('is not audited while it is changed, typed in or closed', async () => {
    desk.stands(changed);
    await pass(1e7);
    expect(audits).toHaveLength(0);
    desk.stands(good);
    await pass(QUIET_MS - 1);
    desk.disturbed();
    await pass(QUIET_MS - 1);
    expect(audits).toHaveLength(0);
    desk.close();
    await pass(1e7);
    expect(audits).toHaveLength(0);
  });

  it('ends its audit when something happens, and has it later', async () => {
    desk.stands(good);
    await pass(QUIET_MS);
    desk.disturbed();
    expect(audits[0]?.signal.aborted).toBe(true);
    await pass(QUIET_MS);
    expect(audits).toHaveLength(2);
    desk.stands(changed);
    expect(audits[1]?.signal.aborted).toBe(true);
    await pass(1e7);
    expect(audits).toHaveLength(2);
    expect(errors).toEqual([]);
  });

  it('goes on after what keeps a build from running, and not after a mistake in the audit', async () => {
    desk.stands(good);
    await pass(QUIET_MS);
    audits[0]?.fail(new CannotBuild('site-missing', 'It is gone.', 'Put it back.'));
    await pass(60_000);
    expect(audits).toHaveLength(2);
    const mistake = new Error('oh');
    audits[1]?.fail(mistake);
    await pass(1e7);
    expect(audits).toHaveLength(2);
    expect(errors).toEqual([mistake]);
  });
});

describe('what an audit finds', () => {
  it('is built without a word where somebody else changed files', async () => {
    desk.stands(good);
    await pass(QUIET_MS);
    await ended({ ...nothing, touched: ['index.html'], wants: 'build' });
    expect(builds).toBe(1);
    expect(desk.wantsClean).toBe(false);
    desk.built();
    expect(notices).toEqual([]);
  });

  it('is told once in a session, when it has been made good', async () => {
    desk.stands(good);
    await pass(QUIET_MS);
    await ended(wrong);
    expect(builds).toBe(1);
    expect(notices).toEqual([]);
    desk.built();
    expect(notices).toEqual([auditNotice(wrong)]);
    desk.built();
    desk.stands(good);
    await pass(60_000);
    await ended(wrong);
    desk.built();
    expect(builds).toBe(2);
    expect(notices).toHaveLength(1);
  });

  it('asks for a build that trusts nothing until one has ended well', async () => {
    desk.stands(good);
    await pass(QUIET_MS);
    await ended({ ...wrong, wants: 'clean' });
    expect(desk.wantsClean).toBe(true);
    desk.built();
    expect(desk.wantsClean).toBe(false);
  });
});

describe('the words', () => {
  it('say what was wrong, that it is good now, and where the report is', () => {
    expect(auditNotice(wrong)).toBe(
      '1 page was not as a fresh build would make it. It has been made again; a report for Galley’s makers is in .galley/reports/audit.',
    );
    const two = [{ kind: 'page', id: 'x' } as const, { kind: 'text', id: 'y' } as const];
    expect(auditNotice({ ...wrong, mistakes: two })).toMatch(
      /^2 files were not as a fresh build would make them\. They/,
    );
    expect(auditNotice({ ...wrong, mistakes: [{ kind: 'source', id: 'content/a.md' }] })).toMatch(
      /^A change of 1 file had been missed\. The whole site has been made again; a report/,
    );
  });
});
