/** A build in the format of browsers' performance panels ("Trace Event Format"): a lane for each thread, phases above. */
import type { TimingReport } from '../../../shared/contract/timings.ts';

interface TraceEvent {
  name: string;
  cat: string;
  ph: 'X' | 'M';
  /** Microseconds. */
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
  args?: Record<string, string | number>;
}

/** Phases stand in a lane of their own, above the threads. */
const PHASES = 0;

export function traceOf(report: TimingReport): string {
  const lanes = [...new Set(report.lanes.map(({ lane }) => lane))].sort((a, b) => a - b);
  const events: TraceEvent[] = [
    named('process_name', PHASES, `Galley ${report.galley}: ${report.site.title}`),
    named('thread_name', PHASES, 'phases'),
    ...lanes.map((lane) => named('thread_name', lane + 1, lane === 0 ? 'main thread' : `worker ${lane}`)),
    ...report.phases.map(({ phase, start, wall, cpu, items }) => ({
      ...span(phase, 'phase', PHASES, start, wall),
      args: { items, cpu: round(cpu) },
    })),
    ...report.lanes.map(({ lane, phase, start, wall, items }) => ({
      ...span(phase, 'task', lane + 1, start, wall),
      args: { items },
    })),
  ];
  return JSON.stringify({ traceEvents: events, displayTimeUnit: 'ms' });
}

function named(name: 'process_name' | 'thread_name', tid: number, value: string): TraceEvent {
  return { name, cat: '__metadata', ph: 'M', ts: 0, pid: 1, tid, args: { name: value } };
}

function span(name: string, cat: string, tid: number, start: number, wall: number): TraceEvent {
  return { name, cat, ph: 'X', ts: Math.round(start * 1000), dur: Math.round(wall * 1000), pid: 1, tid };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
