import { type ChangeSet, Text } from '@codemirror/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextChange } from '../../shared/contract/documents.ts';
import { differenceOf, rebase, toChangeSet, toChanges } from './rebase.ts';

function apply(text: string, set: ChangeSet | null): string {
  return set === null ? text : set.apply(Text.of(text.split('\n'))).sliceString(0, undefined, '\n');
}

/** A change of a text of this length, from three numbers that may be anything. */
function changeOf(length: number, [a, b, insert]: readonly [number, number, string]): TextChange[] {
  const from = a % (length + 1);
  return [{ from, to: from + (b % (length - from + 1)), insert }];
}

const edit = fc.tuple(
  fc.nat(50),
  fc.nat(10),
  fc.string({ unit: fc.constantFrom('a', 'b', '\n', '\r', 'é'), maxLength: 5 }),
);

test('both sides come to the same text, whatever was sent, typed, and changed by the host', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), edit, edit, edit, (text, one, two, three) => {
      const sent = toChangeSet(changeOf(text.length, one), text.length);
      const afterSent = apply(text, sent);
      const typed = toChangeSet(changeOf(afterSent.length, two), afterSent.length);
      const here = apply(afterSent, typed);
      const remote = toChangeSet(changeOf(text.length, three), text.length);
      const moved = rebase(remote, { sent, typed });
      const atHost = apply(apply(apply(text, remote), moved.sent), moved.typed);
      expect(apply(here, moved.local)).toBe(atHost);
    }),
    { numRuns: 500 },
  );
});

test('changes survive the way to the host and back', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), edit, (text, one) => {
      const set = toChangeSet(changeOf(text.length, one), text.length);
      expect(apply(text, toChangeSet(toChanges(set), text.length))).toBe(apply(text, set));
    }),
  );
});

test('the difference of two texts makes one of the other', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(apply(before, toChangeSet(differenceOf(before, after), before.length))).toBe(after);
    }),
  );
});
