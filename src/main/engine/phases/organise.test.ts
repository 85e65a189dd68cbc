import { afterAll, describe, expect, it } from 'vitest';
import { buildFiles, doc, makeThemes, removeSites } from '../site/testing.ts';

afterAll(removeSites);

const yaml = (more: string): string => `title: Test\nurl: https://example.com/base/\n${more}`;

describe('addresses', () => {
  it('come from the path, slugified, Unicode letters kept, with the base path', async () => {
    const { urls, page } = await buildFiles({
      'site.yaml': yaml(''),
      'content/My First Post.md': doc(),
      'content/Über uns/Cafe\u0301 #1 100%.md': doc(),
      'content/trip/index.md': doc(),
    });
    expect(urls).toEqual([
      '/base/',
      '/base/%C3%BCber-uns/',
      '/base/%C3%BCber-uns/caf%C3%A9-1-100/',
      '/base/404.html',
      '/base/my-first-post/',
      '/base/trip/',
    ]);
    expect(page('/base/%C3%BCber-uns/caf%C3%A9-1-100/').output).toBe('über-uns/café-1-100/index.html');
  });

  it('can be said: slug, url, a section’s slug', async () => {
    const { urls } = await buildFiles({
      'content/a.md': doc({ slug: 'My Slug' }),
      'content/b.md': doc({ url: '/deep/er place/' }),
      'content/c.md': doc({ url: 'old/page.html' }),
      'content/posts/_index.md': doc({ slug: 'artikel' }),
      'content/posts/d.md': doc(),
    });
    expect(urls).toEqual([
      '/',
      '/404.html',
      '/artikel/',
      '/artikel/d/',
      '/deep/er%20place/',
      '/my-slug/',
      '/old/page.html',
    ]);
  });

  it.each(['https://elsewhere.org/', '/a/../b/', '/a?b', '/a#b', '/a\\b', '//host/x'])('cannot be %s', async (url) => {
    const { urls, site } = await buildFiles({ 'content/a.md': doc({ url }) });
    expect(urls).toContain('/a/');
    expect(site.findings).toMatchObject([
      { code: 'address-wrong', file: 'content/a.md', range: { start: { line: 2 } } },
    ]);
  });

  it('follow the pattern of the nearest section', async () => {
    const { urls, codes } = await buildFiles({
      'site.yaml': yaml(
        'permalinks: { posts: "/:year/:month/:day/:title/", posts/deep: "/x/:sections/:section/:slug.html" }\n',
      ),
      'content/posts/a.md': doc({ title: 'Hello there', date: '2024-05-01' }),
      'content/posts/undated.md': doc(),
      'content/posts/deep/b.md': doc(),
      'content/other/c.md': doc(),
    });
    expect(urls).toEqual(
      expect.arrayContaining([
        '/base/2024/05/01/hello-there/',
        '/base/posts/undated/',
        '/base/x/posts/deep/posts/b.html',
        '/base/other/c/',
        '/base/posts/',
      ]),
    );
    expect(codes).toEqual(['address-needs-date']);
  });

  it('that two pages want stay with the first by path; the other is moved, and both are named', async () => {
    const { urls, site } = await buildFiles({
      'content/About us.md': doc({ title: 'One' }),
      'content/about-us.md': doc({ title: 'Two' }),
      'content/x.md': doc({ url: '/' }),
      'content/index.md': doc(),
    });
    expect(urls).toEqual(['/', '/404.html', '/about-us-2/', '/about-us/', '/index-2/']);
    expect(site.findings.map(({ code, data }) => [code, data.first, data.second])).toEqual([
      ['url-twice', 'content/About us.md', 'content/about-us.md'],
      ['url-twice', 'content/index.md', 'content/x.md'],
    ]);
  });

  it('are not shared by a page and a copied file', async () => {
    const { site } = await buildFiles({
      'content/a.md': doc(),
      'content/b/index.md': doc(),
      'content/b/index.html': 'x',
      'static/a/index.html': 'x',
      'static/b': 'x',
      'static/404.html': 'x',
      'static/ok.txt': 'x',
    });
    expect(site.statics).toEqual(['ok.txt']);
    expect(site.findings.map(({ code, data }) => [code, data.path, data.first])).toEqual([
      ['path-twice', 'b/index.html', 'content/b/index.md'],
      ['path-twice', '404.html', 'the page for wrong addresses'],
      ['path-twice', 'a/index.html', 'content/a.md'],
      ['path-twice', 'b', 'content/b/index.md'],
    ]);
  });

  it('leave room for folders: no file where another path needs a folder', async () => {
    const { urls, site } = await buildFiles({
      'content/a.md': doc({ url: '/x.html' }),
      'content/b.md': doc({ url: '/x.html/b/' }),
      'static/b': 'x',
      'static/x.html/b': 'x',
      'static/posts/p': 'x',
      'content/posts/p/q/r.md': doc(),
    });
    expect(urls).toContain('/x-2.html');
    expect(site.statics).toEqual(['b']);
    expect(site.findings.map(({ code, data }) => [code, data.first])).toEqual([
      ['url-twice', 'content/b.md'],
      ['path-twice', 'content/posts/p/q/r.md'],
      ['path-twice', 'content/b.md'],
    ]);
  });

  it('fit file systems', async () => {
    const { site } = await buildFiles({
      'content/a.md': doc({ slug: '鳥'.repeat(200) }),
      'content/b.md': doc({ slug: `${'鳥'.repeat(199)}x` }),
    });
    const parts = site.pages.flatMap((page) => page.output.split('/'));
    expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThan(256);
    expect(site.findings).toEqual([]);
  });
});

