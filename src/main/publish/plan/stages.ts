/**
 * The order in which a release arrives, so that no page ever points at an asset that is not there: first what pages need, then
 * pages, then what leads to them; what goes, goes last, pages before what they needed.
 */
import type { PublishStep } from '../../../shared/contract/publish.ts';

export type Stage = Extract<PublishStep, 'assets' | 'pages' | 'feeds'>;
export const STAGES: readonly Stage[] = ['assets', 'pages', 'feeds'];

const entrance = new Set(['index.html', 'robots.txt', 'feed.json']);

/** @param path in the site's output */
function stageOf(path: string): Stage {
  if (entrance.has(path) || /\.(xml|rss|atom)$/i.test(path)) return 'feeds';
  return /\.x?html?$/i.test(path) ? 'pages' : 'assets';
}

export interface Steps<Put extends { path: string }, Gone extends { path: string }> {
  /** Stand where a file has to go: they have to go first. */
  cleared: Gone[];
  puts: Record<Stage, Put[]>;
  /** In batches; each ends before the next begins. */
  removed: Gone[][];
}

/** @param fold two names that are one at the target have the same */
export function inOrder<Put extends { path: string }, Gone extends { path: string }>(
  puts: readonly Put[],
  gone: readonly Gone[],
  fold: (path: string) => string,
): Steps<Put, Gone> {
  const taken = new Set<string>();
  for (const { path } of puts) {
    taken.add(fold(path));
    for (const folder of foldersOf(path)) taken.add(fold(folder));
  }
  const files = new Set(puts.map(({ path }) => fold(path)));
  const stands = ({ path }: Gone): boolean =>
    taken.has(fold(path)) || foldersOf(path).some((folder) => files.has(fold(folder)));
  const leaving = gone.filter((file) => !stands(file));
  const staged = (stage: Stage): Put[] => puts.filter(({ path }) => stageOf(path) === stage);
  return {
    cleared: gone.filter(stands),
    puts: { assets: staged('assets'), pages: staged('pages'), feeds: staged('feeds') },
    removed: STAGES.toReversed().map((stage) => leaving.filter(({ path }) => stageOf(path) === stage)),
  };
}

/** "a/b/c" → "a", "a/b" */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at));
  return folders;
}
