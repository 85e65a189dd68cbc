/** Edits of this window on their way to the host: who shows their text need not wait to hear of them from there. */
import type { TextVersion } from '../../shared/contract/text-version.ts';

type Listener = (edit: TextVersion) => void;
const listeners = new Set<Listener>();

/** @returns stops listening */
export function onEdit(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param edit the text that the host has when the edit has come */
export function tellOfEdit(edit: TextVersion): void {
  for (const listener of listeners) listener(edit);
}
