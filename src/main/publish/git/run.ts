/**
 * Runs the system's Git. Not through simple-git: content is streamed into Git, and its guard refuses the very settings that
 * keep a stranger's repository from running programs (docs/adr/publishing.md).
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { errorCode } from '../file-problem.ts';
import { PublishProblem } from '../types.ts';

const MOST_ERROR_TEXT = 20_000;

export interface GitRun {
  code: number;
  stdout: Buffer;
  stderr: string;
}

export interface GitOptions {
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** @throws PublishProblem 'no-git'; the signal's reason when it was cancelled */
export async function runGit(args: readonly string[], options: GitOptions): Promise<GitRun> {
  options.signal?.throwIfAborted();
  const child = startGit(args, options);
  child.stdin.end();
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  const stderr = collectText(child);
  const stop = (): void => void child.kill();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const code = await ended(child);
    options.signal?.throwIfAborted();
    return { code, stdout: Buffer.concat(pieces), stderr: stderr() };
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

export function startGit(args: readonly string[], { env }: GitOptions): ChildProcessWithoutNullStreams {
  const child = spawn('git', args, { env, cwd: tmpdir(), windowsHide: true });
  // A pipe that breaks is told by the exit code.
  child.stdin.on('error', () => {});
  return child;
}

/** @returns the exit code; -1 when it was killed. @throws PublishProblem 'no-git' */
export function ended(child: ChildProcessWithoutNullStreams): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(errorCode(error) === 'ENOENT' ? noGit() : error));
    child.once('close', (code) => resolve(code ?? -1));
  });
}

/** What it says on its second channel, so far. */
export function collectText(child: ChildProcessWithoutNullStreams): () => string {
  let text = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (piece: string) => {
    if (text.length < MOST_ERROR_TEXT) text += piece;
  });
  return () => text;
}

export function noGit(): PublishProblem {
  const message = 'Git is not installed on this computer, so Galley cannot publish to a Git repository.';
  const advice = 'Install Git from git-scm.com and start Galley again, or publish to a folder instead.';
  return new PublishProblem('no-git', message, advice);
}

/** Whether there is a Git that can be run. */
export async function hasGit(): Promise<boolean> {
  try {
    const { code } = await runGit(['--version'], { env: { ...process.env } });
    return code === 0;
  } catch (error) {
    if (error instanceof PublishProblem) return false;
    throw error;
  }
}
