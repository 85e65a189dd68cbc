/**
 * Attribute lists in braces: `{.class #id key="value"}` behind an inline element, at the end of a block, or on a line of
 * their own below one. Only what is clearly such a list is taken: braces in prose stay prose. Names are an allow-list, so
 * that no text can bring a script or a style into the page.
 */
import type { StateCore, Token } from 'markdown-it';
import { type Environment, environmentOf, lineText, rangeInLine } from './environment.ts';

type Attribute = [name: string, value: string];

const item =
  /[ \t]*(?:\.([A-Za-z_-][\w:/-]*)|#([^\s{}#"'<>=&]+)|([A-Za-z_:][\w:.-]*)=(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'{}<>=`]+)))(?=[ \t}])/y;
const allowedName =
  /^(?:id|class|width|height|lang|dir|title|role|target|rel|download|hreflang|loading|decoding|start|reversed|value|colspan|rowspan|scope|translate|tabindex|(?:data|aria)-[\w.-]+)$/;
const refusedName = /^(?:on[a-z]+|style)$/i;

/** The list that opens at `start`, and the offset behind its brace; null when it is not one. */
function readList(
  text: string,
  start: number,
): { attributes: Attribute[]; refused: string | null; end: number } | null {
  const attributes: Attribute[] = [];
  let refused: string | null = null;
  let pos = start + 1;
  for (;;) {
    while (text[pos] === ' ' || text[pos] === '\t') pos++;
    if (text[pos] === '}')
      return attributes.length > 0 || refused !== null ? { attributes, refused, end: pos + 1 } : null;
    item.lastIndex = pos;
    const match = item.exec(text);
    if (match === null) return null;
    pos = item.lastIndex;
    const [, className, id, name, double, single, bare] = match;
    if (className !== undefined) attributes.push(['class', className]);
    else if (id !== undefined) attributes.push(['id', id]);
    else if (refusedName.test(name as string)) refused = name as string;
    else if (allowedName.test(name as string)) attributes.push([name as string, double ?? single ?? (bare as string)]);
    else return null;
  }
}

/** Core rule: moves attribute lists from the text to the tokens that they belong to. */
export function attributesRule(state: StateCore): void {
  const env = environmentOf(state);
  if (!env.hasBraces) return;
  const { tokens } = state;
  let removed = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.type === 'fence' && token.info.includes('{')) fenceAttributes(env, token);
    if (token.type !== 'inline' || !token.content.includes('}')) continue;
    inlineAttributes(env, token);
    // A box has its attributes behind its name: braces at the end of its title are text.
    if (tokens[index - 1]?.type === 'embed_open') continue;
    if (blockAttributes(env, tokens, index)) removed = true;
  }
  if (removed) state.tokens = tokens.filter(({ type }) => type !== 'removed');
}

function fenceAttributes(env: Environment, token: Token): void {
  const start = token.info.indexOf('{');
  const list = readList(token.info, start);
  if (list === null || token.info.slice(list.end).trim() !== '') return;
  if (take(env, token, token, list)) token.info = token.info.slice(0, start);
}

/** `*text*{.a}`, `` `code`{.b} ``, `![](x.png){.c}`: a list that directly follows an inline element. */
function inlineAttributes(env: Environment, inline: Token): void {
  const children = inline.children as Token[];
  let isEmptied = false;
  for (let index = 1; index < children.length; index++) {
    const child = children[index] as Token;
    if (child.type !== 'text' || child.content.charCodeAt(0) !== 123) continue;
    const before = children[index - 1] as Token;
    const isLeaf = before.type === 'image' || before.type === 'code_inline';
    if (!isLeaf && before.nesting !== -1) continue;
    const list = readList(child.content, 0);
    if (list === null) continue;
    const owner = isLeaf ? before : openerOf(children, index - 1);
    if (owner === null || !take(env, owner, inline, list)) continue;
    child.content = child.content.slice(list.end);
    isEmptied ||= child.content === '';
  }
  if (isEmptied) inline.children = children.filter(({ type, content }) => type !== 'text' || content !== '');
}

