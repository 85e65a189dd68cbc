/** Runs a command as a person would and says how long it took and how much memory it held. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface Measurement {
  /** Seconds from the start of the process to its end. */
  seconds: number;
  /** Peak resident memory of the largest process of the command, MiB; null where nothing can tell. */
  mebibytes: number | null;
}

export interface Command {
  command: string;
  args: readonly string[];
  cwd: string;
  /** Exit codes that count as done: Galley says 2 when the documents themselves have mistakes. */
  accepted: readonly number[];
  /** A folder for the measurement's own file. */
  scratch: string;
}

const gnuTime = '/usr/bin/time';

/** Runs `command` once. @throws Error with the end of its output when it fails */
export async function measure({ command, args, cwd, accepted, scratch }: Command): Promise<Measurement> {
  const timeFile = join(scratch, `time-${process.pid}.txt`);
  const timed = existsSync(gnuTime);
  const line = timed ? [gnuTime, '-q', '-f', '%M', '-o', timeFile, command, ...args] : [command, ...args];
  const began = process.hrtime.bigint();
  const child = spawn(line[0]!, line.slice(1), {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const watch = timed ? null : watchMemory(child.pid!);
  let output = '';
  const keepEnd = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', keepEnd);
  child.stderr.on('data', keepEnd);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const sampled = watch?.() ?? null;
  if (code === null || !accepted.includes(code)) {
    throw new Error(`${[command, ...args].join(' ')} ended with ${code ?? 'a signal'}:\n${output.trim()}`);
  }
  const mebibytes = timed ? Number(readFileSync(timeFile, 'utf8').trim()) / 1024 : sampled;
  rmSync(timeFile, { force: true });
  return { seconds, mebibytes };
}

/** Samples the peak of `pid` and its children until it is stopped; the call that stops it returns MiB or null. */
function watchMemory(pid: number): () => number | null {
  let peak = 0;
  const look = (): void => {
    for (const one of [pid, ...childrenOf(pid)]) peak = Math.max(peak, peakOf(one));
  };
  const timer = setInterval(look, 25);
  return () => {
    clearInterval(timer);
    return peak === 0 ? null : peak / 1024;
  };
}

/** VmHWM of a process in KiB; 0 when it has ended or there is no /proc. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // It ended between two looks.
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return []; // It ended between two looks.
  }
}

/** The middle value; the mean of the middle two. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
