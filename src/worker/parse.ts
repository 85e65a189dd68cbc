import { readFileSync } from 'node:fs';
import { type DocumentParse, parseDocument } from '../kernel/markdown/parse-document.ts';
import { parseOptionsMark } from '../kernel/parse-options.ts';
import type { ParseResult, ParseTask, ParseTextResult, ParseTextTask } from '../kernel/tasks.ts';
import { unreadDocument } from '../kernel/unread-document.ts';
import type { ParsedDocument } from '../shared/document.ts';
import type { Finding } from '../shared/proof.ts';
import { hashBytes, statSignature } from './write-output.ts';

/** Phase 2 for one batch: reads the documents and parses them; the encoded bodies lie behind each other in one buffer. */
export function parseBatch(task: ParseTask): ParseResult {
  const bodies: Uint8Array[] = [];
  const documents: ParsedDocument[] = [];
  const same: number[] = [];
  const signatures: string[] = [];
  const options = parseOptionsMark(task.language, task.markdown);
  let offset = 0;
  task.documents.forEach((item, i) => {
    // Before it is read: what changes in between is noticed by the next build.
    signatures.push(statSignature(item.path));
    const parsed = parseOne(task, options, item);
    if (parsed === null) {
      same.push(i);
      return;
    }
    parsed.document.body.offset = offset;
    documents.push(parsed.document);
    bodies.push(parsed.body);
    offset += parsed.body.byteLength;
  });
  return { documents: JSON.stringify(documents), same, signatures, bodies: join(bodies, offset) };
}

/** null: it has the hash that was known. */
function parseOne(
  task: ParseTask,
  options: string,
  { source, path, known }: ParseTask['documents'][number],
): { document: ParsedDocument; body: Uint8Array } | null {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return {
      document: unreadDocument(source, unreadable(source, (error as NodeJS.ErrnoException).code ?? String(error))),
      body: new Uint8Array(0),
    };
  }
  const hash = hashBytes(bytes) + options;
  if (hash === known) return null;
  const { document, encodedBody } = parseDocument(bytes, source, task.language, task.markdown);
  return { document: withBody(document, encodedBody, hash), body: encodedBody };
}

function withBody(document: DocumentParse, encoded: Uint8Array, hash: string): ParsedDocument {
  return { ...document, hash, body: { buffer: 0, offset: 0, length: encoded.byteLength, hash } };
}

/** The same of a text that nobody has saved. */
export function parseText({ source, text, language, markdown, marks }: ParseTextTask): ParseTextResult {
  const bytes = Buffer.from(text);
  const { document, encodedBody, markedBody } = parseDocument(bytes, source, language, markdown, marks);
  const hash = hashBytes(bytes) + parseOptionsMark(language, markdown);
  return { document: withBody(document, encodedBody, hash), body: encodedBody, marked: markedBody };
}

function unreadable(source: string, problem: string): Finding {
  return { code: 'document-unreadable', data: { source, problem }, file: source };
}

function join(parts: Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}
