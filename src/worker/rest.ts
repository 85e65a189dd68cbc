/** Between two builds: what the last one needed is let go, and its memory given back. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { forgetSites } from './loaded-site.ts';

/**
 * Collected by itself, a heap is left to grow to several times what is alive in it: half a gigabyte in each thread after a few builds
 * of ten thousand pages. Nobody waits for this thread now.
 */
export function rest(): undefined {
  if (forgetSites()) collector()();
}

let known: (() => void) | null = null;

function collector(): () => void {
  if (known === null) {
    setFlagsFromString('--expose-gc');
    known = runInNewContext('gc') as () => void;
    setFlagsFromString('--no-expose-gc');
  }
  return known;
}
