/** Where a top-level key of a document's front matter stands. Only proofs need it, so that nothing is recorded while reading. */
import type { SourceRange } from '../../shared/proof.ts';
import { countLines, type FrontBlock, findBlock, stringEnd } from './block.ts';

/** The range of the key itself, without quotes; null when the block has no such key in a form that is found by scanning. */
export function locateKey(text: string, key: string): SourceRange | null {
  const found = findKey(text, key);
  return found === null ? null : toRange(text, found.start, found.end);
}

/** The range of what stands behind the key, up to the end of its first line; null as in `locateKey`. */
export function locateValue(text: string, key: string): SourceRange | null {
  const value = valueOffsets(text, key);
  return value === null ? null : toRange(text, value.start, value.end);
}

/** The value as it is written on the key's line, without quotes; null when it is not on that line. */
export function writtenValue(text: string, key: string): string | null {
  const value = valueOffsets(text, key);
  if (value === null) return null;
  return (
    text
      .slice(value.start, value.end)
      .replace(/\s+#.*$/, '')
      .replace(/^(["'])(.*)\1$/, '$2') || null
  );
}

interface Offsets {
  start: number;
  end: number;
}

function valueOffsets(text: string, key: string): Offsets | null {
  const found = findKey(text, key);
  if (found === null) return null;
  const separator = /["']?\s*[:=][ \t]*/y;
  separator.lastIndex = found.end;
  const start = separator.test(text) ? separator.lastIndex : found.end;
  const lineBreak = text.indexOf('\n', start);
  const line = text.slice(start, lineBreak < 0 ? text.length : lineBreak);
  const length = line.replace(found.isJson ? /,?\s*$/ : /\s*$/, '').length;
  return length === 0 ? null : { start, end: start + length };
}

function findKey(text: string, key: string): (Offsets & { isJson: boolean }) | null {
  const block = findBlock(text);
  if (block === null) return null;
  if (block.format === 'json') return findJsonKey(text, block, key);
  const separator = block.format === 'yaml' ? ':' : '=';
  let pos = block.start;
  while (pos >= block.start && pos < block.end) {
    const quote = text[pos] === '"' || text[pos] === "'" ? 1 : 0;
    const end = pos + quote + key.length;
    if (text.startsWith(key, pos + quote) && isSeparated(text, end + quote, separator)) {
      return { start: pos + quote, end, isJson: false };
    }
    // Keys behind a table's heading belong to the table.
    if (block.format === 'toml' && text[pos] === '[') return null;
    pos = text.indexOf('\n', pos) + 1;
  }
  return null;
}

function isSeparated(text: string, from: number, separator: string): boolean {
  let pos = from;
  while (text[pos] === ' ' || text[pos] === '\t') pos++;
  return text[pos] === separator;
}

function findJsonKey(text: string, block: FrontBlock, key: string): (Offsets & { isJson: boolean }) | null {
  const written = JSON.stringify(key);
  let depth = 0;
  for (let pos = block.start; pos < block.end; pos++) {
    const code = text.charCodeAt(pos);
    if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
    else if (code === 34) {
      const start = pos;
      pos = stringEnd(text, pos);
      if (pos < 0) return null;
      if (depth === 1 && text.slice(start, pos + 1) === written && isSeparated(text, pos + 1, ':')) {
        return { start: start + 1, end: pos, isJson: true };
      }
    }
  }
  return null;
}

function toRange(text: string, start: number, end: number): SourceRange {
  const line = countLines(text, 0, start) + 1;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  // A byte order mark is not counted.
  const shift = line === 1 && text.charCodeAt(0) === 0xfeff ? 0 : 1;
  const column = start - lineStart + shift;
  return { start: { line, column }, end: { line, column: column + end - start } };
}
