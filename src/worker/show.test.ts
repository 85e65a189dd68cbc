import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBody } from '../kernel/markdown/body.ts';
import { stripMarks } from '../kernel/marks/marks.ts';
import { type BuiltSnapshot, snapshot as testSnapshot } from '../kernel/site/testing.ts';
import type { ShowResult, ShowTask, SiteRef } from '../kernel/tasks.ts';
import type { JsonObject } from '../shared/config.ts';
import type { SiteSnapshot, TemplateRecord } from '../shared/snapshot.ts';
import { parseText } from './parse.ts';
import { showPage } from './show.ts';

const markdown = { html: true, highlight: true, typographer: true };
const SOURCE = 'content/posts/a.md';
let sites = 0;

function shared(bytes: Uint8Array): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function siteWith(
  files: Readonly<Record<string, string>>,
  { snapshot, bodies }: BuiltSnapshot,
  count: number,
): SiteRef {
  const templates = Object.entries(files).map(
    ([name, source]): TemplateRecord => ({ name, file: `templates/${name}`, hash: source, source, absent: [] }),
  );
  const bytes = Buffer.from(JSON.stringify({ ...snapshot, templates }));
  const buffers = Array.from({ length: count }, (_, i) => shared(bodies(i)));
  return {
    site: `test ${++sites}`,
    version: 1,
    snapshot: shared(bytes),
    base: 1,
    patch: null,
    change: null,
    bodies: buffers,
    encoder: '',
  };
}

/** One page, `text` unsaved, by the template `page.njk`. */
function show(
  files: Readonly<Record<string, string>>,
  text: string,
  marks: boolean,
  more: Parameters<typeof openPage>[1] = {},
): ShowResult {
  return openPage(files, more)(text, { marks });
}

/** A page whose text is typed in. */
function openPage(
  files: Readonly<Record<string, string>>,
  more: Partial<Pick<SiteSnapshot, 'menus' | 'data'> & { params: JsonObject }> = {},
): (text: string, how: Partial<Pick<ShowTask, 'marks' | 'trusting' | 'overlay'>>) => ShowResult {
  const built = testSnapshot({ pages: [{ path: 'posts/a.md', title: 'A', template: 'page.njk', html: '' }] });
  const page = built.snapshot.pages.findIndex(({ source }) => source?.endsWith('posts/a.md'));
  const record = built.snapshot.pages[page];
  if (record === undefined) throw new Error('no page');
  const { menus = built.snapshot.menus, data = built.snapshot.data } = more;
  const site = siteWith(files, { ...built, snapshot: { ...built.snapshot, menus, data } }, 1);
  return (text, { marks = true, trusting = false, overlay }) => {
    const {
      document,
      body: encodedBody,
      marked,
    } = parseText({ source: SOURCE, text, language: 'en', markdown, marks });
    const { title, description } = record;
    const { params = record.params } = more;
    const { summary, words } = document;
    const body = { buffer: 1, offset: 0, length: encodedBody.byteLength, hash: 'x' };
    const records = [{ page, patch: { title, description, params, summary, words, body } }];
    return showPage({
      ...{ site, page, marks, trusting, bodies: [encodedBody] },
      overlay: { templates: [], data: null, ...overlay, records },
      document: { source: SOURCE, path: '', text, marked, language: 'en', markdown },
    });
  };
}

const wrap = (inner: string): string =>
  `<!doctype html><html><head><title>t</title></head><body>${inner}</body></html>`;
const DOCUMENT =
  '---\ntitle: A\n---\nOne [link](/b/) and\n*two* ![p](x.png)\n\n- item\n\n> quote\n\n```js\nlet a\n```\n';

