/**
 * What was typed and what the host changed meanwhile, brought together. The host has one text with a version; this window has
 * that text, then what it has sent and is waiting for (`sent`), then what it has not sent yet (`typed`).
 */
import { ChangeSet, Text } from '@codemirror/state';
import type { TextChange } from '../../shared/contract/documents.ts';

export interface Unsent {
  sent: ChangeSet | null;
  typed: ChangeSet | null;
}

/** @param length of the text before the changes, UTF-16 code units */
export function toChangeSet(changes: readonly TextChange[], length: number): ChangeSet {
  return ChangeSet.of(
    changes.map(({ from, to, insert }) => ({ from, to, insert: Text.of(insert.split('\n')) })),
    length,
  );
}

export function toChanges(set: ChangeSet): TextChange[] {
  const changes: TextChange[] = [];
  set.iterChanges((from, to, _fromNew, _toNew, insert) => {
    changes.push({ from, to, insert: insert.sliceString(0, insert.length, '\n') });
  });
  return changes;
}

/**
 * @param remote against the text that both sides had
 * @returns what to do in the editor, and the unsent changes as they are after it. What the writer typed stays behind what was
 * inserted at the same place.
 */
export function rebase(remote: ChangeSet, { sent, typed }: Unsent): Unsent & { local: ChangeSet } {
  const overSent = sent === null ? remote : remote.map(sent, true);
  const movedSent = sent === null ? null : sent.map(remote);
  const local = typed === null ? overSent : overSent.map(typed, true);
  const movedTyped = typed === null ? null : typed.map(overSent);
  return { local, sent: movedSent, typed: movedTyped };
}

/** The smallest single replacement that makes `after` of `before`. */
export function differenceOf(before: string, after: string): TextChange[] {
  if (before === after) return [];
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [{ from: start, to: before.length - end, insert: after.slice(start, after.length - end) }];
}
