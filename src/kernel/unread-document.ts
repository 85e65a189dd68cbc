import type { ParsedDocument } from '../shared/document.ts';
import type { Finding } from '../shared/proof.ts';

/** Stands for a document of which nothing is known but why. */
export function unreadDocument(source: string, finding: Finding): ParsedDocument {
  return {
    source,
    hash: '',
    bytes: 0,
    front: {},
    heading: null,
    summary: null,
    words: 0,
    body: { buffer: 0, offset: 0, length: 0, hash: '' },
    readable: false,
    findings: [finding],
  };
}
