/** The application behind the contract: windows come in by `connect`, everything that they share is here. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { contractHash } from '../../shared/contract/hash.ts';
import type { Hello } from '../../shared/contract/hello.ts';
import { type Channel, StudioError } from '../../shared/contract/wire.ts';
import { createPreview } from '../preview/preview.ts';
import type { PreviewSite } from '../preview/types.ts';
import type { PublishState } from '../publish/types.ts';
import type { Caller } from './context.ts';
import { EngineLost } from './engine/engine-lost.ts';
import { contractError } from './failures.ts';
import { Gate } from './gate.ts';
import { handlers } from './handlers.ts';
import { HomeStore } from './home/home-store.ts';
import { tourSite } from './home/new-sites.ts';
import { starterPicture } from './home/starters.ts';
import { Operations } from './operations.ts';
import { PublishDesk } from './publishing/desk.ts';
import { previewSite } from './session/preview-site.ts';
import type { SiteSession } from './session/site-session.ts';
import { Sites } from './sites.ts';
import type { Connection, Prepared, Studio, StudioOptions, WindowHandle } from './types.ts';

const platforms: Partial<Record<NodeJS.Platform, Hello['platform']>> = { darwin: 'mac', win32: 'windows' };

export function createStudio(options: StudioOptions): Studio {
  const home = new HomeStore(options.home);
  const operations = new Operations();
  const sites = new Sites({ options, home, operations });
  const lines = new Map<Connection, Line>();
  const publishState = { folder: join(options.home, 'publish'), secrets: options.shell.secrets };
  const publishing = new PublishDesk(publishState);
  const parts = { options, home, operations, sites, publishing, publishState };
  const preview = createPreview(
    (key) => previewOf(sites.byKey(key)),
    () => options.studioOrigin(),
    // A site that is closed takes what its windows still ask for with it.
    (error) => error instanceof EngineLost || console.error(error),
  );
  return {
    connect(channel, window, site) {
      const line = new Line(parts, channel, window, site, () => lines.delete(line));
      lines.set(line, line);
      return line;
    },
    command(command, connection, site) {
      lines.get(connection)?.gate.send({ type: 'command', command, site: site ?? null });
    },
    preview,
    asset: (path) => starterPicture(options.examplesPath, path),
    tour: (again) => openTour(parts, again),
    prepare: (root) => prepare(sites, root),
    async close() {
      operations.close();
      await sites.close();
      for (const line of lines.keys()) line.close();
      await home.settled();
    },
  };
}

function previewOf(session: SiteSession | null): PreviewSite | null {
  return session === null ? null : previewSite(session);
}

interface Parts {
  options: StudioOptions;
  home: HomeStore;
  operations: Operations;
  publishing: PublishDesk;
  publishState: PublishState;
  sites: Sites;
}

/** One window and what it holds. */
class Line implements Connection {
  readonly gate: Gate;
  #session: SiteSession | null = null;
  readonly #leaving: () => Promise<void>;
  #closed = false;

  constructor(
    private readonly parts: Parts,
    channel: Channel,
    private readonly window: WindowHandle,
    site: string | null,
    private readonly onClose: () => void,
  ) {
    const connection = randomBytes(8).toString('hex');
    const { options, home, operations, publishing, publishState } = parts;
    const caller: Caller = {
      ...{ connection, window, options, home, operations, publishing, publishState },
      session: () => this.#opened(),
      enter: (root) => this.#enter(connection, root),
      leave: () => this.#leave(connection),
      release: (root) => parts.sites.release(root, connection),
      seq: () => this.gate.seq(),
    };
    this.gate = new Gate(channel, handlers, caller);
    this.gate.post({ type: 'hello', hello: helloOf(parts, site) });
    this.#leaving = () => this.#leave(connection);
    if (site !== null) parts.sites.expect(site);
  }

  get root(): string | null {
    return this.#session?.root ?? null;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.gate.close();
    this.onClose();
    this.#leaving().catch((error: unknown) => console.error(error));
  }

  #opened(): SiteSession {
    if (this.#session === null || this.#session.closed)
      throw new StudioError('no-session', 'No site is open in this window.');
    return this.#session;
  }

  async #enter(connection: string, root: string): Promise<SiteSession> {
    const session = await this.parts.sites.open(root);
    if (this.#session !== session) await this.#leave(connection);
    // The window may have gone while its site was being opened.
    if (this.#closed) {
      this.parts.sites.left(session);
      throw new StudioError('gone', 'This window is closed.');
    }
    this.#session = session;
    session.members.focusOther(connection);
    session.join({ connection, window: this.window, send: (event) => this.gate.send(event) });
    await this.parts.home.opened(session.root, session.info.title).catch(() => {
      session.notice('warning', 'The list of recent sites could not be written.');
    });
    return session;
  }

  async #leave(connection: string): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    await session.leave(connection);
    this.parts.sites.left(session);
  }
}

function helloOf({ options, home }: Parts, site: string | null): Hello {
  return {
    contract: contractHash,
    galley: options.engine.galleyVersion,
    platform: platforms[process.platform] ?? 'linux',
    capabilities: options.shell.capabilities,
    ui: home.ui,
    site,
  };
}

/** A copy that is open is closed first, so that its folder can be replaced. */
async function openTour({ options, sites }: Parts, again: boolean): Promise<string> {
  const { examplesPath, home } = options;
  const reopen = again ? await sites.release(await tourSite(examplesPath, home, false), null) : null;
  const root = await tourSite(examplesPath, home, again);
  reopen?.();
  return root;
}

async function prepare(sites: Sites, root: string): Promise<Prepared> {
  try {
    const session = await sites.open(root);
    try {
      await session.builds.settled();
      return session.verdict();
    } finally {
      sites.left(session);
    }
  } catch (error) {
    return { problem: contractError(error).message };
  }
}
