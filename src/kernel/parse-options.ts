import { hash } from 'node:crypto';
import type { MarkdownOptions } from '../shared/config.ts';

/** What parsing a document depends on beside its bytes, as the end of its hash. */
export function parseOptionsMark(language: string, markdown: MarkdownOptions): string {
  return `.${hash('sha1', JSON.stringify([language, markdown]), 'hex').slice(0, 8)}`;
}
