import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectFacts } from './collect-facts.ts';
import type { PageFacts } from './types.ts';

function refs(html: string): string[] {
  return collectFacts(html).references.map(({ kind, url }) => `${kind} ${url}`);
}

describe('references', () => {
  it.each([
    ['<a href="/a/">x</a>', ['link /a/']],
    ['<map><area href="b.html#c"></map>', ['link b.html#c']],
    ['<svg><a xlink:href="/in-svg/"></a></svg>', ['link /in-svg/']],
    ['<img src="a.png">', ['image a.png']],
    ['<img src=a.png srcset="a.png 1x, b.png 2x">', ['image a.png', 'image b.png']],
    [
      '<picture><source srcset="a.webp 1w, b.webp 2w"><img src="a.jpg"></picture>',
      ['image a.webp', 'image b.webp', 'image a.jpg'],
    ],
    [
      '<video src="a.mp4" poster="p.jpg"><source src="b.webm"><track src="t.vtt"></video>',
      ['media a.mp4', 'image p.jpg', 'media b.webm', 'media t.vtt'],
    ],
    ['<audio src="a.mp3"></audio>', ['media a.mp3']],
    [
      '<object data="a.pdf"></object><embed src="b.swf"><iframe src="/c/"></iframe>',
      ['frame a.pdf', 'frame b.swf', 'frame /c/'],
    ],
    ['<input type=IMAGE src="go.png"><input type="text" src="no.png">', ['image go.png']],
    [
      '<svg><use href="s.svg#i"/><use xlink:href="t.svg#j"></use><image href="a.png"/></svg>',
      ['svg s.svg#i', 'svg t.svg#j', 'image a.png'],
    ],
    [
      '<link rel="stylesheet" href="a.css"><link rel="Alternate StyleSheet" href="b.css">',
      ['style a.css', 'style b.css'],
    ],
    ['<link rel="shortcut icon" href="f.ico"><link rel="apple-touch-icon" href="t.png">', ['icon f.ico', 'icon t.png']],
    ['<link rel="manifest" href="m.json"><link rel="modulepreload" href="m.js">', ['manifest m.json', 'script m.js']],
    [
      '<link rel="preload" as="font" href="f.woff2"><link rel="prefetch" href="/next/">',
      ['font f.woff2', 'other /next/'],
    ],
    ['<link rel="preload" as="image" href="a.png" imagesrcset="a.png 1x, b.png 2x">', ['image a.png', 'image b.png']],
    [
      '<link rel="canonical" href="https://e.org/a/"><link rel="alternate" hreflang="pt" href="/pt/">',
      ['other https://e.org/a/', 'other /pt/'],
    ],
    ['<link rel="preconnect" href="https://e.org"><link href="x">', []],
    [
      '<meta property="og:image" content="/o.png"><meta name="twitter:image" content="/t.png"><meta name="author" content="/x">',
      ['meta /o.png', 'meta /t.png'],
    ],
    ['<meta http-equiv="refresh" content="0; URL=\'/new/\'">', ['link /new/']],
    ['<p style="background:url( a.png )">', ['css a.png']],
    [
      '<style>@import "x.css"; @font-face{src:url(f.woff2)} p{background:url("b.png")}</style>',
      ['style x.css', 'font f.woff2', 'css b.png'],
    ],
    ['<script src="a.js"></script><script>"<img src=no.png>"</script>', ['script a.js']],
    ['<script type="importmap">{"imports":{"a":"/js/a.js","b":"bare"}}</script>', ['script /js/a.js']],
    ['<script type="application/ld+json">{"image":{"url":"/i.png"},"name":"/no.png"}</script>', ['meta /i.png']],
    ['<script type="application/ld+json">{broken</script>', []],
    ['<form action="/search/"></form><form method=post action="/api"></form>', ['link /search/']],
    ['<template><img src="a.png"></template><noscript><img src="b.png"></noscript>', ['image a.png', 'image b.png']],
    ['<a href="?a=1&amp;b=2&copy=3">x</a>', ['link ?a=1&b=2&copy=3']],
    ['<a href=" \n /a/ \t">x</a>', ['link /a/']],
    ['<a href="data:text/plain,x"></a><a href="javascript:go()"></a><a href=""></a>', []],
    ['<a href="mailto:ana@example.com"></a>', ['link mailto:ana@example.com']],
    ["<A HREF='/A/'>", ['link /A/']],
    ['<a href="/1/" href="/2/">', ['link /1/']],
    ['<a title=">" href="/a/">', ['link /a/']],
    ['<a href="/a/">1</a><a href="/a/">2</a><img src="/a/">', ['link /a/', 'image /a/']],
  ])('%s', (html, expected) => {
    expect(refs(html)).toEqual(expected);
  });

  it.each([
    ['<img srcset="">', []],
    ['<img srcset=" , ,a.png 1x">', ['image a.png']],
    ['<img srcset="a.png 1x,,b.png 2x">', ['image a.png', 'image b.png']],
    ['<img srcset="a,b.png 1x, c.png nonsense, d.png 2x">', ['image a,b.png', 'image c.png', 'image d.png']],
    ['<img srcset="data:image/png;base64,AA== 1x, e.png 2x">', ['image e.png']],
    ['<img srcset="a.png, b.png">', ['image a.png', 'image b.png']],
    ['<img srcset="a.png (1,2) 1x, b.png">', ['image a.png', 'image b.png']],
  ])('srcset: %s', (html, expected) => {
    expect(refs(html)).toEqual(expected);
  });

  it.each([
    ['', []],
    ['just text', []],
    ['%PDF-1.4 <<', []],
    ['<a href="/open', []],
    ['<a href="/a/"', []],
    ['<!-- <img src=a.png> --><img src=b.png>', ['image b.png']],
    ['<!--><img src=b.png>', ['image b.png']],
    ['<!-- never closed <img src=a.png>', []],
    ['<textarea><img src=a.png></textarea><img src=b.png>', ['image b.png']],
    ['<style><img src=a.png></STYLE ><img src=b.png>', ['image b.png']],
    ['<script>never closed <img src=a.png>', []],
    ['<title><img src=a.png></title><xmp><img src=b.png></xmp>', []],
    ['<svg><title/><img src=a.png></svg>', ['image a.png']],
    ['a < b <3 <img src=a.png>', ['image a.png']],
    ['<?php <img src=a.png> ?>', []],
    ['</a/b <img src=a.png><img src=b.png>', ['image b.png']],
  ])('broken or odd: %s', (html, expected) => {
    expect(refs(html)).toEqual(expected);
  });
});

