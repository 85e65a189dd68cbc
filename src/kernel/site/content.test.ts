import { describe, expect, it } from 'vitest';
import type { Hole } from '../markdown/types.ts';
import { rendering, type TestPage, type TestTemplate, testIndex } from './testing.ts';

const range = { start: { line: 3, column: 1 }, end: { line: 3, column: 9 } };
const A = 'page:content/posts/a.md';

const link = (target: string): Hole => ({ kind: 'link', at: 0, target, text: 'there', range });
const image = (target: string, more: Partial<Hole & { kind: 'image' }> = {}): Hole => ({
  kind: 'image',
  at: 0,
  target,
  alt: 'An <owl>',
  title: null,
  attributes: '',
  figure: false,
  range,
  ...more,
});

const resource = { name: 'Photo.jpg', source: 'content/trip/Photo.jpg', url: '/birds/trip/Photo.jpg', bytes: 10 };
const others: TestPage[] = [
  { path: 'posts/b.md' },
  { path: 'about.md' },
  { path: 'ä b/index.md', url: '/birds/%C3%A4-b/' },
  { path: 'trip/index.md', url: '/birds/trip/', resources: [resource] },
];

/** What a document with this one hole becomes. */
function filled(hole: Hole, page: Partial<TestPage> = {}, templates: Record<string, TestTemplate> = {}) {
  const html = page.html ?? '';
  const index = testIndex(
    {
      pages: [{ path: 'posts/a.md', holes: [hole], html, ...page }, ...others],
      assets: [
        { name: 'img/owl.jpg', width: 1000, height: 500 },
        {
          name: 'content/trip/Photo.jpg',
          url: '/birds/trip/Photo.jpg',
          output: 'trip/Photo.jpg',
          width: 300,
          height: 200,
        },
      ],
      statics: ['logo.png', 'trip/Photo.jpg'],
    },
    templates,
  );
  const id = `page:content/${page.path ?? 'posts/a.md'}`;
  const { value, keys, recorder } = rendering('reader', () => index.content(id));
  const node = index.contentNode(id);
  return { html: value, keys, requests: [...recorder.requests.keys()], findings: node.findings, trace: node.trace };
}

describe('links', () => {
  it.each([
    ['./b.md', '/birds/posts/b/'],
    ['b.md#part', '/birds/posts/b/#part'],
    ['../about.md?x=1&y=2', '/birds/about/?x=1&amp;y=2'],
    ['/posts/b.md', '/birds/posts/b/'],
    ['../%C3%A4%20b/index.md', '/birds/%C3%A4-b/'],
    ['../ä b/index.md', '/birds/%C3%A4-b/'],
    ['../trip/', '/birds/trip/'],
    ['../trip/Photo.jpg', '/birds/trip/Photo.jpg'],
    ['../about', '/birds/about/'],
    ['/', '/birds/'],
    ['/about/', '/birds/about/'],
    ['/100%/ü?q=1#x', '/birds/100%25/%C3%BC?q=1#x'],
    ['#part', '#part'],
    ['', ''],
    ['?page=2', '?page=2'],
    ['https://example.org/a%20b?x="y"', 'https://example.org/a%20b?x=%22y%22'],
    ['//cdn.example.org/x', '//cdn.example.org/x'],
    ['mailto:ana@example.org', 'mailto:ana@example.org'],
    ['somewhere', 'somewhere'],
  ])('%s leads to %s', (target, expected) => {
    const { html, findings } = filled(link(target));
    expect(html).toBe(expected);
    expect(findings).toEqual([]);
  });

  it('to documents that are not there stay as written, and are reported with what was perhaps meant', () => {
    const { html, findings, keys } = filled(link('./bb.md'));
    expect(html).toBe('./bb.md');
    expect(findings).toMatchObject([
      { code: 'link-document-missing', file: 'content/posts/a.md', range, data: { target: './bb.md', near: './b.md' } },
    ]);
    expect(keys).toEqual([`content:${A}`]);
  });

  it('that are missing can be mended where the range holds what was written', () => {
    const exact = { start: { line: 3, column: 1 }, end: { line: 3, column: 11 } };
    const { findings } = filled({ ...link('bb.md#part'), range: exact } as Hole);
    expect(findings[0]?.fixes).toEqual([
      {
        label: 'Write “b.md”',
        kind: 'edit',
        edits: [{ file: 'content/posts/a.md', range: exact, text: 'b.md#part', was: 'bb.md#part' }],
      },
    ]);
    expect(filled(link('bb.md')).findings[0]?.fixes).toEqual([{ label: 'Write “b.md”', kind: 'advice' }]);
  });

  it('out of the site are missing too', () => {
    expect(filled(link('../../../x.md')).findings).toMatchObject([{ code: 'link-document-missing' }]);
  });

  it('that differ by case only work, and are told apart', () => {
    const { html, findings } = filled(link('../About.MD'));
    expect(html).toBe('/birds/about/');
    expect(findings).toMatchObject([{ code: 'link-document-wrong-case', data: { near: '../about.md' } }]);
  });

  it('are looked up by path, there or not', () => {
    expect(filled(link('./b.md')).trace.keys).toContain('link:content/posts/b.md');
    const missing = filled(link('./bb.md')).trace.keys;
    expect(missing).toContain('link:content/posts/bb.md');
    expect(missing).toContain('near:document.content/posts/bb.md');
  });
});

