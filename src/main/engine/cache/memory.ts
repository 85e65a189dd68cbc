/**
 * What an open site remembers of its builds. Nothing here is trusted for itself: a document counts if its file is the one that was
 * read, a page if everything that it read has the same fingerprint and what it was written to still holds the same bytes. So the
 * memory may be old, or have holes, and is never wrong.
 */
import type { PageFacts } from '../../../kernel/html/types.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { AssetTable, DocumentsFrame, Frame, NodesFrame, PlacedFile } from './frames.ts';
import { NodeBatch, type ReadItem } from './node-batch.ts';
import { NodeTable, type RememberedNode } from './node-table.ts';
import type { PageTexts } from './page-texts.ts';

export interface RememberedDocument {
  /** Its body is in `SiteMemory.bodies`. */
  document: ParsedDocument;
  /** "" proves nothing. */
  signature: string;
}

export type NodeKind = NodesFrame['kind'];

/** More buffers than this, or more unused bytes than used ones, and the bodies are put into one buffer again. */
const MOST_BUFFERS = 200;

/** Documents in one frame, when all are written. */
const DOCUMENTS = 200;

export class SiteMemory {
  readonly documents = new Map<string, RememberedDocument>();
  readonly #nodes: Record<NodeKind, NodeTable> = { pages: new NodeTable(), texts: new NodeTable() };
  /** By path in public/. */
  readonly files = new Map<string, PlacedFile>();
  common: Readonly<Record<string, string>> = {};
  #table = '';
  #bodies: SharedArrayBuffer[] = [];
  /** What has come since the cache file was written. */
  #unsaved: Frame[] = [];
  /** Entries in the cache file, outdated ones among them. */
  #entries = 0;

  /** Buffers of all bodies. They never change; later ones may be added. */
  get bodies(): readonly SharedArrayBuffer[] {
    return this.#bodies;
  }

  nodes(kind: NodeKind): ReadonlyMap<string, RememberedNode> {
    return this.#nodes[kind].byId;
  }

  page(id: string): RememberedNode | undefined {
    return this.#nodes.pages.byId.get(id);
  }

  factsOf({ batch, row }: RememberedNode): PageFacts {
    return batch.factsOf(row);
  }

  readsOf({ batch, row }: RememberedNode): ReadItem[] {
    return batch.readsOf(row);
  }

  /** null: no build has ended yet. */
  get table(): AssetTable | null {
    return this.#table === '' ? null : (JSON.parse(this.#table) as AssetTable);
  }

  /**
   * The records, as JSON, of the build at whose end everything that is remembered of nodes was true; null: no build has ended since
   * something was noted.
   */
  verified: PageTexts | null = null;

  /** Takes in what is new, to be saved with the next build. */
  note(frame: Frame): void {
    this.verified = null;
    this.#take(frame);
    this.#unsaved.push(frame);
  }

  /** @returns the documents that could not be read: of these nothing is remembered */
  noteDocuments(frame: DocumentsFrame): ParsedDocument[] {
    this.#unsaved.push(frame);
    return this.#takeDocuments(frame);
  }

  /** Takes in what was saved. */
  recall(frames: Iterable<Frame>): void {
    for (const frame of frames) {
      this.#take(frame);
      this.#entries += entriesOf(frame);
    }
    this.#joinBodies();
  }

