/** Plain text and its measures, from a body's HTML: what search and summaries read, and what is counted as words. */

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0', apos: "'" };
const entity = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi;
const tagName = /<\/?([a-z][a-z0-9]*)/iy;
const inlineTags = new Set(
  'a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);
const withoutText = new Set(['script', 'style', 'template', 'svg']);
const withoutProse = new Set([...withoutText, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const footnoteMark = '<sup class="footnote-ref">';

/** The text of a piece of HTML, with single spaces. Footnote marks, scripts and comments are no text. */
export function plainText(html: string): string {
  return textOf(html, withoutText);
}

/** As `plainText`, without headings. */
export function proseOf(html: string): string {
  return textOf(html, withoutProse);
}

function textOf(html: string, skipped: Set<string>): string {
  let text = '';
  let pos = 0;
  /** Elements and comments whose end was looked for in vain: it is not looked for again. */
  const endless = new Set<string>();
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', pos)) {
    text += html.slice(pos, open);
    tagName.lastIndex = open;
    const name = tagName.exec(html)?.[1]?.toLowerCase();
    if (name !== undefined && !inlineTags.has(name)) text += ' ';
    const isSkipped = name !== undefined && (skipped.has(name) || html.startsWith(footnoteMark, open));
    const closing = isSkipped && html[open + 1] !== '/' ? `</${name}` : html.startsWith('<!--', open) ? '-->' : '>';
    let end = endless.has(closing) ? -1 : html.indexOf(closing, open + 1);
    if (end < 0) endless.add(closing);
    if (end < 0 || closing.startsWith('<')) end = html.indexOf('>', Math.max(end, open));
    if (end < 0) return tidy(text);
    pos = end + (closing === '-->' && html.startsWith('-->', end) ? 3 : 1);
  }
  return tidy(text + html.slice(pos));
}

function tidy(text: string): string {
  return decode(text).replace(/\s+/g, ' ').trim();
}

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(entity, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal as string, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * How many words a body holds: runs of letters and digits, and every character of scripts that are written without spaces
 * between words. Tags do not end a word; apostrophes and hyphens inside one do not either.
 */
export function countWords(html: string): number {
  let words = 0;
  let inWord = false;
  for (let pos = 0; pos < html.length; pos++) {
    const code = html.charCodeAt(pos);
    if (code < 128) {
      const kind = asciiKinds[code];
      if (kind === letter) {
        if (!inWord) words++;
        inWord = true;
      } else if (kind === ends) inWord = false;
      else if (code === 60) {
        const end = html.indexOf('>', pos);
        if (end < 0) return words;
        pos = end;
      } else if (code === 38) {
        const end = html.indexOf(';', pos);
        inWord = false;
        if (end > 0 && end - pos < 10) pos = end;
      }
    } else if (isIdeograph(code)) {
      words++;
      inWord = false;
    } else if (isLetterBeyondAscii(code)) {
      if (!inWord) words++;
      inWord = true;
    } else if (code !== 0x2019) inWord = false;
  }
  return words;
}

const ends = 0;
const letter = 1;
const inside = 2;
const markup = 3;

const asciiKinds = classifyAscii();

function classifyAscii(): Uint8Array {
  const kinds = new Uint8Array(128).fill(ends);
  for (let code = 0; code < 128; code++) {
    if (/[A-Za-z0-9]/.test(String.fromCharCode(code))) kinds[code] = letter;
  }
  for (const mark of "'-_") kinds[mark.charCodeAt(0)] = inside;
  for (const mark of '<&') kinds[mark.charCodeAt(0)] = markup;
  return kinds;
}

/** Han and kana are counted one by one. Hangul is written with spaces between words. */
function isIdeograph(code: number): boolean {
  return (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);
}

/** Everything that is not a space, a punctuation mark or a symbol, roughly: good enough to count with, and fast. */
function isLetterBeyondAscii(code: number): boolean {
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  if (code === 0xd7 || code === 0xf7) return false;
  if (code >= 0x2000 && code <= 0x2bff) return code >= 0x2100 && code <= 0x218f;
  if (code >= 0x3000 && code <= 0x303f) return false;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  return code < 0xfe00 || (code >= 0xff10 && code <= 0xff5a) || (code >= 0xff66 && code <= 0xffdc);
}
