import fc from 'fast-check';
import { transform } from 'lightningcss';
import { describe, expect, it } from 'vitest';
import { cssReferences } from './references.ts';

function refs(css: string): string[] {
  return cssReferences(css).map(({ kind, url }) => `${kind} ${url}`);
}

describe('cssReferences', () => {
  it.each([
    ['color: red', []],
    ['background: url(a.png)', ['url a.png']],
    ['background: URL( "a b.png" ), url(\'c.png\')', ['url a b.png', 'url c.png']],
    ['--x: url(a.png)', ['url a.png']],
    ['@import "x.css"; @import url(y.css) screen;', ['import x.css', 'import y.css']],
    ['@import "x.css" layer(a) supports(display: grid);', ['import x.css']],
    ['@font-face { src: url(a.woff2) format("woff2") } p { background: url(b.png) }', ['font a.woff2', 'url b.png']],
    ['a { background: image-set("a.png" 1x, url(b.png) type("image/png") 2x) }', ['url a.png', 'url b.png']],
    ['a { background: -webkit-image-set("a.png" 1x) }', ['url a.png']],
    ['@media print { a { cursor: url(c.cur), auto } }', ['url c.cur']],
    ['/* url(no.png) */ a { content: "url(no.png)" } b { background: url(yes.png) }', ['url yes.png']],
    ['a { background: url(a\\20 b\\.png) }', ['url a b.png']],
    ['a { background: u\\72l(a.png) }', ['url a.png']],
    ['a { background: url(data:image/png;base64,AA==), url() }', []],
    ['@namespace svg url(http://www.w3.org/2000/svg); @charset "url(";', []],
    ['a{b:url(x.png)}c{d:url(x.png)}', ['url x.png']],
    ['#url(no.png', []],
  ])('%s', (css, expected) => {
    expect(refs(css)).toEqual(expected);
  });

  it.each([
    ['a { background: url(a.png', ['url a.png']],
    ['a { background: url("a.png', ['url a.png']],
    ['a { b: url(bad url.png); c: url(good.png) }', ['url good.png']],
    ['a { b: "broken\n; c: url(good.png) }', ['url good.png']],
    ['}}}} a { b: url(good.png) }', ['url good.png']],
    ['@import', []],
    ['/* never closed url(a.png)', []],
    ['a { b: url(good.png) } \\', ['url good.png']],
  ])('broken: %s', (css, expected) => {
    expect(refs(css)).toEqual(expected);
  });

  it('never throws and ends', () => {
    const piece = fc.constantFrom(
      'url(',
      ')',
      '"',
      "'",
      '\\',
      '@import ',
      '{',
      '}',
      ';',
      '/*',
      '*/',
      '\n',
      'a',
      '\\41 ',
      'é',
      '#',
    );
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => void cssReferences(parts.join(''))));
  });

  it('finds in good style sheets what lightningcss finds', () => {
    const url = fc.stringMatching(/^[a-z]{1,5}\.(?:png|woff2)$/);
    const used = fc.oneof(
      url,
      url.map((u) => `url(${u})`),
      url.map((u) => `url( "${u}" )`),
    );
    const rule = fc.oneof(
      used.map((u) => `.n{background:${u.startsWith('url') ? u : `url('${u}')`}}`),
      url.map((u) => `@font-face{font-family:x;src:url(${u}) format("woff2")}`),
      url.map((u) => `@media screen{.n::before{content:"url(no)";background:image-set("${u}" 1x,url(two.png) 2x)}}`),
      url.map((u) => `/* url(${u}) */.n{list-style:url("${u}")}`),
    );
    const sheet = fc.tuple(fc.array(url, { maxLength: 2 }), fc.array(rule)).map(([imports, rules]) => {
      return (
        imports.map((u) => `@import "${u}";`).join('') + rules.map((rule, i) => rule.replace('.n', `.n${i}`)).join('\n')
      );
    });
    fc.assert(
      fc.property(sheet, (css) => {
        const { dependencies } = transform({ filename: 'a.css', code: Buffer.from(css), analyzeDependencies: true });
        const theirs = new Set((dependencies ?? []).map((found) => ('url' in found ? found.url : '')));
        expect(new Set(cssReferences(css).map(({ url: found }) => found))).toEqual(theirs);
      }),
    );
  });
});