describe('what a page is', () => {
  it('has a title from its front matter, else its heading, else its file name', async () => {
    const { page } = await buildFiles({
      'content/a.md': doc({ title: 'Said' }, '# Heading'),
      'content/b.md': '# Heading\n',
      'content/2024-05-01-my_first-post.md': 'Text',
      'content/some-trip/index.md': 'Text',
      'content/sec_tion/x.md': 'Text',
    });
    const urls = ['/a/', '/b/', '/2024-05-01-my_first-post/', '/some-trip/', '/sec_tion/', '/'];
    expect(urls.map((url) => page(url).title)).toEqual([
      'Said',
      'Heading',
      'My first post',
      'Some trip',
      'Sec tion',
      'Test',
    ]);
  });

  it('keeps what Galley does not know in params, and known values in their fields', async () => {
    const { page } = await buildFiles({
      'content/a.md': doc({
        title: 'A',
        author: { name: 'Ana' },
        weight: 3,
        tags: ['x'],
        description: 'D',
        summary: 'S',
        images: ['i.jpg'],
      }),
    });
    expect(page('/a/')).toMatchObject({
      id: 'page:a.md@en',
      params: { author: { name: 'Ana' }, images: ['i.jpg'] },
      weight: 3,
      description: 'D',
      summary: 'S',
      taxonomies: { tags: ['x'] },
    });
    expect(Object.keys(page('/a/').params)).toEqual(['author', 'images']);
  });

  it('has dates by the site’s clock', async () => {
    const { page } = await buildFiles({
      'site.yaml': yaml('timezone: Europe/Lisbon\n'),
      'content/summer.md': doc({ date: '2024-07-01' }),
      'content/winter.md': doc({ date: '2024-01-01 08:30', lastmod: '2024-07-01T00:00:00Z' }),
    });
    expect(page('/base/summer/').date).toBe('2024-07-01T00:00:00+01:00');
    expect(page('/base/winter/')).toMatchObject({
      date: '2024-01-01T08:30:00+00:00',
      lastmod: '2024-07-01T01:00:00+01:00',
    });
  });

  it('is hidden as a draft, before its date and after its end', async () => {
    const files = {
      'content/draft.md': doc({ draft: true, date: '2027-01-01' }),
      'content/future.md': doc({ date: '2026-06-01' }),
      'content/expired.md': doc({ expires: '2025-01-01' }),
      'content/expiring.md': doc({ expires: '2026-03-01' }),
    };
    const { urls, site } = await buildFiles(files);
    expect(urls).toEqual(['/', '/404.html', '/expiring/']);
    expect(site.hidden.map(({ source, reason }) => [source, reason])).toEqual([
      ['content/draft.md', 'draft'],
      ['content/expired.md', 'expired'],
      ['content/future.md', 'future'],
    ]);
    expect(site.nextChange).toBe('2026-03-01T00:00:00.000Z');
    expect((await buildFiles(files, { drafts: true })).urls).toEqual([
      '/',
      '/404.html',
      '/draft/',
      '/expiring/',
      '/future/',
    ]);
    expect((await buildFiles(files, { time: '2027-06-01T00:00:00Z' })).site.nextChange).toBeNull();
  });

  it('can be the page for wrong addresses', async () => {
    const { page, urls } = await buildFiles({ 'content/404.md': doc({ title: 'Lost' }) });
    expect(urls).toEqual(['/', '/404.html']);
    expect(page('/404.html')).toMatchObject({ kind: '404', title: 'Lost', section: null, unlisted: true });
  });
});

