/** Where a site stands, as a pure function of what happened to it. */
import type { SiteState } from '../../../shared/contract/session.ts';
import type { PhaseName } from '../../../shared/report.ts';

/** What the last build that ran to its end came to. */
interface Verdict {
  kind: 'good' | 'to-fix';
  things: number;
  pages: number;
  milliseconds: number;
}

type Problem = Extract<SiteState, { kind: 'stopped' | 'could-not-run' | 'disk-full' | 'folder-gone' | 'waiting' }>;

export interface Standing {
  shown: SiteState;
  verdict: Verdict | null;
  /** Sources changed after the verdict's build began. */
  changed: boolean;
  /** What kept the last build from a verdict. */
  problem: Problem | null;
}

export type Happening =
  | { type: 'build-started'; operation: string }
  | { type: 'phase'; operation: string; phase: PhaseName; done: number; total: number | null }
  | { type: 'built'; things: number; pages: number; milliseconds: number }
  | { type: 'stopped' }
  /** A newer edit ended the build: as if it had not begun. */
  | { type: 'superseded' }
  | { type: 'failed'; code: string; message: string; advice: string }
  | { type: 'changed' }
  | { type: 'gone'; message: string }
  | { type: 'back' };

export const beginning: Standing = { shown: { kind: 'not-built' }, verdict: null, changed: false, problem: null };

export function nextStanding(now: Standing, happening: Happening): Standing {
  switch (happening.type) {
    case 'build-started':
      return { ...now, shown: building(happening.operation, null, 0, null) };
    case 'phase':
      return isBuilding(now, happening.operation)
        ? { ...now, shown: building(happening.operation, happening.phase, happening.done, happening.total) }
        : now;
    case 'built':
      return atRest({ ...now, verdict: verdictOf(happening), changed: false, problem: null });
    case 'stopped':
      return atRest({ ...now, problem: { kind: 'stopped' } });
    case 'superseded':
      return atRest(now);
    case 'failed':
      return atRest({ ...now, problem: problemOf(happening) });
    case 'changed':
      return withChange(now);
    case 'gone':
      return atRest({ ...now, problem: { kind: 'folder-gone', message: happening.message } });
    case 'back':
      return now.problem?.kind === 'folder-gone' ? atRest({ ...now, problem: null, changed: true }) : now;
  }
}

function building(operation: string, phase: PhaseName | null, done: number, total: number | null): SiteState {
  return { kind: 'building', operation, phase, done, total };
}

function isBuilding({ shown }: Standing, operation: string): boolean {
  return shown.kind === 'building' && shown.operation === operation;
}

function verdictOf({ things, pages, milliseconds }: Omit<Verdict, 'kind'>): Verdict {
  return { kind: things > 0 ? 'to-fix' : 'good', things, pages, milliseconds };
}

/** A change takes back that the writer stopped a build: there is something new to say. What keeps a build from running stays. */
function withChange(now: Standing): Standing {
  const problem = now.problem?.kind === 'stopped' && now.verdict !== null ? null : now.problem;
  const next = { ...now, problem, changed: true };
  return now.shown.kind === 'building' ? next : atRest(next);
}

function atRest(standing: Omit<Standing, 'shown'>): Standing {
  const { verdict, changed, problem } = standing;
  return { verdict, changed, problem, shown: problem ?? verdictShown(verdict, changed) };
}

function verdictShown(verdict: Verdict | null, changed: boolean): SiteState {
  if (verdict === null) return { kind: 'not-built' };
  const { kind, things, pages, milliseconds } = verdict;
  if (changed) return { kind: 'changed', before: kind, things, pages };
  return kind === 'good' ? { kind, pages, milliseconds } : { kind, things, pages, milliseconds };
}

const full = new Set(['write-enospc', 'write-edquot']);

function problemOf({ code, message, advice }: { code: string; message: string; advice: string }): Problem {
  if (full.has(code)) return { kind: 'disk-full', message: `${message} ${advice}` };
  if (code === 'site-locked') return { kind: 'waiting', message };
  return { kind: 'could-not-run', code, message, advice };
}
