import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineEndsOf } from './line-ends.ts';
import { differenceOf, toChangeSet } from './rebase.ts';

const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'é', ' ', '#'), maxLength: 6 }), { minLength: 2 });
const anyText = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\r\n', ' '), maxLength: 30 });

test('opening a text and giving it back is the identity', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        anyText,
        lines.map((all) => all.join('\r\n')),
      ),
      (text) => {
        const ends = lineEndsOf(text);
        expect(ends.fromDoc(ends.toDoc(text))).toBe(text);
      },
    ),
  );
});

test('an edit in the window and the same edit at the host come to the same text', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const text = before.join('\r\n');
      const ends = lineEndsOf(text);
      const doc = ends.toDoc(text);
      const changes = differenceOf(before.join('\n'), after.join('\n'));
      const here = ends.fromDoc(toChangeSet(changes, doc.length).apply(doc));
      let there = text;
      const sent = ends.changesToHost(changes, doc);
      for (const { from, to, insert } of sent) there = there.slice(0, from) + insert + there.slice(to);
      expect(there).toBe(here);
      expect(here).toBe(after.join('\r\n'));
      expect(ends.changesFromHost(sent, doc)).toEqual(changes);
    }),
  );
});