describe('sections', () => {
  const files = {
    'content/about.md': doc({ title: 'About' }),
    'content/docs/_index.md': doc({ title: 'Documentation', weight: 1 }),
    'content/docs/b.md': doc({ title: 'B', date: '2024-01-01' }),
    'content/docs/a.md': doc({ title: 'A', date: '2024-02-01' }),
    'content/docs/first.md': doc({ title: 'First', weight: 1 }),
    'content/docs/api/x.md': doc({ title: 'X' }),
    'content/docs/bundle/index.md': doc({ title: 'Bundle', date: '2023-01-01' }),
    'content/docs/bundle/extra/more.md': doc({ title: 'More', unlisted: true }),
    'content/zoo/z.md': doc({ title: 'Z' }),
  };

  it('are folders, with or without a document; a bundle is none', async () => {
    const { site, page } = await buildFiles(files);
    const kinds = site.pages.map((record) => `${record.kind} ${record.url}`).sort();
    expect(kinds).toEqual([
      '404 /404.html',
      'home /',
      'page /about/',
      'page /docs/a/',
      'page /docs/api/x/',
      'page /docs/b/',
      'page /docs/bundle/',
      'page /docs/bundle/extra/more/',
      'page /docs/first/',
      'page /zoo/z/',
      'section /docs/',
      'section /docs/api/',
      'section /zoo/',
    ]);
    expect(page('/docs/bundle/extra/more/').sectionPath).toBe('docs');
    expect(site.sections.map((number) => site.pages[number]?.url)).toEqual(['/docs/', '/zoo/']);
  });

  it('list their pages by weight, date, title, path', async () => {
    const { site, page } = await buildFiles(files);
    const titles = (numbers: readonly number[] = []): string[] =>
      numbers.map((number) => site.pages[number]?.title ?? '?');
    const docs = page('/docs/').list;
    expect(titles(docs?.pages)).toEqual(['First', 'A', 'B', 'Bundle']);
    expect(titles(docs?.allPages)).toEqual(['First', 'A', 'B', 'Bundle', 'X']);
    expect(titles(docs?.sections)).toEqual(['Api']);
    expect(titles(site.sitePages)).toEqual(['First', 'A', 'B', 'Bundle', 'About', 'X', 'Z']);
    expect(titles(page('/').list?.pages)).toEqual(titles(site.sitePages).filter((title) => title !== 'About'));
  });

  it('relate pages: prev, next, parent, ancestors', async () => {
    const { site, page } = await buildFiles(files);
    const title = (number: number | null): string | null =>
      number === null ? null : (site.pages[number]?.title ?? '?');
    const a = page('/docs/a/');
    expect([title(a.prev), title(a.next), title(a.parent), title(a.section)]).toEqual([
      'First',
      'B',
      'Documentation',
      'Documentation',
    ]);
    const x = page('/docs/api/x/');
    expect(x.ancestors.map(title)).toEqual(['Test', 'Documentation', 'Api']);
    expect([title(page('/docs/').section), title(page('/docs/').parent)]).toEqual(['Documentation', 'Test']);
    expect([title(page('/about/').section), title(page('/').parent)]).toEqual(['Test', null]);
    expect(page('/docs/bundle/extra/more/')).toMatchObject({ prev: null, next: null });
  });

  it('without anything to show have no page', async () => {
    const { urls } = await buildFiles({
      'content/later/a.md': doc({ draft: true }),
      'content/later/x.jpg': 'x',
      'content/b.md': doc(),
    });
    expect(urls).toEqual(['/', '/404.html', '/b/']);
  });

  it('whose _index.md is a draft still hold their pages', async () => {
    const { page } = await buildFiles({
      'content/s/_index.md': doc({ title: 'Hidden', draft: true }),
      'content/s/a.md': doc(),
    });
    expect(page('/s/').title).toBe('S');
  });

  it('are not made by index.md, which is said', async () => {
    const { codes, urls } = await buildFiles({ 'content/s/index.md': doc(), 'content/s/a.md': doc() });
    expect([codes, urls]).toEqual([['index-beside-pages'], ['/', '/404.html', '/s/', '/s/a/']]);
  });
});

