import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { startStudio, usualPatience } from '../../main/hosts/choose/start-studio.ts';
import { type Options, UsageError } from '../args.ts';
import { homeFolder } from '../home.ts';
import type { Host } from '../host.ts';

/** Opens the studio, on the host that fits, and ends with it. */
export async function studio(words: readonly string[], options: Options, host: Host): Promise<number> {
  if (options.browser && options.electron) throw new UsageError('--browser and --electron cannot both be had.');
  const { platform } = process;
  return startStudio(
    {
      host: options.browser ? 'browser' : options.electron ? 'electron' : null,
      site: siteOf(words, host.folder),
      tour: false,
      open: !options.noOpen,
      json: options.json,
      port: options.port,
    },
    {
      // The built worker is out/main/worker.js.
      root: resolve(dirname(host.engine.workerPath), '../..'),
      home: homeFolder(host),
      environment: host.environment,
      platform,
      node: process.execPath,
      out: (text) => host.out.write(text),
      err: (text) => host.err.write(text),
      isTerminal: host.err.isTTY ?? false,
      again: 'galley studio --electron',
      patience: usualPatience,
      onStop: (stop) => host.onStop(stop),
    },
  );
}

/** The folder that was named; else the one that one is in, if it is a site; null: Welcome. */
function siteOf([named, ...more]: readonly string[], folder: string): string | null {
  if (more.length > 0) throw new UsageError(`One site at a time: “${more[0]}” is one too many.`);
  if (named === undefined) return existsSync(join(folder, 'site.yaml')) ? folder : null;
  const site = resolve(folder, named);
  if (existsSync(site) && statSync(site).isDirectory()) return site;
  throw new UsageError(`There is no folder “${named}”.`);
}
