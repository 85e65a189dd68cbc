/** What a body is written into: HTML and, at exact offsets, its holes. */
import type { Token } from 'markdown-it';
import type { Heading } from '../../shared/snapshot.ts';
import type { Environment } from './environment.ts';
import { escapeHtml } from './escape.ts';
import { type Cursor, createCursor } from './places.ts';
import type { Hole } from './types.ts';

export interface Writer {
  readonly env: Environment;
  readonly highlights: boolean;
  html: string;
  readonly holes: Hole[];
  readonly headings: Heading[];
  readonly usedIds: Map<string, number>;
  readonly cursor: Cursor;
  /** Text of the heading that was taken for the page's title; null: none was. */
  title: string | null;
  /** Offset of `<!--more-->`; -1 when there is none. */
  moreAt: number;
  /** Text of the page's first paragraph, and of the first one inside something else; null while there is none. */
  firstText: string | null;
  firstInnerText: string | null;
  /** An item of a list is a task: the next text gets the box. */
  inTask: boolean;
}

export function createWriter(env: Environment, highlights: boolean): Writer {
  return {
    env,
    highlights,
    html: '',
    holes: [],
    headings: [],
    usedIds: new Map(),
    cursor: createCursor(),
    title: null,
    moreAt: -1,
    firstText: null,
    firstInnerText: null,
    inTask: false,
  };
}

/** The attributes of a token, each with a space before it, without those named. */
export function attributesOf(token: Token, without: readonly string[] = []): string {
  if (token.attrs === null) return '';
  let html = '';
  for (const [name, value] of token.attrs) {
    if (!without.includes(name)) html += ` ${escapeHtml(name)}="${escapeHtml(String(value))}"`;
  }
  return html;
}

/** An inline text as a reader of alternative texts or of a table of contents gets it. */
export function textOf(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
      case 'code_inline':
        text += token.content;
        break;
      case 'image':
        text += textOf(token.children ?? []);
        break;
      case 'softbreak':
      case 'hardbreak':
        text += '\n';
        break;
      default:
        break;
    }
  }
  return text;
}

/** As `textOf`, with raw HTML kept as CommonMark asks for alternative texts. */
export function alternativeOf(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.type === 'html_inline') text += token.content;
    else text += token.type === 'image' ? alternativeOf(token.children ?? []) : textOf([token]);
  }
  return text;
}

/** Whether a destination is filled in when the site is known: relative and root-relative ones, not `https:`, `//` or `#`. */
export function isSiteTarget(target: string): boolean {
  const first = target.charCodeAt(0);
  if (target === '' || first === 35 || first === 63) return false;
  if (first === 47) return target.charCodeAt(1) !== 47;
  for (let pos = 0; pos < target.length; pos++) {
    const code = target.charCodeAt(pos);
    if (code === 58) return pos === 0;
    const isSchemeSign =
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 48 && code <= 57) ||
      code === 43 ||
      code === 45 ||
      code === 46;
    if (!isSchemeSign) return true;
  }
  return true;
}