const fragments = [
  'Words with [a link](/b/ "t") and ![p](x.png){.wide}.',
  '# Heading\n\n## Heading',
  '- one\n- two\n  - three\n\n1. x\n\n   y',
  '> quote\n> more [l](b.md)',
  '| a | b |\n|---|:-:|\n| [x](b.md) | ![](q.png) |',
  '```js\nlet a = "<p>"\n```',
  ':::note Title [l](b.md)\nInside ![p](y.png)\n:::',
  '![alone](z.png "caption")',
  'Term\n: definition [l](/c/)\n\n- [ ] task\n- [x] done',
  'Note[^1].\n\n[^1]: The [note](/n/).',
  '<div data-galley-at="mine:1">own</div>',
  '<span data-galley-proof="mine" hidden></span>',
  '<!--galley:marked-->',
  '<!--galley:unmarked-->',
  '\uE0F17\uE0F2',
  '---\n\nEnd',
  '<script>let x = "<b>"</script>',
];
const parts = [
  '{{ page.content }}',
  '{{ page.content }}{{ page.content }}',
  '{{ page.content | striptags | truncate(20) }}',
  '{{ page.content | length }}',
  '{{ page.content | upper }}',
  '{{ page.content | replace("p", "q") }}',
  '{{ page.nope }}',
  '{{ page.params.x.y }}',
  '<i title="{{ page.nope }}">{{ page.nope }}</i>',
  '<script>{{ page.nope }}</script><!-- {{ page.nope }} -->',
  '<select>{{ page.nope }}<option>{{ page.nope }}</option></select>',
  '<svg><text>{{ page.nope }}</text></svg>',
  '{% set x %}{{ page.nope }}{% endset %}{% if x %}set{% endif %}{{ x | length }}{{ x }}',
  '{% cached "k" %}{{ page.nope }}{% endcached %}',
  '{{ page.nope | default("d") }}{{ page.summary }}{{ page.toc | json }}',
  '{% include "gone.njk" %}',
  '<!--galley:marked-->',
];
const texts = fc
  .array(fc.constantFrom(...fragments), { maxLength: 5 })
  .map((list) => `---\ntitle: A\n---\n${list.join('\n\n')}\n`);
const templatesOf = (some: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.boolean(), fc.array(fc.constantFrom(...some), { maxLength: 4 }))
    .map(([whole, list]) => (whole ? wrap(list.join('\n')) : list.join('\n')));

