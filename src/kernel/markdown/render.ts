/** Block tokens to HTML and holes, in one pass: offsets are exact because they are the length of what is written so far. */
import type { Token } from 'markdown-it';
import type { EmbedMeta } from './embed-blocks.ts';
import type { PlacedToken } from './environment.ts';
import { escapeHtml } from './escape.ts';
import { uniqueId } from './heading-ids.ts';
import { highlight } from './highlight.ts';
import { embedRange, moveTo } from './places.ts';
import { footnoteId, footnoteReturn, renderImage, renderInline, titleHtml } from './render-inline.ts';
import { headingText, writeTitle } from './title.ts';
import type { Hole } from './types.ts';
import { attributesOf, textOf, type Writer } from './writer.ts';

/** @param title index of the heading that is the page's title and is left out; -1 for none */
export function renderBlocks(writer: Writer, tokens: readonly Token[], title = -1): void {
  reserveIds(writer, tokens);
  const openEmbeds: (Hole & { kind: 'embed' })[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.map !== null) moveTo(writer.cursor, token.map[0]);
    switch (token.type) {
      case 'inline':
        renderText(writer, token);
        break;
      case 'paragraph_open':
        index = renderParagraph(writer, tokens, index);
        break;
      case 'heading_open':
        if (index === title) index = leaveOut(writer, tokens, index);
        else openHeading(writer, tokens, index);
        break;
      case 'list_item_open':
        openItem(writer, tokens, index);
        break;
      case 'embed':
        writer.html += lineBreakBefore(tokens, index);
        openEmbed(writer, token as PlacedToken);
        writer.html += '\n';
        break;
      case 'embed_open':
        writer.html += lineBreakBefore(tokens, index);
        index = openBox(writer, tokens, index, openEmbeds);
        break;
      case 'embed_close':
        closeEmbed(writer, openEmbeds.pop());
        break;
      default:
        writer.html += blockHtml(writer, tokens, index);
    }
  }
}

/** Ids that the writer has chosen win over those made from headings, wherever on the page they stand. */
function reserveIds(writer: Writer, tokens: readonly Token[]): void {
  if (!writer.env.hasBraces) return;
  for (const token of tokens) {
    const id = token.attrs === null ? null : token.attrGet('id');
    if (id !== null) writer.usedIds.set(String(id), 0);
  }
}

function blockHtml(writer: Writer, tokens: readonly Token[], index: number): string {
  const token = tokens[index] as Token;
  switch (token.type) {
    case 'fence':
      return fence(writer, token);
    case 'code_block':
      return `<pre tabindex="0"${attributesOf(token)}><code>${escapeHtml(token.content)}</code></pre>\n`;
    case 'html_block':
      return token.content;
    case 'more':
      if (writer.moreAt < 0) writer.moreAt = writer.html.length;
      return '';
    case 'table_open':
      return `${lineBreakBefore(tokens, index)}<div class="table-scroll" tabindex="0">\n<table${attributesOf(token)}>\n`;
    case 'table_close':
      return '</table>\n</div>\n';
    case 'th_open':
    case 'td_open':
      alignByClass(token);
      return tag(tokens, index);
    case 'footnote_block_open':
      return '<section class="footnotes" role="doc-endnotes">\n<ol class="footnotes-list">\n';
    case 'footnote_block_close':
      return '</ol>\n</section>\n';
    case 'footnote_open':
      return `<li id="fn${footnoteId(token)}" class="footnote-item">`;
    case 'footnote_close':
      return '</li>\n';
    case 'footnote_anchor':
      return footnoteReturn(token);
    default:
      return tag(tokens, index);
  }
}

/** The parser aligns cells by a style, which strict rules of a site (its content security policy) would not let through. */
function alignByClass(cell: Token): void {
  const style = cell.attrs === null ? null : cell.attrGet('style');
  if (style === null) return;
  cell.attrs = (cell.attrs ?? []).filter(([name]) => name !== 'style');
  cell.attrJoin('class', `align-${String(style).slice('text-align:'.length)}`);
}

/** A tag by itself; line breaks as CommonMark's examples have them. */
function tag(tokens: readonly Token[], index: number, extra = '', token = tokens[index] as Token): string {
  if (token.hidden || token.tag === '') return '';
  const open =
    lineBreakBefore(tokens, index) + (token.nesting === -1 ? '</' : '<') + token.tag + attributesOf(token) + extra;
  return token.nesting === 1 && staysOnLine(tokens, index) ? `${open}>` : `${open}>\n`;
}

/** A block behind the hidden end of a tight item's text begins on a line of its own. */
function lineBreakBefore(tokens: readonly Token[], index: number): string {
  const before = tokens[index - 1];
  return (tokens[index] as Token).nesting !== -1 && before?.hidden && before.nesting === -1 ? '\n' : '';
}

/** Whether what stands in the element follows its opening tag without a line break: text, or nothing at all. */
function staysOnLine(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1];
  if (next === undefined) return false;
  return next.type === 'inline' || next.hidden || (next.nesting === -1 && next.tag === (tokens[index] as Token).tag);
}

