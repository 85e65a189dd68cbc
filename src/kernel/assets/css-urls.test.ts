import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStarts, offsetAt, positionIn } from '../lines.ts';
import { applyEdits, type CssEdit, cssImports, cssReferences, originalOffset } from './css-urls.ts';

const urls = (css: string): string[] => cssReferences(css).map((reference) => reference.url);

describe('cssReferences', () => {
  it.each([
    ['a{background:url(x.png)}', ['x.png']],
    ['a{background:URL( "x y.png" )}', ['x y.png']],
    ["a{background:url('x\\'y.png')}", ["x'y.png"]],
    ['a{background:url(x\\ y.png)}', ['x y.png']],
    ['a{background:url("\\41 b\\000063.png")}', ['Abc.png']],
    ['a{background:url()}', ['']],
    ['/* url(no.png) */ a{content:"url(no.png)"} b{src:url(yes.png)}', ['yes.png']],
    [
      'a{background:image-set("a.png" 1x, url(b.png) 2x, "c.avif" type("image/avif"))} b{content:"d.png"}',
      ['a.png', 'b.png', 'c.avif'],
    ],
    ['a{background:-webkit-image-set("a.png" 1x)}', ['a.png']],
    ['@import "x.css"; @import url(y.css) screen; @import url("z.css");a{b:url(q)}', ['q']],
    ['a{b:my-url(x.png)}', []],
    ['a{b:url(x.png', []],
    ['a{b:url(data:image/svg+xml,%3Csvg%3E)}', ['data:image/svg+xml,%3Csvg%3E']],
  ])('%s', (css, expected) => expect(urls(css)).toEqual(expected));

  it('gives exact places', () => {
    const css = 'a{b:url( "x" )}c{d:image-set("y" 1x)}';
    expect(cssReferences(css).map(({ start, end }) => css.slice(start, end))).toEqual(['url( "x" )', '"y"']);
  });

  it('ends soon whatever the text', () => {
    const start = performance.now();
    for (const part of ['url( ', '/*', '"\\', 'url("', '@import url(', 'image-set(', '(', 'url(a ', ' ']) {
      cssReferences(part.repeat(50_000));
      cssImports(`@import ${part.repeat(50_000)}`);
    }
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('cssImports', () => {
  it('finds address and conditions of each statement', () => {
    const css =
      '/* @import "no.css"; */@import "a.css";\n@import url( b.css ) layer(x) screen and (width > 2px);@import url("c\\;.css")';
    expect(cssImports(css)).toEqual([
      { start: 23, end: 39, url: 'a.css', conditions: '' },
      { start: 40, end: 95, url: 'b.css', conditions: 'layer(x) screen and (width > 2px)' },
      { start: 95, end: 117, url: 'c;.css', conditions: '' },
    ]);
  });
});

describe('originalOffset', () => {
  it('finds every character that was kept', () => {
    const edits = fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.string({ maxLength: 9 })), { maxLength: 6 });
    fc.assert(
      fc.property(edits, (steps) => {
        let at = 0;
        const list = steps.map(([gap, length, text]): CssEdit => {
          const start = at + gap;
          at = start + length;
          return { start, end: at, text };
        });
        const old = Array.from({ length: at + 5 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('');
        const edited = applyEdits(old, list);
        for (let i = 0; i < edited.length; i++) {
          if (edited.charCodeAt(i) < 0x4e00) continue;
          expect(old[originalOffset(list, i)]).toBe(edited[i]);
        }
      }),
    );
  });

  it('counts lines and columns from 1, there and back', () => {
    expect(offsetAt('ab\ncd', lineStarts('ab\ncd'), 2, 2)).toBe(4);
    expect(offsetAt('ab\ncd', lineStarts('ab\ncd'), 9, 1)).toBe(5);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n') }), fc.nat(30), (text, n) => {
        const offset = Math.min(n, text.length);
        const starts = lineStarts(text);
        const { line, column } = positionIn(starts, offset);
        expect(offsetAt(text, starts, line, column)).toBe(offset);
      }),
    );
  });
});