describe('pictures', () => {
  it('of assets have their size and variants, which the reader asks for too', () => {
    const { html, requests } = filled(image('/img/owl.jpg'));
    expect(html).toMatch(
      /^<img src="\/birds\/assets\/img\/owl\.jpg" alt="An &lt;owl&gt;" srcset="[^"]+ 480w, [^"]+ 960w" sizes="[^"]+" width="1000" height="500" loading="lazy" decoding="async">$/,
    );
    expect(requests).toHaveLength(2);
  });

  it('are figures with their title as caption', () => {
    const { html } = filled(image('../trip/Photo.jpg', { figure: true, title: 'A & B', attributes: 'class="wide"' }));
    expect(html).toMatch(
      /^<figure class="wide"><img src="\/birds\/trip\/Photo.jpg" [^>]*width="300" height="200"[^>]*><figcaption>A &amp; B<\/figcaption><\/figure>$/,
    );
  });

  it.each([
    ['/logo.png', '/birds/logo.png'],
    ['../../static/logo.png', '/birds/logo.png'],
    ['https://example.org/x.png', 'https://example.org/x.png'],
    ['../../assets/img/owl.jpg', '/birds/assets/img/owl.jpg'],
  ])('%s is %s', (target, src) => {
    const { html, findings } = filled(image(target));
    expect(html).toContain(`src="${src}"`);
    expect(findings).toEqual([]);
  });

  it('that are missing are reported with the nearest; that differ by case are shown', () => {
    expect(filled(image('/img/owls.jpg')).findings).toMatchObject([
      {
        code: 'image-missing',
        file: 'content/posts/a.md',
        range,
        data: { name: '/img/owls.jpg', near: '/img/owl.jpg' },
      },
    ]);
    const wrong = filled(image('../trip/photo.JPG'));
    expect(wrong.findings).toMatchObject([{ code: 'image-wrong-case', data: { near: '../trip/Photo.jpg' } }]);
    expect(wrong.html).toContain('src="/birds/trip/Photo.jpg"');
  });

  it('depend on a template for them, whether or not there is one', () => {
    expect(filled(image('/img/owl.jpg')).trace.keys).toContain('file:shortcodes/image.njk');
  });

  it('are made by the theme when it has a template for them', () => {
    const template: TestTemplate = ({ attributes }) => `[${(attributes as { src: string }).src}]`;
    expect(filled(image('/img/owl.jpg'), {}, { 'shortcodes/image.njk': template }).html).toBe(
      '[/birds/assets/img/owl.jpg]',
    );
  });
});

