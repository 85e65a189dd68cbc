/** A disk on which a test ends the program between any two steps, or makes steps fail. */
import { type Disk, realDisk } from '../disk.ts';

export type Step = keyof Disk;

export interface Faults {
  /** The program ends in the n-th step (from 1): of what it writes only the first half arrives, and nothing goes on. */
  dieAt?: number;
  /** A file error code for this step, or null. */
  fail?: (step: Step, path: string) => string | null;
}

export interface FaultyDisk extends Disk {
  /** Steps so far. */
  readonly steps: number;
  /** Resolves when the program has "ended". */
  readonly died: Promise<void>;
}

const forever = new Promise<never>(() => undefined);

export function faultyDisk(faults: Faults): FaultyDisk {
  let steps = 0;
  let dead = false;
  const underWay = new Set<Promise<unknown>>();
  let tellDeath = (): void => undefined;
  const died = new Promise<void>((resolve) => {
    tellDeath = resolve;
  });
  const run = async (step: Step, args: unknown[]): Promise<unknown> => {
    if (dead) return forever;
    steps++;
    const code = faults.fail?.(step, args[0] as string) ?? null;
    if (code !== null) throw Object.assign(new Error(`${code}: ${step}`), { code });
    if (steps === faults.dieAt) {
      dead = true;
      await writeHalf(step, args);
      // What other steps had begun ends before anything else starts, as it does when a process is gone.
      await Promise.allSettled(underWay);
      tellDeath();
      return forever;
    }
    const work = (realDisk[step] as (...args: unknown[]) => Promise<unknown>)(...args);
    underWay.add(work);
    try {
      const result = await work;
      return dead ? forever : result;
    } finally {
      underWay.delete(work);
    }
  };
  const disk = Object.fromEntries(
    (Object.keys(realDisk) as Step[]).map((step) => [step, (...args: unknown[]) => run(step, args)]),
  ) as unknown as Disk;
  return Object.defineProperties(disk, { steps: { get: () => steps }, died: { value: died } }) as FaultyDisk;
}

async function writeHalf(step: Step, args: unknown[]): Promise<void> {
  if (step !== 'create' && step !== 'append') return;
  const [path, bytes] = args as [string, Uint8Array];
  const half = bytes.subarray(0, bytes.length >> 1);
  if (step === 'create') await realDisk.create(path, half, null);
  else await realDisk.append(path, half);
}
