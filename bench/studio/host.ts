/** The browser host as built, in a process of its own, with the probe in it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../../scripts/project.ts';

/** Longest time for which the event loop was held up; and without waiting for a processor. Milliseconds. */
export interface Pause {
  delay: number;
  own: number;
}

export interface StudioHost {
  /** With the key. */
  address: string;
  /** The worst since it was asked last. */
  pause(): Promise<Pause>;
  /** Resident memory now and at most, MiB; null where the system does not tell. */
  memory(): { now: number; peak: number } | null;
  close(): Promise<void>;
}

/** @param built folder that `electron-vite build` made @param home folder of the state that outlives a window */
export async function startHost(built: string, home: string): Promise<StudioHost> {
  const probe = pathToFileURL(join(projectRoot(), 'bench/studio/probe.mjs')).href;
  const child = spawn(process.execPath, ['--import', probe, join(built, 'main/host.js'), '--no-open', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, GALLEY_HOME: home },
  });
  const address = await addressOf(child);
  return {
    address,
    pause: async () => {
      const answer = once(child, 'message');
      child.send('pause');
      return (await answer)[0] as Pause;
    },
    memory: () => memoryOf(child.pid ?? 0),
    async close() {
      const closed = once(child, 'exit');
      child.kill('SIGINT');
      await closed;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      output += bytes.toString();
      const address = /"address":"([^"]+)"/.exec(output)?.[1];
      if (address !== undefined) resolve(JSON.parse(`"${address}"`) as string);
    });
    child.once('exit', () => reject(new Error(`The host ended before it was ready: ${output}`)));
  });
}

function memoryOf(pid: number): { now: number; peak: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    return { now: kibibytes('VmRSS') / 1024, peak: kibibytes('VmHWM') / 1024 };
  } catch {
    return null; // Only Linux has such a file.
  }
}
