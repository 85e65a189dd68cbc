/**
 * Stand-ins for markdown-it's tokens and parser states. Its own define every field through a helper that takes more than a
 * third of the time of a whole parse; these have plain fields, always in one order, and note where destinations stand.
 */
import type { Delimiter, MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it';
import type { PlacedToken } from './environment.ts';

type Nesting = -1 | 0 | 1;
type Attribute = [name: string, value: string | number];

/** Where the last link destination was read: markdown-it's rules do not say, but a token is made right after. */
interface LastDestination {
  source: string;
  start: number;
  end: number;
}

class FastToken implements PlacedToken {
  type: string;
  tag: string;
  nesting: Nesting;
  attrs: Attribute[] | null = null;
  map: [number, number] | null = null;
  level = 0;
  children: Token[] | null = null;
  content = '';
  markup = '';
  info = '';
  meta: Record<string, unknown> | null = null;
  block = false;
  hidden = false;
  at = -1;
  atEnd = -1;

  constructor(type: string, tag: string, nesting: Nesting) {
    this.type = type;
    this.tag = tag;
    this.nesting = nesting;
  }

  attrIndex(name: string): number {
    return this.attrs === null ? -1 : this.attrs.findIndex((attribute) => attribute[0] === name);
  }

  attrPush(attribute: Attribute): void {
    if (this.attrs === null) this.attrs = [attribute];
    else this.attrs.push(attribute);
  }

  attrSet(name: string, value: string | number): void {
    const index = this.attrIndex(name);
    if (index < 0) this.attrPush([name, value]);
    else (this.attrs as Attribute[])[index] = [name, value];
  }

  attrGet(name: string): string | number | null {
    const index = this.attrIndex(name);
    return index < 0 ? null : ((this.attrs as Attribute[])[index] as Attribute)[1];
  }

  attrJoin(name: string, value: string | number): void {
    const before = this.attrGet(name);
    this.attrSet(name, before === null ? value : `${before} ${value}`);
  }
}

/** An open box (`:::name`), outermost first in `FastStateBlock.boxes`. */
export interface OpenBox {
  colons: number;
  /** Level of the tokens directly inside. */
  level: number;
  indent: number;
}

export interface FastStateBlock extends StateBlock {
  boxes: OpenBox[];
  /** Where the paragraph that begins on `scannedFrom` ends, once a scan has found it. */
  scannedFrom: number;
  scannedTo: number;
}

export interface FastStateInline extends StateInline {
  /** Whether there may be delimiters to pair or texts to join. */
  hasMarkers: boolean;
}

/** Puts the stand-ins into `md`. Other instances of markdown-it are not touched. */
export function installStates(md: MarkdownIt): void {
  const last: LastDestination = { source: '', start: -1, end: -1 };
  noteDestinations(md, last);
  md.block.State = fastBlockState(md.block.State, last);
  md.inline.State = fastInlineState(md.inline.State, last);
}

function noteDestinations(md: MarkdownIt, last: LastDestination): void {
  const parse = md.helpers.parseLinkDestination;
  md.helpers.parseLinkDestination = (source, start, max) => {
    const result = parse(source, start, max);
    const inBrackets = source.charCodeAt(start) === 60 ? 1 : 0;
    last.source = source;
    last.start = start + inBrackets;
    last.end = result.pos - inBrackets;
    return result;
  };
}

function fastBlockState(base: typeof StateBlock, last: LastDestination): typeof StateBlock {
  class BlockState {
    bMarks: number[] = [];
    eMarks: number[] = [];
    tShift: number[] = [];
    sCount: number[] = [];
    bsCount: number[] = [];
    blkIndent = 0;
    line = 0;
    lineMax = 0;
    tight = false;
    listIndent = -1;
    parentType = 'root';
    level = 0;
    Token = FastToken;
    boxes: OpenBox[] = [];
    scannedFrom = -1;
    scannedTo = -1;

    constructor(
      readonly src: string,
      readonly md: MarkdownIt,
      readonly env: object,
      readonly tokens: Token[],
    ) {
      this.markLines();
    }

    markLines(): void {
      const { src } = this;
      let start = 0;
      while (start < src.length) {
        let pos = start;
        let offset = 0;
        for (let code = src.charCodeAt(pos); code === 32 || code === 9; code = src.charCodeAt(++pos)) {
          offset += code === 9 ? 4 - (offset % 4) : 1;
        }
        const lineFeed = src.indexOf('\n', pos);
        const end = lineFeed < 0 ? src.length : lineFeed;
        if (lineFeed < 0 && pos === end) break;
        this.mark(start, end, pos - start, offset);
        start = end + 1;
      }
      this.lineMax = this.bMarks.length;
      this.mark(src.length, src.length, 0, 0);
    }

    mark(start: number, end: number, shift: number, columns: number): void {
      this.bMarks.push(start);
      this.eMarks.push(end);
      this.tShift.push(shift);
      this.sCount.push(columns);
      this.bsCount.push(0);
    }

    push(type: string, tag: string, nesting: Nesting): FastToken {
      const token = new FastToken(type, tag, nesting);
      token.block = true;
      if (nesting < 0) this.level--;
      token.level = this.level;
      if (nesting > 0) this.level++;
      if (type === 'reference_definition' && last.source === this.src) {
        token.at = last.start;
        token.atEnd = last.end;
      }
      this.tokens.push(token);
      return token;
    }
  }
  Object.setPrototypeOf(BlockState.prototype, base.prototype);
  return BlockState as unknown as typeof StateBlock;
}

function fastInlineState(base: typeof StateInline, last: LastDestination): typeof StateInline {
  const scanDelims = base.prototype.scanDelims;
  class InlineState {
    pos = 0;
    level = 0;
    pending = '';
    pendingLevel = 0;
    cache: Record<number, number> = {};
    backticks: Record<number, number> = {};
    backticksScanned = false;
    skipHtmlSpecial = false;
    linkLevel = 0;
    delimiters: Delimiter[] = [];
    _prev_delimiters: Delimiter[][] = [];
    tokens_meta: ({ delimiters: Delimiter[] } | undefined)[] = [];
    Token = FastToken;
    hasMarkers = false;
    posMax: number;

    constructor(
      readonly src: string,
      readonly md: MarkdownIt,
      readonly env: object,
      readonly tokens: Token[],
    ) {
      this.posMax = src.length;
    }

    pushPending(): FastToken {
      const token = new FastToken('text', '', 0);
      token.content = this.pending;
      token.level = this.pendingLevel;
      this.tokens.push(token);
      this.pending = '';
      return token;
    }

    push(type: string, tag: string, nesting: Nesting): FastToken {
      if (this.pending !== '') this.pushPending();
      const token = new FastToken(type, tag, nesting);
      let meta: { delimiters: Delimiter[] } | undefined;
      if (nesting < 0) {
        this.level--;
        this.delimiters = this._prev_delimiters.pop() as Delimiter[];
      }
      token.level = this.level;
      if (nesting > 0) {
        this.level++;
        this._prev_delimiters.push(this.delimiters);
        this.delimiters = [];
        meta = { delimiters: this.delimiters };
      }
      if (type === 'text') this.hasMarkers = true;
      else if ((type === 'link_open' || type === 'image') && last.source === this.src) {
        token.at = last.start;
        token.atEnd = last.end;
      }
      this.pendingLevel = this.level;
      this.tokens.push(token);
      this.tokens_meta.push(meta);
      return token;
    }

    /** As markdown-it's, with the neighbours looked up in a table while they are ASCII. */
    scanDelims(start: number, canSplitWord: boolean): ReturnType<StateInline['scanDelims']> {
      const { src, posMax } = this;
      const marker = src.charCodeAt(start);
      let pos = start + 1;
      while (pos < posMax && src.charCodeAt(pos) === marker) pos++;
      const before = start === 0 ? 32 : src.charCodeAt(start - 1);
      const after = pos < posMax ? src.charCodeAt(pos) : 32;
      if (before > 127 || after > 127) {
        return scanDelims.call(this as unknown as StateInline, start, canSplitWord);
      }
      const last = asciiClass[before];
      const next = asciiClass[after];
      const left = next !== space && (next !== punctuation || last !== other);
      const right = last !== space && (last !== punctuation || next !== other);
      return {
        can_open: left && (canSplitWord || !right || last === punctuation),
        can_close: right && (canSplitWord || !left || next === punctuation),
        length: pos - start,
      };
    }
  }
  Object.setPrototypeOf(InlineState.prototype, base.prototype);
  return InlineState as unknown as typeof StateInline;
}

const other = 0;
const space = 1;
const punctuation = 2;

/** CommonMark's classes of the ASCII characters. */
const asciiClass = classifyAscii();

function classifyAscii(): Uint8Array {
  const classes = new Uint8Array(128);
  for (const mark of '\t\n\v\f\r ') classes[mark.charCodeAt(0)] = space;
  for (const mark of '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~') classes[mark.charCodeAt(0)] = punctuation;
  return classes;
}
