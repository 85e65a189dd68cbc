/** Phase 2: documents on disk become parsed documents and one buffer of bodies. */
import { unreadDocument } from '../../../kernel/unread-document.ts';
import type { SiteConfig } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { Finding } from '../../../shared/proof.ts';
import type { PhaseHandle } from '../clock.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';

export interface SourceDocument {
  source: string;
  path: string;
}

export interface Parsed {
  /** In the order of the documents given. */
  documents: ParsedDocument[];
  bodies: SharedArrayBuffer;
}

export async function parseDocuments(
  runner: TaskRunner,
  sources: readonly SourceDocument[],
  config: SiteConfig,
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<Parsed> {
  handle.expect(sources.length);
  const documents: ParsedDocument[] = new Array(sources.length);
  const parts: { first: number; count: number; bytes: Uint8Array }[] = [];
  await runBatches(
    runner,
    {
      task: 'parseBatch',
      items: sources,
      message: (items) => ({
        documents: items.map(({ source, path }) => ({ source, path })),
        language: config.language,
        markdown: config.markdown,
      }),
      done(result, first, count, span) {
        const parsed = JSON.parse(result.documents) as ParsedDocument[];
        for (let i = 0; i < count; i++) documents[first + i] = parsed[i] as ParsedDocument;
        parts.push({ first, count, bytes: result.bodies });
        handle.span(span, count);
        handle.advance(count);
      },
      lost(item, index) {
        documents[index] = unreadDocument(item.source, lost(item.source));
      },
    },
    signal,
  );
  return { documents, bodies: joinBodies(documents, parts) };
}

/** Puts the batches' buffers behind each other, in the order of the documents, and moves the offsets accordingly. */
function joinBodies(
  documents: ParsedDocument[],
  parts: { first: number; count: number; bytes: Uint8Array }[],
): SharedArrayBuffer {
  parts.sort((a, b) => a.first - b.first);
  const total = parts.reduce((sum, part) => sum + part.bytes.byteLength, 0);
  const joined = new SharedArrayBuffer(total);
  const view = new Uint8Array(joined);
  let offset = 0;
  for (const { first, count, bytes } of parts) {
    view.set(bytes, offset);
    for (let i = first; i < first + count; i++) (documents[i] as ParsedDocument).body.offset += offset;
    offset += bytes.byteLength;
  }
  return joined;
}

function lost(source: string): Finding {
  return { code: 'worker-lost', data: { source }, file: source };
}
