/** The browser host from its start to its end. Everything of the process that it runs in is given to it. */
import { contractHash } from '../../../shared/contract/hash.ts';
import type { Prepared, Studio, StudioOptions } from '../../studio/types.ts';
import type { Environment } from '../choose/screen.ts';
import type { HostArguments } from './args.ts';
import { askRunning, type RunningHost } from './hand-over.ts';
import { makeKey } from './key.ts';
import { previewOrigin, studioOrigin } from './names.ts';
import { sessionSecrets } from './secrets.ts';
import { type BrowserServer, startServer } from './server.ts';
import { type HostState, readState, saveState } from './state.ts';
import { handedOverText, openedText } from './words.ts';

export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

export interface Program {
  args: HostArguments;
  paths: Pick<StudioOptions, 'engine' | 'enginePath' | 'home' | 'sitesFolder' | 'examplesPath'> & { renderer: string };
  environment: Environment;
  terminal: Terminal;
  /** "ana@desk" */
  user: string;
  createStudio(options: StudioOptions): Studio;
  /** null: no browser may be opened here. @returns whether one was */
  openBrowser: ((url: string) => Promise<boolean>) | null;
  /** Settles when the person wants it to end. */
  stopped: Promise<void>;
}

/** How long the end may take: nobody waits longer for Ctrl+C. What is typed is in the recovery log by then. */
const farewellMs = 700;
/** How long the address may wait for the verdict. */
const verdictMs = 15_000;

const capabilities = {
  folderDialog: false,
  dropFolder: false,
  revealFile: false,
  nativeMenu: false,
  // Further tabs: the window opens them by itself.
  windows: true,
  openExternal: false,
  secretStore: 'session',
} as const;

/** @returns the exit code: 0 ended by the person or handed over, 1 could not run */
export async function runBrowserHost(program: Program): Promise<number> {
  const state = await readState(program.paths.home, new Date());
  const { tour, site } = program.args;
  const running = state && (await askRunning(state, tour ? 'tour' : site === null ? null : { site }));
  return running ? handOver(running, program) : serve(program, state);
}

async function handOver(running: RunningHost, { args, openBrowser, terminal }: Program): Promise<number> {
  const opened = args.open && openBrowser !== null && (await openBrowser(running.ticket));
  if (args.json) terminal.out(`${JSON.stringify({ type: 'handed-over', address: running.address })}\n`);
  else terminal.out(handedOverText(running.address, opened, running.contract !== contractHash));
  return 0;
}

async function serve(program: Program, state: HostState | null): Promise<number> {
  const { args, paths, stopped } = program;
  let server: BrowserServer | null = null;
  const port = (): number => server?.port ?? 0;
  const { renderer, ...own } = paths;
  const studio = program.createStudio({
    ...own,
    shell: { capabilities, secrets: sessionSecrets() },
    previewOrigin: (key) => previewOrigin(key, port()),
    studioOrigin: () => studioOrigin(port()),
  });
  try {
    server = await startAndRemember(program, studio, renderer, state);
    if (server === null) return 1;
    const ended = await Promise.race([welcome(program, studio, server), stopped.then(() => 'stopped' as const)]);
    if (ended !== 'stopped') await stopped;
    return 0;
  } finally {
    await Promise.race([studio.close(), pause(farewellMs)]);
    await server?.close();
    if (!args.json) program.terminal.out('\n');
  }
}

/** The last port first, so that open tabs find their way back. @returns null: it cannot be had, and that was said */
async function startAndRemember(
  { args, paths, environment, terminal }: Program,
  studio: Studio,
  renderer: string,
  state: HostState | null,
): Promise<BrowserServer | null> {
  const start = (port: number, key: string): Promise<BrowserServer> =>
    startServer(
      {
        studio,
        renderer,
        developer: environment.ELECTRON_RENDERER_URL || null,
        key,
        version: paths.engine.galleyVersion,
        onFailure: (error) => terminal.err(`${describe(error)}\n`),
      },
      port,
    );
  let key = state?.key ?? makeKey();
  let made = state?.made ?? new Date().toISOString();
  let server: BrowserServer;
  try {
    server = await start(args.port ?? state?.port ?? 0, key);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (args.port !== null) return complain(args, terminal, portRefusal(error, args.port));
    // Another program has our port, and open tabs may have told it the key.
    key = makeKey();
    made = new Date().toISOString();
    server = await start(0, key);
  }
  await saveState(paths.home, { port: server.port, key, made });
  return server;
}

function isTaken(error: unknown): error is NodeJS.ErrnoException {
  return ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function portRefusal(error: NodeJS.ErrnoException, port: number): string {
  return error.code === 'EACCES'
    ? `Port ${port} may not be used by you. Choose one above 1023 with --port, or leave it out.`
    : `Another program uses port ${port}. Choose another one with --port, or leave it out.`;
}

function complain(args: HostArguments, terminal: Terminal, message: string): null {
  if (args.json) terminal.out(`${JSON.stringify({ type: 'could-not-run', message })}\n`);
  else terminal.err(`${message}\n`);
  return null;
}

/** Opens the site, says how it is and where, and opens the browser. */
async function welcome(program: Program, studio: Studio, server: BrowserServer): Promise<void> {
  const { args, openBrowser, terminal, user } = program;
  const site = args.tour ? await studio.tour(false) : args.site;
  const prepared = site === null ? null : await Promise.race([studio.prepare(site), pause(verdictMs).then(() => null)]);
  const opened = args.open && openBrowser !== null && (await openBrowser(server.ticket(site)));
  const address = server.address(site);
  const { port } = server;
  const { because, tour } = args;
  terminal.out(
    args.json
      ? `${JSON.stringify({ type: 'ready', address, port, site, because, opened, verdict: prepared satisfies Prepared | null })}\n`
      : openedText({ address, port, site, prepared, opened, because, user, tour }),
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}
