import type { FindingData, Severity } from '../proof.ts';

/** How one code reads. One table of these serves the studio, the command line, the JSON output and the docs. */
export interface ProofSpec {
  severity: Severity;
  /** `site`: shown by examples/broken/<code>/; `run`: shown by a named fault test. */
  kind: 'site' | 'run';
  /** A short name for lists and docs ("A link that leads nowhere"). */
  title: string;
  /**
   * The sentence for the writer: what happened and where, in plain words, no jargon, no blame.
   * @param data the first finding's data
   * @param pages how many pages it touches (0: the site as a whole)
   * @param places how many places it was seen in
   */
  message: (data: FindingData, pages: number, places: number) => string;
  /** What to do, one sentence, when no finding brings its own fixes. */
  advice: (data: FindingData) => string;
}

/** "1 page", "46 pages", "9,412 pages". */
export function count(n: number, one: string, many: string = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}
