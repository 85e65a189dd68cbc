/** One document, from its bytes to what phase 2 keeps of it. Whatever is wrong with it becomes a finding. */
import { isAscii, isUtf8 } from 'node:buffer';
import type { MarkdownOptions } from '../../shared/config.ts';
import type { ParsedDocument } from '../../shared/document.ts';
import type { Finding } from '../../shared/proof.ts';
import { readFrontMatter } from '../front-matter/read-front-matter.ts';
import { encodeBody } from './body.ts';
import { createMarkdown, type Markdown } from './create-markdown.ts';

const megabyte = 1_000_000;
/** Larger documents are parsed, with a warning. */
const largeBytes = 5 * megabyte;
/** Larger documents are not read: no page of text is that long, and parsing takes many times a document's size. */
const largestBytes = 20 * megabyte;

/** The parse of a document without what its bytes' owner adds: their fingerprint, and the body's place in a buffer. */
export type DocumentParse = Omit<ParsedDocument, 'body' | 'hash'>;

export interface DocumentParts {
  document: DocumentParse;
  encodedBody: Uint8Array;
  /** null when nobody asked for it, or there is no place for a mark. */
  markedBody: Uint8Array | null;
}

const parsers = new Map<string, Markdown>();

/**
 * @param bytes the file
 * @param source path relative to the site; findings name it as their file
 * @param language BCP 47, used unless the document names its own
 * @param marked the body is wanted once more, with blocks, links and pictures that say on which line they are written: for the preview
 */
export function parseDocument(
  bytes: Uint8Array,
  source: string,
  language: string,
  markdown: MarkdownOptions,
  marked = false,
): DocumentParts {
  const text = readText(bytes);
  if (typeof text !== 'string') return unreadable(bytes, source, { ...text, file: source });
  const front = readFrontMatter(text, source);
  const spoken = typeof front.values.language === 'string' ? front.values.language : language;
  const { title } = front.values;
  const takesTitle = typeof title !== 'string' || title === '';
  const written = text.slice(front.bodyStart);
  const body = parserFor(markdown)(written, spoken, front.bodyLine, takesTitle, marked ? source : null);
  const { findings } = front;
  if (bytes.byteLength > largeBytes)
    findings.push({ code: 'document-large', data: { megabytes: megabytesOf(bytes) }, file: source });
  for (const finding of body.findings) {
    finding.file = source;
    findings.push(finding);
  }
  const { heading, summary, words } = body;
  const document: DocumentParse = {
    source,
    bytes: bytes.byteLength,
    front: front.values,
    heading,
    summary,
    words,
    readable: true,
    findings,
  };
  return { document, encodedBody: encodeBody(body), markedBody: body.marked && encodeBody(body.marked) };
}

/** One parser for each set of options: making one takes longer than parsing a page. */
function parserFor(options: MarkdownOptions): Markdown {
  const key = `${options.html}${options.highlight}${options.typographer}`;
  let parser = parsers.get(key);
  if (parser === undefined) {
    parser = createMarkdown(options);
    parsers.set(key, parser);
  }
  return parser;
}

function unreadable(bytes: Uint8Array, source: string, finding: Finding): DocumentParts {
  const document: DocumentParse = {
    source,
    bytes: bytes.byteLength,
    front: {},
    heading: null,
    summary: null,
    words: 0,
    readable: false,
    findings: [finding],
  };
  return { document, encodedBody: new Uint8Array(0), markedBody: null };
}

/** The document's text without a byte order mark, or why it has none. */
function readText(bytes: Uint8Array): string | Finding {
  if (bytes.byteLength > largestBytes) {
    return { code: 'document-too-large', data: { megabytes: megabytesOf(bytes), limit: largestBytes / megabyte } };
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zero = buffer.indexOf(0);
  if (zero >= 0) return notText(buffer, zero, 'nul');
  if (isAscii(buffer)) return buffer.toString('latin1');
  if (!isUtf8(buffer)) return notText(buffer, validLength(buffer), 'encoding');
  const text = buffer.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function notText(buffer: Buffer, offset: number, problem: 'nul' | 'encoding'): Finding {
  let line = 1;
  for (let at = buffer.indexOf(10); at >= 0 && at < offset; at = buffer.indexOf(10, at + 1)) line++;
  const place = { line, column: 1 };
  return { code: 'document-not-text', data: { line, problem }, range: { start: place, end: place } };
}

/** How many bytes at the start are valid UTF-8: what cannot be decoded is not encoded again to the same bytes. */
function validLength(buffer: Buffer): number {
  const again = Buffer.from(buffer.toString('utf8'));
  let at = 0;
  while (at < buffer.length && buffer[at] === again[at]) at++;
  return at;
}

function megabytesOf(bytes: Uint8Array): number {
  return Math.round(bytes.byteLength / (megabyte / 10)) / 10;
}
