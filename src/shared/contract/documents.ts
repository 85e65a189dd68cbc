/** The one open copy of each document, which the host holds. */
import { z } from 'zod';
import type { Json } from '../config.ts';

/** A path relative to the site, as proofs name files ("content/about.md"); "theme:journal/…" for a built-in theme. */
export const fileSchema = z
  .string()
  .min(1)
  .max(4000)
  .refine((file) => !file.includes('\0'), 'no file has such a name');

/**
 * Replaces [from, to) by `insert`; UTF-16 offsets into the text before the change. A list is sorted, without overlaps, all against
 * the same version.
 */
export const textChangeSchema = z.strictObject({
  from: z.number().int().nonnegative(),
  to: z.number().int().nonnegative(),
  insert: z.string().max(5_500_000),
});
export type TextChange = z.infer<typeof textChangeSchema>;

export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

export type Mode = 'markdown' | 'html' | 'yaml' | 'json' | 'toml' | 'css' | 'javascript' | 'text';

/** The fields that every writer needs; null: not written in the document. */
export interface DocumentForm {
  title: string | null;
  date: string | null;
  tags: string[] | null;
  draft: boolean | null;
  description: string | null;
}

export interface OpenDocument {
  file: string;
  /** The file as it is, without a byte order mark: line ends included. */
  text: string;
  version: number;
  mode: Mode;
  /** Why nothing can be typed; null: it can. */
  readOnly: {
    reason: 'not-utf8' | 'nul' | 'too-large' | 'no-permission' | 'theme' | 'other-window' | 'missing';
    message: string;
  } | null;
  /** Its page in the preview, if it has one. */
  url: string | null;
  saved: boolean;
  /** Typed before Galley ended and never saved; what is on disk has changed since. */
  recovered: { text: string; typed: string } | null;
  conflict: Conflict | null;
}

/** The file changed on disk while text was typed: both are kept until the writer decides. */
export interface Conflict {
  /** null: the file is gone. */
  disk: string | null;
}

export type DocumentEvent =
  | { type: 'edited'; version: number; changes: TextChange[] }
  | { type: 'saved'; version: number }
  | { type: 'save-failed'; message: string }
  | { type: 'conflict'; conflict: Conflict }
  /** All of the text was replaced: by the disk, or by what the writer chose. */
  | { type: 'replaced'; version: number; text: string }
  | { type: 'owner'; yours: boolean }
  /** The file has another name now; calls about it use that. */
  | { type: 'renamed'; to: string };

export interface HistoryEntry {
  id: string;
  /** ISO instant. */
  saved: string;
  bytes: number;
}