describe('files in content/', () => {
  it('belong to the nearest bundle or section', async () => {
    const { page, site } = await buildFiles({
      'site.yaml': yaml(''),
      'content/trip/index.md': doc({ slug: 'reise' }),
      'content/trip/img/a b.png': '12345',
      'content/posts/p.md': doc(),
      'content/posts/p.jpg': 'x',
      'content/logo.svg': 'x',
      'content/pics/only.png': 'x',
      'content/secret/index.md': doc({ draft: true }),
      'content/secret/plan.pdf': 'x',
    });
    expect(page('/base/reise/').resources).toEqual([
      { name: 'img/a b.png', source: 'content/trip/img/a b.png', url: '/base/reise/img/a%20b.png', bytes: 5 },
    ]);
    expect(page('/base/posts/').resources.map((file) => file.name)).toEqual(['p.jpg']);
    expect(page('/base/').resources.map((file) => file.name)).toEqual(['logo.svg', 'pics/only.png']);
    expect(site.copies.map((copy) => copy.output)).toEqual([
      'logo.svg',
      'pics/only.png',
      'posts/p.jpg',
      'reise/img/a b.png',
    ]);
  });
});

describe('cascade', () => {
  it('hands values down, nearest first, a page’s own before all', async () => {
    const { page, site } = await buildFiles(
      {
        'site.yaml': yaml(
          'cascade: [ { section: posts, values: { layout: post, color: site, tone: site } }, { values: { all: 1 } } ]\n',
        ),
        'content/posts/_index.md': doc({ cascade: { color: 'section', draft: false } }),
        'content/posts/a.md': doc(),
        'content/posts/deep/b.md': doc({ color: 'own' }),
        'content/posts/deep/_index.md': doc({ cascade: [{ tone: 'deep' }] }),
        'content/c.md': doc(),
      },
      { themes: makeThemes({ 'plain/templates/post.njk': '' }) },
    );
    expect(page('/base/posts/a/')).toMatchObject({
      params: { color: 'section', tone: 'site', all: 1 },
      template: 'post.njk',
    });
    expect(page('/base/posts/deep/b/')).toMatchObject({ params: { color: 'own', tone: 'deep' }, template: 'post.njk' });
    expect(page('/base/posts/deep/')).toMatchObject({ params: { color: 'section' }, template: 'section.njk' });
    expect(page('/base/posts/').params).toEqual({ all: 1 });
    expect(page('/base/c/').params).toEqual({ all: 1 });
    expect(site.findings).toEqual([]);
  });

  it('cannot change how texts are read, nor give many pages one address', async () => {
    const { codes, page } = await buildFiles({
      'site.yaml': yaml('cascade: [ { section: posts, values: { language: de, url: /x/ } } ]\n'),
      'content/posts/_index.md': doc({ cascade: { slug: 'same', date: 'tomorrow' } }),
      'content/posts/a.md': doc(),
    });
    expect(codes).toEqual(['cascade-key', 'cascade-key', 'cascade-key', 'cascade-key']);
    expect(page('/base/posts/a/').language).toBe('en');
  });
});

