/**
 * Fetches Electron's program with the package's own installer, once. Where its server is blocked the installer can hang for minutes:
 * what arrives is therefore watched on the disk, and nothing for a while is the end.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, finish } from './child.ts';
import type { Environment } from './screen.ts';

export interface Fetching {
  /** Folder of the package `electron`. */
  folder: string;
  /** Node's program. */
  node: string;
  environment: Environment;
  /** Milliseconds without a byte after which it is given up. */
  quietMs: number;
  /** Told how much has arrived, in bytes, a few times a second. */
  onProgress(bytes: number): void;
  /** Given the running installer, to end it with the program. */
  onChild(child: Child): void;
}

const lookMs = 250;

/** @returns null: it is here now; else why not, without a full stop */
export async function fetchElectron({
  folder,
  node,
  environment,
  quietMs,
  onProgress,
  onChild,
}: Fetching): Promise<string | null> {
  const arriving = mkdtempSync(join(tmpdir(), 'galley-electron-'));
  const proxied = environment.HTTPS_PROXY || environment.https_proxy;
  const child = spawn(node, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...environment,
      // Where the installer puts what it has so far.
      ...{ TMPDIR: arriving, TEMP: arriving, TMP: arriving },
      ELECTRON_GET_NO_PROGRESS: '1',
      ...(proxied && { ELECTRON_GET_USE_PROXY: 'true' }),
    },
  });
  onChild(child);
  const watching = watchBytes([arriving, join(folder, 'dist')], quietMs, onProgress, () => void finish(child));
  try {
    const { code, errors } = await outcome(child);
    if (code === 0) return null;
    return watching.silent ? `nothing arrived for ${Math.round(quietMs / 1000)} seconds` : reasonIn(errors);
  } finally {
    watching.stop();
    rmSync(arriving, { recursive: true, force: true });
  }
}

function outcome(child: Child): Promise<{ code: number | null; errors: string }> {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(0, 20_000);
  });
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, errors: error.message }));
    child.on('close', (code) => resolve({ code, errors }));
  });
}

function watchBytes(
  folders: readonly string[],
  quietMs: number,
  onProgress: (bytes: number) => void,
  onSilence: () => void,
): { readonly silent: boolean; stop(): void } {
  const total = (): number => folders.reduce((sum, folder) => sum + bytesIn(folder), 0);
  const first = total();
  let last = first;
  let changed = Date.now();
  const watching = { silent: false, stop: () => clearInterval(timer) };
  const timer = setInterval(
    () => {
      const now = total();
      // Unpacking moves what was fetched: less is a sign of life, too.
      if (now !== last) changed = Date.now();
      last = now;
      onProgress(Math.max(0, now - first));
      if (Date.now() - changed < quietMs) return;
      watching.silent = true;
      watching.stop();
      onSilence();
    },
    Math.min(lookMs, quietMs),
  );
  return watching;
}

function bytesIn(folder: string): number {
  try {
    return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
      const path = join(folder, entry.name);
      return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size);
    }, 0);
  } catch (error) {
    // Not there yet, or gone since it was listed.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** The line that says something, of a stack. */
function reasonIn(errors: string): string {
  const lines = errors.split('\n').map((line) => line.trim());
  const line = lines.find((text) => /E[A-Z]{4,}|Response code|certificate/.test(text)) ?? lines.find(Boolean);
  const reason = line?.replace(/^\w*Error: /, '').replace(/\.$/, '');
  // All that Node's fetch says when there is no way to a server.
  if (reason === 'fetch failed') return 'its server cannot be reached';
  return reason?.slice(0, 200) ?? 'the installer said nothing';
}
