/** Ten thousand tasks as one picture: for each pixel how much of it was work, in the colour of most of it. */
import type { LaneSpan, PhaseName } from '../../shared/report.ts';

export interface Column {
  /** Pixel. */
  x: number;
  /** 0 to 1. */
  share: number;
  phase: PhaseName;
}

export function densityOf(spans: readonly LaneSpan[], scale: (milliseconds: number) => number): Column[] {
  const columns = new Map<number, Map<PhaseName, number>>();
  for (const { start, wall, phase } of spans) {
    const from = scale(start);
    const to = scale(start + wall);
    for (let x = Math.floor(from); x < to; x++) {
      const covered = Math.min(to, x + 1) - Math.max(from, x);
      const column = columns.get(x) ?? new Map<PhaseName, number>();
      column.set(phase, (column.get(phase) ?? 0) + covered);
      columns.set(x, column);
    }
  }
  return [...columns].map(([x, phases]) => {
    const [most] = [...phases].sort((a, b) => b[1] - a[1]);
    const share = [...phases.values()].reduce((sum, covered) => sum + covered, 0);
    return { x, share: Math.min(share, 1), phase: (most as [PhaseName, number])[0] };
  });
}
