import { describe, expect, it } from 'vitest';
import { type TestSite, testPage } from '../../site/testing.ts';

const A = 'page:content/trip/a/index.md';

const site: TestSite = {
  strings: { more: 'Read more', hello: 'Hello {name}', 'posts.one': '{count} post', 'posts.other': '{count} posts' },
  data: {
    birds: [
      { name: 'Wren', size: 9 },
      { name: 'Owl', size: 40 },
    ],
  },
  assets: [
    { name: 'css/main.css', kind: 'style', integrity: 'sha384-x', url: '/birds/assets/css/main.1.css' },
    { name: 'img/owl.jpg', width: 1000, height: 500 },
    { name: 'content/trip/a/p.jpg', url: '/birds/trip/a/p.jpg', output: 'trip/a/p.jpg', width: 300, height: 200 },
  ],
  pages: [
    {
      path: 'trip/a/index.md',
      title: 'A & <b>',
      date: '2026-07-04T09:05:00+01:00',
      url: '/birds/trip/a/',
      params: { when: '2026-01-02', cover: 'p.jpg' },
      html: '<p>One <a href="/birds/x/">two</a> <img src="p.jpg" srcset="p.jpg 1x, /q.jpg 2x"></p><script>x</script>',
      resources: [{ name: 'p.jpg', source: 'content/trip/a/p.jpg', url: '/birds/trip/a/p.jpg', bytes: 5 }],
    },
    { path: 'trip/b.md', title: 'B' },
  ],
};

function page(source: string, more: TestSite = {}) {
  return testPage({ 'page.njk': source }, { ...site, ...more }, A);
}

const html = (source: string, more: TestSite = {}): string => {
  const { html: made, failure } = page(source, more);
  expect(failure).toBeUndefined();
  return made;
};

describe('dates', () => {
  it.each([
    ["page.date | date('yyyy-MM-dd HH:mm')", '2026-07-04 09:05'],
    ["page.date | date('d MMMM yyyy')", '4 July 2026'],
    ["page.date | date('EEEE, MMM d')", 'Saturday, Jul 4'],
    ["page.date | date('long')", 'July 4, 2026'],
    ["page.date | date('long', locale='pt')", '4 de julho de 2026'],
    ["page.date | date('d MMMM', locale='ru')", '4 июля'],
    ["page.date | date('HH:mm XXX', zone='Asia/Tokyo')", '17:05 +09:00'],
    ["page.date | date('h:mm a')", '9:05 AM'],
    ['page.date | date("\'day\' d")', 'day 4'],
    ['page.date | iso', '2026-07-04T09:05:00+01:00'],
    ["page.date | date('iso')", '2026-07-04T09:05:00+01:00'],
    ['page.date | rfc822', 'Sat, 04 Jul 2026 09:05:00 +0100'],
    ['page.date', '2026-07-04T09:05:00+01:00'],
    ['page.date.year', '2026'],
    ["page.params.when | date('yy/M/d')", '26/1/2'],
    ["'2026-07-04 12:00' | iso", '2026-07-04T12:00:00+01:00'],
  ])('{{ %s }}', (source, expected) => {
    expect(html(`{{ ${source} }}`)).toBe(expected);
  });

  it('depend on the versions of locale data only where names or zones are used', () => {
    expect(page("{{ page.date | date('yyyy') }}").trace.keys).not.toContain('locale');
    expect(page("{{ page.date | date('MMMM') }}").trace.keys).toContain('locale');
    expect(page("{{ page.date | date('HH', zone='Asia/Tokyo') }}").trace.keys).toContain('locale');
  });

  it('that are none are reported', () => {
    const { findings, html: made } = page("[{{ 'soon' | date }}]");
    expect(made).toBe('[]');
    expect(findings[0]).toMatchObject({ code: 'list-misused', file: 'templates/page.njk' });
  });
});

