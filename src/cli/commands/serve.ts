import { resolve } from 'node:path';
import type { Site } from '../../main/engine/types.ts';
import { Told } from '../../main/engine/watch/told.ts';
import { SiteWatcher, type WatchNews } from '../../main/engine/watch/watcher.ts';
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
  let server: SiteServer | null = null;
  try {
    // Before anything is read: what changes from here on is heard.
    await builder.follow(outline.watched);
    await builder.build();
    if (!stopping.signal.aborted) {
      server = await startOn(out, outline.basePath, options.port ?? 0);
      host.out.write(`\nThe site is at ${server.address}\nIt is built again whenever you save. Ctrl+C stops it.\n`);
      builder.keepBuilding(server);
    }
    await stopped;
    return exitCodes.good;
  } finally {
    unlisten();
    builder.close();
    await server?.close();
    await Promise.race([site.close(), pause(farewellMs)]);
  }
}

/** Runs one build at a time; a change during a build is built after it. */
class Rebuilder {
  readonly #told = new Told();
  readonly #watching: SiteWatcher;
  #server: SiteServer | null = null;
  #running = false;
  #again = false;

  constructor(
    private readonly site: Site,
    private readonly options: Options,
    private readonly out: string,
    private readonly host: Host,
    private readonly signal: AbortSignal,
  ) {
    this.#watching = new SiteWatcher({
      except: [out],
      onChange: (news) => this.#changed(news),
      onProblem: (reason) => host.err.write(`Not every change will be noticed: ${reason}.\n`),
    });
  }

  async follow(folders: readonly string[]): Promise<void> {
    if (!(await this.#watching.follow(folders))) return;
    this.#told.unsure();
  }

  /** One build and its verdict. What keeps a build from running is said and does not end the serving. */
  async build(): Promise<void> {
    try {
      if (!this.#watching.sure) this.#told.unsure();
      const changed = this.#told.begin();
      const report = await runBuild(this.site, this.options, this.out, this.host, this.signal, changed);
      this.#told.done();
      if (!this.signal.aborted) await printReport(report, this.site, this.options, this.host);
    } catch (error) {
      this.#say(error);
    }
  }

  /** From here on every change is built and shown, what changed since the watching began first. */
  keepBuilding(server: SiteServer): void {
    this.#server = server;
    if (this.#again) void this.#buildAll(server);
  }

  close(): void {
    this.#watching.close();
  }

  #changed({ paths, sure }: WatchNews): void {
    this.#told.add(paths);
    if (!sure) this.#told.unsure();
    this.#again = true;
    if (this.#server !== null && !this.#running) void this.#buildAll(this.#server);
  }

  async #buildAll(server: SiteServer): Promise<void> {
    this.#running = true;
    while (this.#again && !this.signal.aborted) {
      this.#again = false;
      this.host.out.write('\n');
      await this.build();
      await this.#followSettings(server);
      server.reload();
    }
    this.#running = false;
  }

  /** The settings may name other folders or another address now. What lies in folders that are new to us was built unheard: once more. */
  async #followSettings(server: SiteServer): Promise<void> {
    try {
      const outline = await this.site.outline();
      server.mount(outline.basePath);
      if (!(await this.#watching.follow(outline.watched))) return;
      this.#told.unsure();
      this.#again = true;
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