function openerOf(tokens: Token[], close: number): Token | null {
  const { level } = tokens[close] as Token;
  for (let index = close - 1; index >= 0; index--) {
    const token = tokens[index] as Token;
    if (token.nesting === 1 && token.level === level) return token;
  }
  return null;
}

/** A list at the end of a block, or alone in a paragraph below one. True when tokens became superfluous. */
function blockAttributes(env: Environment, tokens: Token[], index: number): boolean {
  const inline = tokens[index] as Token;
  const children = inline.children as Token[];
  const last = children.at(-1);
  if (last === undefined || last.type !== 'text') return false;
  const text = last.content.trimEnd();
  const start = text.charCodeAt(text.length - 1) === 125 ? text.lastIndexOf('{') : -1;
  if (start < 0 || (start > 0 && !/[ \t]/.test(text[start - 1] as string))) return false;
  const list = readList(text, start);
  if (list === null || list.end !== text.length) return false;
  if (children.length === 1 && text.slice(0, start).trim() === '') return attributesBelow(env, tokens, index, list);
  const onOwnLine = text.slice(0, start).trim() === '' && children.at(-2)?.type === 'softbreak';
  if (start === 0 && !onOwnLine) return false;
  const owner = onOwnLine ? containerOf(tokens, index) : itemOf(tokens, index);
  if (!take(env, owner, inline, list)) return false;
  last.content = text.slice(0, start).trimEnd();
  if (onOwnLine) children.splice(-2, 2);
  return false;
}

/** The block that a list at the end of its last line means: a list's item rather than the paragraph in it. */
function itemOf(tokens: Token[], index: number): Token {
  const before = tokens[index - 2];
  return before?.type === 'list_item_open' && tokens[index - 1]?.type === 'paragraph_open'
    ? before
    : (tokens[index - 1] as Token);
}

/** The block that a list on a line of its own means: in a tight list the list itself, else the paragraph. */
function containerOf(tokens: Token[], index: number): Token {
  const paragraph = tokens[index - 1] as Token;
  if (!paragraph.hidden) return paragraph;
  for (let at = index - 2; at >= 0; at--) {
    const token = tokens[at] as Token;
    if (token.level === paragraph.level - 2 && token.nesting === 1) return token;
  }
  return paragraph;
}

const takesListBelow = new Set([
  'table_close',
  'bullet_list_close',
  'ordered_list_close',
  'blockquote_close',
  'dl_close',
]);

function attributesBelow(
  env: Environment,
  tokens: Token[],
  index: number,
  list: { attributes: Attribute[]; refused: string | null },
): boolean {
  const above = index - 2;
  if (tokens[index - 1]?.type !== 'paragraph_open' || !takesListBelow.has(tokens[above]?.type ?? '')) return false;
  const owner = openerOf(tokens, above);
  if (owner === null || !take(env, owner, tokens[index] as Token, list)) return false;
  for (const at of [index - 1, index, index + 1]) (tokens[at] as Token).type = 'removed';
  return true;
}

/** Gives the attributes to `owner`. False when one of them is refused: then the braces stay in the text, with a finding. */
function take(
  env: Environment,
  owner: Token,
  inline: Token,
  list: { attributes: Attribute[]; refused: string | null },
): boolean {
  if (list.refused !== null) {
    reportRefused(env, inline, list.refused);
    return false;
  }
  for (const [name, value] of list.attributes) {
    if (name === 'class') owner.attrJoin(name, value);
    else owner.attrSet(name, value);
  }
  return true;
}

function reportRefused(env: Environment, token: Token, name: string): void {
  const first = token.map?.[0] ?? 0;
  const last = token.map?.[1] ?? first + 1;
  for (let line = first; line < last; line++) {
    const column = lineText(env, line).search(new RegExp(`\\b${name}=`));
    if (column < 0) continue;
    env.findings.push({
      code: 'attribute-refused',
      data: { name },
      range: rangeInLine(env, line, column, name.length),
    });
    return;
  }
  env.findings.push({ code: 'attribute-refused', data: { name }, range: rangeInLine(env, first, 0, 0) });
}
