/** Phase 2: documents on disk become parsed documents and their bodies. What has not changed since it was parsed is kept. */
import { parseOptionsMark } from '../../../kernel/parse-options.ts';
import { isSettled } from '../../../kernel/stat-signature.ts';
import type { ParseResult } from '../../../kernel/tasks.ts';
import { unreadDocument } from '../../../kernel/unread-document.ts';
import type { SiteConfig } from '../../../shared/config.ts';
import type { ParsedDocument } from '../../../shared/document.ts';
import type { Finding } from '../../../shared/proof.ts';
import { lookAt } from '../cache/look.ts';
import type { SiteMemory } from '../cache/memory.ts';
import type { PhaseHandle } from '../clock.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { SourceDocument } from './discover.ts';

export interface Parsed {
  /** In the order of the documents given. */
  documents: ParsedDocument[];
  /** What their bodies lie in. */
  bodies: readonly SharedArrayBuffer[];
}

export interface ParseInput {
  sources: readonly SourceDocument[];
  config: Pick<SiteConfig, 'language' | 'markdown'>;
  memory: SiteMemory;
  /** When the build began: milliseconds since 1970. */
  began: number;
  /** Those that may have changed, by source, with their places among all; null: all may have. */
  told: ReadonlyMap<string, number> | null;
  /** What was parsed of the same sources last; null: it does not count. */
  before: Parsed | null;
}

export async function parseDocuments(
  runner: TaskRunner,
  { sources, config, memory, began, told, before }: ParseInput,
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<Parsed> {
  const { language, markdown } = config;
  const options = parseOptionsMark(language, markdown);
  const mayHaveChanged = ({ source }: SourceDocument): boolean =>
    told === null || told.has(source) || !memory.documents.has(source);
  // Of what could not be read nothing is remembered, and it is tried again.
  const places =
    told !== null && before !== null && memory.documents.size === sources.length ? [...told.values()] : null;
  const asked = places?.map((place) => sources[place] as SourceDocument) ?? sources;
  const changed = asked.filter((source) => mayHaveChanged(source) && !isKnown(memory, source, options));
  const unread = new Map<string, ParsedDocument>();
  handle.expect(changed.length);
  await runBatches(
    runner,
    {
      task: 'parseBatch',
      items: changed,
      message: (items) => ({
        documents: items.map(({ source, path }) => {
          const known = memory.documents.get(source)?.document.hash;
          return { source, path, ...(known !== undefined && { known }) };
        }),
        language,
        markdown,
      }),
      done(result, first, count, span) {
        take({ memory, unread, began }, changed.slice(first, first + count), result);
        handle.span(span, count);
        handle.advance(count);
      },
      lost({ source }) {
        memory.documents.delete(source);
        unread.set(source, unreadDocument(source, lostFinding(source)));
      },
    },
    signal,
  );
  memory.tidy();
  const parsed = ({ source }: SourceDocument): ParsedDocument =>
    unread.get(source) ?? (memory.documents.get(source)?.document as ParsedDocument);
  const bodies = [...memory.bodies];
  // Else all bodies were put elsewhere.
  if (places === null || before === null || before.bodies[0] !== bodies[0])
    return { documents: sources.map(parsed), bodies };
  const documents = before.documents.slice();
  for (const place of places) documents[place] = parsed(sources[place] as SourceDocument);
  return { documents, bodies };
}

/** Whether the file is, for certain, the one that was parsed. */
function isKnown(memory: SiteMemory, { source, path }: SourceDocument, options: string): boolean {
  const known = memory.documents.get(source);
  if (known === undefined || known.signature === '' || !known.document.hash.endsWith(options)) return false;
  return lookAt(path) === known.signature;
}

interface Taking {
  memory: SiteMemory;
  /** Documents of which nothing is to be remembered. */
  unread: Map<string, ParsedDocument>;
  began: number;
}

function take({ memory, unread, began }: Taking, sources: readonly SourceDocument[], result: ParseResult): void {
  const signatures = result.signatures.map((signature) => (isSettled(signature, began) ? signature : ''));
  const same = new Set(result.same);
  for (const i of same) memory.confirm((sources[i] as SourceDocument).source, signatures[i] as string);
  if (same.size === sources.length) return;
  const { documents, bodies } = result;
  const frame = {
    kind: 'documents' as const,
    documents,
    bodies,
    signatures: signatures.filter((_, i) => !same.has(i)),
  };
  for (const document of memory.noteDocuments(frame)) unread.set(document.source, document);
}

function lostFinding(source: string): Finding {
  return { code: 'worker-lost', data: { source }, file: source };
}
