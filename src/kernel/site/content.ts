/**
 * The text of pages: bodies from phase 2 with their holes filled. Each is a node with a trace of its own, made once per version.
 * Pages may show each other's texts; where they do so in a circle, each of the circle is empty inside the others, whichever was
 * asked first, so that the output does not depend on the order of rendering.
 */
import type { Finding, SourceRange } from '../../shared/proof.ts';
import type { Heading, PageNumber, PageRecord } from '../../shared/snapshot.ts';
import { decodeBody, fillHoles } from '../markdown/body.ts';
import type { HoleFiller, ParsedBody } from '../markdown/types.ts';
import { sortCodePoints } from '../order.ts';
import { currentRecorder, type ImageRequest, Recorder, type Trace, withRecorder } from '../trace/recorder.ts';
import { NOTHING } from './frozen.ts';
import { PageFiller } from './page-filler.ts';
import type { SiteIndex } from './site-index.ts';

/** Kept at most; what was made can be made again, and the same. */
const KEPT = 5_000;

/** The filled text of one page. */
export interface ContentNode {
  readonly id: string;
  readonly html: string;
  readonly findings: readonly Finding[];
  readonly trace: Trace;
}

class Node implements ContentNode {
  html = '';
  readonly recorder: Recorder;
  /** While it, or one that it is in a circle with, is being filled. */
  open = true;
  readsItself = false;
  /** Where its text has the embed that is being filled, and the first of those that lead into a circle. */
  filled: SourceRange | null = null;
  entrance: SourceRange | null = null;
  /** The lowest depth of an open node that it leads to. */
  low: number;

  constructor(
    readonly id: string,
    readonly depth: number,
  ) {
    this.low = depth;
    this.recorder = new Recorder(id);
  }

  get findings(): readonly Finding[] {
    return this.recorder.findings;
  }

  get trace(): Trace {
    return this.recorder.trace();
  }

  get requests(): ReadonlyMap<string, ImageRequest> {
    return this.recorder.requests;
  }
}

export class Contents {
  readonly #index: SiteIndex;
  readonly #bodies: (buffer: number) => Uint8Array;
  readonly #nodes = new Map<string, Node>();
  /** Those that are being filled, outermost first. */
  readonly #filling: Node[] = [];
  /** Open nodes in the order in which they began. */
  readonly #open: Node[] = [];
  #decoded: { page: PageRecord; body: ParsedBody } | null = null;

  constructor(index: SiteIndex, bodies: (buffer: number) => Uint8Array) {
    this.#index = index;
    this.#bodies = bodies;
  }

  /** The text as a template reads it: notes `content:ID` and takes over its requests. Empty inside a circle. */
  read(id: string): string {
    const recorder = currentRecorder();
    recorder.read(`content:${id}`);
    const node = this.#nodeOf(id);
    const reader = this.#filling.at(-1);
    if (reader !== undefined && node.open) {
      reader.low = Math.min(reader.low, node.low);
      reader.entrance ??= reader.filled;
      if (reader === node) node.readsItself = true;
      return '';
    }
    for (const [output, request] of node.requests) recorder.requests.set(output, request);
    return node.html;
  }

  node(id: string): ContentNode {
    return this.#nodeOf(id);
  }

  headings(page: PageNumber): readonly Heading[] {
    return this.#bodyOf(this.#index.record(page))?.headings ?? NOTHING;
  }

  #nodeOf(id: string): Node {
    return this.#nodes.get(id) ?? this.#fill(id);
  }

  #fill(id: string): Node {
    if (this.#nodes.size >= KEPT && this.#filling.length === 0) this.#nodes.clear();
    const node = new Node(id, this.#filling.length);
    this.#nodes.set(id, node);
    this.#filling.push(node);
    this.#open.push(node);
    try {
      node.html = this.#html(node);
    } finally {
      this.#filling.pop();
      this.#close(node);
    }
    return node;
  }

  #html(node: Node): string {
    const page = this.#index.pageById(node.id);
    node.recorder.read(`page:${node.id}.body`);
    const body = page === null ? null : this.#bodyOf(page);
    if (page === null || body === null) return '';
    if (body.holes.length === 0) return body.html;
    const filler = new NodeFiller(node, new PageFiller(this.#index, page, page.source));
    return withRecorder(node.recorder, () => fillHoles(body, filler));
  }

  #bodyOf(page: PageRecord): ParsedBody | null {
    if (page.body === null) return null;
    if (this.#decoded?.page === page) return this.#decoded.body;
    const { buffer, offset, length } = page.body;
    const body = decodeBody(this.#bodies(buffer).subarray(offset, offset + length));
    this.#decoded = { page, body };
    return body;
  }

  /** Ends a node: alone, or with the circle that it is the outermost of. */
  #close(node: Node): void {
    const outer = this.#filling.at(-1);
    if (node.low < node.depth) {
      if (outer !== undefined) outer.low = Math.min(outer.low, node.low);
      return;
    }
    const circle = this.#open.splice(this.#open.indexOf(node));
    for (const member of circle) member.open = false;
    if (circle.length > 1 || node.readsItself) this.#reportCircle(circle);
  }

  #reportCircle(circle: readonly Node[]): void {
    const ids = circle.map((member) => member.id);
    const pages = sortCodePoints(ids.map((id) => this.#index.pageById(id)?.source ?? id));
    for (const { recorder, id, entrance } of circle) {
      const file = this.#index.pageById(id)?.source ?? null;
      const finding: Finding = {
        code: 'content-cycle',
        data: { pages, count: pages.length },
        detail: `content of ${pages.join(' → ')} → …`,
        cause: pages.join('\n'),
      };
      recorder.findings.push(file === null ? finding : { ...finding, file, ...(entrance && { range: entrance }) });
    }
  }
}

/** Notes which embed is being filled. */
class NodeFiller implements HoleFiller {
  readonly #node: Node;
  readonly #filler: HoleFiller;

  constructor(node: Node, filler: HoleFiller) {
    this.#node = node;
    this.#filler = filler;
  }

  link(hole: Parameters<HoleFiller['link']>[0]): string {
    return this.#filler.link(hole);
  }

  image(hole: Parameters<HoleFiller['image']>[0]): string {
    return this.#filler.image(hole);
  }

  embed(hole: Parameters<HoleFiller['embed']>[0], body: string): string {
    this.#node.filled = hole.range;
    const html = this.#filler.embed(hole, body);
    this.#node.filled = null;
    return html;
  }
}
