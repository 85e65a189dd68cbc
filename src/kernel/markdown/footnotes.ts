/** Footnotes at the end of the page. The plugin reads them; its own way of gathering them takes time by the square of their number. */
import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it';
import { environmentOf, type Footnotes } from './environment.ts';

type Note = NonNullable<Footnotes['list']>[number] & { tokens?: Token[]; content?: string };

const longestLabel = 300;

/** To be called when the plugin is in place. */
export function installFootnotes(md: MarkdownIt): void {
  const { ruler } = md.inline;
  const plugin = ruler.__rules__.find(({ name }) => name === 'footnote_ref')?.fn as (
    state: StateInline,
    silent: boolean,
  ) => boolean;
  // The plugin looks for the end of a label as far as the text goes, at every bracket.
  ruler.at('footnote_ref', (state, silent) => {
    const start = state.pos;
    return state.src.slice(start, start + longestLabel).includes(']') && plugin(state, silent);
  });
  md.core.ruler.at('footnote_tail', footnotesRule);
}

/** Core rule, in the place of the plugin's: takes definitions out of the text and puts those that are referred to at its end. */
function footnotesRule(state: StateCore): void {
  const { footnotes } = environmentOf(state);
  if (footnotes === undefined) return;
  const { text, definitions } = separate(state.tokens);
  state.tokens = text;
  const notes = footnotes.list as Note[] | undefined;
  if (notes === undefined) return;
  text.push(new state.Token('footnote_block_open', '', 1));
  for (const [id, note] of notes.entries()) {
    const open = new state.Token('footnote_open', '', 1);
    open.meta = { id };
    text.push(open);
    const body = note.tokens === undefined ? (definitions.get(note.label ?? '') ?? []) : inlineBody(state, note);
    const closing = body.at(-1)?.type === 'paragraph_close' ? body.pop() : undefined;
    for (const token of body) text.push(token);
    for (let subId = 0; subId < Math.max(note.count ?? 1, 1); subId++) {
      const anchor = new state.Token('footnote_anchor', '', 0);
      anchor.meta = { id, subId };
      text.push(anchor);
    }
    if (closing !== undefined) text.push(closing);
    text.push(new state.Token('footnote_close', '', -1));
  }
  text.push(new state.Token('footnote_block_close', '', -1));
}

/** The text without its definitions, and their tokens by label; the last definition of a label counts. */
function separate(tokens: readonly Token[]): { text: Token[]; definitions: Map<string, Token[]> } {
  const text: Token[] = [];
  const definitions = new Map<string, Token[]>();
  let target = text;
  for (const token of tokens) {
    if (token.type === 'footnote_reference_open') {
      target = [];
      definitions.set(String(token.meta?.label), target);
    } else if (token.type === 'footnote_reference_close') target = text;
    else target.push(token);
  }
  return { text, definitions };
}

/** `^[text]` as a paragraph. */
function inlineBody(state: StateCore, note: Note): Token[] {
  const open = new state.Token('paragraph_open', 'p', 1);
  open.block = true;
  open.level = 1;
  const inline = new state.Token('inline', '', 0);
  inline.children = note.tokens ?? [];
  inline.content = note.content ?? '';
  const close = new state.Token('paragraph_close', 'p', -1);
  close.block = true;
  close.level = 1;
  return [open, inline, close];
}
