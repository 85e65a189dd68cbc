/** Children of the program that starts Galley: none outlives it. */
import type { ChildProcess } from 'node:child_process';

export type Child = ChildProcess;

const graceMs = 1500;

/** Asks it to end, and makes it end. @returns when it has */
export function finish(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.once('close', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}