  noteSettings(common: Record<string, string>, table: AssetTable): void {
    const text = JSON.stringify(table);
    if (text === this.#table && JSON.stringify(common) === JSON.stringify(this.common)) return;
    this.note({ kind: 'settings', common, table: text });
  }

  /** Of the file as it was when it was read; "" proves nothing. */
  signatureOf({ source }: { source: string }): string {
    return this.documents.get(source)?.signature ?? '';
  }

  /** A document whose bytes turned out to be the same: from now on this signature stands for them. */
  confirm(source: string, signature: string): void {
    const known = this.documents.get(source);
    if (known === undefined || known.signature === signature) return;
    known.signature = signature;
    this.#confirmed.add(source);
  }

  readonly #confirmed = new Set<string>();

  /** Before it is rendered anew: if that does not end well, nothing is known of it. */
  forget(kind: NodeKind, id: string): void {
    this.#nodes[kind].delete(id);
  }

  /** Whether a node of any kind depends on this key. Outdated ones may count. */
  mayRead(key: string): boolean {
    return [...this.#nodes.pages.batches(), ...this.#nodes.texts.batches()].some((batch) => batch.keys.includes(key));
  }

  /** Those that hold a node of a kind; some of what they hold may be outdated. */
  batches(kind: NodeKind): Iterable<NodeBatch> {
    return this.#nodes[kind].batches();
  }

  /** Only nodes that the site has now. */
  keepNodes(kind: NodeKind, ids: ReadonlySet<string>): void {
    this.#nodes[kind].retain(ids);
  }

  keepDocuments(sources: ReadonlySet<string>): void {
    retain(this.documents, sources);
  }

  keepFiles(outputs: Pick<ReadonlySet<string>, 'has'>): void {
    retain(this.files, outputs);
  }

  /** Names of all assets that nodes of a kind asked for, whether or not their HTML refers to them. */
  assetsRead(kind: NodeKind): Iterable<string> {
    return this.#nodes[kind].assetsRead();
  }

  /** Fewer and larger buffers, before a build hands them out. Earlier builds keep those that they have. */
  tidy(): void {
    const used = [...this.documents.values()].reduce((sum, { document }) => sum + document.body.length, 0);
    const held = this.#bodies.reduce((sum, buffer) => sum + buffer.byteLength, 0);
    if (this.#bodies.length > MOST_BUFFERS || held > 2 * used + 1_000_000) this.#joinBodies();
  }

  /** What to add to the cache file; null: it is to be written whole. */
  takeUnsaved(): Frame[] | null {
    const frames = this.#unsaved;
    const confirmed = [...this.#confirmed].filter((source) => this.documents.has(source));
    this.#unsaved = [];
    this.#confirmed.clear();
    if (confirmed.length > 0) frames.push(this.#documentsFrame(confirmed));
    const added = frames.reduce((sum, frame) => sum + entriesOf(frame), 0);
    const live = this.documents.size + this.#nodes.pages.byId.size + this.#nodes.texts.byId.size + this.files.size;
    if (this.#entries + added > 2 * live + 100) return null;
    this.#entries += added;
    return frames;
  }

  /** All of it. */
  *frames(): Generator<Frame> {
    this.#unsaved = [];
    this.#confirmed.clear();
    this.#entries = 0;
    for (const frame of this.#all()) {
      this.#entries += entriesOf(frame);
      yield frame;
    }
  }

  *#all(): Generator<Frame> {
    const sources = [...this.documents.keys()];
    for (let first = 0; first < sources.length; first += DOCUMENTS) {
      yield this.#documentsFrame(sources.slice(first, first + DOCUMENTS));
    }
    for (const kind of ['pages', 'texts'] as const) {
      for (const [batch, rows] of this.#nodes[kind].rowsByBatch()) yield batch.frame(rows);
    }
    if (this.files.size > 0) yield { kind: 'files', files: [...this.files.values()] };
    if (this.#table !== '') yield { kind: 'settings', common: this.common, table: this.#table };
  }

  #take(frame: Frame): void {
    switch (frame.kind) {
      case 'documents':
        this.#takeDocuments(frame);
        break;
      case 'files':
        for (const file of frame.files) this.files.set(file.output, file);
        break;
      case 'settings':
        this.common = frame.common;
        this.#table = frame.table;
        break;
      default: {
        const batch = new NodeBatch(frame);
        frame.nodes.forEach((node, row) => {
          this.#nodes[frame.kind].set({ node, batch, row });
        });
      }
    }
  }

  #takeDocuments({ documents, signatures, bodies }: DocumentsFrame): ParsedDocument[] {
    const buffer = this.#bodies.length;
    const shared = new SharedArrayBuffer(bodies.byteLength);
    new Uint8Array(shared).set(bodies);
    this.#bodies.push(shared);
    const unread: ParsedDocument[] = [];
    (JSON.parse(documents) as ParsedDocument[]).forEach((document, i) => {
      if (document.hash === '') {
        this.documents.delete(document.source);
        unread.push(document);
        return;
      }
      document.body.buffer = buffer;
      this.documents.set(document.source, { document, signature: signatures[i] as string });
    });
    return unread;
  }

  #documentsFrame(sources: readonly string[]): DocumentsFrame {
    const known = sources.map((source) => this.documents.get(source) as RememberedDocument);
    const bodies = new Uint8Array(known.reduce((sum, { document }) => sum + document.body.length, 0));
    let at = 0;
    const documents = known.map(({ document }) => {
      bodies.set(this.#bodyOf(document), at);
      const body = { ...document.body, buffer: 0, offset: at };
      at += document.body.length;
      return { ...document, body };
    });
    return {
      kind: 'documents',
      documents: JSON.stringify(documents),
      signatures: known.map(({ signature }) => signature),
      bodies,
    };
  }

  #bodyOf({ body }: ParsedDocument): Uint8Array {
    const buffer = this.#bodies[body.buffer];
    return buffer === undefined ? new Uint8Array(0) : new Uint8Array(buffer, body.offset, body.length);
  }

  /** References are replaced, not changed: an earlier build's index may hold them. */
  #joinBodies(): void {
    const known = [...this.documents.values()];
    const joined = new SharedArrayBuffer(known.reduce((sum, { document }) => sum + document.body.length, 0));
    const view = new Uint8Array(joined);
    let offset = 0;
    for (const entry of known) {
      const { document } = entry;
      view.set(this.#bodyOf(document), offset);
      entry.document = { ...document, body: { ...document.body, buffer: 0, offset } };
      offset += document.body.length;
    }
    this.#bodies = [joined];
  }
}

function retain(map: Map<string, unknown>, names: Pick<ReadonlySet<string>, 'has'>): void {
  for (const name of map.keys()) if (!names.has(name)) map.delete(name);
}

function entriesOf(frame: Frame): number {
  switch (frame.kind) {
    case 'documents':
      return frame.signatures.length;
    case 'files':
      return frame.files.length;
    case 'settings':
      return 1;
    default:
      return frame.nodes.length;
  }
}