describe('taxonomies', () => {
  it('merge spellings under the first by path and say so', async () => {
    const { site, page } = await buildFiles({
      'content/a.md': doc({ tags: ['rust'], title: 'A' }),
      'content/b.md': doc({ tags: ['Rust', 'Zig', 'Rust'], title: 'B' }),
      'content/c.md': doc({ tags: 'Zig', unlisted: true }),
    });
    expect(site.taxonomies.tags?.terms.map((term) => term.name)).toEqual(['Zig', 'rust']);
    const rust = page('/tags/rust/');
    expect(rust).toMatchObject({ kind: 'term', title: 'rust', list: { taxonomy: 'tags', term: 'rust' } });
    expect(rust.list?.pages.map((number) => site.pages[number]?.title)).toEqual(['A', 'B']);
    expect(page('/tags/zig/').list?.pages).toHaveLength(1);
    expect(page('/tags/').list?.pages).toHaveLength(2);
    expect(rust.ancestors.map((number) => site.pages[number]?.url)).toEqual(['/', '/tags/']);
    expect(site.findings).toMatchObject([
      { code: 'term-spellings', file: 'content/b.md', range: { start: { line: 2 } } },
    ]);
  });

  it('of any name, ordered ones read from their start', async () => {
    const { site, page } = await buildFiles({
      'site.yaml': yaml('taxonomies: { series: { ordered: true }, topics: {} }\n'),
      'content/a.md': doc({ title: 'Late', date: '2024-02-01', series: 'Zoo' }),
      'content/b.md': doc({ title: 'Early', date: '2024-01-01', series: ['Zoo', 'Ark'] }),
      'content/c.md': doc({ title: 'Undated', series: 'Zoo' }),
    });
    expect(site.taxonomies).toMatchObject({ topics: { page: null, terms: [] } });
    expect(site.taxonomies.series?.terms.map((term) => term.name)).toEqual(['Zoo', 'Ark']);
    expect(page('/base/series/zoo/').list?.pages.map((number) => site.pages[number]?.title)).toEqual([
      'Early',
      'Late',
      'Undated',
    ]);
    expect(site.taxonomies.tags).toBeUndefined();
  });

  it('can be described by documents', async () => {
    const { page, urls } = await buildFiles({
      'content/tags/_index.md': doc({ title: 'Themen' }),
      'content/tags/rust/_index.md': doc({ title: 'Rust, the language' }),
      'content/tags/rust/logo.png': 'x',
      'content/tags/empty/_index.md': doc({ title: 'Empty yet' }),
      'content/a.md': doc({ tags: ['rust'] }),
    });
    expect(urls).toEqual(['/', '/404.html', '/a/', '/tags/', '/tags/empty/', '/tags/rust/']);
    expect(page('/tags/')).toMatchObject({ kind: 'taxonomy', title: 'Themen' });
    expect(page('/tags/rust/')).toMatchObject({
      kind: 'term',
      title: 'Rust, the language',
      list: { term: 'rust' },
      resources: [{ name: 'logo.png' }],
    });
    expect(page('/tags/empty/').list?.pages).toEqual([]);
  });

  it('of a wrong kind are reported', async () => {
    const { codes } = await buildFiles({
      'site.yaml': yaml('taxonomies: { topics: {} }\n'),
      'content/a.md': doc({ topics: { a: 1 } }),
    });
    expect(codes).toEqual(['value-wrong-type']);
  });
});

