/** The Electron shell's entry: all paths are computed here, from out/main/index.js, and passed down. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { createStudio } from '../../studio/studio.ts';
import { outliveReaders } from '../common/closed-pipes.ts';
import { startApp } from './app.ts';
import { ownArguments } from './opening.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('../../package.json'), 'utf8')) as { version: string };

outliveReaders();

// Not awaited: Electron becomes ready only after this module has been evaluated.
startApp({
  createStudio,
  engine: {
    workerPath: here('worker.js'),
    themesPath: here('../../src/themes'),
    galleyVersion: version,
    ownThread: false,
  },
  enginePath: here('engine.js'),
  examplesPath: here('../../examples'),
  renderer: here('../renderer'),
  preload: here('../preload/index.cjs'),
  args: ownArguments(process.argv, app.isPackaged),
  environment: process.env,
  platform: process.platform,
}).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(error);
  dialog.showErrorBox('Galley could not start', reason);
  app.exit(1);
});
