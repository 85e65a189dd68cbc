/** `npm start`: builds what is stale, asks nothing, and opens Galley where it can be seen. */
import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type StudioWish, startStudio, usualPatience } from '../src/main/hosts/choose/start-studio.ts';
import { galleyHome } from '../src/main/hosts/common/home.ts';
import { projectRoot } from './project.ts';
import { readStart, startHelp } from './start/arguments.ts';
import { isStale } from './start/stale.ts';

const root = projectRoot();

async function main(): Promise<number> {
  const wish = readStart(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if (wish === 'help') {
    process.stdout.write(startHelp);
    return 0;
  }
  if ('problem' in wish) {
    process.stderr.write(`${wish.problem}\n\n${startHelp}`);
    return 1;
  }
  return isStale(root) && !build() ? 1 : open(wish);
}

/** Said on the other stream: the events of `--json` are alone on theirs. */
function build(): boolean {
  process.stderr.write('Building Galley; this takes a moment the first time.\n');
  const program = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { status } = spawnSync(process.execPath, [program, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) process.stderr.write('Galley could not be built; the lines above say why.\n');
  return status === 0;
}

function open(wish: StudioWish): Promise<number> {
  const { env, platform } = process;
  return startStudio(wish, {
    root,
    home: galleyHome({ environment: env, platform, userFolder: homedir() }),
    environment: env,
    platform,
    node: process.execPath,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY ?? false,
    again: 'npm start -- --electron',
    patience: usualPatience,
    onStop: listenForStop,
  });
}

function listenForStop(stop: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

process.exitCode = await main();
