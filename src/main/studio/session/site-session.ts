/**
 * One open site: its engine, its documents, its proofs, and where it stands. Windows join it; all of them get what it says. It knows
 * nothing of calls; handlers do.
 */
import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { BuildSummary, SessionSnapshot, SiteInfo, SiteState } from '../../../shared/contract/session.ts';
import type { TextVersion } from '../../../shared/contract/text-version.ts';
import type { BuildEvent, BuildReport } from '../../../shared/report.ts';
import { type AuditReport, CannotBuild, type LastGood } from '../../engine/types.ts';
import { Told } from '../../engine/watch/told.ts';
import type { DocumentStore } from '../documents/store.ts';
import { EngineLost } from '../engine/engine-lost.ts';
import { recallListing } from '../engine/remembered-listing.ts';
import { type RemoteOutline, RemoteSite } from '../engine/remote-site.ts';
import { isFixable } from '../fixes/remedies.ts';
import type { HomeStore } from '../home/home-store.ts';
import { isOurs, isTour } from '../home/new-sites.ts';
import type { Operations } from '../operations.ts';
import { knownPages } from '../proofs/known-pages.ts';
import { ProofStore } from '../proofs/proof-store.ts';
import { turn } from '../turn.ts';
import type { Prepared, StudioOptions } from '../types.ts';
import { AuditDesk } from './audit-desk.ts';
import { BuildLoop, type Look } from './build-loop.ts';
import { inWindowWords } from './build-words.ts';
import { builtPage } from './built-page.ts';
import { ChangedFiles } from './changed-files.ts';
import { foldersOutside } from './file-names.ts';
import { GoodPages } from './good-pages.ts';
import { mustStayInside, refuseLinkedState } from './links-outside.ts';
import { listingMemory } from './listing-memory.ts';
import { type Member, Members } from './members.ts';
import { PageList } from './page-list.ts';
import { PreviewPace } from './preview-pace.ts';
import { SiteChanges } from './site-changes.ts';
import { SiteDocuments } from './site-documents.ts';
import { beginning, type Happening, nextStanding, type Standing } from './site-state.ts';
import { SiteWatch } from './site-watch.ts';
import { preparedOf, summaryOf } from './summary.ts';

/** Pages and texts that one audit renders: about a second of a thread that stands back. */
const AUDITED = 1000;

export interface SessionParts {
  options: StudioOptions;
  home: HomeStore;
  operations: Operations;
}

export class SiteSession {
  #key = newKey();
  readonly engine: RemoteSite;
  readonly proofs: ProofStore;
  readonly pages: PageList;
  readonly builds: BuildLoop;
  readonly changes: SiteChanges;
  readonly members = new Members();
  readonly previews: PreviewPace;
  readonly goodPages: GoodPages;
  readonly #watch: SiteWatch;
  readonly #documents: SiteDocuments;
  readonly #changed = new ChangedFiles();
  readonly #told = new Told();
  readonly #audits: AuditDesk;
  #standing: Standing = beginning;
  #outline: RemoteOutline | null = null;
  #lastBuild: BuildSummary | null = null;
  #adopting = false;
  #closed = false;

