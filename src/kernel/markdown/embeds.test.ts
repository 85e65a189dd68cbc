import { describe, expect, it } from 'vitest';
import { covered, parse, render } from './testing.ts';

function embeds(source: string) {
  return parse(source).holes.filter((hole) => hole.kind === 'embed');
}

describe('embeds', () => {
  it('stand on a line of their own or within a sentence', () => {
    expect(render('::video{id="x"}')).toBe('{video|}\n');
    expect(render('a ::icon{name=star} b (::icon{x}) c')).toBe('<p>a {icon|} b ({icon|}) c</p>\n');
    expect(render('text\n::video{id="x"}\nmore')).toBe('<p>text</p>\n{video|}\n<p>more</p>\n');
    expect(embeds('::a{b=1} and').map(({ inline }) => inline)).toEqual([true]);
    expect(embeds('::a{b=1}').map(({ inline }) => inline)).toEqual([false]);
  });

  it('carry values of their kinds', () => {
    expect(
      embeds(`::a{text="x \\"y\\" }" single='z' n=3 f=-1.5 on off=false word=abc src="a b.jpg"}`)[0]?.attributes,
    ).toEqual({
      text: 'x "y" }',
      single: 'z',
      n: 3,
      f: -1.5,
      on: true,
      off: false,
      word: 'abc',
      src: 'a b.jpg',
    });
  });

  it('are never active in code, in words, without braces or with broken ones', () => {
    const code =
      '`::a{b=1}`\n\n```\n::a{b=1}\n:::note\n```\n\n    ::a{b=1}\n    :::note\n\nstd::a{b=1} ::before ::a :::b{c=1} \\::a{b=1}\n\n::: \n';
    expect(embeds(code)).toEqual([]);
    expect(render('x ::a{b="} y')).toBe('<p>x ::a{b=&quot;} y</p>\n');
  });

  it('say when a line that looks like one cannot be read', () => {
    expect(parse('::video{id="x}').findings).toMatchObject([
      { code: 'embed-malformed', data: { text: '::video{id="x}' }, range: { start: { line: 1, column: 1 } } },
    ]);
    expect(parse('a\n\n  :::note{x="y}\nb').findings).toMatchObject([
      { code: 'embed-malformed', range: { start: { line: 3, column: 3 } } },
    ]);
    expect(parse(':::').findings).toMatchObject([{ code: 'embed-malformed' }]);
  });

  it('know where they stand', () => {
    expect(covered('text ::a{b=1} x\n\n> - ::c{d="e"}\n\n:::tip{f} Title\nx\n:::')).toEqual([
      '::a{b=1}',
      '::c{d="e"}',
      ':::tip{f}',
    ]);
  });
});

describe('boxes', () => {
  it('hold Markdown, with holes of its own', () => {
    const source = ':::note{kind="x"} Mind the *gap*\nSee [a](b.md).\n\n- item\n:::\nafter';
    expect(render(source)).toBe(
      '{note|<p>See <a href="b.md">a</a>.</p>\n<ul>\n<li>item</li>\n</ul>\n}\n<p>after</p>\n',
    );
    expect(embeds(source)[0]).toMatchObject({
      name: 'note',
      title: 'Mind the <em>gap</em>',
      attributes: { kind: 'x' },
      inline: false,
    });
    expect(embeds('::: note\nx\n:::')[0]).toMatchObject({ name: 'note', title: null });
  });

  it('nest with more colons, and with as many', () => {
    expect(render('::::a\n:::b\nx\n:::\ny\n::::\nz')).toBe('{a|{b|<p>x</p>\n}\n<p>y</p>\n}\n<p>z</p>\n');
    expect(render(':::a\n:::b\nx\n:::\ny\n:::\nz')).toBe('{a|{b|<p>x</p>\n}\n<p>y</p>\n}\n<p>z</p>\n');
    expect(render(':::a\n::::b\nx\n::::\n:::')).toBe('{a|{b|<p>x</p>\n}\n}\n');
  });

  it('are not closed by colons in code', () => {
    expect(render(':::a\n```\n:::\n```\n\n    :::\n\n`:::`\n:::\nz')).toContain('<p><code>:::</code></p>\n}\n<p>z</p>');
  });

  it('live in lists and quotes, and end with them', () => {
    expect(render('- a\n\n  :::b\n  c\n  :::\n- d')).toContain('{b|<p>c</p>\n}\n');
    expect(render('> :::b\n> c\n> :::\n> d')).toBe('<blockquote>\n{b|<p>c</p>\n}\n<p>d</p>\n</blockquote>\n');
    expect(render(':::b\n- c\n:::\nd')).toBe('{b|<ul>\n<li>c</li>\n</ul>\n}\n<p>d</p>\n');
    expect(render(':::b\n> c\n:::\nd')).toBe('{b|<blockquote>\n<p>c</p>\n</blockquote>\n}\n<p>d</p>\n');
    expect(render('> :::b\n> c\n\nd')).toBe('<blockquote>\n{b|<p>c</p>\n}\n</blockquote>\n<p>d</p>\n');
  });

  it('without an end reach to the end, and say so', () => {
    const { findings } = parse('x\n\n:::note Title\ny\n\nz');
    expect(findings).toMatchObject([
      {
        code: 'box-unclosed',
        data: { name: 'note', colons: ':::' },
        range: { start: { line: 3, column: 1 }, end: { line: 3, column: 14 } },
      },
    ]);
    expect(render(':::note\ny\n\nz')).toBe('{note|<p>y</p>\n<p>z</p>\n}\n');
    expect(parse('::::a\n:::b\nx\n::::\ny').findings).toMatchObject([{ code: 'box-unclosed', data: { name: 'b' } }]);
    expect(render('::::a\n:::b\nx\n::::\ny')).toBe('{a|{b|<p>x</p>\n}\n}\n<p>y</p>\n');
  });

  it('may be empty', () => {
    expect(render(':::a\n:::\n:::b\n:::')).toBe('{a|}\n{b|}\n');
  });
});

describe('the title of a box', () => {
  const titleOf = (source: string) => embeds(source)[0]?.title;

  it('is inline Markdown', () => {
    expect(titleOf(':::tip Mind *the* `<gap>` & so\n:::')).toBe('Mind <em>the</em> <code>&lt;gap&gt;</code> &amp; so');
    expect(titleOf(':::tip\ntext\n:::')).toBeNull();
    expect(parse(':::tip One *two*\ntext\n:::\n').html).toBe('<p>text</p>\n\n');
  });

  it('has no holes: links within the site and pictures are their words, embeds as they are written', () => {
    const { holes } = parse(':::tip See [*a*](b.md), ![a "c"](d.png), ::e{f=1} and [x](https://x.org)\n[y](y.md)\n:::');
    expect(holes.map(({ kind }) => kind)).toEqual(['embed', 'link']);
    expect(holes[0]).toMatchObject({
      title: 'See <em>a</em>, a &quot;c&quot;, ::e{f=1} and <a href="https://x.org">x</a>',
    });
  });

  it('leaves braces at its end alone, and is no summary', () => {
    expect(embeds(':::tip{a=1} Title {.b}\n:::')[0]).toMatchObject({ title: 'Title {.b}', attributes: { a: 1 } });
    expect(parse(':::tip Title\n:::').summary).toBeNull();
  });
});
