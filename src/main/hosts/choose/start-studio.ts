/** Starts the studio on the host that fits here: Electron's window where there is a screen and a program, else the person's browser. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, finish } from './child.ts';
import { type Decision, decideHost, notFetched, noWindow } from './decide.ts';
import { electronPackage, findElectron } from './electron-binary.ts';
import { forgetFailure, recentFailure, rememberFailure } from './electron-failure.ts';
import { fetchElectron } from './fetch-electron.ts';
import { Progress } from './progress.ts';
import { runElectron } from './run-electron.ts';
import { type Environment, hasScreen } from './screen.ts';

export interface StudioWish {
  host: 'browser' | 'electron' | null;
  /** Absolute; null: Welcome, or the tour. */
  site: string | null;
  tour: boolean;
  open: boolean;
  json: boolean;
  port: number | null;
}

/** The process that the studio is started from. */
export interface Starter {
  /** Galley's own folder: its package.json, and out/ built. */
  root: string;
  /** Where Galley's state is kept. */
  home: string;
  environment: Environment;
  platform: NodeJS.Platform;
  /** Node's program. */
  node: string;
  out(text: string): void;
  err(text: string): void;
  /** The text may be overwritten on the same line. */
  isTerminal: boolean;
  /** The command that asks for Electron again, for the person to type. */
  again: string;
  /** Milliseconds until a window, and between two bytes. */
  patience: { windowMs: number; quietMs: number };
  /** Calls `stop` when the person wants it to end; the result takes the listener away. */
  onStop(stop: () => void): () => void;
}

/** As STUDIO has it: ten seconds for either. */
export const usualPatience = { windowMs: 10_000, quietMs: 10_000 };

/** @returns the exit code: that of the host; 0 when it was asked to end */
export async function startStudio(wish: StudioWish, starter: Starter): Promise<number> {
  const started = new Started(wish, starter);
  const unlisten = starter.onStop(() => started.stop());
  try {
    const code = await started.run();
    return started.stopped ? 0 : code;
  } finally {
    unlisten();
  }
}

class Started {
  stopped = false;
  #child: Child | null = null;

  constructor(
    private readonly wish: StudioWish,
    private readonly starter: Starter,
  ) {}

  stop(): void {
    this.stopped = true;
    if (this.#child) void finish(this.#child);
  }

  async run(): Promise<number> {
    const { root } = this.starter;
    if (!existsSync(join(root, 'out/main/host.js'))) {
      this.starter.err('Galley has not been built. Run “npm run build” in its folder first.\n');
      return 1;
    }
    const decision = this.#decide();
    if (decision.host === 'browser') return this.#browser(decision.because);
    const problem = decision.host === 'fetch' ? await this.#fetch() : null;
    if (this.stopped) return 0;
    return problem === null ? this.#electron() : this.#browser(problem);
  }

  #decide(): Decision {
    const { root, home, environment, platform, again } = this.starter;
    return decideHost({
      asked: this.wish.host,
      screen: hasScreen(environment, platform),
      binary: findElectron(root, environment, platform) !== null,
      fetchable: electronPackage(root) !== null,
      failure: recentFailure(home, new Date()),
      again,
    });
  }

  /** @returns why there is no Electron; null: there is */
  async #fetch(): Promise<string | null> {
    const { root, home, environment, node, patience, again } = this.starter;
    const progress = new Progress(this.starter, this.wish.json);
    const reason = await fetchElectron({
      folder: electronPackage(root) as string,
      node,
      environment,
      quietMs: patience.quietMs,
      onProgress: (bytes) => progress.show(bytes),
      onChild: (child) => this.#adopt(child),
    });
    progress.end();
    if (this.stopped) return null;
    if (reason === null) {
      forgetFailure(home);
      return null;
    }
    rememberFailure(home, reason, new Date());
    return notFetched(reason, again);
  }

  async #electron(): Promise<number> {
    const { root, environment, platform, patience, err } = this.starter;
    const binary = findElectron(root, environment, platform);
    if (binary === null) return this.#browser(noWindow('its program is not where it was put'));
    const end = await runElectron({
      binary,
      args: [root, ...this.#siteArguments()],
      environment,
      windowMs: patience.windowMs,
      onOutput: (text) => err(text),
      onChild: (child) => {
        this.#adopt(child);
        if (this.wish.json) child.once('spawn', () => this.starter.out('{"type":"starting","host":"electron"}\n'));
      },
    });
    if ('code' in end || this.stopped) return 'code' in end ? end.code : 0;
    return this.#browser(noWindow(end.reason));
  }

  #browser(because: string | null): Promise<number> {
    const { root, node, environment } = this.starter;
    const { open, json, port } = this.wish;
    const args = [
      join(root, 'out/main/host.js'),
      ...this.#siteArguments(),
      ...(open ? [] : ['--no-open']),
      ...(json ? ['--json'] : []),
      ...(port === null ? [] : ['--port', String(port)]),
      ...(because === null ? [] : ['--because', because]),
    ];
    const child = spawn(node, args, { stdio: ['ignore', 'inherit', 'inherit'], env: environment });
    this.#adopt(child);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  }

  #adopt(child: Child): void {
    this.#child = child;
    if (this.stopped) void finish(child);
  }

  #siteArguments(): string[] {
    const { site, tour } = this.wish;
    if (site !== null) return ['--site', site];
    return tour ? ['--tour'] : [];
  }
}
