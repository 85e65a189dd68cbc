/**
 * Packages that most documents do not need, or that only some threads need, are loaded at first use: loading them with the
 * module would cost every start of the command line. `require` is synchronous, as parsing is, and leaves the package
 * outside the bundle, where its own files are found. (A constant called `require` would clash with the bundler's own.)
 */
import { createRequire } from 'node:module';

const requireHere = createRequire(import.meta.url);

/** @param name a package of `dependencies`, or a path inside one */
export function load<T>(name: string): T {
  return requireHere(name) as T;
}
