/** A site's documents with what the session says of them: which are unsaved, what their pages show, whose writes the watcher hears. */
import type { StudioEvent } from '../../../shared/contract/events.ts';
import { DocumentStore } from '../documents/store.ts';
import type { StoreEvent, StoreOptions } from '../documents/types.ts';
import { AwaitedTexts } from './awaited-texts.ts';
import { documentEvent } from './document-events.ts';
import { OwnWrites } from './own-writes.ts';
import { readGranted } from './read-granted.ts';

export interface SiteDocumentsParts {
  /** Absolute and real. */
  root: string;
  granted(): readonly string[];
  locate(file: string): string;
  /** @param make what one window is told; null: nothing */
  tell(make: (connection: string) => StudioEvent | null): void;
  /** A text was typed in: not saved yet. */
  typed(file: string): void;
  /** The file on disk is another one than before. */
  written(file: string): void;
  /** What is unsaved changed. */
  unsaved(files: string[]): void;
}

export class SiteDocuments {
  readonly options: StoreOptions;
  readonly store: DocumentStore;
  readonly awaited = new AwaitedTexts((file) => this.store.textOf(file)?.version ?? null);
  readonly #ownWrites = new OwnWrites();
  #unsaved: string[] = [];

  constructor(private readonly parts: SiteDocumentsParts) {
    const { root, granted, locate } = parts;
    this.options = { root, granted, locate, onEvent: (event) => this.#heard(event) };
    this.store = new DocumentStore(this.options);
  }

  /** What was typed before the program ended is taken up. */
  async restore(): Promise<void> {
    await this.store.restore();
    this.#unsaved = this.store.unsaved();
  }

  /**
   * Texts that no build has seen yet, for a page that is shown: what is unsaved, and what was saved since.
   * @param changed files that are other ones than at the last build
   */
  texts(changed: Iterable<string>): { file: string; text: string }[] {
    return [...new Set([...this.store.unsaved(), ...changed])].flatMap((file) => {
      const open = this.store.textOf(file);
      return open === null ? [] : [{ file, text: open.text }];
    });
  }

  /** What is typed, else what is on disk; null when it is no text that can be read. */
  async readText(file: string): Promise<string | null> {
    const open = this.store.textOf(file);
    return open !== null ? open.text : readGranted(this.parts.locate(file), this.parts.granted());
  }

  /** The watcher heard of a file. @returns whether it is news: not our own save, and not a document that tells of itself */
  async notice(file: string, path: string): Promise<boolean> {
    await this.store.noticeDisk(file);
    return !this.store.isOpen(file) && !(await this.#ownWrites.isOurs(file, path));
  }

  /** We wrote these files: the watcher will hear of it. */
  async noteWrites(files: readonly string[]): Promise<void> {
    for (const file of files) {
      const text = await this.readText(file);
      if (text !== null) this.#ownWrites.note(file, text);
    }
  }

  #heard(event: StoreEvent): void {
    const { file, type } = event;
    this.parts.tell((connection) => documentEvent(event, connection));
    if (type === 'edited') {
      this.parts.typed(file);
      this.awaited.edited(file);
    }
    if (type === 'saved') this.#noteWrite(file);
    if (type === 'saved' || type === 'deleted' || type === 'replaced' || type === 'conflict') this.parts.written(file);
    if (type === 'renamed') {
      this.parts.written(file);
      this.parts.written(event.to);
    }
    this.#tellUnsaved();
  }

  #noteWrite(file: string): void {
    const saved = this.store.textOf(file);
    if (saved !== null) this.#ownWrites.note(file, saved.text);
  }

  #tellUnsaved(): void {
    const unsaved = this.store.unsaved();
    if (unsaved.join('\n') === this.#unsaved.join('\n')) return;
    this.#unsaved = unsaved;
    this.parts.unsaved(unsaved);
  }
}