describe('addresses', () => {
  it.each([
    ["'/about/' | url", '/birds/about/'],
    ["'about/ü' | url", '/birds/about/%C3%BC'],
    ["'/birds/x/' | url", '/birds/x/'],
    ["'#x' | url", '#x'],
    ["'https://a.org/' | url", 'https://a.org/'],
    ["'/about/' | absolute", 'https://example.com/birds/about/'],
    ['page.url | absolute', 'https://example.com/birds/trip/a/'],
    ['page.permalink', 'https://example.com/birds/trip/a/'],
    ["asset('css/main.css')", '/birds/assets/css/main.1.css'],
    ["asset('css/main.css').integrity", 'sha384-x'],
    ["asset('img/owl.jpg').width", '1000'],
    ['page.resources[0].url', '/birds/trip/a/p.jpg'],
    ['page.resources[0].width', '300'],
  ])('{{ %s }}', (source, expected) => {
    expect(html(`{{ ${source} }}`)).toBe(expected);
  });

  it('inside HTML are made absolute for feeds', () => {
    expect(html('{{ page.content | absolute }}')).toBe(
      '<p>One <a href="https://example.com/birds/x/">two</a> <img src="https://example.com/birds/trip/a/p.jpg" srcset="https://example.com/birds/trip/a/p.jpg 1x, https://example.com/q.jpg 2x"></p><script>x</script>',
    );
  });

  it('inside HTML are those of the page that is given, parts of the page too', () => {
    const more = {
      pages: [
        ...(site.pages ?? []),
        { path: 'c.md', html: '<p><a href="#fn1" id="r">1</a> <a href="x.zip">x</a></p>' },
      ],
    };
    const [made] = ['{% set c = site.pages | where("url", "/birds/c/") | first %}{{ c.content | absolute(c) }}'].map(
      (one) => html(one, more),
    );
    expect(made).toBe(
      '<p><a href="https://example.com/birds/c/#fn1" id="r">1</a> <a href="https://example.com/birds/c/x.zip">x</a></p>',
    );
    expect(html("{{ 'x.zip' | absolute('/c/') }} {{ '#a' | absolute(page) }} {{ '/d/' | absolute(page) }}", more)).toBe(
      'https://example.com/birds/c/x.zip https://example.com/birds/trip/a/#a https://example.com/birds/d/',
    );
  });

  it('of assets and pictures that are not there are reported once, also where they are printed', () => {
    const source =
      "{{ asset('css/mian.css') }}{{ asset('no.css').url }}{{ image('no.jpg') }}{{ image(page.title) | upper }}";
    const { findings } = page(source);
    expect(findings.map(({ code }) => code)).toEqual([
      'asset-missing',
      'asset-missing',
      'image-missing',
      'image-missing',
    ]);
    expect(page('{{ image(page.description) }}').findings.map(({ code }) => code)).toEqual(['empty-value']);
    expect(page("{{ 'x' | date }}{{ page.description }}").findings.map(({ code }) => code)).toEqual([
      'list-misused',
      'empty-value',
    ]);
  });

  it('of assets that are not there are reported with the nearest', () => {
    const { findings, trace } = page("{% if asset('css/mian.css') %}x{% endif %}");
    expect(findings).toMatchObject([
      { code: 'asset-missing', data: { near: 'css/main.css' }, file: 'templates/page.njk' },
    ]);
    expect(trace.keys).toContain('asset:css/mian.css');
  });
});

describe('pictures', () => {
  it('are written whole, with what is known of them', () => {
    const { html: made, trace } = page("{{ image('img/owl.jpg', { alt: 'An owl', sizes: '50vw', class: 'wide' }) }}");
    expect(made).toMatch(
      /^<img src="\/birds\/assets\/img\/owl.jpg" alt="An owl" srcset="\S+ 480w, \S+ 960w" sizes="50vw" width="1000" height="500" class="wide" loading="lazy" decoding="async">$/,
    );
    expect(trace.requests.map(({ asset, width, format }) => [asset, width, format])).toEqual([
      ['img/owl.jpg', 480, 'webp'],
      ['img/owl.jpg', 960, 'webp'],
    ]);
    expect(trace.keys).toContain('asset:img/owl.jpg');
    expect(trace.keys).toContain('site:images');
  });

  it('with several formats stand in a picture element', () => {
    expect(html("{{ image('img/owl.jpg', { alt: '', formats: ['avif', 'webp'] }) }}")).toMatch(
      /^<picture><source type="image\/avif" srcset="[^"]+" sizes="[^"]+"><img src="[^"]+" alt="" srcset="[^"]+webp 480w/,
    );
  });

  it('are found beside the page, and give their parts', () => {
    expect(html('{% set img = image(page.params.cover) %}{{ img.src }} {{ img.width }}x{{ img.height }}')).toBe(
      '/birds/trip/a/p.jpg 300x200',
    );
    expect(html('{{ image(page.resources[0]).src }}')).toBe('/birds/trip/a/p.jpg');
  });

  it('that are missing are nothing, and reported', () => {
    const { html: made, findings } = page("{% if image('q.jpg') %}x{% endif %}");
    expect(made).toBe('');
    expect(findings).toMatchObject([{ code: 'image-missing', data: { name: 'q.jpg', near: 'content/trip/a/p.jpg' } }]);
  });
});

