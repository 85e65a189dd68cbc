/**
 * The shell as built, main process and preload, run by Node with only the module `electron` replaced; its windows are pages of a real
 * Chromium. What this does not show: Electron's own sandbox, its `protocol.handle`, native menus and dialogs.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { FromShell, Question, ToShell } from './messages.ts';
import { guardPages, PageWindow } from './page-window.ts';

/** Where the program lies that `electron-vite build` made; GALLEY_BUILT names another place than out/. */
export const built = process.env.GALLEY_BUILT ?? join(import.meta.dirname, '../../out');

export interface ShellOptions {
  /** Behind the program's name: `--tour`, `--site DIR`. */
  args?: readonly string[];
  /** Folder of the state that outlives a window; absent: a fresh one, which goes when it is closed. */
  home?: string;
}

export interface Shell {
  /** The windows that are open, oldest first. */
  readonly pages: readonly Page[];
  /** Addresses that were handed to the system. */
  readonly opened: readonly string[];
  /** What the program wrote. */
  readonly output: () => string;
  readonly home: string;
  ask<Answer>(question: Question): Promise<Answer>;
  tell(message: ToShell): void;
  /** Resolves when one more window is open than now. */
  nextWindow(): Promise<Page>;
  /** Quits as a person does. @returns the exit code */
  close(): Promise<number>;
}

/** @param page shows the first window; further windows are new pages of its context */
export async function openShell(page: Page, { args = [], home }: ShellOptions = {}): Promise<Shell> {
  const folder = home ?? realpathSync(mkdtempSync(join(tmpdir(), 'galley-e2e-shell-')));
  const standIn = await bundleStandIn();
  const child = startProgram(standIn.file, args, folder);
  const shell = new RunningShell(page, child, folder);
  try {
    await guardPages(page.context(), shell);
    await shell.nextWindow();
  } catch (error) {
    await shell.close();
    throw error;
  } finally {
    standIn.remove();
  }
  const close = async (): Promise<number> => {
    await page.context().unrouteAll({ behavior: 'ignoreErrors' });
    const code = await shell.close();
    if (home === undefined) rmSync(folder, { recursive: true, force: true });
    return code;
  };
  return {
    pages: shell.pages,
    opened: shell.opened,
    output: () => shell.output,
    home: folder,
    ask: (question) => shell.ask(question),
    tell: (message) => shell.tell(message),
    nextWindow: () => shell.nextWindow(),
    close,
  };
}

async function bundleStandIn(): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'galley-stand-in-'));
  const file = join(folder, 'electron.mjs');
  const entryPoints = [join(import.meta.dirname, 'stand-in.ts')];
  await build({ entryPoints, bundle: true, platform: 'node', format: 'esm', outfile: file, logLevel: 'warning' });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function startProgram(standIn: string, args: readonly string[], home: string): ChildProcess {
  const register = pathToFileURL(join(import.meta.dirname, 'register.mjs')).href;
  return spawn(process.execPath, ['--import', register, join(built, 'main/index.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, GALLEY_STAND_IN: pathToFileURL(standIn).href, GALLEY_HOME: home },
  });
}

/** A shell that runs, as its pages see it. */
export class RunningShell {
  readonly pages: Page[] = [];
  readonly opened: string[] = [];
  output = '';
  readonly #windows = new Map<number, PageWindow>();
  readonly #answers = new Map<number, (answer: unknown) => void>();
  readonly #ended: Promise<number>;
  #arrived: ((page: Page) => void)[] = [];
  #late: Page[] = [];
  #nextId = 0;
  #first = true;

  constructor(
    private readonly page: Page,
    private readonly child: ChildProcess,
    readonly home: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => {
        this.output += bytes.toString();
      });
    }
    this.#ended = once(child, 'exit').then(([code]) => Number(code ?? -1));
    child.on('message', (message: FromShell) => void this.#hear(message));
  }

  windowOf(page: Page): number | null {
    return [...this.#windows].find(([, window]) => window.page === page)?.[0] ?? null;
  }

  tell(message: ToShell): void {
    if (this.child.connected) this.child.send(message);
  }

  ask<Answer>(question: Question): Promise<Answer> {
    const id = this.#nextId++;
    const answered = new Promise<unknown>((resolve) => this.#answers.set(id, resolve));
    this.tell({ ...question, id });
    return Promise.race([answered, this.#lost()]) as Promise<Answer>;
  }

  nextWindow(): Promise<Page> {
    const late = this.#late.shift();
    if (late) return Promise.resolve(late);
    const arrived = new Promise<Page>((resolve) => this.#arrived.push(resolve));
    return Promise.race([arrived, this.#lost()]);
  }

  async close(): Promise<number> {
    this.tell({ type: 'quit' });
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    const code = await this.#ended;
    clearTimeout(patience);
    return code;
  }

  async #lost(): Promise<never> {
    const code = await this.#ended;
    throw new Error(`The main process ended with ${code}:\n${this.output}`);
  }

  async #hear(message: FromShell): Promise<void> {
    switch (message.type) {
      case 'answer':
        this.#answers.get(message.id)?.(message.answer);
        this.#answers.delete(message.id);
        return;
      case 'external':
        this.opened.push(message.url);
        return;
      case 'load':
        return this.#open(message);
      case 'send':
        return this.#windows.get(message.window)?.hear(message.text);
      case 'reload':
        return this.#windows.get(message.window)?.reload();
      case 'destroy':
        return this.#windows.get(message.window)?.close();
      default:
    }
  }

  async #open({ window, url, preload }: Extract<FromShell, { type: 'load' }>): Promise<void> {
    const page = this.#first ? this.page : null;
    this.#first = false;
    const shown = page ?? (await this.page.context().newPage());
    const opened = new PageWindow(shown, readFileSync(preload, 'utf8'));
    this.#windows.set(window, opened);
    this.pages.push(shown);
    shown.on('close', () => this.tell({ type: 'close', window }));
    await opened.load(url);
    this.tell({ type: 'ready', window });
    const waiting = this.#arrived.shift();
    if (waiting) waiting(shown);
    else this.#late.push(shown);
  }
}
