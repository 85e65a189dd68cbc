/** The browser host's entry: plain Node, no Electron. All paths are computed here, from out/main/host.js, and passed down. */
import { readFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { createStudio } from '../../studio/studio.ts';
import { mayOpen, openBrowser } from '../choose/open-browser.ts';
import { outliveReaders } from '../common/closed-pipes.ts';
import { galleyHome, sitesFolder } from '../common/home.ts';
import { machineKey } from '../common/machine-key.ts';
import { readHostArguments } from './args.ts';
import { runBrowserHost } from './run.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('../../package.json'), 'utf8')) as { version: string };

outliveReaders();

const stopped = new Promise<void>((stop) => {
  // Ctrl+C reaches a program and its child, and the program passes it on: the second one must not cut the end short.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop());
});

async function main(): Promise<number> {
  const platform = process.platform;
  const userFolder = homedir();
  const home = galleyHome({ environment: process.env, platform, userFolder });
  return runBrowserHost({
    args: readHostArguments(process.argv.slice(2), process.cwd()),
    paths: {
      engine: {
        workerPath: here('worker.js'),
        themesPath: here('../../src/themes'),
        galleyVersion: version,
        ownThread: false,
        machine: machineKey(home),
      },
      enginePath: here('engine.js'),
      examplesPath: here('../../examples'),
      renderer: here('../renderer'),
      home,
      sitesFolder: sitesFolder(userFolder),
    },
    environment: process.env,
    terminal: { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
    user: `${userInfo().username}@${hostname()}`,
    createStudio,
    openBrowser: mayOpen(process.env, platform) ? (url) => openBrowser(url, platform) : null,
    stopped,
  });
}

main().then(
  // Threads and watchers that are still there have nothing left to do.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`Galley could not start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
