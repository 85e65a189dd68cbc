/** The heading that a text begins with: where nothing else names the page, it is the page's title and no part of the text. */
import type { Token } from 'markdown-it';
import { escapeHtml } from './escape.ts';
import { uniqueId } from './heading-ids.ts';
import { textOf, type Writer } from './writer.ts';

/** What a title, which is a plain text, can stand for. A heading with a link, a picture or HTML in it stays where it is. */
const inTitle = new Set([
  'text',
  'code_inline',
  'softbreak',
  'hardbreak',
  'em_open',
  'em_close',
  'strong_open',
  'strong_close',
  's_open',
  's_close',
]);
const comment = /^<!--(?:(?!-->)[\s\S])*-->\s*$/;

/** The index of the level-1 heading that is the first block, comments apart; -1 when there is none. */
export function titleAt(tokens: readonly Token[]): number {
  let index = 0;
  while (tokens[index]?.type === 'html_block' && comment.test(tokens[index]?.content ?? '')) index++;
  const open = tokens[index];
  if (open?.type !== 'heading_open' || open.tag !== 'h1') return -1;
  const children = tokens[index + 1]?.children ?? [];
  return children.every(({ type }) => inTitle.has(type)) && headingText(tokens, index) !== '' ? index : -1;
}

/** The text of the heading that opens at `index`, on one line. */
export function headingText(tokens: readonly Token[], index: number): string {
  return textOf(tokens[index + 1]?.children ?? [])
    .replace(/\s+/g, ' ')
    .trim();
}

/** Its id is still a place to link to if the writer gave it one, or links to it in the same text. */
export function writeTitle(writer: Writer, open: Token, text: string): void {
  writer.title = text;
  const chosen = open.attrs === null ? null : open.attrGet('id');
  // Taken in any case: the ids of other headings do not depend on who names the page.
  const id = chosen === null ? uniqueId(text, writer.usedIds) : String(chosen);
  if (chosen !== null || writer.env.source.includes(`#${id}`)) writer.html += `<span id="${escapeHtml(id)}"></span>\n`;
}
