import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Options } from '../args.ts';
import { openNamedSite, printReport, runBuild } from '../building.ts';
import type { Host } from '../host.ts';
import { exitCodeOf } from '../terminal/verdict.ts';

/** A whole build into a temporary folder: what is checked is what would be published, and public/ stays as it is. */
export async function check(words: readonly string[], options: Options, host: Host): Promise<number> {
  const site = await openNamedSite(words, host);
  const stopping = new AbortController();
  const unlisten = host.onStop(() => stopping.abort());
  // The same name for the same site: the engine keeps one list of outputs for each folder that it ever wrote to.
  const name = createHash('sha256').update(site.root).digest('hex').slice(0, 16);
  const out = join(tmpdir(), `galley-check-${process.getuid?.() ?? 0}-${name}`);
  try {
    const report = await runBuild(site, { ...options, adopt: true }, out, host, stopping.signal);
    if (!options.json) await printReport(report, site, options, host);
    return exitCodeOf(report, options.strict);
  } finally {
    unlisten();
    await site.close();
    await rm(out, { recursive: true, force: true });
  }
}