function renderText(writer: Writer, token: Token): void {
  if (!writer.inTask) {
    renderInline(writer, token);
    return;
  }
  writer.inTask = false;
  const first = (token.children as Token[])[0] as Token;
  const isDone = first.content[1] !== ' ';
  const text = copyOf(first);
  text.content = first.content.slice(3);
  const rest = copyOf(token);
  rest.children = [text, ...(token.children as Token[]).slice(1)];
  writer.html += `<label><input type="checkbox" disabled${isDone ? ' checked' : ''}>`;
  renderInline(writer, rest);
  writer.html += '</label>';
}

/** Answers the index of the last token that was written. */
function renderParagraph(writer: Writer, tokens: readonly Token[], index: number): number {
  const token = tokens[index] as Token;
  if (token.hidden) return index;
  const inline = tokens[index + 1];
  const only = inline?.children?.length === 1 ? (inline.children[0] as Token) : null;
  if (only?.type === 'image' && tokens[index + 2]?.type === 'paragraph_close') {
    const image = copyOf(only);
    for (const [name, value] of token.attrs ?? []) {
      if (name === 'class') image.attrJoin(name, value);
      else image.attrSet(name, value);
    }
    renderImage(writer, inline as Token, image, true);
    writer.html += '\n';
    return index + 2;
  }
  if (writer.firstText === null) noteText(writer, token, inline);
  writer.html += tag(tokens, index);
  return index;
}

/** The first paragraph of words: the page's own before those in quotes, lists and boxes. Pictures alone are no summary. */
function noteText(writer: Writer, paragraph: Token, inline: Token | undefined): void {
  if (paragraph.level > 0 && writer.firstInnerText !== null) return;
  const text = textOf(inline?.children ?? [])
    .replace(/\s+/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return;
  if (paragraph.level === 0) writer.firstText = text;
  else writer.firstInnerText = text;
}

/** Answers the index of the heading's end. */
function leaveOut(writer: Writer, tokens: readonly Token[], index: number): number {
  writeTitle(writer, tokens[index] as Token, headingText(tokens, index));
  return index + 2;
}

function openHeading(writer: Writer, tokens: readonly Token[], index: number): void {
  const token = tokens[index] as Token;
  const text = headingText(tokens, index);
  const chosen = token.attrs === null ? null : token.attrGet('id');
  const id = chosen === null ? uniqueId(text, writer.usedIds) : String(chosen);
  writer.headings.push({ level: token.tag.charCodeAt(1) - 48, id, text });
  writer.html += tag(tokens, index, chosen === null ? ` id="${escapeHtml(id)}"` : '');
}

const taskMark = /^\[[ xX]\][ \t]/;

function openItem(writer: Writer, tokens: readonly Token[], index: number): void {
  const text = tokens[index + 2];
  const first =
    text?.type === 'inline' && tokens[index + 1]?.type === 'paragraph_open' ? text.children?.[0] : undefined;
  if (first?.type === 'text' && first.content.charCodeAt(0) === 91 && taskMark.test(first.content)) {
    const item = copyOf(tokens[index] as Token);
    item.attrJoin('class', 'task');
    writer.inTask = true;
    writer.html += tag(tokens, index, '', item);
    return;
  }
  writer.html += tag(tokens, index);
}

/** To be changed: the same tokens are rendered once more when marks are wanted. */
function copyOf(token: Token): Token {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(token) as object) as Token, token);
  copy.attrs = token.attrs?.map(([name, value]) => [name, value]) ?? null;
  return copy;
}

function fence(writer: Writer, token: Token): string {
  const language = languageOf(token.info);
  const attributes = attributesOf(token);
  if (language === '') return `<pre tabindex="0"${attributes}><code>${escapeHtml(token.content)}</code></pre>\n`;
  const coloured = writer.highlights ? highlight(token.content, language) : null;
  const classes = `language-${escapeHtml(language)}${coloured === null ? '' : ' hljs'}`;
  return `<pre tabindex="0"${attributes}><code class="${classes}">${coloured ?? escapeHtml(token.content)}</code></pre>\n`;
}

function languageOf(info: string): string {
  return /\S+/.exec(info)?.[0] ?? '';
}

function openEmbed(writer: Writer, token: PlacedToken): Hole & { kind: 'embed' } {
  const { name, attributes } = token.meta as EmbedMeta;
  const at = writer.html.length;
  const range = embedRange(writer.env, writer.cursor, null, token);
  const hole: Hole = { kind: 'embed', at, end: at, name, title: null, attributes, range, inline: false };
  writer.holes.push(hole);
  return hole;
}

/** Answers the index of the box's title, which follows its opening, else of the opening. */
function openBox(writer: Writer, tokens: readonly Token[], index: number, open: (Hole & { kind: 'embed' })[]): number {
  const hole = openEmbed(writer, tokens[index] as PlacedToken);
  open.push(hole);
  const title = tokens[index + 1];
  if (title?.type !== 'inline') return index;
  hole.title = titleHtml(writer, title);
  return index + 1;
}

function closeEmbed(writer: Writer, hole: (Hole & { kind: 'embed' }) | undefined): void {
  if (hole === undefined) throw new Error('a box is closed that was never opened');
  hole.end = writer.html.length;
  writer.html += '\n';
}
