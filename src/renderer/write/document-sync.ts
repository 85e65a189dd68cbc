/**
 * One open document of this window: the editor in front of the host's copy. What is typed goes to the host in order, one message
 * at a time; what the host changes comes in as an ordinary step of the editor. Nothing typed is forgotten until the host has it.
 */
import {
  Annotation,
  type ChangeSet,
  Compartment,
  EditorState,
  type Extension,
  type Text,
  type Transaction,
} from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { DocumentEvent, OpenDocument, TextChange } from '../../shared/contract/documents.ts';
import { StudioError } from '../../shared/contract/wire.ts';
import { tellOfEdit } from '../state/edits.ts';
import { ask } from '../state/host.ts';
import { notify } from '../state/notices.ts';
import { useStudio } from '../state/store.ts';
import { type LineEnds, lineEndsOf } from './line-ends.ts';
import { differenceOf, rebase, toChangeSet, toChanges } from './rebase.ts';
import { forgetUnsent, keepUnsent, unsentText } from './unsent.ts';

/** On transactions that come from the host: they are not sent back. */
const fromHost = Annotation.define<boolean>();

/** Names this tab, so that an edit that arrives twice counts once. */
const tab = crypto.randomUUID();

export class DocumentSync {
  readonly view: EditorView;
  #ends: LineEnds;
  /** The text that the host has, at `#version`. */
  #synced: Text;
  #version: number;
  #sent: ChangeSet | null = null;
  #typed: ChangeSet | null = null;
  #seq = 0;
  #sending = false;
  #again = false;
  /** Why the last message did not reach the host; null: it did. */
  #failure: unknown = null;
  /** Another window may take the document over, and give it back. */
  readonly #lock = new Compartment();

