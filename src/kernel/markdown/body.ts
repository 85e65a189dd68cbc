/**
 * Bodies as bytes, and bodies with their holes filled.
 *
 * Layout, little endian: u8 flags (1: the HTML is ASCII), u32 length of the HTML in bytes, the HTML (UTF-8), then JSON of
 * `[holes, headings]` up to the end, or nothing when both are empty. The plain text is not stored: it follows from the HTML.
 */
import type { Json } from '../../shared/config.ts';
import type { SourceRange } from '../../shared/proof.ts';
import type { Heading } from '../../shared/snapshot.ts';
import { plainText } from './plain-text.ts';
import type { Hole, HoleFiller, ParsedBody } from './types.ts';

const headerSize = 5;
const asciiFlag = 1;

type PackedRange = [startLine: number, startColumn: number, endLine: number, endColumn: number];
type PackedHole =
  | ['l', at: number, target: string, text: string, range: PackedRange]
  | [
      'i',
      at: number,
      target: string,
      alt: string,
      title: string | null,
      attributes: string,
      figure: 0 | 1,
      range: PackedRange,
    ]
  | [
      'e',
      at: number,
      end: number,
      name: string,
      title: string | null,
      attributes: Record<string, Json>,
      inline: 0 | 1,
      range: PackedRange,
    ];
type PackedHeading = [level: number, id: string, text: string];

/** `body.text` is not read: any text that does not follow from the HTML is lost. */
export function encodeBody(body: ParsedBody): Uint8Array {
  const { html, holes, headings } = body;
  const hasTail = holes.length > 0 || headings.length > 0;
  const tail = hasTail ? JSON.stringify([holes.map(packHole), headings.map(packHeading)]) : '';
  const htmlSize = Buffer.byteLength(html);
  const tailSize = Buffer.byteLength(tail);
  const bytes = Buffer.allocUnsafe(headerSize + htmlSize + tailSize);
  const isAscii = htmlSize === html.length;
  bytes[0] = isAscii ? asciiFlag : 0;
  bytes.writeUInt32LE(htmlSize, 1);
  bytes.write(html, headerSize, isAscii ? 'latin1' : 'utf8');
  if (hasTail) bytes.write(tail, headerSize + htmlSize, tailSize === tail.length ? 'latin1' : 'utf8');
  return bytes;
}

/** @param bytes what `encodeBody` gave, also as a part of a larger buffer. The result shares nothing with it. */
export function decodeBody(bytes: Uint8Array): ParsedBody {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < headerSize) return new Body('', [], []);
  const end = headerSize + buffer.readUInt32LE(1);
  const html = buffer.toString(buffer[0] === asciiFlag ? 'latin1' : 'utf8', headerSize, end);
  if (end >= buffer.length) return new Body(html, [], []);
  const [holes, headings] = JSON.parse(buffer.toString('utf8', end)) as [PackedHole[], PackedHeading[]];
  return new Body(html, holes.map(unpackHole), headings.map(unpackHeading));
}

class Body implements ParsedBody {
  constructor(
    readonly html: string,
    readonly holes: Hole[],
    readonly headings: Heading[],
  ) {}

  get text(): string {
    return plainText(this.html);
  }
}

function packHole(hole: Hole): PackedHole {
  const range = packRange(hole.range);
  switch (hole.kind) {
    case 'link':
      return ['l', hole.at, hole.target, hole.text, range];
    case 'image':
      return ['i', hole.at, hole.target, hole.alt, hole.title, hole.attributes, hole.figure ? 1 : 0, range];
    case 'embed':
      return ['e', hole.at, hole.end, hole.name, hole.title, hole.attributes, hole.inline ? 1 : 0, range];
  }
}

function unpackHole(packed: PackedHole): Hole {
  switch (packed[0]) {
    case 'l': {
      const [, at, target, text, range] = packed;
      return { kind: 'link', at, target, text, range: unpackRange(range) };
    }
    case 'i': {
      const [, at, target, alt, title, attributes, figure, range] = packed;
      return { kind: 'image', at, target, alt, title, attributes, figure: figure === 1, range: unpackRange(range) };
    }
    case 'e': {
      const [, at, end, name, title, attributes, inline, range] = packed;
      return { kind: 'embed', at, end, name, title, attributes, range: unpackRange(range), inline: inline === 1 };
    }
  }
}

function packRange({ start, end }: SourceRange): PackedRange {
  return [start.line, start.column, end.line, end.column];
}

function unpackRange([startLine, startColumn, endLine, endColumn]: PackedRange): SourceRange {
  return { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
}

function packHeading({ level, id, text }: Heading): PackedHeading {
  return [level, id, text];
}

function unpackHeading([level, id, text]: PackedHeading): Heading {
  return { level, id, text };
}

/** The body's HTML with every hole filled; embeds inside an embed's body are filled first. */
export function fillHoles(body: Pick<ParsedBody, 'html' | 'holes'>, filler: HoleFiller): string {
  const { html, holes } = body;
  if (holes.length === 0) return html;
  const place = { next: 0 };
  return fillUpTo(html, holes, place, 0, html.length, filler);
}

/** Fills `html[start, end)`, from hole `place.next` on. Boxes nest less deep than the parser's limit. */
function fillUpTo(
  html: string,
  holes: readonly Hole[],
  place: { next: number },
  start: number,
  end: number,
  filler: HoleFiller,
): string {
  let filled = '';
  let pos = start;
  while (place.next < holes.length) {
    const hole = holes[place.next] as Hole;
    // Only at the very end of the HTML may a hole stand where a part ends: a box ends with a line break of its own.
    if (hole.at >= end && end < html.length) break;
    place.next++;
    filled += html.slice(pos, hole.at);
    pos = hole.at;
    if (hole.kind === 'link') filled += filler.link(hole);
    else if (hole.kind === 'image') filled += filler.image(hole);
    else {
      const inner = hole.end > hole.at ? fillUpTo(html, holes, place, hole.at, hole.end, filler) : '';
      filled += filler.embed(hole, inner);
      pos = hole.end;
    }
  }
  return filled + html.slice(pos, end);
}
