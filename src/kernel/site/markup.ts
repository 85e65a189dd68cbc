/** HTML text: escaping, and strings that are HTML already. */
import { nunjucks, type SafeText } from '../templates/nunjucks.ts';

export type { SafeText };

export function markSafe(html: string): SafeText {
  return new (nunjucks().SafeString)(html);
}

export function isSafe(value: unknown): value is SafeText {
  return value instanceof nunjucks().SafeString;
}

const marks = /[&<>"']/;
const allMarks = /[&<>"']/g;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** For text and for quoted attributes. */
export function escapeHtml(text: string): string {
  return marks.test(text) ? text.replace(allMarks, (mark) => escapes[mark] as string) : text;
}

const references = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp));/g;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The references that HTML made by Galley has. */
export function unescapeHtml(html: string): string {
  return html.replace(references, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] as string;
    const code = decimal === undefined ? Number.parseInt(hex as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const blockNames = new Set(
  'p div li ul ol h1 h2 h3 h4 h5 h6 br hr tr td th pre blockquote figure figcaption section dd dt dl table'.split(' '),
);
const unseenNames = new Set(['script', 'style', 'template']);
const tagName = /^<\/?([A-Za-z][A-Za-z0-9]*)/;

/** What a reader sees of a piece of HTML, white space made single. One pass, whatever the text. */
export function plainText(html: string): string {
  const text = html.includes('<') ? withoutTags(html) : html;
  return (text.includes('&') ? unescapeHtml(text) : text).replace(/\s+/g, ' ').trim();
}

function withoutTags(html: string): string {
  let text = '';
  let at = 0;
  for (let open = html.indexOf('<'); open !== -1; open = html.indexOf('<', at)) {
    text += html.slice(at, open);
    const name = tagName.exec(html.slice(open, open + 32))?.[1]?.toLowerCase();
    const end = endOfTag(html, open, name);
    if (name === undefined && end === open + 1) text += '<';
    else if (name === undefined || blockNames.has(name) || unseenNames.has(name)) text += ' ';
    at = end;
  }
  return text + html.slice(at);
}

/** Where the text goes on after what begins at `open`: behind a tag, a comment, a whole script, or a bare `<`. */
function endOfTag(html: string, open: number, name: string | undefined): number {
  if (html.startsWith('<!--', open)) return after(html, '-->', open);
  if (name === undefined) return open + 1;
  const end = after(html, '>', open);
  if (html[open + 1] === '/' || !unseenNames.has(name)) return end;
  const close = html.slice(end).search(new RegExp(`</${name}`, 'i'));
  return close === -1 ? html.length : after(html, '>', end + close);
}

function after(html: string, mark: string, from: number): number {
  const at = html.indexOf(mark, from);
  return at === -1 ? html.length : at + mark.length;
}
