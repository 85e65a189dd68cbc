import { describe, expect, it } from 'vitest';
import type { PageFinding } from '../build-state.ts';
import { mergeFindings } from './merge-findings.ts';
import { SiteChecks } from './run-checks.ts';
import { type TestSite, testInput } from './testing/test-input.ts';
import type { CheckInput } from './types.ts';

const head = '<title>T</title><meta name="description" content="D">';

async function findings(site: TestSite, more: Partial<CheckInput> = {}): Promise<PageFinding[]> {
  return new SiteChecks().run({ ...testInput(site), ...more }, async () => {});
}

async function seen(site: TestSite, more: Partial<CheckInput> = {}): Promise<string[]> {
  return (await findings(site, more)).map(({ page, finding }) => `${page} ${finding.code} ${finding.cause}`);
}

function one(body: string, more: Partial<TestSite> = {}): TestSite {
  return { ...more, pages: { 'a/index.html': head + body, ...more.pages } };
}

const about = { 'about/index.html': '<title>About</title><meta name=description content=x><h2 id="us">Us</h2>' };

describe('references', () => {
  it('says nothing of what is there', async () => {
    const body =
      '<a href="/about/">1</a><a href="../about">2</a><a href="/about/#us">3</a><a href="#here">4</a><i id=here></i><a href="#top">5</a>' +
      '<a href="#">6</a><a href="/about/#:~:text=Us">7</a><a href="https://example.org/x">8</a><a href="mailto:a@b">9</a>' +
      '<img src="/x.png" alt><a href="?q=1">10</a><a href="/about/index.html">11</a><use href="#icon">';
    expect(await seen(one(body, { pages: about, files: ['x.png'] }))).toEqual([]);
  });

  it('sees links that lead nowhere, and what was perhaps meant', async () => {
    const site = one(
      '<a href="/abuot/">x</a><a href="/About/">y</a><link rel=canonical href="https://example.com/zzz/">',
      { pages: about },
    );
    expect((await findings(site)).map(({ finding }) => finding.data)).toEqual([
      { target: '/About/', address: '/About/', near: '/about/' },
      { target: '/abuot/', address: '/abuot/', near: '/about/' },
      { target: 'https://example.com/zzz/', address: '/zzz/', near: '' },
    ]);
  });

  it('sees missing parts of this page and of others', async () => {
    const site = one('<i id="intro"></i><a href="#intor">x</a><a href="/about/#ux">y</a>', { pages: about });
    expect((await findings(site)).map(({ finding }) => [finding.code, finding.data])).toEqual([
      ['anchor-missing', { id: 'intor', address: '', near: '#intro' }],
      ['anchor-missing', { id: 'ux', address: '/about/', near: '#us' }],
    ]);
  });

  it('sees missing files and files in another case', async () => {
    const site = one('<img src="x.png" alt=""><script src="/Js/a.js"></script><a href="/a.pdf">p</a>', {
      files: ['js/a.js'],
    });
    expect(await seen(site)).toEqual([
      '/a/ asset-not-found a.pdf',
      '/a/ asset-not-found a/x.png',
      '/a/ asset-wrong-case Js/a.js',
    ]);
  });

  it('sees what leaves the base path, and not what names its host', async () => {
    const site = one('<a href="/about/">x</a><a href="https://example.com/">y</a><img src="/other.png" alt>', {
      pages: about,
      basePath: '/b/',
    });
    const found = await findings(site);
    expect(found.map(({ finding }) => [finding.code, finding.data.near])).toEqual([
      ['link-outside-base', '/b/about/'],
      ['link-outside-base', ''],
    ]);
  });

  it('sees addresses that cannot be read', async () => {
    expect(await seen(one('<a href="/100%/">x</a>'))).toEqual(['/a/ link-unreadable /100%/']);
  });

  it('does not repeat what the render said', async () => {
    const site = one('<a href="./eip-7.md">x</a><img src="../img/no.png" alt="">');
    const said = [
      { page: '/a/', finding: { code: 'link-document-missing' as const, data: { target: './eip-7.md' } } },
      { page: '/a/', finding: { code: 'image-missing' as const, data: { name: '../img/no.png' } } },
    ];
    expect((await seen(site)).length).toBe(2);
    expect(await seen(site, { findings: said })).toEqual([]);
  });

  it('points into the document where that is known', async () => {
    const range = { start: { line: 3, column: 1 }, end: { line: 3, column: 9 } };
    const origin = (page: string, url: string) => ({
      file: `content${page}index.md`,
      range,
      expression: `[x](${url})`,
    });
    const [found] = await findings(one('<a href="/no/">x</a>'), { origin });
    expect(found?.finding).toMatchObject({ file: 'content/a/index.md', range, expression: '[x](/no/)' });
  });
});

