import { resolve } from 'node:path';
import type { Options } from '../args.ts';
import { openNamedSite, printReport, runBuild } from '../building.ts';
import type { Host } from '../host.ts';
import { exitCodeOf } from '../terminal/verdict.ts';

export async function build(words: readonly string[], options: Options, host: Host): Promise<number> {
  const site = await openNamedSite(words, host);
  const stopping = new AbortController();
  const unlisten = host.onStop(() => stopping.abort());
  try {
    const out = options.out === null ? null : resolve(host.folder, options.out);
    const report = await runBuild(site, options, out, host, stopping.signal);
    if (!options.json) await printReport(report, site, options, host);
    return exitCodeOf(report, options.strict);
  } finally {
    unlisten();
    await site.close();
  }
}
