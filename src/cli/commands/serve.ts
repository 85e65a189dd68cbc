import { resolve } from 'node:path';
import type { Site } from '../../main/engine/types.ts';
import { SiteWatcher } from '../../main/engine/watch/watcher.ts';
import { type Options, UsageError } from '../args.ts';
import { openNamedSite, printReport, runBuild } from '../building.ts';
import { describeFailure } from '../failure.ts';
import { exitCodes, type Host } from '../host.ts';
import { type SiteServer, startServer } from '../serve/server.ts';

/** How long the end may take before the program stops waiting for a build to notice. */
const farewellMs = 800;

/** Builds, serves the output on loopback, builds again after every change, until the person stops it. */
export async function serve(words: readonly string[], options: Options, host: Host): Promise<number> {
  const stopping = new AbortController();
  const stopped = new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done(), { once: true }));
  const unlisten = host.onStop(() => stopping.abort());
  const site = await openNamedSite(words, host);
  const outline = await site.outline();
  const out = resolve(host.folder, options.out ?? resolve(site.root, 'public'));
  const builder = new Rebuilder(site, options, out, host, stopping.signal);
  await builder.build();
  let server: SiteServer | null = null;
  let watching: SiteWatcher | null = null;
  try {
    if (!stopping.signal.aborted) {
      server = await startOn(out, outline.basePath, options.port ?? 0);
      host.out.write(`\nThe site is at ${server.address}\nIt is built again whenever you save. Ctrl+C stops it.\n`);
      watching = await builder.keepWatch(server, outline.watched);
    }
    await stopped;
    return exitCodes.good;
  } finally {
    unlisten();
    watching?.close();
    await server?.close();
    await Promise.race([site.close(), pause(farewellMs)]);
  }
}

/** Runs one build at a time; a change during a build is built after it. */
class Rebuilder {
  #running = false;
  #again = false;

  constructor(
    private readonly site: Site,
    private readonly options: Options,
    private readonly out: string,
    private readonly host: Host,
    private readonly signal: AbortSignal,
  ) {}

  /** One build and its verdict. What keeps a build from running is said and does not end the serving. */
  async build(): Promise<void> {
    try {
      const report = await runBuild(this.site, this.options, this.out, this.host, this.signal);
      if (!this.signal.aborted) await printReport(report, this.site, this.options, this.host);
    } catch (error) {
      this.#say(error);
    }
  }

  async keepWatch(server: SiteServer, folders: readonly string[]): Promise<SiteWatcher> {
    const watching: SiteWatcher = new SiteWatcher({
      except: [this.out],
      onChange: () => void this.#changed(server, watching),
      onProblem: (reason) => this.host.err.write(`Not every change will be noticed: ${reason}.\n`),
    });
    await watching.follow(folders);
    return watching;
  }

  async #changed(server: SiteServer, watching: SiteWatcher): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    while (this.#again && !this.signal.aborted) {
      this.#again = false;
      this.host.out.write('\n');
      await this.build();
      await this.#followSettings(server, watching);
      server.reload();
    }
    this.#running = false;
  }

  /** The settings may name other folders or another address now. */
  async #followSettings(server: SiteServer, watching: SiteWatcher): Promise<void> {
    try {
      const outline = await this.site.outline();
      server.mount(outline.basePath);
      await watching.follow(outline.watched);
    } catch (error) {
      // The build has just said why the settings cannot be read; what was watched is still watched.
      if (!(error instanceof Error && error.name === 'CannotBuild')) this.#say(error);
    }
  }

  #say(error: unknown): void {
    if (this.signal.aborted) return;
    const failure = describeFailure(error, this.host.engine.galleyVersion);
    this.host.err.write(`${failure.message}\n${failure.advice}\n`);
  }
}

async function startOn(out: string, basePath: string, port: number): Promise<SiteServer> {
  try {
    return await startServer(out, basePath, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`Another program uses port ${port}. Choose another one with --port, or leave it out.`);
    if (code === 'EACCES')
      throw new UsageError(`Port ${port} may not be used by you. Choose one above 1023 with --port, or leave it out.`);
    throw error;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds).unref());
}
