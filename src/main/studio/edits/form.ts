/** The fields that every writer needs, as a document has them. */
import { readDate, readKnown } from '../../../kernel/front-matter/known-keys.ts';
import { writtenValue } from '../../../kernel/front-matter/locate-key.ts';
import type { Json } from '../../../shared/config.ts';
import type { DocumentForm } from '../../../shared/contract/documents.ts';
import { blockOf, languageOf, partOf, unclosed } from './front-matter.ts';
import { isProblem } from './problem.ts';
import { isObject } from './values.ts';
import { verified } from './verified.ts';

/** `closed`: the values cannot be read; what to mend first, and where. */
export type FormFields = DocumentForm | { closed: { message: string; line: number } };

const EMPTY: DocumentForm = { title: null, date: null, tags: null, draft: null, description: null };

/** A field is null when it is not written, or holds what is no value for it. Dates as `YYYY-MM-DD` or ISO 8601. */
export function readForm(text: string): FormFields {
  const block = blockOf(text);
  if (block === null) return EMPTY;
  if (!block.closed) return closedBy(unclosed(block));
  const language = languageOf(text, block);
  const part = partOf(text, block);
  const readable = verified(
    language,
    part,
    (source) => source,
    (before) => [before],
  );
  if (isProblem(readable)) return closedBy(readable);
  const values = language.read(part.source);
  const field = (key: string): Json | undefined => {
    const value = isObject(values) && Object.hasOwn(values, key) ? (values[key] as Json) : null;
    return value === null ? undefined : readKnown(key, value, () => writtenValue(text, key));
  };
  const [title, date, tags, draft, description] = ['title', 'date', 'tags', 'draft', 'description'].map(field);
  return {
    title: typeof title === 'string' ? title : null,
    date: typeof date === 'string' ? (readDate(date) ?? null) : null,
    tags: Array.isArray(tags) ? tags.map(String) : null,
    draft: typeof draft === 'boolean' ? draft : null,
    description: typeof description === 'string' ? description : null,
  };
}

function closedBy({ problem, line }: { problem: string; line?: number }): FormFields {
  return { closed: { message: problem, line: line ?? 1 } };
}
