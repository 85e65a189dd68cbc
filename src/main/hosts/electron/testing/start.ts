/** The shell as it starts, on the stand-in for Electron, with a home of its own. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { startApp } from '../app.ts';
import { LISTENING } from '../line.ts';
import { APP_ORIGIN } from '../origins.ts';
import { app, desktop } from './fake-electron.ts';
import { type FakeStudio, fakeStudio, type Line } from './fake-studio.ts';
import { type FakeWindow, frame, FakeWindow as Windows } from './fake-window.ts';

export interface StartOptions {
  args?: string[];
  platform?: NodeJS.Platform;
  environment?: Record<string, string>;
  /** Continue with the state of an earlier start. */
  home?: string;
}

export interface Started {
  /** Undefined: another Galley took over. */
  studio: FakeStudio | undefined;
  home: string;
  /** What was written to standard output. */
  said: string[];
  /** The person quits, and the studio saves everything; the home stays. */
  quit(): Promise<void>;
  end(): Promise<void>;
}

/** Call `resetDesktop` first. */
export async function start({
  args = [],
  platform = 'linux',
  environment = {},
  home,
}: StartOptions = {}): Promise<Started> {
  const folder = home ?? (await realpath(await mkdtemp(join(tmpdir(), 'galley-shell-'))));
  const renderer = join(folder, 'renderer');
  await mkdir(renderer, { recursive: true });
  await writeFile(join(renderer, 'index.html'), '<!doctype html><title>Galley</title>');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  const said: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
    said.push(text);
    done?.();
    return true;
  }) as never);
  let studio: FakeStudio | undefined;
  await startApp({
    createStudio: (options) => {
      studio = fakeStudio(options);
      return studio;
    },
    engine: { workerPath: '/w.js', themesPath: '/themes', galleyVersion: '1', ownThread: false },
    enginePath: '/engine.js',
    examplesPath: '/examples',
    renderer,
    preload: '/preload.cjs',
    args,
    environment: { GALLEY_HOME: folder, ...environment },
    platform,
  });
  const quit = async (): Promise<void> => {
    if (studio && desktop.exitCode === null) await quitApp(studio);
  };
  const end = async (): Promise<void> => {
    await quit();
    stdout.mockRestore();
    await rm(folder, { recursive: true, force: true });
  };
  return { studio, home: folder, said, quit, end };
}

/** How often is looked, in milliseconds. */
const soon = { interval: 5 };

async function quitApp(studio: FakeStudio): Promise<void> {
  app.quit();
  await vi.waitFor(() => expect(studio.closing).not.toBeNull(), soon);
  studio.closing?.resolve();
  await vi.waitFor(() => expect(desktop.exitCode).not.toBeNull(), soon);
}

/** The page of a window was loaded and listens. @returns its line to the studio */
export function listen(studio: FakeStudio, window: FakeWindow): Line {
  window.contents.speak(LISTENING, undefined, frame(`${APP_ORIGIN}/`));
  return studio.lines.at(-1)!;
}

/** The only window. */
export function onlyWindow(): FakeWindow {
  if (Windows.all.length !== 1) throw new Error(`There are ${Windows.all.length} windows.`);
  return Windows.all[0]!;
}
