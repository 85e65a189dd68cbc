#!/usr/bin/env node
/** The program `galley`. Only what every command needs is loaded here: a command loads the rest itself. */
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { outliveReaders } from '../main/hosts/common/closed-pipes.ts';
import { machineKey } from '../main/hosts/common/machine-key.ts';
import { homeFolder } from './home.ts';
import { exitCodes } from './host.ts';
import { nodeRefusal } from './node-version.ts';
import { runCommandLine } from './run.ts';
import { createAsk } from './terminal/ask.ts';

// A build is short, and V8 compiles its hot functions on the cores that render: with its usual amount of inlining that was
// 27 % of the processor time of 10,000 pages. With less of it the whole build is 6 % faster (docs/adr/cold-builds.md).
setFlagsFromString('--max-inlined-bytecode-size-cumulative=250');

/** From out/main/cli.js. */
const packageRoot = new URL('../../', import.meta.url);
const { version, engines } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {
  version: string;
  engines: { node: string };
};

// Programs that are run from here (Git, a browser) are not told the token. It is no argument, since those can be read by others.
const { GALLEY_TOKEN: token, ...environment } = process.env;
delete process.env.GALLEY_TOKEN;

outliveReaders();

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
      machine: machineKey(homeFolder({ environment })),
    },
    startersPath: fileURLToPath(new URL('examples', packageRoot)),
    folder: process.cwd(),
    out: process.stdout,
    err: process.stderr,
    noColor: environment.NO_COLOR !== undefined && environment.NO_COLOR !== '',
    environment,
    token: token || null,
    ask: isatty(0) && isatty(1) ? createAsk(() => process.stdin, process.stdout) : null,
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