describe('lists over several pages', () => {
  const posts = Object.fromEntries(
    [...'abcde'].map((name) => [`content/posts/${name}.md`, doc({ title: name, tags: ['x'] })]),
  );

  it('have an address each, and the lists of page 1', async () => {
    const { urls, page, site } = await buildFiles(
      { ...posts, 'site.yaml': 'title: T\nurl: https://example.com/\npagination: { size: 2 }\n' },
      { paginated: ['section.njk', 'term.njk'] },
    );
    expect(urls.filter((url) => url.includes('/page/'))).toEqual([
      '/posts/page/2/',
      '/posts/page/3/',
      '/tags/x/page/2/',
      '/tags/x/page/3/',
    ]);
    const third = page('/posts/page/3/');
    expect(third).toMatchObject({ id: 'section:posts@en#3', list: { paginator: { number: 3, size: 2, total: 5 } } });
    expect(third.list?.paginator?.items.map((number) => site.pages[number]?.title)).toEqual(['e']);
    expect(page('/posts/').list?.paginator?.pages.map((number) => site.pages[number]?.url)).toEqual([
      '/posts/',
      '/posts/page/2/',
      '/posts/page/3/',
    ]);
    expect(third.section).toBe(page('/posts/').section);
    expect(page('/').list?.paginator).toBeNull();
  });

  it('of the home page have what lies in sections, or without sections what lies at the root', async () => {
    const titles = ({ page, site }: Awaited<ReturnType<typeof buildFiles>>) => {
      const { list } = page('/');
      const titlesOf = (numbers: readonly number[] = []) => numbers.map((number) => site.pages[number]?.title);
      return [
        titlesOf(list?.pages),
        titlesOf(list?.paginator?.items),
        titlesOf(list?.allPages),
        titlesOf(site.sitePages),
      ];
    };
    const files = { 'content/about.md': doc({ title: 'About' }), 'content/posts/a.md': doc({ title: 'A' }) };
    const options = { paginated: ['home.njk'] };
    expect(titles(await buildFiles(files, options))).toEqual([['A'], ['A'], ['A', 'About'], ['A', 'About']]);
    const hidden = { ...files, 'content/posts/a.md': doc({ title: 'A', unlisted: true }) };
    expect(titles(await buildFiles(hidden, options))).toEqual([['About'], ['About'], ['About'], ['About']]);
  });

  it('have one page when there is nothing to list', async () => {
    const { page } = await buildFiles({}, { paginated: ['home.njk'] });
    expect(page('/').list?.paginator).toMatchObject({ number: 1, total: 0, items: [] });
  });
});

describe('values at the top of a document', () => {
  it('that are for templates alone arrive as parameters; what the document says of its title comes before a folder', async () => {
    const { page } = await buildFiles({
      'content/posts/_index.md': doc({ cascade: { title: 'Of the folder', noindex: true } }),
      'content/posts/a.md': `${doc({ images: ['x.jpg'], own: 1 })}# Of the text\n`,
      'content/posts/b.md': doc({}),
    });
    expect(page('/posts/a/')).toMatchObject({
      title: 'Of the text',
      params: { images: ['x.jpg'], noindex: true, own: 1 },
    });
    expect(page('/posts/b/').title).toBe('Of the folder');
  });
});

