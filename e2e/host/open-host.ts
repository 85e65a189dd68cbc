/** The browser host as built, with a state folder of its own, and a plain line to it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Where the program lies that `electron-vite build` made; GALLEY_BUILT names another place than out/. */
const built = process.env.GALLEY_BUILT ?? join(import.meta.dirname, '../../out');

export interface BrowserHost {
  /** With the key. */
  address: string;
  port: number;
  key: string;
  home: string;
  /** How the site was, as `--json` says it. */
  verdict: unknown;
  /** Ctrl+C. @returns the exit code */
  close(): Promise<number | null>;
  /** An end without a goodbye. */
  kill(): Promise<void>;
}

export interface HostOptions {
  /** `--tour`, or `--site` and a folder. */
  args?: readonly string[];
  /** Folder of the state that outlives a window; absent: a fresh one, which goes when the host is closed. */
  home?: string;
}

/** @throws Error when it ends before it is ready */
export async function openHost({ args = [], home }: HostOptions = {}): Promise<BrowserHost> {
  const folder = home ?? realpathSync(mkdtempSync(join(tmpdir(), 'galley-e2e-host-')));
  const child = spawn(process.execPath, [join(built, 'main/host.js'), '--json', '--no-open', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GALLEY_HOME: folder },
  });
  const ready = await firstLine(child);
  const { address, port, verdict } = JSON.parse(ready) as { address: string; port: number; verdict: unknown };
  const key = new URLSearchParams(new URL(address).hash.slice(1)).get('key') ?? '';
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const closed = once(child, 'close');
    if (child.exitCode === null) child.kill(signal);
    await closed;
    if (home === undefined) rmSync(folder, { recursive: true, force: true });
    return child.exitCode;
  };
  return {
    address,
    port,
    key,
    home: folder,
    verdict,
    close: () => end('SIGINT'),
    kill: async () => void (await end('SIGKILL')),
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) return line;
  throw new Error('The host ended before it was ready.');
}
