import { posix } from 'node:path';
import { nearestName } from './missing.ts';

/** Lookup name of a template as another one names it: `./x` and `../x` count from that one's folder. */
export function resolveName(name: string, from: string): string {
  return name.startsWith('./') || name.startsWith('../') ? posix.join(posix.dirname(from), name) : name;
}

function stem(name: string): string {
  return posix.basename(name, posix.extname(name));
}

/** The template that may have been meant: the same file name in another folder, or one that is near. '' when there is none. */
export function nearestTemplate(name: string, names: readonly string[]): string {
  const folder = posix.dirname(name);
  const sorted = [...names].sort((a, b) => Number(posix.dirname(b) === folder) - Number(posix.dirname(a) === folder));
  const wanted = stem(name);
  const found = sorted.some((other) => stem(other) === wanted) ? wanted : nearestName(wanted, sorted.map(stem));
  return found === '' ? '' : (sorted.find((other) => stem(other) === found) ?? '');
}
