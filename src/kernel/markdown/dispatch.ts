/**
 * markdown-it tries every rule at every line and every sign. Nearly all rules begin with one of a few characters, so that a
 * table from character to rules leaves the same first match and few calls. Rules keep their order.
 */
import type { MarkdownIt, ParserInline, StateBlock, StateInline } from 'markdown-it';
import { closesBox } from './embed-blocks.ts';
import { environmentOf } from './environment.ts';
import type { FastStateBlock, FastStateInline } from './states.ts';

type BlockRule = (state: StateBlock, start: number, end: number, silent: boolean) => boolean;
type InlineRule = (state: StateInline, silent: boolean) => boolean;

/** The characters with which a line begins that a block rule can match; rules that are not here can match any line. */
const blockStarts: Readonly<Record<string, string>> = {
  fence: '`~',
  blockquote: '>',
  hr: '*-_',
  list: '*+-0123456789',
  reference: '[',
  footnote_def: '[',
  html_block: '<',
  more: '<',
  heading: '#',
  embed: ':',
};

/** The same for rules that match any line, but end a paragraph only with a line that begins so. */
const paragraphEnds: Readonly<Record<string, string>> = { ...blockStarts, deflist: ':~' };

/** The characters at which an inline rule can match. */
const inlineStarts: Readonly<Record<string, string>> = {
  linkify: ':',
  embed: ':',
  newline: '\n',
  escape: '\\',
  backticks: '`',
  strikethrough: '~',
  emphasis: '*_',
  link: '[',
  image: '!',
  footnote_inline: '^',
  footnote_ref: '[',
  autolink: '<',
  html_inline: '<',
  entity: '&',
};

/** Call after every rule is in place: the tables are made here. */
export function installDispatch(md: MarkdownIt): void {
  const block = blockTables(md);
  md.block.tokenize = (state, start, end) =>
    tokenizeBlocks(state as FastStateBlock, start, end, block.all, block.rules);
  md.block.ruler.at('paragraph', paragraphRule(block.terminators));
  md.block.ruler.at('lheading', headingRule(block.terminators));
  // `at` throws the compiled chains away: the tables are made anew with the two rules in them.
  Object.assign(block, blockTables(md));
  installInline(md.inline);
}

interface BlockTables {
  all: BlockRule[];
  /** Rules by the first character of the line, for lines that are no indented code. */
  rules: BlockRule[][];
  /** Rules that may end a paragraph, by the same character. */
  terminators: BlockRule[][];
}

function blockTables(md: MarkdownIt): BlockTables {
  const { ruler } = md.block;
  const named = ruler.__rules__.filter((rule) => rule.enabled);
  const byCharacter = (rules: typeof named, starts: Readonly<Record<string, string>>) =>
    Array.from({ length: beyondAscii + 1 }, (_, code) =>
      rules.filter(({ name }) => starts[name]?.includes(String.fromCharCode(code)) ?? true).map(({ fn }) => fn),
    );
  return {
    all: named.map(({ fn }) => fn),
    rules: byCharacter(
      named.filter(({ name }) => name !== 'code'),
      blockStarts,
    ),
    terminators: byCharacter(
      named.filter(({ alt }) => alt.includes('paragraph')),
      paragraphEnds,
    ),
  };
}

const beyondAscii = 128;

/** The table's index for the first character of a line; characters beyond ASCII share the last one. */
function firstCode(state: StateBlock, line: number): number {
  const code = state.src.charCodeAt((state.bMarks[line] as number) + (state.tShift[line] as number));
  return code >= 0 && code < beyondAscii ? code : beyondAscii;
}

