/** Laws of the pure parts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpans } from '../../../kernel/markdown/written-text.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { mendedHeadings } from './headings.ts';
import { hunksOf } from './hunks.ts';
import { referenceAround } from './markdown-text.ts';
import { findAgain } from './places.ts';
import { guessed, readTyped } from './typed-values.ts';

const level = fc.integer({ min: 1, max: 6 });

it('headings skip no level afterwards, keep their order of rank and lose nothing but signs', () => {
  fc.assert(
    fc.property(fc.array(level), (levels) => {
      const text = levels.map((depth, i) => `${'#'.repeat(depth)} Part ${i}\n\nText\n`).join('\n');
      const after = applyChanges(text, mendedHeadings(text));
      const found = [...after.matchAll(/^(#+) Part/gm)].map((match) => (match[1] as string).length);
      expect(after.replace(/^#+/gm, '')).toBe(text.replace(/^#+/gm, ''));
      found.forEach((depth, i) => {
        const above = found[i - 1];
        if (above !== undefined && above >= 2) expect(depth).toBeLessThanOrEqual(above + 1);
        expect(depth).toBeLessThanOrEqual(levels[i] as number);
      });
    }),
  );
});

it('headings in code stay', () => {
  expect(mendedHeadings('## A\n\n```\n#### no\n```\n')).toEqual([]);
});

it('hunks show every change, and lines as they are in the text', () => {
  const piece = fc.constantFrom('a', 'b\n', '\n', 'c d\r\n', '\u{1f426}');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), fc.array(fc.nat(60), { maxLength: 6 }), (pieces, cuts) => {
      const text = pieces.join('');
      const at = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
      const changes = at.map((from, i) => ({
        from,
        to: Math.min(from + 1, at[i + 1] ?? text.length),
        insert: `<${i}>`,
      }));
      const hunks = hunksOf(text, changes);
      const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
      for (const { first, before } of hunks) {
        expect(before).toEqual(lines.slice(first - 1, first - 1 + before.length));
      }
      const shown = hunks.flatMap(({ after }) => after).join('\n');
      for (const { insert } of changes) expect(shown).toContain(insert);
    }),
  );
});

describe('a place', () => {
  const range = { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } };
  it('is found where it was, else where it alone is', () => {
    expect(findAgain('x\n> autor\n', range, 'autor')).toEqual({ from: 4, to: 9 });
    expect(findAgain('x\ny\n> autor autors\n', range, 'autor')).toEqual({ from: 6, to: 11 });
    expect(() => findAgain('autor\nautor\n', range, 'autor')).toThrow(/has changed/);
    expect(() => findAgain('autors\n', range, 'autor')).toThrow(/has changed/);
  });
});

describe('a reference', () => {
  const whole = (text: string, target: string): string | undefined => {
    const found = referenceAround(text, text.indexOf(target));
    return found === null ? undefined : `${found.kind} ${text.slice(found.from, found.to)}`;
  };
  it('is known with all that belongs to it', () => {
    expect(whole('a [b](t.md) c', 't.md')).toBe('link [b](t.md)');
    expect(whole('a [b [c]](<t.md> "x y") c', 't.md')).toBe('link [b [c]](<t.md> "x y")');
    expect(whole('a ![b](t.png){width=300} c', 't.png')).toBe('picture ![b](t.png){width=300}');
    expect(whole('a <a class=x href="t.md">b <i>c</i></a> d', 't.md')).toBe(
      'link <a class=x href="t.md">b <i>c</i></a>',
    );
    expect(whole('<img src="t.png" alt="x">', 't.png')).toBe('picture <img src="t.png" alt="x">');
    expect(whole('[b]: t.md', 't.md')).toBeUndefined();
    expect(whole('nothing t.md (else)', 't.md')).toBeUndefined();
  });

  it('in code is none', () => {
    const text = 'a `b` ``c ` d``\n\n~~~\n`e\n~~~\n\nf ` g\n\n```js\nh\n```';
    expect(codeSpans(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      '~~~\n`e\n~~~',
      '```js\nh\n```',
      '`b`',
      '``c ` d``',
    ]);
  });
});

describe('values', () => {
  it.each([
    ['31 May 2024', '2024-05-31'],
    ['May 31st, 2024', '2024-05-31'],
    ['31.5.2024', '2024-05-31'],
    ['2024/5/31', '2024-05-31'],
    ['31/05/2024', '2024-05-31'],
    ['05/31/2024', '2024-05-31'],
    ['05/06/2024', null],
    ['31 Foo 2024', null],
    ['31 February 2024', null],
    ['soon', null],
  ])('%s is the date %s', (text, date) => {
    expect(guessed(text, 'date')).toBe(date);
  });

  it('are of the kind that is asked for', () => {
    expect(guessed('12 kg', 'number')).toBe(12);
    expect(guessed('a dozen', 'number')).toBeNull();
    expect(guessed('Yes', 'switch')).toBe(true);
    expect(guessed('maybe', 'switch')).toBeNull();
    expect(readTyped('a, b ,', 'texts')).toEqual(['a', 'b']);
    expect(readTyped('12', 'any')).toBe(12);
    expect(readTyped('12', 'text')).toBe('12');
    expect(() => readTyped('tomorrow', 'date')).toThrow(/2024-05-31/);
    expect(() => readTyped('x', 'number')).toThrow(/no number/);
    expect(() => readTyped('x', 'switch')).toThrow(/true or false/);
  });
});
