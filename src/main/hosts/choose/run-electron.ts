/** Starts the shell and waits for its window: a program that is there need not run (as root, without its sandbox, without libraries). */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Child, finish } from './child.ts';
import type { Environment } from './screen.ts';

/** What the shell says when its first window is shown, or when the one that runs already took over. */
const windowShown = '{"galley":"window"}';

export interface ElectronRun {
  binary: string;
  args: readonly string[];
  environment: Environment;
  /** Milliseconds within which a window must be shown. */
  windowMs: number;
  /** What it says beside that. */
  onOutput(text: string): void;
  onChild(child: Child): void;
}

/** @returns the exit code after a window was shown; else why none was, in Electron's words and without a full stop */
export async function runElectron(run: ElectronRun): Promise<{ code: number } | { reason: string }> {
  const { ELECTRON_RUN_AS_NODE: _plainNode, ...environment } = run.environment;
  const child = spawn(run.binary, run.args, { stdio: ['ignore', 'pipe', 'pipe'], env: environment });
  run.onChild(child);
  const ended = endOf(child);
  const errors = new Tail(child.stderr);
  const shown = await Promise.race([windowOf(child.stdout, run.onOutput), ended.then(() => false), late(run.windowMs)]);
  if (shown === true) {
    errors.passTo(run.onOutput);
    const { code, signal } = await ended;
    return { code: code ?? (signal === null ? 1 : 0) };
  }
  if (shown === 'late') await finish(child);
  const end = await ended;
  return { reason: reasonIn(errors.text) ?? plainReason(shown === 'late', run.windowMs, end) };
}

interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
  error: Error | null;
}

function endOf(child: Child): Promise<End> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
    child.on('close', (code, signal) => resolve({ code, signal, error: null }));
  });
}

function windowOf(stdout: Readable, onOutput: (text: string) => void): Promise<true> {
  return new Promise((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === windowShown) resolve(true);
      else onOutput(`${line}\n`);
    });
  });
}

function late(milliseconds: number): Promise<'late'> {
  return new Promise((resolve) => setTimeout(() => resolve('late'), milliseconds).unref());
}

/** What was said last, for whoever asks later. */
class Tail {
  text = '';
  #onOutput: ((text: string) => void) | null = null;

  constructor(stream: Readable) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      if (this.#onOutput) this.#onOutput(part);
      else this.text = (this.text + part).slice(-20_000);
    });
  }

  /** What was said so far was chatter of a start that went well. */
  passTo(onOutput: (text: string) => void): void {
    this.#onOutput = onOutput;
  }
}

/** The line that says why, without Chromium's prefix: "[42:0101/120000.1:FATAL:zygote.cc(127)] No usable sandbox!" */
function reasonIn(text: string): string | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line =
    lines.find((one) => /:FATAL:|sandbox|shared librar/i.test(one)) ??
    lines.find((one) => /error/i.test(one)) ??
    lines[0];
  const plain = line?.replace(/^\[[^\]]*\]\s*/, '').replace(/[.!\s]+$/, '');
  return plain ? plain.slice(0, 300) : null;
}

function plainReason(isLate: boolean, windowMs: number, { code, signal, error }: End): string {
  if (isLate) return `nothing, and no window came within ${Math.round(windowMs / 1000)} seconds`;
  if (error) return error.message;
  return `nothing, and it ended with ${signal ?? `code ${code}`}`;
}
