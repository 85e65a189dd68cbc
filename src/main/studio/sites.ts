/** The open sites: one session a folder, however many windows show it, kept for a while after the last one has gone. */
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { StudioError } from '../../shared/contract/wire.ts';
import { diskReason } from './failures.ts';
import { isSite } from './home/folders.ts';
import { type SessionParts, SiteSession } from './session/site-session.ts';

/** A window that is loaded again finds its site as it was. */
const LINGER_MS = 60_000;

export class Sites {
  readonly #sessions = new Map<string, Promise<SiteSession>>();
  readonly #opened = new Set<SiteSession>();
  readonly #lingering = new Map<string, NodeJS.Timeout>();
  #closed = false;

  constructor(private readonly parts: SessionParts) {}

  /**
   * @param folder absolute
   * @throws StudioError 'gone', 'not-a-site', 'refused'
   */
  async open(folder: string): Promise<SiteSession> {
    const root = await siteFolder(folder);
    if (this.#closed) throw new StudioError('cannot', 'Galley is closing.');
    this.#keep(root);
    let session = this.#sessions.get(root);
    if (session === undefined) {
      session = SiteSession.open(root, this.parts);
      this.#sessions.set(root, session);
      session.then(
        (opened) => this.#opened.add(opened),
        () => this.#sessions.delete(root),
      );
    }
    return session;
  }

  /** A window is about to ask for this site: it is opened meanwhile. What is wrong with it is said when the window asks. */
  expect(folder: string): void {
    this.open(folder).then(
      (session) => this.left(session),
      () => undefined,
    );
  }

  /** The site whose preview has this key. */
  byKey(key: string): SiteSession | null {
    for (const session of this.#opened) if (session.key === key) return session;
    return null;
  }

  /** To be called when a window has left. */
  left(session: SiteSession): void {
    if (session.members.count > 0 || this.#closed) return;
    this.#keep(session.root);
    const timer = setTimeout(() => void this.#drop(session), LINGER_MS);
    timer.unref();
    this.#lingering.set(session.root, timer);
  }

  /**
   * Saves and lets go at once, so that the folder can be replaced.
   * @param by the window that asked
   * @returns tells the other windows that showed the site to open it again
   */
  async release(root: string, by: string | null): Promise<() => void> {
    const session = await this.#sessions.get(root);
    if (session === undefined) return () => {};
    await this.#drop(session);
    return () => {
      session.members.tell((connection) =>
        connection === by ? null : { type: 'command', command: 'open-site', site: root },
      );
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = await Promise.allSettled(this.#sessions.values());
    for (const timer of this.#lingering.values()) clearTimeout(timer);
    await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)));
    this.#sessions.clear();
    this.#opened.clear();
  }

  #keep(root: string): void {
    clearTimeout(this.#lingering.get(root));
    this.#lingering.delete(root);
  }

  async #drop(session: SiteSession): Promise<void> {
    this.#keep(session.root);
    this.#sessions.delete(session.root);
    this.#opened.delete(session);
    await session.close();
  }
}

async function siteFolder(folder: string): Promise<string> {
  if (!isAbsolute(folder)) throw new StudioError('refused', 'A folder is named from the top of the disk.');
  try {
    const root = await realpath(folder);
    if (!(await stat(root)).isDirectory())
      throw new StudioError('not-a-site', 'This is a file, not the folder of a site.');
    if (await isSite(root)) return root;
  } catch (error) {
    const reason = diskReason(error);
    if (reason === null) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new StudioError(
        'gone',
        `There is no folder ${folder} any more. If it was moved, open it at its new place.`,
      );
    throw new StudioError('refused', `The folder ${folder} cannot be opened: ${reason}.`);
  }
  throw new StudioError('not-a-site', 'There is no site in this folder yet.');
}