describe('assets', () => {
  it('sees files of the site that no page uses', async () => {
    const assets = [
      { name: 'css/main.css', uses: ['img/bg.png'] },
      { name: 'img/bg.png', kind: 'image' as const },
      { name: 'img/old.png', kind: 'image' as const },
      { name: 'img/feed.png', kind: 'image' as const },
      { name: 'css/_part.css' },
      { name: 'css/theme.css', source: 'theme:journal/assets/css/theme.css' },
    ];
    const site = one('<link rel=stylesheet href="/css/main.css">', { assets });
    expect(await seen(site, { usedElsewhere: new Set(['img/feed.png']) })).toEqual(['null asset-unused img/old.png']);
  });

  it('sees large pictures, unless the page offers smaller copies', async () => {
    const assets = [{ name: 'p.jpg', kind: 'image' as const, bytes: 3_400_000 }];
    const variants = [{ asset: 'p.jpg', output: 'p-480.webp' }];
    const pages = {
      'b/index.html':
        '<title>B</title><meta name=description content=x><img alt src="/p.jpg" srcset="/p-480.webp 480w">',
    };
    const found = await findings(one('<img alt src="/p.jpg">', { assets, variants, pages }));
    expect(found.map(({ page, finding }) => [page, finding.code, finding.data.bytes])).toEqual([
      ['/a/', 'image-oversized', 3_400_000],
    ]);
  });
});

describe('content', () => {
  it('sees titles, descriptions, pictures, headings, ids and marks', async () => {
    const pages = {
      'b/index.html': '<title>T</title><p id=x></p><p id=x></p><img src="/p.png">',
      'c/index.html': '<h1>C</h1><h3>fine</h3><h2>B</h2><h4>skips</h4><p>{{ oops }}</p>',
    };
    expect(await seen(one('', { pages, files: ['p.png'] }))).toEqual([
      '/a/ title-twice T',
      '/b/ alt-missing /p.png',
      '/b/ description-missing description',
      '/b/ id-twice page /b/',
      '/b/ title-twice T',
      '/c/ description-missing description',
      '/c/ heading-skipped page /c/',
      '/c/ template-mark page /c/',
      '/c/ title-missing title',
    ]);
  });

  it('does not judge the content of degraded pages, redirects and files that are not HTML', async () => {
    const input = testInput({ pages: { 'a/index.html': '', 'b/index.html': '', 'c.txt': '' } });
    const [a, b, c] = input.pages as [(typeof input.pages)[0], (typeof input.pages)[0], (typeof input.pages)[0]];
    const pages = [{ ...a, degraded: true }, { ...b, record: null }, c];
    expect(await new SiteChecks().run({ ...input, pages }, async () => {})).toEqual([]);
  });

  it('takes for one cause what many pages share', async () => {
    const footer = '<h2>More</h2><h4>Footer</h4>';
    const names = ['a', 'b', 'c', 'd'];
    const pages = Object.fromEntries(
      names.map((name) => [`${name}/index.html`, `<title>${name}</title><meta name=description content=x>${footer}`]),
    );
    const proofs = mergeFindings(await findings({ pages }));
    expect(proofs.map(({ code, pages: touched, message }) => [code, touched.length, message])).toEqual([
      ['heading-skipped', 4, 'The heading “Footer” on 4 pages is of level 4, but the one above it is of level 2.'],
    ]);
  });
});