function tokenizeBlocks(
  state: FastStateBlock,
  startLine: number,
  endLine: number,
  all: BlockRule[],
  table: BlockRule[][],
): void {
  let line = startLine;
  let hasEmptyLines = false;
  while (line < endLine) {
    line = state.skipEmptyLines(line);
    state.line = line;
    if (line >= endLine) break;
    const indent = (state.sCount[line] as number) - state.blkIndent;
    if (indent < 0) break;
    if (state.boxes.length > 0 && closesBox(state, line)) break;
    if (state.level >= state.md.options.maxNesting) {
      flatten(state, line, endLine);
      break;
    }
    const rules = indent >= 4 ? all : (table[firstCode(state, line)] as BlockRule[]);
    let matched = false;
    for (let index = 0; index < rules.length && !matched; index++) {
      matched = (rules[index] as BlockRule)(state, line, endLine, false);
    }
    if (!matched || state.line <= line) throw new Error(`no block rule took line ${line + 1}`);
    // A list is loose if its items have empty lines between them or inside.
    state.tight = !hasEmptyLines;
    if (state.isEmpty(state.line - 1)) hasEmptyLines = true;
    line = state.line;
    if (line < endLine && state.isEmpty(line)) {
      hasEmptyLines = true;
      line++;
      state.line = line;
    }
  }
}

/** Too deep: the rest of the innermost container is one paragraph of plain text, and not lost. */
function flatten(state: StateBlock, line: number, endLine: number): void {
  const env = environmentOf(state);
  const text = state.getLines(line, endLine, state.blkIndent, false);
  state.line = endLine;
  const open = state.push('paragraph_open', 'p', 1);
  open.map = [line, endLine];
  const inline = state.push('inline', '', 0);
  const child = new state.Token('text', '', 0);
  child.content = text;
  inline.children = [child];
  state.push('paragraph_close', 'p', -1);
  if (env.findings.some(({ code }) => code === 'nesting-too-deep')) return;
  const place = { line: env.linesAbove + line + 1, column: 1 };
  env.findings.push({ code: 'nesting-too-deep', data: { line: place.line }, range: { start: place, end: place } });
}

function isEndedBy(rules: BlockRule[], state: StateBlock, line: number, endLine: number): boolean {
  for (let index = 0; index < rules.length; index++) {
    if ((rules[index] as BlockRule)(state, line, endLine, true)) return true;
  }
  return false;
}

/** Whether the line is an underline of `=` (1) or `-` (2); else 0. */
function underline(state: StateBlock, line: number): number {
  let pos = (state.bMarks[line] as number) + (state.tShift[line] as number);
  const marker = state.src.charCodeAt(pos);
  if (marker !== 45 && marker !== 61) return 0;
  pos = state.skipSpaces(state.skipChars(pos, marker));
  return pos < (state.eMarks[line] as number) ? 0 : marker === 61 ? 1 : 2;
}

/** A paragraph with an underline. When there is none, the scan has found the paragraph's end, and the next rule uses it. */
function headingRule(terminators: BlockRule[][]): BlockRule {
  return (state, startLine, endLine) => {
    const fast = state as FastStateBlock;
    const oldParent = state.parentType;
    state.parentType = 'paragraph';
    let level = 0;
    let line = startLine + 1;
    for (; line < endLine && !state.isEmpty(line); line++) {
      const indent = (state.sCount[line] as number) - state.blkIndent;
      if (indent > 3) continue;
      if (indent >= 0) level = underline(state, line);
      if (level > 0) break;
      if ((state.sCount[line] as number) < 0) continue;
      if (isEndedBy(terminators[firstCode(state, line)] as BlockRule[], state, line, endLine)) break;
    }
    state.parentType = oldParent;
    if (level === 0) {
      fast.scannedFrom = startLine;
      fast.scannedTo = line;
      return false;
    }
    state.line = line + 1;
    const open = state.push('heading_open', `h${level}`, 1);
    open.markup = level === 1 ? '=' : '-';
    open.map = [startLine, state.line];
    pushText(state, startLine, line);
    state.push('heading_close', `h${level}`, -1).markup = open.markup;
    return true;
  };
}

function paragraphRule(terminators: BlockRule[][]): BlockRule {
  return (state, startLine, endLine) => {
    const fast = state as FastStateBlock;
    let line = fast.scannedTo;
    if (fast.scannedFrom !== startLine) {
      const oldParent = state.parentType;
      state.parentType = 'paragraph';
      line = startLine + 1;
      for (; line < endLine && !state.isEmpty(line); line++) {
        const columns = state.sCount[line] as number;
        if (columns - state.blkIndent > 3 || columns < 0) continue;
        if (isEndedBy(terminators[firstCode(state, line)] as BlockRule[], state, line, endLine)) break;
      }
      state.parentType = oldParent;
    }
    fast.scannedFrom = -1;
    state.line = line;
    state.push('paragraph_open', 'p', 1).map = [startLine, line];
    pushText(state, startLine, line);
    state.push('paragraph_close', 'p', -1);
    return true;
  };
}