describe('the marks of a shown page', () => {
  it('name the lines of the document, front matter counted', () => {
    const { html } = show({ 'page.njk': wrap('{{ page.content }}') }, DOCUMENT, true);
    expect(html).toContain('<p data-galley-at="content/posts/a.md:4">');
    expect(html).toMatch(/<a href="[^"]*" data-galley-at="content\/posts\/a\.md:4">/);
    expect(html).toMatch(/<img [^>]*data-galley-at="content\/posts\/a\.md:5"/);
    expect(html).toContain('<li data-galley-at="content/posts/a.md:7">');
    expect(html).toMatch(/<pre [^>]*data-galley-at="content\/posts\/a\.md:11">/);
  });

  it('stand where a missing value was printed between tags, and nowhere else', () => {
    const template = wrap(
      '<a title="{{ page.nope }}">\n{{ page.nope }}</a><script>{{ page.nope }}</script><ul>{{ page.nope }}</ul>',
    );
    const { html } = show({ 'page.njk': template }, DOCUMENT, true);
    expect(html.match(/<span data-galley-proof="[^"]*" hidden><\/span>/g)).toEqual([
      '<span data-galley-proof="templates/page.njk:2:4" hidden></span>',
    ]);
    expect(html).toMatch(/<a [^>]*title="">/);
    expect(html).not.toMatch(/[\uE0F1\uE0F2]/);
  });

  it('name the line of a template in which each tag is written, and the values that it prints', () => {
    const files = {
      'page.njk': wrap(
        [
          '',
          '<h1>{{ page.title }}</h1>',
          '{% for entry in menus.main %}<a href="{{ entry.url }}">{{ entry.title }}</a>{% endfor %}',
          '<p>{{ site.title ~ " " ~ data.shop.tea }}{% set by = page.params.by %}{% include "line.njk" %}',
          '<b>{{ by | upper }}{{ "no" if page.draft else "yes" }}</b></p>{{ page.content }}',
        ].join('\n'),
      ),
      'line.njk': '<i>{{ by }}</i>',
      'shortcodes/note.njk': '<div>Note {{ title }} {{ body }}</div>',
    };
    const text = '---\ntitle: A\nby: Ana Sá\n---\nWords.\n\n:::note Title\nInside.\n:::\n';
    const { html } = show(files, text, true, {
      menus: { main: [{ title: 'More', url: '/m/', page: null, weight: null, children: [] }] },
      data: { shop: { tea: 3 } },
      params: { by: 'Ana Sá' },
    });
    const page = `page/${encodeURIComponent('page:content/posts/a.md')}`;
    const from = (place: string, ...values: string[]): string => `<!--galley:from ${place} ${values.join(' ')}-->`;
    const at = 'data-galley-at="templates/page.njk';
    expect(html).toContain(`<h1 ${at}:2">${from('templates%2Fpage.njk:2:8', `${page}/title`)}A<!--/galley--></h1>`);
    expect(html).toContain(
      `<a ${at}:3" href="/m/">${from('templates%2Fpage.njk:3:59', 'menus/main/0/title')}More<!--/galley--></a>`,
    );
    expect(html).toContain(from('templates%2Fpage.njk:4:7', 'site/title', 'data/shop/tea'));
    expect(html).toContain(`${from('templates%2Fline.njk:1:7', `${page}/params/by`)}Ana Sá<!--/galley-->`);
    expect(html).toContain(`${from('templates%2Fpage.njk:5:7', `${page}/params/by`)}ANA SÁ<!--/galley-->yes</b>`);
    expect(html).toContain(from('templates%2Fpage.njk:5:66', `${page}/content`));
    expect(html).toContain(
      `${from('', 'text/content%2Fposts%2Fa.md/7')}<div data-galley-at="templates/shortcodes/note.njk:1">Note Title `,
    );
    expect(html).toContain('<p data-galley-at="content/posts/a.md:8">Inside.</p>');
    expect(stripMarks(html)).not.toContain('galley');
  });

  it('are left out where they would make another page of it', () => {
    const count = { 'page.njk': wrap('{{ page.content | length }} {{ page.nope }} {{ page.content }}') };
    const { html } = show(count, DOCUMENT, true);
    expect(html).not.toContain('data-galley-at="content');
    expect(html).toContain('data-galley-proof');
    expect(stripMarks(html)).toBe(show(count, DOCUMENT, false).html);
  });

  it('are in a body of their own: the one without them is as nobody had asked for marks', () => {
    const task = { source: SOURCE, language: 'en', markdown };
    fc.assert(
      fc.property(texts, (text) => {
        const { marked, ...rest } = parseText({ ...task, text, marks: true });
        expect(rest).toEqual({ ...parseText({ ...task, text, marks: false }), marked: undefined });
        expect(marked).not.toBe(null);
      }),
    );
  });

  it('come off again: what is left is the page as a build writes it', () => {
    let marked = 0;
    let valued = 0;
    fc.assert(
      fc.property(texts, templatesOf(parts), (text, template) => {
        const files = {
          'page.njk': template,
          'shortcodes/note.njk': '<div class="{{ attributes.kind }}">{{ title }}{{ body }}</div>',
        };
        const plain = show(files, text, false);
        const shown = show(files, text, true);
        if (shown.html !== plain.html) marked++;
        if (shown.html.includes('<!--galley:from')) valued++;
        expect(stripMarks(shown.html)).toBe(plain.html);
        expect(shown.findings).toEqual(plain.findings);
      }),
      { numRuns: 300 },
    );
    expect(marked).toBeGreaterThan(100);
    expect(valued).toBeGreaterThan(60);
  });
});