describe('what documents wrote themselves', () => {
  const names = ['a', 'b', 'c', 'd'];
  const head = (name: string): string => `<title>${name}</title><meta name=description content=x>`;
  const places = async (html: string, text: string, names_ = names): Promise<unknown[]> => {
    const pages = Object.fromEntries(names_.map((name) => [`${name}/index.html`, head(name) + html]));
    const texts = Object.fromEntries(names_.map((name) => [`${name}/index.html`, text]));
    return mergeFindings(await findings({ pages, texts })).map(({ code, file, range, pages: { length } }) => [
      code,
      file ?? null,
      range === undefined ? null : `${range.start.line}:${range.start.column}-${range.end.column}`,
      length,
    ]);
  };
  const each = (code: string, at: string): unknown[] => names.map((name) => [code, `content/${name}.md`, at, 1]);

  it('is theirs, with its place, however many do the same', async () => {
    const skip = '<h1>A</h1><h2>Robins &amp; “wrens”</h2><h4>Nests</h4>';
    expect(await places(skip, '# A\n\n```\n## no\n```\n\n## Robins & "wrens"\n\n#### Nests\n')).toEqual(
      each('heading-skipped', '9:1-11'),
    );
    const marks = '<p>By {{ site.author }}.</p>';
    expect(await places(marks, '---\ntitle: A\n---\n`{{ site.author }}`\n\nBy {{ site.author }}.\n')).toEqual(
      each('template-mark', '6:4-21'),
    );
    const ids = '<p id=x>1</p><p id=x>2</p>';
    expect(await places(ids, 'One\n{#x}\n\nTwo\n{#x}\n')).toEqual(each('id-twice', '5:3-4'));
  });

  it('has the line of headings in the other way of writing, in quotes, and beside those in HTML', async () => {
    const skip = '<h2>Robins</h2><h4>Nests</h4>';
    expect(await places(skip, 'Robins\n------\n\n#### *Nests* {#n}\n', ['a'])).toEqual([
      ['heading-skipped', 'content/a.md', '4:1-18', 1],
    ]);
    expect(await places(skip, '> ## Robins\n>\n> #### Nests\n', ['a'])).toEqual([
      ['heading-skipped', 'content/a.md', '3:3-13', 1],
    ]);
    const beside = '<h2>B</h2><h3>C</h3><h2>Robins</h2><h4>Nests</h4>';
    expect(await places(beside, '<h2>B</h2>\n\n### C\n\n## Robins\n\n#### Nests\n', ['a'])).toEqual([
      ['heading-skipped', 'content/a.md', '7:1-11', 1],
    ]);
  });

  it('is the design’s where it put one of the two there', async () => {
    const skip = '<h2>Menu</h2><h4>Nests</h4>';
    expect(await places(skip, '#### Nests\n')).toEqual([['heading-skipped', null, null, 4]]);
    expect(await places('<p>{{ x }}</p>', 'Text\n')).toEqual([['template-mark', null, null, 4]]);
    expect(await places('<p id=x>1</p><p id=x>2</p>', 'One {#x}\n')).toEqual([['id-twice', null, null, 4]]);
  });

  it('shows the line of titles that are the same', async () => {
    const pages = { 'a/index.html': head('T'), 'b/index.html': head('T') };
    const found = await findings({ pages, texts: { 'a/index.html': '---\nid: 1\ntitle: T\n---\n' } });
    expect(found.map(({ finding }) => [finding.code, finding.range?.start])).toEqual([
      ['title-twice', { line: 3, column: 8 }],
      ['title-twice', undefined],
    ]);
  });
});

it('pauses between slices', async () => {
  const pages = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`${i}/index.html`, `<title>${i}</title>`]));
  let pauses = 0;
  await new SiteChecks().run(testInput({ pages }), async () => {
    pauses++;
  });
  expect(pauses).toBeGreaterThan(12);
});
