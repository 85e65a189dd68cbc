/** Starts the shell: a flat list of calls, each with the reason for its place. */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import type { EngineOptions } from '../../engine/types.ts';
import type { Studio, StudioOptions } from '../../studio/types.ts';
import { galleyHome, sitesFolder } from '../common/home.ts';
import { machineKey } from '../common/machine-key.ts';
import { setupDesktop } from './desktop.ts';
import { setupInstance } from './instance.ts';
import { readArguments, setupOpening, type Wish } from './opening.ts';
import { APP_ORIGIN, previewOrigin } from './origins.ts';
import { setupProtocols } from './protocols.ts';
import { setupQuitting } from './quitting.ts';
import { report } from './report.ts';
import { setupSchemes } from './schemes.ts';
import { setupSecurity } from './security.ts';
import { type AppMenu, setupMenu } from './setup-menu.ts';
import { openWindowMemory } from './window-memory.ts';
import { Windows } from './windows.ts';

export interface AppOptions {
  createStudio(options: StudioOptions): Studio;
  engine: EngineOptions;
  /** Built entries and folders, absolute. */
  enginePath: string;
  examplesPath: string;
  renderer: string;
  preload: string;
  /** Behind the program's own name and the application's folder. */
  args: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
}

/** What `npm start` waits for; exactly this line. */
const WINDOW_SHOWN = '{"galley":"window"}\n';

/** @returns when the first window was asked for, or at once when another Galley took over */
export async function startApp(options: AppOptions): Promise<void> {
  const { environment, platform } = options;
  const home = galleyHome({ environment, platform, userFolder: homedir() });
  const wish = readArguments(options.args, process.cwd());
  // Nothing before `whenReady` may wait: Electron is not ready before this module's first turn has ended.
  setupFolders(home); // first: the lock of the next call lies in them
  const opening = setupOpening(); // before ready: a folder dropped on the icon is told that early
  if (!setupInstance(wish, opening)) return handOver(); // before anything writes
  setupSchemes(); // before ready, or never
  app.enableSandbox(); // before ready: for every page, whatever its window asks for
  await app.whenReady();

  const { page, origin } = pageToShow(environment);
  setupSecurity(origin); // before the first window
  const desktop = setupDesktop(home, platform); // after ready: the system's secret store answers only then
  const studio = options.createStudio({
    engine: { ...options.engine, machine: machineKey(home) },
    enginePath: options.enginePath,
    home,
    sitesFolder: sitesFolder(homedir()),
    examplesPath: options.examplesPath,
    shell: desktop,
    previewOrigin,
    studioOrigin: () => origin,
  });
  setupProtocols(studio, options.renderer); // before the first window asks for its page
  // Only positions of windows can be lost here; the person need not be troubled.
  const memory = await openWindowMemory(
    join(home, 'windows.json'),
    report('Where windows were cannot be read or kept'),
  );
  let menu: AppMenu | null = null;
  const windows = new Windows({
    studio,
    preload: options.preload,
    page,
    origin,
    memory,
    onChange: () => menu?.refresh(),
    onShown: reportWindow(),
  });
  menu = setupMenu(studio, windows, platform); // after the windows, which it speaks to
  setupQuitting({ platform, reopen: () => windows.comeForward(), close: () => closeAll(studio, memory.settled) });
  opening.ask(wish);
  opening.listen((asked) => void grant(asked, windows, studio)); // last: what was asked for meanwhile is opened now
}

/** The name is also what the system's secret store knows us by. All that Chromium keeps lies beside Galley's own state, so that two homes are two Galleys. */
function setupFolders(home: string): void {
  const folder = join(home, 'electron');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  app.setName('Galley');
  app.setPath('userData', folder);
}

/** The Galley that runs already shows its window, which is what was asked for. */
function handOver(): void {
  process.stdout.write(WINDOW_SHOWN, () => app.quit());
}

/** The built window; while Galley itself is being developed, the one that Vite serves. */
function pageToShow(environment: AppOptions['environment']): { page: string; origin: string } {
  const served = app.isPackaged ? undefined : environment.ELECTRON_RENDERER_URL;
  return served ? { page: served, origin: new URL(served).origin } : { page: `${APP_ORIGIN}/`, origin: APP_ORIGIN };
}

async function grant(wish: Wish, windows: Windows, studio: Pick<Studio, 'tour' | 'prepare'>): Promise<void> {
  try {
    if (wish.kind === 'nothing') return windows.comeForward();
    const root = wish.kind === 'site' ? wish.root : await studio.tour(false);
    windows.openSite(root);
    // Not waited for: it is read and built while its window is being loaded. What goes wrong is the window's to show.
    void studio.prepare(root);
  } catch (error) {
    report('The tour could not be opened')(error);
    windows.welcome();
  }
}

async function closeAll(studio: Pick<Studio, 'close'>, settled: () => Promise<void>): Promise<void> {
  await settled();
  await studio.close();
}

function reportWindow(): () => void {
  let reported = false;
  return () => {
    if (!reported) process.stdout.write(WINDOW_SHOWN);
    reported = true;
  };
}