describe('a page that is shown on trust', () => {
  const text = (words: string): string => `---\ntitle: A\n---\n${words}\n`;

  // Those that count or cut the text's characters, or make others of them, see its marks.
  const harmless = parts.filter((part) => !/\| (?:length|striptags|upper|replace)/.test(part));

  it('is what it is with care, while its text changes', () => {
    let trusted = 0;
    fc.assert(
      fc.property(texts, texts, templatesOf(harmless), (first, second, template) => {
        const typed = openPage({ 'page.njk': template, 'shortcodes/note.njk': '<div>{{ title }}{{ body }}</div>' });
        typed(first, {});
        const onTrust = typed(second, { trusting: true });
        const { milliseconds: _, trusted: _none, ...withCare } = typed(second, {});
        if (onTrust.trusted) trusted++;
        expect(onTrust).toMatchObject(withCare);
      }),
      { numRuns: 300 },
    );
    expect(trusted).toBeGreaterThan(60);
  });

  it('may be another page than with care where its text had no marks that could be counted', () => {
    const typed = openPage({ 'page.njk': wrap('{{ page.content | length }}') });
    typed(text(''), {});
    const onTrust = typed(text('One.'), { trusting: true });
    expect(onTrust.trusted).toBe(true);
    expect(stripMarks(onTrust.html)).not.toBe(stripMarks(typed(text('One.'), {}).html));
    expect(typed(text('Two.'), { trusting: true }).trusted).toBe(false);
  });

  it('was shown with all its marks before, by the same design', () => {
    const typed = openPage({ 'page.njk': wrap('{{ page.content }}') });
    expect(typed(text('One.'), { trusting: true }).trusted).toBe(false);
    expect(typed(text('Two.'), { trusting: true }).trusted).toBe(true);
    const other = { name: 'page.njk', file: 'templates/page.njk', hash: 'other', absent: [] };
    const overlay = {
      ...{ records: [], data: null },
      templates: [{ ...other, source: wrap('{{ page.content | length }}') }],
    };
    const counted = typed(text('Two.'), { trusting: true, overlay });
    expect(counted.trusted).toBe(false);
    expect(counted.html).not.toContain('data-galley-at="content');
    expect(typed(text('Three.'), { trusting: true, overlay }).trusted).toBe(false);
  });

  it('has no text that looks like a mark', () => {
    const typed = openPage({ 'page.njk': wrap('{{ page.content }}') });
    typed(text('One.'), {});
    expect(typed(text('<p data-galley-at="x">Two.</p>'), { trusting: true }).trusted).toBe(false);
    typed(text('One.'), {});
    expect(typed(text('\uE0F17\uE0F2'), { trusting: true }).trusted).toBe(false);
  });
});

describe('an overlay', () => {
  it('is seen by the render that it was made for only', () => {
    const built = testSnapshot({
      pages: [{ path: 'posts/a.md', title: 'A', template: 'page.njk', html: '<p>saved</p>' }],
    });
    const page = built.snapshot.pages.findIndex(({ source }) => source?.endsWith('posts/a.md'));
    const site = siteWith(
      { 'page.njk': '{{ page.title }} {{ site.pages[0].title }} {{ data.x }} {{ page.content }}' },
      built,
      1,
    );
    const none = { records: [], templates: [], data: null };
    const task: ShowTask = { site, page, overlay: none, bodies: [], marks: false, trusting: false, document: null };
    const before = showPage(task).html;
    const body = encodeBody({ html: '<p>unsaved</p>', holes: [], headings: [], text: '' });
    const patch = {
      title: 'B',
      description: null,
      summary: null,
      words: 1,
      params: {},
      body: { buffer: 1, offset: 0, length: body.byteLength, hash: 'y' },
    };
    const overlay = { records: [{ page, patch }], templates: [], data: { x: 'laid' } };
    expect(showPage({ ...task, overlay, bodies: [body] }).html).toBe('B B laid <p>unsaved</p>');
    expect(showPage(task).html).toBe(before);
    expect(before).toBe('A A  <p>saved</p>');
  });
});