describe('templates', () => {
  it('are looked for by layout, then by section upwards, then by kind', async () => {
    const { page, site } = await buildFiles({
      'templates/wide.njk': '',
      'templates/posts/page.njk': '',
      'templates/posts/deep/section.njk': '',
      'templates/tags/term.njk': '',
      'content/posts/a.md': doc({ tags: ['x'] }),
      'content/posts/deep/er/b.md': doc({ layout: 'wide' }),
      'content/posts/deep/er/c.md': doc({ layout: 'wied' }),
      'content/d.md': doc({ layout: 'wied' }),
    });
    const template = (url: string): string => page(url).template;
    expect(['/posts/a/', '/posts/deep/er/b/', '/posts/deep/er/c/', '/d/'].map(template)).toEqual([
      'posts/page.njk',
      'wide.njk',
      'posts/page.njk',
      'page.njk',
    ]);
    expect(['/posts/', '/posts/deep/er/', '/tags/x/', '/tags/', '/404.html'].map(template)).toEqual([
      'section.njk',
      'posts/deep/section.njk',
      'tags/term.njk',
      'taxonomy.njk',
      '404.njk',
    ]);
    expect(site.findings.map(({ code, file, cause, data }) => [code, file, cause, data.nearest])).toEqual([
      ['layout-missing', 'content/d.md', 'wied', 'wide'],
      ['layout-missing', 'content/posts/deep/er/c.md', 'wied', 'wide'],
    ]);
  });
});

describe('menus', () => {
  const content = {
    'content/about.md': doc({ title: 'About', menu: 'foot' }),
    'content/posts/a.md': doc({ menus: { foot: { title: 'First', weight: 1 } } }),
    'content/zoo/z.md': doc({ draft: true }),
  };

  it('are made of the sections when nothing is said', async () => {
    const { site } = await buildFiles(content);
    expect(site.menus.main?.map((item) => [item.title, item.url])).toEqual([['Posts', '/posts/']]);
    expect(site.menus.foot?.map((item) => [item.title, item.url, item.weight])).toEqual([
      ['First', '/posts/a/', 1],
      ['About', '/about/', null],
    ]);
  });

  it('are what site.yaml says', async () => {
    const main =
      'menus: { main: [ { page: /about.md }, { title: Code, url: https://code.org/ }, { page: /posts, children: [ { title: Feed, url: "/a b.xml?x#y" } ] }, { page: /zoo/z.md } ] }\n';
    const { site } = await buildFiles({ ...content, 'site.yaml': yaml(main) });
    expect(site.menus.main?.map((item) => [item.title, item.url])).toEqual([
      ['About', '/base/about/'],
      ['Code', 'https://code.org/'],
      ['Posts', '/base/posts/'],
    ]);
    expect(site.menus.main?.[2]?.children).toMatchObject([{ title: 'Feed', url: '/base/a%20b.xml?x#y' }]);
    expect(site.findings).toEqual([]);
  });

  it('report a page that is not there', async () => {
    const { site } = await buildFiles({ ...content, 'site.yaml': yaml('menus: { main: [ { page: /abuot.md } ] }\n') });
    expect(site.findings).toMatchObject([
      { code: 'menu-page-missing', file: 'site.yaml', range: { start: { line: 3 } }, data: { nearest: '/about.md' } },
    ]);
    expect(site.menus.main).toEqual([]);
  });
});

describe('redirects', () => {
  it('lead from earlier addresses, unless something is there', async () => {
    const { site } = await buildFiles({
      'site.yaml': yaml(''),
      'content/a.md': doc({ aliases: ['/old/', 'older.html', '/b/', '/bad?x', '/a/', '/f.txt'] }),
      'content/b.md': doc({ aliases: ['/old/'] }),
      'static/f.txt': 'x',
    });
    expect(site.redirects.map(({ from, output, page }) => [from, output, site.pages[page]?.url])).toEqual([
      ['/base/old/', 'old/index.html', '/base/a/'],
      ['/base/older.html', 'older.html', '/base/a/'],
    ]);
    expect(site.findings.map(({ code, data }) => [code, data.owner ?? data.address])).toEqual([
      ['alias-taken', 'content/b.md'],
      ['address-wrong', '/bad?x'],
      ['alias-taken', 'static/f.txt'],
      ['alias-taken', 'content/a.md'],
    ]);
  });
});