describe('what the page says of itself', () => {
  it('reads title, language, description, base and noindex', () => {
    const facts = collectFacts(
      '<!doctype html><html lang="pt"><head><base href="/b/"><title> A &amp;\n B </title>' +
        '<meta name="description" content="Two  &quot;words&quot;"><meta name="robots" content="noindex, follow"></head>' +
        '<svg><title>Icon</title></svg>',
    );
    expect(facts).toMatchObject({
      language: 'pt',
      title: 'A & B',
      description: 'Two "words"',
      base: '/b/',
      noindex: true,
    });
  });

  it('reads headings with their plain text', () => {
    const html = '<h1>One <em>&lt;two&gt;</em></h1><h2>Open<h3>\n Deep  <a href="#x">#</a></h3><h4>At the end';
    expect(collectFacts(html).headings).toEqual([
      { level: 1, text: 'One <two>' },
      { level: 2, text: 'Open' },
      { level: 3, text: 'Deep #' },
      { level: 4, text: 'At the end' },
    ]);
  });

  it('reads ids, names of anchors and repeats', () => {
    const facts = collectFacts(
      '<p id="a"><a name="b" id="c"></a><a id=d name=d></a><i id="a"></i><i id=""></i><i id="é&amp;">',
    );
    expect(facts.ids).toEqual(['a', 'c', 'b', 'd', 'é&']);
    expect(facts.repeatedIds).toEqual(['a']);
  });

  it('reads pictures and what they say', () => {
    const html =
      '<img src=a width=1 height=1><img src=b alt=""><img src=c alt="C"><img src=d role=presentation><img src=e aria-label=E>';
    expect(collectFacts(html).images).toEqual([
      { src: 'a', alt: null, sized: true },
      { src: 'b', alt: '', sized: false },
      { src: 'c', alt: 'C', sized: false },
      { src: 'd', alt: '', sized: false },
      { src: 'e', alt: 'E', sized: false },
    ]);
  });

  it('sees template marks where readers see them and nowhere else', () => {
    const html =
      '<title>{{ page.title }}</title><p>Hi {{name}}, {%- if a -%}</p><code>{{ code }}</code><pre>{% raw %}</pre>' +
      '<script>{{ js }}</script><p>\\frac{{a}}{b} and ^{{x}} and {{ }} and {{</p><img src=a alt="{{ alt }}">';
    expect(collectFacts(html).marks).toEqual(['{{ page.title }}', '{{name}}', '{%- if a -%}', '{{ alt }}']);
  });

  it('sees the marks of other programs, as readers see them', () => {
    const html = '<p>{{&lt; figure src="a" &gt;}} {{% note %}}x{{% /note %}} {{&lt;/* no */&gt;}} {{< b >}}</p>';
    expect(collectFacts(html).marks).toEqual(['{{< figure src="a" >}}', '{{% note %}}', '{{% /note %}}', '{{< b >}}']);
  });
});

