/** Inline tokens to HTML and holes. */
import type { Token } from 'markdown-it';
import type { EmbedMeta } from './embed-blocks.ts';
import type { PlacedToken } from './environment.ts';
import { escapeHtml } from './escape.ts';
import { destinationRange, embedRange } from './places.ts';
import { alternativeOf, attributesOf, isSiteTarget, textOf, type Writer } from './writer.ts';

/** Writes the children of `inline`. */
export function renderInline(writer: Writer, inline: Token): void {
  const children = inline.children as Token[];
  for (let index = 0; index < children.length; index++) renderToken(writer, inline, children, index);
}

function renderToken(writer: Writer, inline: Token, children: readonly Token[], index: number): void {
  const token = children[index] as Token;
  switch (token.type) {
    case 'text':
      writer.html += escapeHtml(token.content);
      break;
    case 'softbreak':
      writer.html += '\n';
      break;
    case 'code_inline':
      writer.html += `<code${attributesOf(token)}>${escapeHtml(token.content)}</code>`;
      break;
    case 'link_open':
      renderLink(writer, inline, children, index);
      break;
    case 'image':
      renderImage(writer, inline, token, false);
      break;
    case 'hardbreak':
      writer.html += '<br>\n';
      break;
    case 'html_inline':
      writer.html += token.content;
      break;
    case 'footnote_ref':
      writer.html += footnoteMark(token);
      break;
    case 'embed':
      renderEmbed(writer, inline, token as PlacedToken);
      break;
    default:
      writer.html += token.nesting === -1 ? `</${token.tag}>` : `<${token.tag}${attributesOf(token)}>`;
  }
}

/** A box's title as HTML. It goes to the box's template whole, so that nothing in it can be a hole. */
export function titleHtml(writer: Writer, inline: Token): string {
  const before = writer.html;
  writer.html = '';
  const children = withoutHoles(inline);
  for (let index = 0; index < children.length; index++) renderToken(writer, inline, children, index);
  const { html } = writer;
  writer.html = before;
  return html;
}

/** Links within the site and pictures as their words, embeds as they are written. */
function withoutHoles(inline: Token): Token[] {
  const kept: Token[] = [];
  let isDropping = false;
  for (const token of inline.children as Token[]) {
    if (token.type === 'link_open') isDropping = isSiteTarget(String(token.attrGet('href') ?? ''));
    const isDropped = isDropping && (token.type === 'link_open' || token.type === 'link_close');
    if (token.type === 'link_close') isDropping = false;
    if (isDropped) continue;
    if (token.type === 'image') kept.push(asText(token, alternativeOf(token.children ?? [])));
    else if (token.type === 'embed') {
      const { at, atEnd } = token as PlacedToken;
      kept.push(asText(token, inline.content.slice(at, atEnd)));
    } else kept.push(token);
  }
  return kept;
}

function asText(token: Token, content: string): Token {
  token.type = 'text';
  token.content = content;
  return token;
}

function renderLink(writer: Writer, inline: Token, children: readonly Token[], index: number): void {
  const token = children[index] as PlacedToken;
  const target = String(token.attrGet('href') ?? '');
  if (!isSiteTarget(target)) {
    writer.html += `<a${attributesOf(token)}>`;
    return;
  }
  writer.html += '<a href="';
  writer.holes.push({
    kind: 'link',
    at: writer.html.length,
    target,
    text: linkText(children, index),
    range: destinationRange(writer.env, writer.cursor, inline, token, target),
  });
  writer.html += `"${attributesOf(token, ['href'])}>`;
}

function linkText(children: readonly Token[], open: number): string {
  const { level } = children[open] as Token;
  let close = open + 1;
  while (close < children.length && (children[close] as Token).level > level) close++;
  return textOf(children.slice(open + 1, close));
}

/** @param figure the image stands alone in a paragraph */
export function renderImage(writer: Writer, inline: Token, token: Token, figure: boolean): void {
  const target = String(token.attrGet('src') ?? '');
  const alt = alternativeOf(token.children ?? []);
  const title = token.attrGet('title');
  const own = attributesOf(token, ['src', 'alt', 'title']);
  if (isSiteTarget(target)) {
    writer.holes.push({
      kind: 'image',
      at: writer.html.length,
      target,
      alt,
      title: title === null ? null : String(title),
      attributes: own.slice(1),
      figure,
      range: destinationRange(writer.env, writer.cursor, inline, token as PlacedToken, target),
    });
    return;
  }
  const caption = figure && title !== null ? `<figcaption>${escapeHtml(String(title))}</figcaption>` : '';
  const titled = title === null || figure ? '' : ` title="${escapeHtml(String(title))}"`;
  const image = `<img src="${escapeHtml(target)}" alt="${escapeHtml(alt)}"${titled}${own}>`;
  writer.html += figure ? `<figure>${image}${caption}</figure>` : image;
}

function renderEmbed(writer: Writer, inline: Token, token: PlacedToken): void {
  const { name, attributes } = token.meta as EmbedMeta;
  const at = writer.html.length;
  const range = embedRange(writer.env, writer.cursor, inline, token);
  writer.holes.push({ kind: 'embed', at, end: at, name, title: null, attributes, range, inline: true });
}

interface FootnoteMeta {
  id: number;
  subId?: number;
}

/** The part of a footnote's ids that tells its marks apart: "2", and "2-1" for its second mark. */
function footnoteNumber(token: Token): string {
  const { id, subId = 0 } = token.meta as unknown as FootnoteMeta;
  return subId > 0 ? `${id + 1}-${subId}` : String(id + 1);
}

function footnoteMark(token: Token): string {
  const { id } = token.meta as unknown as FootnoteMeta;
  const number = id + 1;
  return `<sup class="footnote-ref"><a href="#fn${number}" id="fnref${footnoteNumber(token)}">[${number}]</a></sup>`;
}

/** The way back from a footnote to one of its marks. */
export function footnoteReturn(token: Token): string {
  return ` <a href="#fnref${footnoteNumber(token)}" class="footnote-backref">\u21a9\uFE0E</a>`;
}

export function footnoteId(token: Token): number {
  return (token.meta as unknown as FootnoteMeta).id + 1;
}
