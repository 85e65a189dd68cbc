/** What phase 2 makes of one document. It depends on the document's bytes, its language and `markdown:` alone. */
import type { JsonObject } from './config.ts';
import type { Finding } from './proof.ts';
import type { BodyRef } from './snapshot.ts';

export interface ParsedDocument {
  /** Relative to the site ("content/posts/a.md"). */
  source: string;
  /** Fingerprint of the bytes. */
  hash: string;
  bytes: number;
  /** Front matter as written; {} when there is none or it cannot be read (then a finding says so). */
  front: JsonObject;
  /** Text of the first level-1 heading; the title of a document whose front matter has none. */
  heading: string | null;
  /** Plain text up to `<!--more-->`, else the first paragraph; null when there is no text. */
  summary: string | null;
  words: number;
  body: BodyRef;
  /** False when the document could not be read as text at all: it becomes no page. */
  readable: boolean;
  findings: Finding[];
}