describe('lists', () => {
  it.each([
    ["{% for p in site.pages | sort('title', 'desc') %}{{ p.title }};{% endfor %}", 'B;A &amp; &lt;b&gt;;'],
    ["{% for p in site.pages | where('date') %}{{ p.url }}{% endfor %}", '/birds/trip/a/'],
    ["{% for b in data.birds | where('size', '>', 10) %}{{ b.name }}{% endfor %}", 'Owl'],
    ["{% for b in data.birds | sort('name') %}{{ b.name }} {% endfor %}", 'Owl Wren '],
    ["{% for g in site.pages | group('date.year') %}{{ g.key }}:{{ g.pages | length }} {% endfor %}", '2026:1 :1 '],
    ['{{ (site.pages | first).title }}', 'A &amp; &lt;b&gt;'],
    ['{{ (data.birds | last).name }}', 'Owl'],
    ['{{ (site.pages | limit(1)).length }}', '1'],
    ["{{ 'abc' | reverse }}", 'cba'],
  ])('%s', (source, expected) => {
    expect(html(source)).toBe(expected);
  });

  it('that only pass through filters are not read', () => {
    const { trace } = page("{% for p in site.pages | where('draft', true) %}{{ p.title }}{% endfor %}");
    expect(trace.keys.filter((key) => key.startsWith('query:'))).toEqual([
      'query:[["site.pages"],["where","draft","==",true]]',
    ]);
  });
});

describe('texts', () => {
  it.each([
    ["t('more')", 'Read more'],
    ["t('hello', { name: 'Ana <3' })", 'Hello Ana &lt;3'],
    ["t('posts', { count: 1 })", '1 post'],
    ["t('posts', { count: 4 })", '4 posts'],
    ["'Über uns!' | slugify", 'über-uns'],
    ['page.content | plain', 'One two'],
    ['page.content | truncateWords(1)', 'One…'],
    ["'a b c' | truncateWords(3)", 'a b c'],
    ['1234.5 | number', '1,234.5'],
    ["0.256 | number(1, style='percent')", '25.6%'],
    ["1234.5 | number(locale='de')", '1.234,5'],
    ['page.content | readingTime', '1'],
    ['page.title | xml', 'A &amp; &lt;b&gt;'],
    ['data.birds | json', '[{"name":"Wren","size":9},{"name":"Owl","size":40}]'],
    ["'</script>' | json", '"\\u003c/script\\u003e"'],
    ['page | json', '{"title":"A \\u0026 \\u003cb\\u003e","url":"/birds/trip/a/"}'],
  ])('{{ %s }}', (source, expected) => {
    expect(html(`{{ ${source} }}`)).toBe(expected);
  });

  it('of a key that is not there are the key, and reported', () => {
    const { html: made, findings } = page("{{ t('mroe') }}");
    expect(made).toBe('mroe');
    expect(findings).toMatchObject([{ code: 'string-missing', data: { key: 'mroe', near: 'more' } }]);
  });

  it('in Markdown become HTML', () => {
    expect(html("{{ 'Some *words*' | markdownify }}")).toBe('<p>Some <em>words</em></p>\n');
    expect(html("{{ 'words' | markdownify(inline=true) }}")).toBe('words');
  });
});