describe('embeds', () => {
  const box: Hole = {
    kind: 'embed',
    at: 0,
    end: 11,
    name: 'note',
    title: 'T',
    attributes: { a: 1 },
    range,
    inline: false,
  };

  it('are made by partials, with their body and the page', () => {
    const { html, trace } = filled(
      box,
      { html: '<p>body</p>\n' },
      {
        'shortcodes/note.njk': ({ body, title, page, attributes }) =>
          `<b>${title} ${(attributes as { a: number }).a} ${(page as { title: string }).title}</b>${body}`,
      },
    );
    expect(html).toBe('<b>T 1 posts/a</b><p>body</p>\n');
    expect(trace.keys).toContain('file:shortcodes/note.njk');
    expect(trace.keys).toContain(`self:${A}`);
  });

  it('that are not known leave their body and a finding', () => {
    const { html, findings } = filled(
      { ...box, name: 'notes', title: 'Mind <em>it</em>' },
      { html: '<p>body</p>\n' },
      { 'shortcodes/note.njk': () => '' },
    );
    expect(html).toBe('<p><strong>Mind <em>it</em></strong></p>\n<p>body</p>\n');
    expect(findings).toMatchObject([{ code: 'embed-unknown', data: { name: 'notes', near: 'note' }, range }]);
  });

  it('that fail leave their body and the failure', () => {
    const { html, findings } = filled(
      box,
      { html: '<p>body</p>\n' },
      {
        'shortcodes/note.njk': () => {
          throw new Error('no');
        },
      },
    );
    expect(html).toBe('<p>body</p>\n');
    expect(findings).toMatchObject([{ code: 'page-unmade' }]);
  });
});

describe('texts in texts', () => {
  /** Pages a, b, c …, each showing the texts of those that it names. */
  function circle(shows: Record<string, string[]>) {
    const pages = Object.entries(shows).map(([name, targets]): TestPage => {
      const holes = targets.map(
        (target): Hole => ({
          kind: 'embed',
          at: 1,
          end: 1,
          name: 'show',
          title: null,
          attributes: { target },
          range,
          inline: true,
        }),
      );
      return { path: `${name}.md`, html: `(${name})`, holes };
    });
    const made = testIndex(
      { pages },
      {
        'shortcodes/show.njk': ({ attributes }) =>
          made.content(`page:content/${(attributes as { target: string }).target}.md`),
      },
    );
    return made;
  }
  const read = (index: ReturnType<typeof circle>, name: string): string =>
    rendering('reader', () => index.content(`page:content/${name}.md`)).value;

  it('are joined by their key', () => {
    const index = circle({ a: ['b'], b: [] });
    expect(read(index, 'a')).toBe('((b)a)');
    expect(index.contentNode('page:content/a.md').trace.keys).toContain('content:page:content/b.md');
  });

  it.each([
    [{ a: ['a'] }, ['a']],
    [{ a: ['b'], b: ['a'] }, ['a', 'b']],
    [{ a: ['b', 'd'], b: ['c'], c: ['b', 'a'], d: ['c'] }, ['a', 'b', 'c', 'd']],
    [{ a: ['b'], b: ['c'], c: ['b'], d: ['a'] }, ['b', 'c']],
  ])('in a circle %j are empty there and reported on each, whatever is read first', (shows, members) => {
    const names = Object.keys(shows);
    const results = names.map((first) => {
      const index = circle(shows as Record<string, string[]>);
      read(index, first);
      return names.map((name) => {
        const html = read(index, name);
        return { name, html, cyclic: index.contentNode(`page:content/${name}.md`).findings.length };
      });
    });
    for (const result of results) expect(result).toEqual(results[0]);
    const cyclic = results[0]!.filter((row) => row.cyclic > 0).map((row) => row.name);
    expect(cyclic).toEqual(members);
  });
});