function pushText(state: StateBlock, startLine: number, endLine: number): void {
  const inline = state.push('inline', '', 0);
  inline.content = trimAscii(state.getLines(startLine, endLine, state.blkIndent, false));
  inline.map = [startLine, endLine];
  inline.children = [];
}

/** Without spaces, tabs and line breaks at the ends; spaces beyond ASCII are text. */
function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

const plain = 0;
const stopOnly = 1;

function installInline(inline: ParserInline): void {
  const rules: InlineRule[][] = Array.from({ length: 128 }, () => []);
  /** 0: text, 1: ends a run of text without a rule of its own, 2: has rules. */
  const kinds = new Uint8Array(128);
  for (const { name, fn, enabled } of inline.ruler.__rules__) {
    if (!enabled || name === 'text') continue;
    const starts = inlineStarts[name];
    if (starts === undefined) throw new Error(`inline rule ${name} says no first character`);
    for (const mark of starts) {
      (rules[mark.charCodeAt(0)] as InlineRule[]).push(fn);
      kinds[mark.charCodeAt(0)] = 2;
    }
  }
  // The end of a link's label is looked for at the boundaries of the runs.
  kinds[93] = stopOnly;
  inline.tokenize = (state) => tokenizeInline(state, rules, kinds);
  inline.skipToken = (state) => skipToken(state, rules, kinds);
  const finish = inline.ruler2.getRules('');
  inline.parse = (source, md, env, tokens) => {
    const state = new inline.State(source, md, env, tokens) as FastStateInline;
    tokenizeInline(state, rules, kinds);
    if (!state.hasMarkers) return;
    for (let index = 0; index < finish.length; index++) (finish[index] as (state: StateInline) => void)(state);
  };
}

function tokenizeInline(state: StateInline, table: InlineRule[][], kinds: Uint8Array): void {
  const { src, posMax: end } = state;
  const { maxNesting } = state.md.options;
  while (state.pos < end) {
    const start = state.pos;
    const kind = kindAt(src, start, kinds);
    if (kind === plain) {
      const stop = textEnd(src, start + 1, end, kinds);
      state.pending += src.slice(start, stop);
      state.pos = stop;
      continue;
    }
    if (kind !== stopOnly && state.level < maxNesting) {
      const rules = table[src.charCodeAt(start)] as InlineRule[];
      let matched = false;
      for (let index = 0; index < rules.length && !matched; index++)
        matched = (rules[index] as InlineRule)(state, false);
      if (matched) continue;
    }
    state.pending += src[state.pos++];
  }
  if (state.pending !== '') state.pushPending();
}

function kindAt(src: string, pos: number, kinds: Uint8Array): number {
  const code = src.charCodeAt(pos);
  return code < 128 ? (kinds[code] as number) : plain;
}

function textEnd(src: string, from: number, end: number, kinds: Uint8Array): number {
  let pos = from;
  while (pos < end && kindAt(src, pos, kinds) === plain) pos++;
  return pos;
}

function skipToken(state: StateInline, table: InlineRule[][], kinds: Uint8Array): void {
  const start = state.pos;
  const { src, cache } = state;
  const known = cache[start];
  if (known !== undefined) {
    state.pos = known;
    return;
  }
  const kind = kindAt(src, start, kinds);
  if (kind === plain) state.pos = textEnd(src, start + 1, state.posMax, kinds);
  else if (kind === stopOnly) state.pos = start + 1;
  else if (state.level >= state.md.options.maxNesting) state.pos = state.posMax;
  else {
    const rules = table[src.charCodeAt(start)] as InlineRule[];
    let matched = false;
    for (let index = 0; index < rules.length && !matched; index++) {
      state.level++;
      matched = (rules[index] as InlineRule)(state, true);
      state.level--;
    }
    if (!matched) state.pos = start + 1;
  }
  cache[start] = state.pos;
}