  private constructor(
    readonly root: string,
    private readonly parts: SessionParts,
  ) {
    const { options, operations } = parts;
    const memory = listingMemory(options);
    this.engine = new RemoteSite(root, { ...options.engine, ownThread: false }, options.enginePath, memory);
    this.#documents = new SiteDocuments({
      root,
      granted: () => this.granted,
      locate: (file) => this.locate(file),
      tell: (make) => this.members.tell(make),
      typed: (file) => {
        this.#audits.disturbed();
        this.previews.changed(this.#shownBy(file));
      },
      written: (file) => this.changedFiles([file]),
      unsaved: (files) => {
        this.send({ type: 'unsaved', files });
        this.pages.refresh();
      },
    });
    this.changes = new SiteChanges(this.#documents, {
      listed: (changes) => this.send({ type: 'changes', changes }),
      // Who mends something wants to see that it is mended: nothing is waited for.
      written: (files) => {
        this.changedFiles(files);
        this.builds.start('changes');
      },
      notice: (message) => this.notice('warning', message),
    });
    this.proofs = new ProofStore({ isFixable, read: (file) => this.readText(file) });
    this.pages = new PageList({
      counts: () => this.proofs.countsByPage(),
      changed: () => new Set([...this.#changed.all(), ...this.documents.unsaved()]),
      onChange: (version) => this.send({ type: 'pages', version }),
    });
    this.builds = new BuildLoop({
      operations,
      build: (look, signal, onEvent) => this.#build(look, signal, onEvent),
      tell: (happening) => this.#tell(happening),
      built: (report) => this.#built(report),
      mayBuild: () => !this.#watch.gone,
      onError: (error) => this.#trouble(error),
    });
    this.#audits = new AuditDesk({
      audit: (signal) => this.#audit(signal),
      build: () => this.builds.changed(),
      notice: (message) => this.send({ type: 'notice', tone: 'plain', message, stays: true }),
      onError: (error) => this.#trouble(error),
      ...(options.auditAfter !== undefined && { rest: options.auditAfter }),
    });
    this.previews = new PreviewPace({
      render: (url, trusting) =>
        this.engine.showPage({
          page: this.pages.pageAt(url),
          texts: this.#documents.texts(this.#changed.all()),
          marks: true,
          trusting,
        }),
      announce: (urls, changes) => this.send({ type: 'preview', urls, changes }),
      // The build says why the engine ended, or the site is being closed.
      onError: (error) => error instanceof EngineLost || this.#trouble(error),
    });
    this.goodPages = new GoodPages({
      before: (output) => this.#lookedBefore(output),
      outputOf: (url) => this.pages.outputOf(url),
      changed: (url, broken) => this.send({ type: 'broken', url, broken }),
      now: () => new Date().toISOString(),
    });
    this.#watch = new SiteWatch({
      ...{ root, out: this.out, builtIn: options.engine.themesPath },
      outline: () => this.#outline,
      heard: (paths, sure) => this.#heardOfPaths(paths, sure),
      touched: (file, path) => this.#documents.notice(file, path),
      changed: (files) => this.#sourcesChanged(files),
      folder: (gone) => this.#folderChanged(gone),
      unwatched: (reason) =>
        this.notice('warning', `Changes that other programs make are not noticed: ${reason}. Build shows them.`),
      inBackground: (work) => this.#inBackground(work),
    });
  }

  /**
   * Opens the site, takes up what was typed before, and begins its first build.
   * @param root absolute and real
   * @throws StudioError 'refused' when what Galley keeps would leave a stranger's site
   */
  static async open(root: string, parts: SessionParts): Promise<SiteSession> {
    if (!isOurs(root, parts.options.home, parts.home)) await refuseLinkedState(root);
    const session = new SiteSession(root, parts);
    const [listing] = await Promise.all([recallListing(listingMemory(parts.options), root), session.#readOutline()]);
    session.pages.remember(listing);
    await session.changes.start();
    await session.#documents.restore();
    session.builds.start();
    return session;
  }

  /** The output folder, absolute. */
  get out(): string {
    return join(this.root, 'public');
  }

  get state(): SiteState {
    return this.#standing.shown;
  }

  /** What the last build came to, for a terminal. */
  verdict(): Prepared {
    return preparedOf(this.#standing, this.info.title);
  }

  /** Its folder is being replaced, or Galley ends: nothing may be asked of it any more. */
  get closed(): boolean {
    return this.#closed;
  }

  /** The next build that ends well takes over what lies in the output folder: the writer said so. */
  adoptOutputs(): void {
    this.#adopting = true;
  }

  get lastBuild(): BuildSummary | null {
    return this.#lastBuild;
  }

  /** Where its files are; null: its settings cannot be read. */
  get outline(): RemoteOutline | null {
    return this.#outline;
  }

  /** Real paths of the folders outside of which nothing is read or written. */
  get granted(): readonly string[] {
    const outside = this.#refused();
    return (this.#outline?.roots.granted ?? [this.root]).filter((folder) => !outside.includes(folder));
  }

  get documents(): DocumentStore {
    return this.#documents.store;
  }

  get mine(): boolean {
    return isOurs(this.root, this.parts.options.home, this.parts.home);
  }

  get isTour(): boolean {
    return isTour(this.root, this.parts.options.home);
  }

  /** The secret part of its preview's origin: new for each session, and when a page has taken hold of the origin's process. */
  get key(): string {
    return this.#key;
  }

  get info(): SiteInfo {
    const title = this.#outline?.title ?? basename(this.root);
    const { url, basePath, language } = this.#outline ?? { url: '', basePath: '/', language: 'en' };
    const previewOrigin = this.parts.options.previewOrigin(this.key);
    return {
      ...{ root: this.root, title, url, basePath, language, previewOrigin },
      mine: this.mine,
      tour: this.isTour,
    };
  }

  /** All but the number of the last event, which each window has its own of. */
  snapshot(): Omit<SessionSnapshot, 'seq'> {
    return {
      site: this.info,
      state: this.state,
      proofs: this.proofs.counts,
      pagesVersion: this.pages.version,
      proofsVersion: this.proofs.version,
      unsaved: this.documents.unsaved(),
      changes: this.changes.recent,
      lastBuild: this.#lastBuild,
    };
  }

  join(member: Member): void {
    this.members.add(member);
    member.window.setTitle(this.info.title);
  }

  async leave(connection: string): Promise<void> {
    this.members.remove(connection);
    await this.documents.release(connection);
  }

  send(event: StudioEvent): void {
    this.members.send(event);
  }

  notice(tone: 'plain' | 'warning', message: string): void {
    this.send({ type: 'notice', tone, message });
  }

  /** The writer said that the site is theirs. */
  async trust(): Promise<void> {
    await this.parts.home.trust(this.root);
    this.send({ type: 'site', site: this.info });
    this.previews.changed(null);
    if (this.state.kind === 'could-not-run') this.builds.start();
  }

  /** A page that never ends holds up every page of its origin: previews go on under another one. */
  renewPreview(): void {
    this.#key = newKey();
    this.send({ type: 'site', site: this.info });
  }

  /** Absolute path of a file as proofs name it. */
  locate(file: string): string {
    return this.#outline?.locate(file) ?? join(this.root, file);
  }

  /** See AwaitedTexts. */
  textReached(text: TextVersion): Promise<void> {
    return this.#documents.awaited.reached(text);
  }

  /** A file's text as it is now: what is typed, else what is on disk; null when it is no text that can be read. */
  readText(file: string): Promise<string | null> {
    return this.#documents.readText(file);
  }

  /** Sources changed by our own hand: a fix, a new page, a text that was saved. A build that begins now is told of them. */
  changedFiles(files: readonly string[]): void {
    this.#told.add(files.map((file) => this.locate(file)));
    this.#sourcesChanged(files);
  }

  #sourcesChanged(files: readonly string[]): void {
    for (const file of files) this.#changed.add(file);
    this.pages.refresh();
    this.builds.changed();
    this.previews.changed(null);
  }

  /** Saves all, ends the build, lets go of everything. @returns files that could not be saved */
  async close(): Promise<string[]> {
    this.#closed = true;
    this.#audits.close();
    this.#watch.close();
    this.previews.close();
    const problems = await this.documents.end();
    // Together: a build that hears nothing any more ends with its thread.
    await Promise.all([this.builds.close(), this.engine.close()]);
    return problems.map(({ file }) => file);
  }

  async #build(look: Look, signal: AbortSignal, onEvent: (event: BuildEvent) => void): Promise<BuildReport> {
    try {
      // A build would make a folder that is gone anew, with nothing in it.
      await this.#mustBeThere();
      await this.#readOutline();
      // Before anything is read: what changes from here on is heard.
      if (await this.#watch.follow()) this.#told.unsure();
      if (!this.mine) await mustStayInside(this.root, this.#refused(), basename(this.out));
      const { wantsClean: clean } = this.#audits;
      const request = { drafts: false, clean, adopt: this.#adopting, ...this.#changedFor(look) };
      this.#changed.begin();
      const report = await this.engine.build(
        { ...request, onEvent: (event) => this.#heardOfBuild(event, onEvent) },
        signal,
      );
      this.#changed.done();
      this.#told.done();
      this.#adopting = false;
      return report;
    } catch (error) {
      // Whatever failed first: without its folder, that is what there is to say.
      await this.#mustBeThere();
      throw error instanceof CannotBuild ? inWindowWords(error) : error;
    }
  }

  /** What a build is told has changed. Whoever asked for one wants it to look at everything. */
  #changedFor(look: Look): { changed?: readonly string[] } {
    if (!this.#watch.sure) this.#told.unsure();
    const changed = this.#told.begin();
    return look === 'everything' || changed === undefined ? {} : { changed };
  }

  /** All that the watcher hears, our own saves too: only what is told is looked at. */
  #heardOfPaths(paths: readonly string[], sure: boolean): void {
    this.#told.add(paths);
    if (sure) return;
    this.#told.unsure();
    this.builds.changed();
  }

  async #mustBeThere(): Promise<void> {
    if (await this.#watch.look()) throw new DOMException('the folder is gone', 'AbortError');
  }

  /** Folders that a stranger's settings name and nobody has agreed to. */
  #refused(): string[] {
    return this.#outline === null || this.mine ? [] : foldersOutside(this.#outline.roots);
  }

  /** The tree can be shown as soon as the pages are known, long before they are made. */
  #heardOfBuild(event: BuildEvent, onEvent: (event: BuildEvent) => void): void {
    onEvent(event);
    if (event.type !== 'phase-started' || event.phase !== 'render' || this.pages.listing !== null) return;
    this.#inBackground(this.engine.listing().then((listing) => this.pages.list(listing)));
  }

  async #built(report: BuildReport): Promise<void> {
    const listing = await this.engine.listing();
    await turn();
    await this.proofs.take(report, knownPages(listing));
    await turn();
    this.#lastBuild = summaryOf(report);
    this.pages.built(listing, report.proofs, report.degradedPages ?? []);
    const { version, counts } = this.proofs;
    this.send({ type: 'proofs', version, counts });
    this.send({ type: 'built', build: this.#lastBuild });
    this.#tell({ type: 'built', things: counts.things, pages: report.counts.pages, milliseconds: report.milliseconds });
    this.#audits.built();
    this.previews.changed(null);
  }

  async #audit(signal: AbortSignal): Promise<AuditReport> {
    await this.#mustBeThere();
    if (!this.mine) await mustStayInside(this.root, this.#refused(), basename(this.out));
    return this.engine.audit({ sample: AUDITED }, signal);
  }

  /** Settings that cannot be read leave the site as it was: the build says why. */
  async #readOutline(): Promise<void> {
    const before = JSON.stringify(this.info);
    try {
      this.#outline = await this.engine.outline();
    } catch (error) {
      if (!(error instanceof CannotBuild)) throw error;
    }
    const { info } = this;
    if (JSON.stringify(info) === before) return;
    this.send({ type: 'site', site: info });
    this.members.setTitle(info.title);
  }

  /** The page of a document; null: other files may show anywhere. */
  #shownBy(file: string): string[] | null {
    const url = this.pages.urlOf(file);
    return url === null ? null : [url];
  }

  /** What the build kept of a page that it could not make as designed; else what it made, where that was as designed. */
  async #lookedBefore(output: string): Promise<LastGood | null> {
    const kept = await this.engine.lastGood(output);
    if (kept !== null || this.pages.isDegraded(output)) return kept;
    return builtPage(join(this.out, output));
  }

  #folderChanged(gone: boolean): void {
    const message = `The folder ${this.root} is not there any more. Put it back, or open the site at its new place; what you typed is kept.`;
    this.#tell(gone ? { type: 'gone', message } : { type: 'back' });
    if (gone) return;
    this.#told.unsure();
    this.builds.changed();
  }

  #tell(happening: Happening): void {
    const before = this.#standing.shown;
    this.#standing = nextStanding(this.#standing, happening);
    if (this.#standing.shown !== before) this.send({ type: 'state', state: this.#standing.shown });
    this.#audits.stands(this.#standing.shown);
  }

  /** A mistake of ours, in work that nobody waits for. */
  #trouble(error: unknown): void {
    console.error(error);
    this.notice('warning', 'Something went wrong inside Galley. What you typed is kept.');
  }

  #inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.#trouble(error));
  }
}

function newKey(): string {
  return randomBytes(16).toString('hex');
}
