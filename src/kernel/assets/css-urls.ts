/** Finds the references of a style sheet in its text, with their exact places, and replaces them. */

export interface CssReference {
  /** UTF-16 offsets of what is replaced: the whole `url(…)`, or the string inside image-set(). */
  start: number;
  end: number;
  /** The address as written, escapes resolved. */
  url: string;
}

// A string that nothing closes ends with its line: without that, each quote of a long text would be tried to its end.
const token =
  /\/\*[\s\S]*?(?:\*\/|$)|(@import)\s*(?:url\()?|(?<![\w-])url\((?:\s*(?=\S))(?:"((?:\\[\s\S]|[^"\\\n])*)"|'((?:\\[\s\S]|[^'\\\n])*)'|((?:\\[^\n]|[^"'()\s\\])*))\s*\)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|(image-set\()|[()]/gi;

/** Every url() and every bare string of an image-set(), in order; those of `@import` and in comments left out. */
export function cssReferences(css: string): CssReference[] {
  const found: CssReference[] = [];
  const imageSets: number[] = [];
  let depth = 0;
  let afterImport = false;
  for (const match of css.matchAll(token)) {
    const [text, isImport, double, single, bare, opensImageSet] = match;
    const url = double ?? single ?? bare;
    if (isImport !== undefined) {
      afterImport = true;
      if (text.endsWith('(')) depth++;
      continue;
    }
    if (opensImageSet !== undefined) imageSets.push(++depth);
    else if (text === '(') depth++;
    else if (text === ')') {
      if (imageSets.at(-1) === depth) imageSets.pop();
      depth = Math.max(0, depth - 1);
    } else if (url !== undefined && !afterImport) {
      found.push({ start: match.index, end: match.index + text.length, url: unescapeCss(url) });
    } else if (isString(text) && !afterImport && imageSets.length > 0 && imageSets.at(-1) === depth) {
      found.push({ start: match.index, end: match.index + text.length, url: unescapeCss(unquoted(text)) });
    }
    if (!text.startsWith('/*')) afterImport = false;
  }
  return found;
}

export interface CssImport {
  /** UTF-16 offsets of the statement, its semicolon included. */
  start: number;
  end: number;
  url: string;
  /** Layer, supports and media, as written. */
  conditions: string;
}

const importTarget =
  /\s*(?:url\(\s*)?(?=\S)(?:"((?:\\[\s\S]|[^"\\\n])*)"|'((?:\\[\s\S]|[^'\\\n])*)'|((?:\\[^\n]|[^"'()\s;\\])+))(?:\s*\))?([^;{}]*);?/iy;

/** Every `@import`, in order, outside comments and strings. */
export function cssImports(css: string): CssImport[] {
  if (!/@import/i.test(css)) return [];
  const found: CssImport[] = [];
  for (const match of css.matchAll(token)) {
    if (match[1] === undefined || match.index < (found.at(-1)?.end ?? 0)) continue;
    importTarget.lastIndex = match.index + match[1].length;
    const target = importTarget.exec(css);
    if (target === null) continue;
    const [, double, single, bare, conditions = ''] = target;
    const url = unescapeCss(double ?? single ?? bare ?? '');
    found.push({ start: match.index, end: importTarget.lastIndex, url, conditions: conditions.trim() });
  }
  return found;
}

function isString(text: string): boolean {
  return text.startsWith('"') || text.startsWith("'");
}

function unquoted(text: string): string {
  return text.length > 1 && text.endsWith(text.charAt(0)) ? text.slice(1, -1) : text.slice(1);
}

function unescapeCss(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:([0-9a-f]{1,6})\s?|(\r\n|[\s\S]))/gi, (_all, hex: string | undefined, other: string) => {
    if (hex === undefined) return other === '\n' || other === '\r\n' ? '' : other;
    const code = Number.parseInt(hex, 16);
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\uFFFD' : String.fromCodePoint(code);
  });
}

/** A replacement, to find the way back from a place in the new text to the old. */
export interface CssEdit {
  start: number;
  end: number;
  text: string;
}

export function applyEdits(css: string, edits: readonly CssEdit[]): string {
  let out = '';
  let at = 0;
  for (const edit of edits) {
    out += css.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + css.slice(at);
}

/** The offset in the old text of an offset in the edited one. Inside a replacement: its beginning. */
export function originalOffset(edits: readonly CssEdit[], offset: number): number {
  let shift = 0;
  for (const edit of edits) {
    const start = edit.start + shift;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.start;
    shift += edit.text.length - (edit.end - edit.start);
  }
  return offset - shift;
}
