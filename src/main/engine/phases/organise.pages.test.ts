import { afterAll, describe, expect, it } from 'vitest';
import { buildFiles, doc, removeSites } from '../site/testing.ts';

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
