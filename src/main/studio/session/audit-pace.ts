/** When a site is audited: after it was at rest for a while, and the more often that was so, the more seldom. */

/** What an audit waits for. All in milliseconds. */
export interface Rest {
  /** Since something changed, was typed or was built. */
  quiet: number;
  /** Audits of this session. */
  audits: number;
  /** Since the last one ended, and how long it took; null: there was none. */
  last: { since: number; took: number } | null;
}

export const QUIET_MS = 30_000;
const FIRST_GAP_MS = 60_000;
const LONGEST_GAP_MS = 30 * 60_000;
/** Of all time, audits take a twentieth at most. */
const SHARE = 20;

/**
 * How long to wait from now on, if nothing happens.
 * @param enough how long a site has to be at rest
 */
export function auditDelay({ quiet, audits, last }: Rest, enough: number = QUIET_MS): number {
  const untilQuiet = Math.max(0, enough - quiet);
  if (last === null) return untilQuiet;
  const gap = Math.min(LONGEST_GAP_MS, FIRST_GAP_MS * 2 ** (audits - 1));
  return Math.max(untilQuiet, Math.max(gap, SHARE * last.took) - last.since);
}
