import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textChange } from './text-change.ts';

const page = (inner: string): string => `<!doctype html><html><body><h1 id="a">A</h1>${inner}</body></html>`;

describe('what a key changes', () => {
  it('is the one text between two tags that is another', () => {
    expect(textChange(page('<p>One <b>two</b> three.</p>'), page('<p>One <b>twos</b> three.</p>'))).toEqual({
      before: 'two',
      after: 'twos',
    });
    expect(textChange(page('<p>Tom &amp; Ann</p>'), page('<p>Tom &amp;&amp; Ann</p>'))).toEqual({
      before: 'Tom &amp; Ann',
      after: 'Tom &amp;&amp; Ann',
    });
  });

  it.each([
    ['nothing', '<p>One</p>', '<p>One</p>'],
    ['a tag', '<p>One</p>', '<p>One <b>two</b></p>'],
    ['an attribute', '<p title="One">Two</p>', '<p title="Ones">Two</p>'],
    ['two texts', '<p>One</p><p>Two</p>', '<p>Ones</p><p>Twos</p>'],
    ['a text that is there twice', '<p>One</p><p>One</p>', '<p>One</p><p>Ones</p>'],
    ['a text that was not there', '<p></p>', '<p>One</p>'],
    ['a text that goes', '<p>One</p>', '<p></p>'],
    ['a comment', '<p>One</p><!-- a -->', '<p>One</p><!-- b -->'],
  ])('is not looked for where it is more, or less: %s', (_what, before, after) => {
    expect(textChange(page(before), page(after))).toBeNull();
  });

  it('put in its place gives the page as it is now', () => {
    const word = fc.constantFrom('One', 'two', ' ', '&amp;', '<b>', '</b>', '<p title="x">', '</p>', '<!-- c -->', '.');
    const words = fc.array(word, { maxLength: 12 });
    let changes = 0;
    fc.assert(
      fc.property(words, fc.nat(), fc.array(word, { maxLength: 2 }), (all, at, come) => {
        const place = at % (all.length + 1);
        const before = page(all.join(''));
        const after = page([...all.slice(0, place), ...come, ...all.slice(place + 1)].join(''));
        const change = textChange(before, after);
        if (change === null) return;
        changes++;
        expect(before.replace(`>${change.before}<`, () => `>${change.after}<`)).toBe(after);
      }),
      { numRuns: 2000 },
    );
    expect(changes).toBeGreaterThan(100);
  });
});