const piece = fc.constantFrom(
  ...[
    '<',
    '>',
    '</',
    '/>',
    '"',
    "'",
    '=',
    ' ',
    '<!--',
    '-->',
    '<a href=',
    '<img src="',
    'srcset=',
    '<h2',
    '<style>',
    '</style>',
  ],
  ...[
    '<script',
    '</script>',
    '<svg>',
    '</svg>',
    'url(',
    '{{ x }}',
    '&amp;',
    '&',
    'id=a',
    'é',
    '\u0000',
    '\ud800',
    '<title>',
    ',',
  ],
);

describe('laws', () => {
  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => void collectFacts(parts.join(''))));
  });

  it('finds in two fragments what it finds in each', () => {
    const url = fc.stringMatching(/^[a-z/.#?&é-]{1,8}$/);
    const fragment = fc.oneof(
      url.map((u) => `<a href="${u}">x</a>`),
      fc.tuple(url, url).map(([u, v]) => `<img src='${u}' srcset="${v} 1x" alt>`),
      url.map((u) => `<h3 id="${u}">${u}</h3>`),
      url.map((u) => `<p style="background:url('${u}')">t</p><!-- <a href="no"> -->`),
      url.map((u) => `<style>a{b:url("${u}")}</style><script>"<a href=no>"</script>`),
    );
    const page = fc.array(fragment).map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(page, page, (a, b) => {
        expect(collectFacts(a + b)).toEqual(union(collectFacts(a), collectFacts(b)));
      }),
    );
  });
});

function union(a: PageFacts, b: PageFacts): PageFacts {
  const references = [...a.references, ...b.references];
  const keys = references.map(({ kind, url }) => `${kind} ${url}`);
  return {
    ...a,
    references: references.filter((_, i) => keys.indexOf(keys[i] as string) === i),
    ids: [...new Set([...a.ids, ...b.ids])],
    repeatedIds: [
      ...new Set([...a.repeatedIds, ...b.ids.filter((id) => a.ids.includes(id) || b.repeatedIds.includes(id))]),
    ],
    headings: [...a.headings, ...b.headings],
    images: [...a.images, ...b.images],
    marks: [...new Set([...a.marks, ...b.marks])],
  };
}
