/** The places of everything in a YAML text: what the parser says, and what has to be worked out beyond it. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { CannotEdit } from '../problem.ts';
import { type Bracketed, lineStartOf, nextLineOf, type Span } from '../splices.ts';
import { isIndex, type Path } from '../values.ts';
import type { Quotes } from './render.ts';

/** What a value belongs to. */
export type Holder =
  | { kind: 'pair'; parent: YAMLMap; index: number; pair: Pair<Node, Node> }
  | { kind: 'item'; parent: YAMLSeq; index: number };

export interface Found {
  /** null: nothing is written there. */
  node: Node | null;
  /** null: the whole text. */
  holder: Holder | null;
}

/** Where the present value of a pair or item stands. */
export interface Standing {
  /** Behind the colon. */
  head: number;
  /** What stands on the line of the key. */
  inline: Span | null;
  /** Whole lines below it. */
  lines: Span | null;
}

const LEVEL = 2;

export class YamlTree {
  readonly root: Node | null;

  /** @throws CannotEdit when it cannot be read */
  constructor(readonly source: string) {
    const options = { keepSourceTokens: true, prettyErrors: false, version: '1.2', merge: false } as const;
    const document: Document.Parsed = parseDocument(source, options);
    const error = document.errors[0];
    if (error !== undefined) throw new CannotEdit(error.message, error.pos[0]);
    const { contents } = document;
    this.root = contents !== null && !isNothing(contents) ? contents : null;
  }

  /** What stands at a path, as far as there is such a path: `depth` steps of it. */
  find(path: Path): Found & { depth: number } {
    let found: Found = { node: this.root, holder: null };
    for (let depth = 0; depth < path.length; depth++) {
      const next = childOf(found.node, path[depth] as string);
      if (next === null) return { ...found, depth };
      found = next;
    }
    return { ...found, depth: path.length };
  }

  /** Whether a value there stands within brackets, where there are no lines. */
  isInFlow(holder: Holder | null): boolean {
    return holder?.parent.flow === true;
  }

  column(offset: number): number {
    return offset - lineStartOf(this.source, offset);
  }

  /** Where the first key of a map stands. */
  keyStart(map: YAMLMap, index: number): number {
    return rangeOf((map.items[index] as Pair<Node, Node>).key)[0];
  }

  dash(list: YAMLSeq, index: number): number {
    const token = list.srcToken;
    const starts = token?.type === 'block-seq' ? token.items[index]?.start : undefined;
    const dash = starts?.find(({ type }) => type === 'seq-item-ind');
    if (dash === undefined) throw new CannotEdit('the list is written in a way that is not known', rangeOf(list)[0]);
    return dash.offset;
  }

  /** Behind the colon of a pair. */
  colonEnd(pair: Pair<Node, Node>): number {
    let at = rangeOf(pair.key)[1];
    while (/[ \t]/.test(this.source[at] ?? '')) at++;
    if (this.source[at] !== ':') throw new CannotEdit('the key is written in a way that is not known', at);
    return at + 1;
  }

  /** Where what is written of a value ends, without the remark behind it. */
  contentEnd(node: Node): number {
    if (isMap(node) && node.flow !== true) return this.pairEnd(node.items.at(-1) as Pair<Node, Node>);
    if (isSeq(node) && node.flow !== true) {
      const last = node.items.at(-1) as Node;
      return isNothing(last) ? this.dash(node, node.items.length - 1) + 1 : this.contentEnd(last);
    }
    return rangeOf(node)[1];
  }

  pairEnd(pair: Pair<Node, Node>): number {
    if (pair.value === null) return rangeOf(pair.key)[1];
    return isNothing(pair.value) ? this.colonEnd(pair) : this.contentEnd(pair.value);
  }

  /** The beginning of the line behind a value. */
  lineAfter(contentEnd: number): number {
    return this.source[contentEnd - 1] === '\n' ? contentEnd : nextLineOf(this.source, contentEnd);
  }

  brackets(node: YAMLMap | YAMLSeq): Bracketed {
    const [open, end] = rangeOf(node);
    const items = isMap(node)
      ? node.items.map((pair) => {
          const { key } = pair as Pair<Node, Node>;
          return { start: rangeOf(key)[0], end: this.pairEnd(pair as Pair<Node, Node>) };
        })
      : node.items.map((item) => ({ start: rangeOf(item as Node)[0], end: this.contentEnd(item as Node) }));
    return { open, close: end - 1, items };
  }

  standing(pair: Pair<Node, Node>): Standing {
    const head = this.colonEnd(pair);
    const { value } = pair;
    if (value === null || isNothing(value)) return { head, inline: null, lines: null };
    const [start, end] = rangeOf(value);
    if (isScalar(value) && value.type?.startsWith('BLOCK') === true) {
      const header = /^[|>][-+0-9]*/.exec(this.source.slice(start))?.[0].length ?? 1;
      return { head, inline: { start, end: start + header }, lines: { start: nextLineOf(this.source, start), end } };
    }
    if ((!isMap(value) && !isSeq(value)) || value.flow === true) return { head, inline: { start, end }, lines: null };
    const first = isMap(value) ? this.keyStart(value, 0) : this.dash(value, 0);
    const lines = { start: lineStartOf(this.source, first), end: this.lineAfter(this.contentEnd(value)) };
    return { head, inline: null, lines };
  }

  /** Spaces by which levels are indented here. */
  unit(): number {
    for (const pair of isMap(this.root) && this.root.flow !== true ? this.root.items : []) {
      const { value } = pair as Pair<Node, Node>;
      if (isMap(value) && value.flow !== true) {
        const deeper = this.column(this.keyStart(value, 0)) - this.column(this.keyStart(this.root as YAMLMap, 0));
        return deeper > 0 ? deeper : LEVEL;
      }
    }
    return LEVEL;
  }
}

/** How a text was written, so that its successor is written alike. */
export function quotesOf(node: Node | null): Quotes {
  if (!isScalar(node)) return 'plain';
  if (node.type === 'QUOTE_SINGLE') return 'single';
  if (node.type === 'QUOTE_DOUBLE') return 'double';
  return node.type?.startsWith('BLOCK') === true ? 'literal' : 'plain';
}

/** Nothing is written there: `key:` alone. */
export function isNothing(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && rangeOf(node)[0] === rangeOf(node)[1]);
}

export function rangeOf(node: Node): [number, number] {
  if (!node.range) throw new CannotEdit('a part of it has no place');
  return [node.range[0], node.range[1]];
}

function childOf(node: Node | null, step: string): Found | null {
  if (isAlias(node)) throw new CannotEdit('this part is written elsewhere and only repeated here', rangeOf(node)[0]);
  if (isSeq(node) && isIndex(step) && Number(step) < node.items.length) {
    const index = Number(step);
    return { node: node.items[index] as Node, holder: { kind: 'item', parent: node, index } };
  }
  if (!isMap(node)) return null;
  const index = node.items.findIndex(({ key }) => isScalar(key) && String(key.value) === step);
  if (index < 0) return null;
  const pair = node.items[index] as Pair<Node, Node>;
  return { node: pair.value, holder: { kind: 'pair', parent: node, index, pair } };
}
