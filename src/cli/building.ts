/** What `build`, `check` and `serve` have in common: one build, its progress, its report as text. */
import { resolve } from 'node:path';
import type { BuildRequest, Site } from '../main/engine/types.ts';
import type { BuildEvent, BuildReport } from '../shared/report.ts';
import { type Options, UsageError } from './args.ts';
import type { Host } from './host.ts';
import { verdict } from './terminal/verdict.ts';

/** Opens the site that the words after a command name; the engine is loaded here and nowhere earlier. */
export async function openNamedSite(words: readonly string[], host: Host): Promise<Site> {
  if (words.length > 1) throw new UsageError(`One site at a time: “${words[1]}” is one too many.`);
  const { openSite } = await import('../main/engine/open-site.ts');
  return openSite(resolve(host.folder, words[0] ?? '.'), host.engine);
}

/** @param out absolute; null: public/ in the site */
function buildRequest(
  options: Options,
  out: string | null,
  changed: readonly string[] | undefined,
  onEvent: (event: BuildEvent) => void,
): BuildRequest {
  return {
    ...(changed !== undefined && { changed }),
    ...(options.now !== null && { now: options.now }),
    ...(options.workers !== null && { workers: options.workers }),
    ...(out !== null && { out }),
    drafts: options.drafts,
    clean: options.clean,
    adopt: options.adopt,
    onEvent,
  };
}

/**
 * One build with what is said while it runs: events a line with --json, a moving line on a terminal, else nothing.
 * @param changed as in BuildRequest
 */
export async function runBuild(
  site: Site,
  options: Options,
  out: string | null,
  host: Host,
  signal: AbortSignal,
  changed?: readonly string[],
): Promise<BuildReport> {
  const request = (onEvent: (event: BuildEvent) => void): BuildRequest => buildRequest(options, out, changed, onEvent);
  if (options.json) {
    const say = (event: BuildEvent): unknown => host.out.write(`${JSON.stringify(event)}\n`);
    return site.build(request(say), signal);
  }
  if (host.err.isTTY !== true)
    return site.build(
      request(() => {}),
      signal,
    );
  const { Progress } = await import('./terminal/progress.ts');
  const progress = new Progress(host.err);
  try {
    return await site.build(
      request((event) => progress.show(event)),
      signal,
    );
  } finally {
    progress.clear();
  }
}

/** The verdict, then what it is made of. A long list ends with the verdict again, where a terminal shows it. */
export async function printReport(report: BuildReport, site: Site, options: Options, host: Host): Promise<void> {
  const { colorsFor } = await import('./terminal/colors.ts');
  const colors = colorsFor(host.out, host);
  const wrong = report.causes.error + report.causes.warning + report.counts.degraded > 0;
  const line = colors.bold(wrong || report.cancelled ? colors.red(verdict(report)) : colors.green(verdict(report)));
  host.out.write(`${line}\n`);
  if (report.proofs.length > 0) {
    const { formatProofs } = await import('./terminal/proofs.ts');
    const text = await formatProofs(report.proofs, await site.outline(), { colors, verbose: options.verbose });
    host.out.write(`\n${text}`);
    if (text.split('\n').length > 24) host.out.write(`\n${line}\n`);
  }
  if (options.verbose) {
    const { phaseTable } = await import('./terminal/phase-table.ts');
    host.out.write(`\n${phaseTable(report)}`);
  }
}
