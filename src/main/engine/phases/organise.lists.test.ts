import { afterAll, describe, expect, it } from 'vitest';
import { buildFiles, doc, makeThemes, removeSites } from '../site/testing.ts';

afterAll(removeSites);

const yaml = (more: string): string => `title: Test\nurl: https://example.com/base/\n${more}`;

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
