#!/usr/bin/env node
/** The program `galley`. Only what every command needs is loaded here: a command loads the rest itself. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitCodes } from './host.ts';
import { nodeRefusal } from './node-version.ts';
import { runCommandLine } from './run.ts';

/** From out/main/cli.js. */
const packageRoot = new URL('../../', import.meta.url);
const { version, engines } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {
  version: string;
  engines: { node: string };
};

const refusal = nodeRefusal(engines.node, process.versions.node);
if (refusal !== null) process.stderr.write(`${refusal}\n`);
process.exitCode = refusal === null ? await run() : exitCodes.couldNotRun;

function run(): Promise<number> {
  return runCommandLine(process.argv.slice(2), {
    engine: {
      workerPath: fileURLToPath(new URL('worker.js', import.meta.url)),
      themesPath: fileURLToPath(new URL('src/themes', packageRoot)),
      galleyVersion: version,
      ownThread: true,
    },
    startersPath: fileURLToPath(new URL('examples', packageRoot)),
    folder: process.cwd(),
    out: process.stdout,
    err: process.stderr,
    noColor: process.env.NO_COLOR !== undefined && process.env.NO_COLOR !== '',
    onStop: listenForStop,
  });
}

/** Ctrl+C and a polite kill; the second one ends the program at once. */
function listenForStop(stop: () => void): () => void {
  let asked = false;
  const hear = (): void => {
    if (asked) process.exit(1);
    asked = true;
    stop();
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  return () => {
    process.off('SIGINT', hear);
    process.off('SIGTERM', hear);
  };
}
