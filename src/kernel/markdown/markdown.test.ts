import { describe, expect, it } from 'vitest';
import { createMarkdown } from './create-markdown.ts';
import { covered, parse, render } from './testing.ts';

describe('links and images', () => {
  it('leave holes where the site decides, and nowhere else', () => {
    const source =
      '[a](b.md) [b](/c/) [c](./d.md#e "T") [d](x y.md) [e](<x y.md>) [f](https://x.org/) [g](//x.org) [h](#i) [j](mailto:a@b.c) [k]() https://x.org/y';
    expect(parse(source).holes.map((hole) => hole.kind === 'link' && [hole.target, hole.text])).toEqual([
      ['b.md', 'a'],
      ['/c/', 'b'],
      ['./d.md#e', 'c'],
      ['x%20y.md', 'e'],
    ]);
    expect(render(source)).toContain('<a href="./d.md#e" title="T">c</a>');
    expect(render(source)).toContain('<a href="https://x.org/y">https://x.org/y</a>');
  });

  it('refuse dangerous addresses', () => {
    for (const address of [
      'javascript:alert(1)',
      'JaVaScRiPt:x',
      'vbscript:x',
      'file:///etc/passwd',
      'data:text/html,x',
      'java&#115;cript:x',
    ]) {
      expect(render(`[a](${address})`)).not.toContain('<a');
    }
  });

  it('make a figure of a picture that stands alone', () => {
    const [hole] = parse('![An *old* mill](mill.jpg "The mill"){.wide #mill}').holes;
    expect(hole).toMatchObject({
      kind: 'image',
      target: 'mill.jpg',
      alt: 'An old mill',
      title: 'The mill',
      attributes: 'class="wide" id="mill"',
      figure: true,
    });
    expect(render('![a](b.png) c')).toBe('<p>{img b.png} c</p>\n');
    expect(render('![a](https://x.org/b.png "C")')).toBe(
      '<figure><img src="https://x.org/b.png" alt="a"><figcaption>C</figcaption></figure>\n',
    );
    expect(render('[![a](b.png)](c.md)')).toBe('<p><a href="c.md">{img b.png}</a></p>\n');
  });

  it('know where their destinations stand', () => {
    const source = [
      '# [one](1.md)',
      '',
      'Text `[x](2.md)` and [two](2.md)',
      'and ![three](<3 3.png> "t") here.',
      '',
      '> - quote [four](4.md) [again](4.md)',
      '',
      '| a | b |',
      '|---|---|',
      '| [c](c.md) | [c](c.md) ![d](d.png) |',
      '',
      '[r][r] ::embed{a=1}',
      '',
      '\t[code](no.md)',
      '',
      '[r]: ./r.md',
      '::block{b=2}',
    ].join('\n');
    const expected = [
      '1.md',
      '2.md',
      '3 3.png',
      '4.md',
      '4.md',
      'c.md',
      'c.md',
      'd.png',
      './r.md',
      '::embed{a=1}',
      '::block{b=2}',
    ];
    expect(covered(source)).toEqual(expected);
    expect(covered(source.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(parse(source).holes[1]?.range.start).toEqual({ line: 3, column: 28 });
    const shifted = createMarkdown({ html: true, highlight: false, typographer: true })('[a](b.md)', 'en', 7);
    expect(shifted.holes[0]?.range.start).toEqual({ line: 7, column: 5 });
  });
});

describe('headings', () => {
  it('get ids in the manner of GitHub, one of each', () => {
    const { headings, heading } = parse(
      '# The *Title*\n## Über uns\n## Über uns\n## 日本語 見出し\n## !\n## C++ & `x_y`\n## Own {#top .x}\n## top',
    );
    expect(headings.map(({ id }) => id)).toEqual([
      'the-title',
      'über-uns',
      'über-uns-1',
      '日本語-見出し',
      'section',
      'c--x_y',
      'top',
      'top-1',
    ]);
    expect(headings[0]).toEqual({ level: 1, id: 'the-title', text: 'The Title' });
    expect(heading).toBe('The Title');
    expect(parse('## e\u0301').headings[0]?.id).toBe('é');
  });
});

describe('blocks beyond CommonMark', () => {
  it('are tables that can be scrolled', () => {
    expect(render('| a | b |\n|---|--:|\n| c | d |')).toMatch(
      /^<div class="table-scroll" tabindex="0">\n<table>[\s\S]*<th class="align-right">[\s\S]*<\/table>\n<\/div>\n$/,
    );
  });

  it('are tasks with a label', () => {
    expect(render('- [ ] a [b](c.md)\n- [x] d\n- [y] e')).toBe(
      '<ul>\n<li class="task"><label><input type="checkbox" disabled> a <a href="c.md">b</a></label></li>\n' +
        '<li class="task"><label><input type="checkbox" disabled checked> d</label></li>\n<li>[y] e</li>\n</ul>\n',
    );
  });

  it('are footnotes, wherever they are written', () => {
    const html = render('a[^1] b[^n] c[^1] d^[in *line*]\n\n[^n]: N\n[^1]: One\n[^unused]: U');
    expect(html).toContain('<a href="#fn1" id="fnref1">[1]</a>');
    expect(html).toContain('<a href="#fn1" id="fnref1-1">[1]</a>');
    expect(html).toContain('<li id="fn1" class="footnote-item"><p>One <a href="#fnref1" class="footnote-backref">');
    expect(html).toContain('in <em>line</em>');
    expect(html).not.toContain('U');
  });

  it('are definition lists and struck text', () => {
    expect(render('Term\n: Meaning')).toBe('<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n');
    expect(render('~~a~~')).toBe('<p><s>a</s></p>\n');
  });
});

describe('attributes in braces', () => {
  it('go to what they follow', () => {
    expect(render('# a {.x}')).toContain('<h1 class="x" id="a">a</h1>');
    expect(render('b {.x #y lang=de}')).toBe('<p class="x" id="y" lang="de">b</p>\n');
    expect(render('*c*{.x} `d`{.y} [e](f.md){.z rel="me"}')).toBe(
      '<p><em class="x">c</em> <code class="y">d</code> <a href="f.md" class="z" rel="me">e</a></p>\n',
    );
    expect(render('- a {.x}\n- b\n{.y}')).toBe('<ul class="y">\n<li class="x">a</li>\n<li>b</li>\n</ul>\n');
    expect(render('| a |\n|---|\n\n{.x}')).toContain('<table class="x">');
    expect(render('```js {.x}\n1\n```')).toContain('<pre tabindex="0" class="x"><code class="language-js">');
  });

  it('are left alone where they are prose or code', () => {
    for (const text of ['use {curly} and {a=b}', 'end {x}', '`{.x}` {}', '{.alone}', '{{ name }}']) {
      expect(render(text)).not.toContain('class=');
      expect(
        render(text)
          .replace(/<[^>]*>/g, '')
          .trim(),
      ).toBe(text.replaceAll('`', ''));
    }
  });

  it('cannot bring scripts or styles', () => {
    for (const [text, name] of [
      ['a {onclick="x()"}', 'onclick'],
      ['*a*{style="color:red"}', 'style'],
      ['a {.x onLoad=y}', 'onLoad'],
    ]) {
      const { findings, html } = parse(text as string);
      expect(findings).toMatchObject([{ code: 'attribute-refused', data: { name } }]);
      expect(html).toContain('{');
    }
  });
});

describe('typography', () => {
  const set = (text: string, language: string) =>
    createMarkdown({ html: false, highlight: false, typographer: true })(text, language).html.trim();

  it('sets quotation marks as the language does', () => {
    expect(set(`"It's 'so'"`, 'en')).toBe('<p>“It’s ‘so’”</p>');
    expect(set('"Ja"', 'de')).toBe('<p>„Ja“</p>');
    expect(set('"Ja"', 'de-CH')).toBe('<p>«Ja»</p>');
    expect(set('"Oui"', 'fr')).toBe('<p>«\u202FOui\u202F»</p>');
    expect(set('"Sim"', 'pt-PT')).toBe('<p>«Sim»</p>');
    expect(set('"?"', 'xx')).toBe('<p>“?”</p>');
  });

  it('sets dashes and ellipses, but not in code, options and addresses', () => {
    expect(set('a -- b --- c... 1--2 --flag `a--b` https://x.org/a--b (c)', 'en')).toBe(
      '<p>a – b — c… 1–2 --flag <code>a--b</code> <a href="https://x.org/a--b">https://x.org/a--b</a> (c)</p>',
    );
  });

  it('can be switched off', () => {
    expect(render('"a" -- b...')).toBe('<p>&quot;a&quot; -- b...</p>\n');
  });
});

describe('raw HTML', () => {
  it('is kept or shown, as configured', () => {
    expect(render('a <b>c</b>\n\n<div>d</div>')).toBe('<p>a <b>c</b></p>\n<div>d</div>');
    const escaped = createMarkdown({ html: false, highlight: false, typographer: false })(
      '<script>x</script>',
      'en',
    ).html;
    expect(escaped).toBe('<p>&lt;script&gt;x&lt;/script&gt;</p>\n');
  });
});

describe('summary, text and words', () => {
  it('end at the mark, or with the first paragraph', () => {
    expect(parse('# T\n\n![p](q.png)\n\nOne *two*\nthree[^1].\n\nFour\n\n[^1]: F').summary).toBe('One two three.');
    expect(parse('# T\n\nOne\n\n- two & <b>three</b>\n\n<!--more-->\n\nFour').summary).toBe('One two & three');
    expect(parse('> quoted\n\nOwn').summary).toBe('Own');
    expect(parse('> quoted').summary).toBe('quoted');
    expect(parse('# Only a title').summary).toBeNull();
    expect(parse('').summary).toBeNull();
  });

  it('count words of every script', () => {
    expect(parse("# One\n\ntwo *thr*ee [four](x-y.md) don't well-known `a.b` 10").words).toBe(9);
    expect(parse('日本語 and café &amp; <b>x</b>').words).toBe(6);
    expect(parse('Привет мир – “да”').words).toBe(3);
    expect(parse('').words).toBe(0);
  });

  it('give the text without markup', () => {
    expect(parse('# A & B\n\n*c* <b>d</b>\n\n<script>no</script>\n\n<!-- no -->\n\n`e < f`').text).toBe(
      'A & B c d e < f',
    );
  });
});

describe('hostile texts', () => {
  const many = 20_000;
  const texts: Record<string, string> = {
    quotes: '>'.repeat(many),
    lists: '- '.repeat(many),
    brackets: '[a]('.repeat(many),
    images: '![a'.repeat(many),
    emphasis: '*a_ '.repeat(many),
    links: '[a](b.md) '.repeat(many),
    embeds: '::x{a=1} '.repeat(many),
    'open embeds': '::x{a="'.repeat(many),
    boxes: ':::a\n'.repeat(many),
    braces: '*a*{.b} '.repeat(many),
    comments: '<!-- '.repeat(many),
    scripts: '<script>'.repeat(many),
    footnotes: `${'^['.repeat(many)}\n\n${'[^a]: '.repeat(many)}`,
    'many footnotes': Array.from({ length: many / 4 }, (_, n) => `[^${n}]\n\n[^${n}]: x\n\n`).join(''),
  };

  for (const [name, text] of Object.entries(texts)) {
    it(`neither hang nor fail: ${name}`, { timeout: 15_000 }, () => {
      const result = parse(text);
      expect(result.findings.map(({ code }) => code)).not.toContain('document-failed');
      expect(result.text).toBeTypeOf('string');
    });
  }

  it('keep what lies too deep as text, and say so', () => {
    const { html, findings } = parse(`${'> '.repeat(200)}the end`);
    expect(html).toContain('the end');
    expect(findings).toMatchObject([{ code: 'nesting-too-deep', range: { start: { line: 1 } } }]);
  });
});
