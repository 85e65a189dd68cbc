/** Compares what is wanted with what lies there. Pure: it decides, others act. */
import { sortBy } from '../../../kernel/order.ts';
import type { Found } from '../adapter.ts';
import { Pace } from '../pace.ts';
import type { BuiltFile, PublishPlan } from '../types.ts';
import type { Wish, Wishes } from './wishes.ts';

export type Decision = Pick<
  PublishPlan,
  'added' | 'changed' | 'deleted' | 'unchanged' | 'collisions' | 'altered' | 'inTheWay'
>;

export function noDecision(): Decision {
  return { added: [], changed: [], deleted: [], unchanged: [], collisions: [], altered: [], inTheWay: [] };
}

const NONE: Found = { kind: 'none' };

/** @returns lists in the order of their paths */
export async function decide(wishes: Wishes, found: ReadonlyMap<string, Found>): Promise<Decision> {
  const decision = noDecision();
  const pace = new Pace();
  const ordered = sortBy([...wishes], ([path]) => path);
  // What goes is decided first: a file may be wanted where a folder is that will be empty then.
  for (const [path, wish] of ordered) {
    if (pace.due) await pace.rest();
    if (wish.want === null) decideRemoval(decision, path, wish, found.get(path) ?? NONE);
  }
  const leaving = new Set(decision.deleted.map(({ path }) => path));
  for (const [path, wish] of ordered) {
    if (pace.due) await pace.rest();
    if (wish.want !== null) decideWanted(decision, { path, ...wish.want }, wish, found.get(path) ?? NONE, leaving);
  }
  decision.inTheWay = [...new Set(decision.inTheWay)];
  decision.altered = sortBy(decision.altered, ({ path }) => path);
  return decision;
}

function decideRemoval(decision: Decision, path: string, wish: Wish, lies: Found): void {
  if (lies.kind !== 'file') return;
  const known = wish.known.has(lies.hash);
  if (!known && !wish.ours) return;
  if (!known) decision.altered.push({ path, how: 'changed' });
  decision.deleted.push({ path, hash: lies.hash, size: lies.size });
}

function decideWanted(
  decision: Decision,
  file: BuiltFile,
  wish: Wish,
  lies: Found,
  leaving: ReadonlySet<string>,
): void {
  const { path } = file;
  if (lies.kind === 'file') {
    decidePresent(decision, file, wish, lies);
    return;
  }
  const obstacle = obstacleAt(path, lies, leaving);
  if (obstacle !== null) decision.inTheWay.push(obstacle);
  else if (wish.ours && !wish.known.has(null)) decision.altered.push({ path, how: 'removed' });
  decision.added.push(file);
}

function decidePresent(decision: Decision, file: BuiltFile, wish: Wish, lies: { hash: string; size: number }): void {
  const { path } = file;
  const same = lies.hash === file.hash;
  const known = wish.known.has(lies.hash);
  if (!known && !wish.ours) decision.collisions.push({ path, same });
  if (same) {
    decision.unchanged.push(file);
    return;
  }
  if (!known && wish.ours) decision.altered.push({ path, how: 'changed' });
  decision.changed.push({ ...file, was: lies.hash, wasSize: lies.size });
}

/** What stands where the file has to go and will not be gone by then. */
function obstacleAt(path: string, lies: Found, leaving: ReadonlySet<string>): string | null {
  if (lies.kind === 'below') return leaving.has(lies.by) ? null : lies.by;
  if (lies.kind === 'folder') return lies.files.every((file) => leaving.has(file)) ? null : path;
  return lies.kind === 'other' ? path : null;
}
