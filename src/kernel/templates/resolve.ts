import { posix } from 'node:path';

/** Lookup name of a template as another one names it: `./x` and `../x` count from that one's folder. */
export function resolveName(name: string, from: string): string {
  return name.startsWith('./') || name.startsWith('../') ? posix.join(posix.dirname(from), name) : name;
}
