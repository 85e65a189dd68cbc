/** `npm start`: builds what is stale, asks nothing, and opens Galley where it can be seen. */
import { homedir } from 'node:os';
import { type StudioWish, startStudio, usualPatience } from '../src/main/hosts/choose/start-studio.ts';
import { galleyHome } from '../src/main/hosts/common/home.ts';
import { projectRoot } from './project.ts';
import { readStart, startHelp } from './start/arguments.ts';
import { buildWhenStale } from './start/build.ts';

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
  return buildWhenStale(root) ? open(wish) : 1;
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