  /** @param extensions of this document's mode; @param changed is called when what is known of the document changed */
  constructor(
    private readonly root: string,
    public opened: OpenDocument,
    extensions: Extension,
    private readonly changed: () => void,
  ) {
    this.#ends = lineEndsOf(opened.text);
    this.#synced = this.#ends.toDoc(opened.text);
    this.#version = opened.version;
    this.view = new EditorView({
      state: EditorState.create({
        doc: this.#synced,
        extensions: [
          extensions,
          EditorState.lineSeparator.of('\n'),
          this.#lock.of(EditorState.readOnly.of(opened.readOnly !== null)),
        ],
      }),
      dispatchTransactions: (transactions, view) => this.#dispatch(transactions, view),
    });
    const kept = unsentText(root, opened.file);
    if (kept === opened.text) forgetUnsent(root, opened.file);
    else if (kept !== null && opened.readOnly === null) this.replaceText(kept);
    window.addEventListener('pagehide', this.#keepUnsent);
  }

  get file(): string {
    return this.opened.file;
  }

  /** The text in the editor, line ends as in the file. */
  get text(): string {
    return this.#ends.fromDoc(this.view.state.doc);
  }

  /** Everything typed has reached the host. */
  get settled(): boolean {
    return this.#sent === null && this.#typed === null;
  }

  /** Changes against the host's newest text, as one step that can be undone. */
  applyHostChanges(version: number, changes: readonly TextChange[]): void {
    if (version <= this.#version) return;
    const set = toChangeSet(this.#ends.changesFromHost(changes, this.#synced), this.#synced.length);
    const { local, sent, typed } = rebase(set, { sent: this.#sent, typed: this.#typed });
    this.#synced = set.apply(this.#synced);
    this.#version = version;
    this.#sent = sent;
    this.#typed = typed;
    this.view.dispatch({ changes: local, annotations: fromHost.of(true), userEvent: 'input.galley' });
  }

  /** Makes an edit of the host's reckoning (a field of the form) as if it had been typed; refused when it is out of date. */
  applyAsTyped(version: number, changes: readonly TextChange[]): boolean {
    if (version !== this.#version || !this.settled) return false;
    const doc = this.view.state.doc;
    this.view.dispatch({
      changes: toChangeSet(this.#ends.changesFromHost(changes, doc), doc.length),
      userEvent: 'input.galley',
    });
    return true;
  }

  /** Brings the editor to this text by the smallest change, as a step that can be undone. */
  replaceText(text: string): void {
    const doc = this.view.state.doc;
    const changes = differenceOf(this.#ends.fromDoc(doc), text);
    if (changes.length === 0) return;
    this.view.dispatch({ changes: toChangeSet(this.#ends.changesFromHost(changes, doc), doc.length) });
  }

  hear(event: DocumentEvent): void {
    if (event.type === 'edited') this.applyHostChanges(event.version, event.changes);
    else if (event.type === 'saved') this.opened = { ...this.opened, saved: event.version >= this.#version };
    else if (event.type === 'save-failed') notify({ tone: 'warning', message: event.message });
    else if (event.type === 'conflict') this.opened = { ...this.opened, conflict: event.conflict };
    else if (event.type === 'owner') this.reopen().catch((error: unknown) => this.#failed(error, this.#version));
    else if (event.type === 'renamed') this.#renamed(event.to);
    else if (event.type === 'replaced') this.#replaced(event.version, event.text);
    this.changed();
  }

  /** After the line was lost, or the host forgot: what it has and what is here are brought together. */
  async reopen(): Promise<void> {
    const opened = await ask('documents.open', { file: this.file });
    // What the host had and had not written yet may have ended with it; what was typed while it answered counts too.
    this.adopt(opened, !(this.opened.saved && this.settled));
  }

  /**
   * Takes the host's newest word on this document.
   * @param keep what this window shows must not be lost by it; absent: when something is not acknowledged
   */
  adopt(opened: OpenDocument, keep: boolean = !this.settled): void {
    if (!keep) this.#ends = lineEndsOf(opened.text);
    const doc = this.#ends.toDoc(opened.text);
    this.opened = opened;
    this.view.dispatch({ effects: this.#lock.reconfigure(EditorState.readOnly.of(opened.readOnly !== null)) });
    this.#synced = doc;
    this.#version = opened.version;
    this.#sent = null;
    this.#typed = null;
    this.#failure = null;
    if (!keep || opened.readOnly !== null) this.#showHostText(opened.text);
    else this.#keepTyped(opened.text);
    this.changed();
  }

  /** Waits until the host has everything. @returns the version that it has @throws what keeps it from the host */
  async flush(): Promise<number> {
    while (!this.settled) {
      await this.#send();
      if (this.#failure !== null && !this.#sending) throw this.#failure;
      if (!this.settled) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.#version;
  }

  destroy(): void {
    window.removeEventListener('pagehide', this.#keepUnsent);
    this.view.destroy();
  }

  /** The window goes away with something that the host has not acknowledged: the next one in this tab sends it. */
  readonly #keepUnsent = (): void => {
    if (!this.settled) keepUnsent(this.root, this.file, this.text);
  };

  #showHostText(text: string): void {
    const here = this.view.state.doc;
    const changes = differenceOf(this.#ends.fromDoc(here), text);
    if (changes.length === 0) return;
    this.view.dispatch({
      changes: toChangeSet(this.#ends.changesFromHost(changes, here), here.length),
      annotations: fromHost.of(true),
    });
  }

  /** The editor stays as it is, caret and all; what it has beyond the host's text goes to the host. */
  #keepTyped(hostText: string): void {
    const changes = differenceOf(hostText, this.text);
    if (changes.length === 0) return;
    this.#typed = toChangeSet(this.#ends.changesFromHost(changes, this.#synced), this.#synced.length);
    this.opened = { ...this.opened, saved: false };
    void this.#send();
  }

  #renamed(to: string): void {
    const { file } = this;
    this.opened = { ...this.opened, file: to };
    notify({ tone: 'plain', message: `${nameOf(file)} is called ${nameOf(to)} now.` });
    useStudio.setState(({ destination }) =>
      destination?.file === file ? { destination: { ...destination, file: to, line: null } } : {},
    );
  }

  #replaced(version: number, text: string): void {
    this.#ends = lineEndsOf(text);
    this.adopt({ ...this.opened, text, version, conflict: null });
  }

  #dispatch(transactions: readonly Transaction[], view: EditorView): void {
    view.update(transactions);
    let typed = false;
    for (const transaction of transactions) {
      if (!transaction.docChanged || transaction.annotation(fromHost)) continue;
      this.#typed = this.#typed === null ? transaction.changes : this.#typed.compose(transaction.changes);
      typed = true;
    }
    if (!typed) return;
    if (this.opened.saved) {
      this.opened = { ...this.opened, saved: false };
      this.changed();
    }
    void this.#send();
  }

  async #send(): Promise<void> {
    if (this.#sending || (this.#typed === null && this.#sent === null)) return;
    this.#sending = true;
    const version = this.#version;
    try {
      if (this.#sent === null) {
        this.#sent = this.#typed;
        this.#typed = null;
        this.#seq++;
      }
      const sent = this.#sent as ChangeSet;
      const answer = ask('documents.edit', {
        file: this.file,
        version,
        client: tab,
        seq: this.#seq,
        changes: this.#ends.changesToHost(toChanges(sent), this.#synced),
      });
      tellOfEdit({ file: this.file, version: version + 1 });
      this.#acknowledged((await answer).version);
    } catch (error) {
      await this.#failed(error, version);
    } finally {
      this.#sending = false;
    }
    if (this.#again || (this.#typed !== null && this.#sent === null)) {
      this.#again = false;
      void this.#send();
    }
  }

  #acknowledged(version: number): void {
    this.#failure = null;
    // The document was taken anew meanwhile: its version is newer than this answer.
    if (this.#sent === null) return;
    this.#synced = this.#sent.apply(this.#synced);
    this.#sent = null;
    this.#version = version;
    if (this.#typed === null) forgetUnsent(this.root, this.file);
  }

  /** A version that is out of date: the host's change is on its way or was missed. A lost line: the text is kept in the tab. */
  async #failed(error: unknown, version: number): Promise<void> {
    let reason = error;
    if (error instanceof StudioError && error.code === 'stale') {
      if (this.#version !== version) {
        this.#again = true;
        return;
      }
      try {
        return await this.reopen();
      } catch (lost) {
        reason = lost;
      }
    }
    this.#failure = reason;
    keepUnsent(this.root, this.file, this.text);
    if (reason instanceof StudioError && reason.code !== 'internal')
      notify({ tone: 'warning', message: reason.message });
  }
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
