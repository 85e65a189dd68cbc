import { describe, expect, it } from 'vitest';
import { exactMark, nearestMark, readMark } from './places.ts';

describe('a mark', () => {
  it('names a file and a line', () => {
    expect(readMark('content/a:b.md:12', false)).toEqual({ file: 'content/a:b.md', line: 12, column: null });
    expect(readMark('templates/page.njk:3:14', true)).toEqual({ file: 'templates/page.njk', line: 3, column: 14 });
  });

  it('is nothing when a page made it up', () => {
    for (const text of ['', 'content/a.md', ':3', 'a.md:x']) expect(readMark(text, false)).toBeNull();
    expect(readMark('a.md:3', true)).toBeNull();
  });
});

const at = (file: string, line: number, column: number | null = null) => ({ file, line, column });

describe('the best mark', () => {
  const parts = [at('a.md', 3), at('a.md', 7), at('a.md', 7), null, at('b.md', 8), at('a.md', 20)];

  it('is the innermost part of the text that begins at or before the line', () => {
    expect(nearestMark(parts, at('a.md', 9))).toBe(2);
    expect(nearestMark(parts, at('a.md', 3))).toBe(0);
    expect(nearestMark(parts, at('a.md', 99))).toBe(5);
  });

  it('is none before the first, and none for a text that is not here', () => {
    expect(nearestMark(parts, at('a.md', 2))).toBe(-1);
    expect(nearestMark(parts, at('c.md', 9))).toBe(-1);
  });

  it('is the missing value nearest in its line', () => {
    const proofs = [at('t.njk', 4, 2), at('t.njk', 4, 30), at('t.njk', 5, 9)];
    expect(exactMark(proofs, at('t.njk', 4, 28))).toBe(1);
    expect(exactMark(proofs, at('t.njk', 4))).toBe(0);
    expect(exactMark(proofs, at('t.njk', 6, 1))).toBe(-1);
  });
});
