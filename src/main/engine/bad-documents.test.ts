/** Documents and settings that are wrong: each is said, with its place, and every other page is there. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { BadSites, type Files } from './testing/bad-site.ts';
import { MINIMAL } from './testing/site-folder.ts';

const sites = new BadSites();
afterEach(() => sites.remove());

interface Case {
  files: Files;
  /** Proofs as "code file:line", in their order. */
  rows: string[];
  /** Path in the output → a part of it; null: it is not there. */
  pages?: Record<string, string | null>;
}

function runCases(cases: Record<string, Case>): void {
  it.each(Object.entries(cases))('%s', async (_, { files, rows, pages = {} }) => {
    const built = await sites.build(files);
    expect(built.rows).toEqual(rows);
    for (const [path, part] of Object.entries(pages)) {
      if (part === null) expect(built.tree).not.toHaveProperty([path]);
      else expect(Buffer.from(built.tree[path] ?? '', 'latin1').toString(), path).toContain(part);
    }
  });
}

const bad = (text: string | Uint8Array): Files => ({ 'content/bad.md': text });
const shown = { 'bad/index.html': 'The text.' };
const TEXT = '\nThe text.\n';

describe('front matter', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    .map((name, i) => `${name}: &${name} [${`*${'abcdefgh'[i]}, `.repeat(9)}]`)
    .join('\n')}`;
  runCases({
    'unclosed YAML': {
      files: bad(`---\ntitle: Bad\n${TEXT}`),
      rows: ['front-matter-unclosed content/bad.md:1'],
      pages: shown,
    },
    'unclosed TOML': {
      files: bad(`+++\ntitle = "Bad"\n${TEXT}`),
      rows: ['front-matter-unclosed content/bad.md:1'],
      pages: shown,
    },
    'unclosed JSON': {
      files: bad(`{ "title": "Bad",\n${TEXT}`),
      rows: ['front-matter-unclosed content/bad.md:1'],
      pages: shown,
    },
    'malformed YAML': {
      files: bad(`---\ntitle: Bad\ntags: [a, b\ndate: x\n---${TEXT}`),
      rows: ['front-matter-malformed content/bad.md:4'],
      pages: shown,
    },
    'malformed TOML': {
      files: bad(`+++\ntitle = \n+++${TEXT}`),
      rows: ['front-matter-malformed content/bad.md:2'],
      pages: shown,
    },
    'malformed JSON': {
      files: bad(`{ "title": oh }\n${TEXT}`),
      rows: ['front-matter-malformed content/bad.md:1'],
      pages: shown,
    },
    'duplicate keys': {
      files: bad(`---\ntitle: Bad\nweight: 1\ntitle: Worse\n---${TEXT}`),
      rows: ['front-matter-duplicate content/bad.md:4'],
      pages: shown,
    },
    'a tab': {
      files: bad(`---\ntitle: Bad\nauthor:\n\tname: Ana\n---${TEXT}`),
      rows: ['front-matter-malformed content/bad.md:4'],
      pages: shown,
    },
    'an anchor bomb': {
      files: bad(`---\n${bomb}\n---${TEXT}`),
      rows: ['front-matter-too-large content/bad.md:2'],
      pages: shown,
    },
    'a list': {
      files: bad(`---\n- a\n- b\n---${TEXT}`),
      rows: ['front-matter-not-keys content/bad.md:2'],
      pages: shown,
    },
    'wrong types': {
      files: bad(`---\ntitle: [a]\ndate: soon\nweight: heavy\ndraft: maybe\ntags: { a: 1 }\naliases: 7\n---${TEXT}`),
      rows: [2, 3, 4, 5, 6].map((line) => `value-wrong-type content/bad.md:${line}`),
      pages: shown,
    },
    'names of objects': {
      files: bad(
        `---\ntitle: Bad\n__proto__: { polluted: yes }\nconstructor: { prototype: 1 }\ntoString: x\nhasOwnProperty: y\n---${TEXT}`,
      ),
      rows: [],
      pages: shown,
    },
    'names of objects in taxonomies': {
      files: { ...bad(`---\ntitle: Bad\ntags: [__proto__, constructor, toString]\n---${TEXT}`) },
      rows: [],
      pages: { ...shown, 'tags/constructor/index.html': 'Bad' },
    },
    'HTML, quotes and ]]> in a title': {
      files: bad(
        `---\ntitle: "<script>alert(1)</script> \\"q\\" 'a' ]]> &amp; <![CDATA["\ndate: 2025-02-02\n---${TEXT}`,
      ),
      rows: [],
      pages: { 'bad/index.html': '&lt;script&gt;alert(1)&lt;/script&gt;' },
    },
  });
});

describe('what is not text, or too much of it', () => {
  runCases({
    'not UTF-8': {
      files: bad(Buffer.from('---\ntitle: Caf\xe9\n---\nText\n', 'latin1')),
      rows: ['document-not-text content/bad.md:2'],
      pages: { 'bad/index.html': null },
    },
    'UTF-16': {
      files: bad(Buffer.from('\ufeff---\ntitle: Bad\n---\n', 'utf16le')),
      rows: ['document-not-text content/bad.md:1'],
      pages: { 'bad/index.html': null },
    },
    'a NUL': {
      files: bad('---\ntitle: Bad\n---\nA\0B\n'),
      rows: ['document-not-text content/bad.md:4'],
      pages: { 'bad/index.html': null },
    },
    'a BOM': {
      files: bad(`\ufeff---\ntitle: With BOM\n---${TEXT}`),
      rows: [],
      pages: { 'bad/index.html': 'With BOM' },
    },
    CRLF: {
      files: bad(`---\ntitle: With CRLF\ntags: [kept]\n---${TEXT}`.replaceAll('\n', '\r\n')),
      rows: [],
      pages: { 'bad/index.html': 'With CRLF' },
    },
    'an empty document': {
      files: bad(''),
      rows: ['description-missing content/bad.md'],
      pages: { 'bad/index.html': 'Bad' },
    },
    'only front matter': {
      files: bad('---\ntitle: Nothing\n---'),
      rows: ['description-missing content/bad.md'],
      pages: { 'bad/index.html': 'Nothing' },
    },
    '50 MB': {
      files: bad(Buffer.alloc(50_000_000, 'word \n')),
      rows: ['document-too-large content/bad.md'],
      pages: { 'bad/index.html': null },
    },
    'one line of 10 MB': {
      files: bad(Buffer.alloc(10_000_000, 'word ')),
      rows: ['document-large content/bad.md'],
      pages: { 'bad/index.html': 'word word' },
    },
  });

  it('100,000 links in one page', async () => {
    const links = Array.from({ length: 100_000 }, (_, i) => `[l${i}](/kept/)`).join('\n');
    const { rows, tree } = await sites.build(bad(links));
    expect(rows).toEqual([]);
    expect(tree['bad/index.html']).toContain('l99999');
  });

  it('100,000 broken links in one page', async () => {
    const links = Array.from({ length: 100_000 }, (_, i) => `[l${i}](./gone.md)`).join('\n');
    const { rows, report } = await sites.build(bad(links));
    expect(rows).toEqual(['link-document-missing content/bad.md:1']);
    expect(report.proofs[0]?.places.length).toBe(100_000);
  });
});

describe('Markdown', () => {
  runCases({
    '300 nested quotes': { files: bad(`${'> '.repeat(300)}deep\n`), rows: ['nesting-too-deep content/bad.md:1'] },
    '300 nested lists': {
      files: bad(Array.from({ length: 300 }, (_, i) => `${'  '.repeat(i)}- item`).join('\n')),
      rows: ['nesting-too-deep content/bad.md:30', 'description-missing content/bad.md'],
    },
    '100,000 opening brackets and stars': {
      files: bad(`${'['.repeat(100_000)}\n\n${'*a '.repeat(100_000)}\n\n${'![['.repeat(50_000)}`),
      rows: [],
    },
    'marks of templates stay text': {
      files: bad('Show {{ page.title }} and {% include "x" %} and {# this #}.\n'),
      rows: ['template-mark content/bad.md:1'],
      pages: { 'bad/index.html': '{{ page.title }} and {% include' },
    },
    'an unknown embed': { files: bad('Text\n\n::hologram{of="bird"}\n'), rows: ['embed-unknown content/bad.md:3'] },
    'embeds nested 100 deep': {
      files: bad(Array.from({ length: 100 }, (_, i) => `${':'.repeat(103 - i)}note`).join('\n\n')),
      rows: [
        ...Array.from({ length: 60 }, (_, i) => `box-unclosed content/bad.md:${2 * i + 1}`),
        'nesting-too-deep content/bad.md:121',
      ],
    },
  });
});

describe('site.yaml', () => {
  const site = (text: string | Uint8Array): Files => ({ 'site.yaml': text });
  runCases({
    empty: { files: site(''), rows: ['setting-missing site.yaml:1', 'setting-missing site.yaml:1'] },
    'an address with a query': {
      files: site('title: B\nurl: https://example.com/?x=1\n'),
      rows: ['setting-wrong site.yaml:2'],
    },
    'an address with a fragment': {
      files: site('title: B\nurl: https://example.com/#x\n'),
      rows: ['setting-wrong site.yaml:2'],
    },
    'an address without a scheme': { files: site('title: B\nurl: example.com\n'), rows: ['setting-wrong site.yaml:2'] },
    'an address of another kind': {
      files: site('title: B\nurl: javascript:alert(1)\n'),
      rows: ['setting-wrong site.yaml:2'],
    },
    'an address with spaces and quotes': { files: site(`title: B\nurl: 'https://example.com/a b"><c/'\n`), rows: [] },
    'wrong types everywhere': {
      files: site(
        'title: { a: 1 }\nurl: 7\nlanguage: [en]\ntimezone: Mars/Base\nmenus: 3\ntaxonomies: [x]\npagination: { size: -1 }\ncascade: no\nimages: { widths: [a] }\nchecks: []\nschemas: 1\n',
      ),
      rows: Array.from({ length: 11 }, (_, i) => `setting-wrong site.yaml:${i + 1}`),
    },
    'names of objects': {
      files: site(
        `${MINIMAL['site.yaml']}params: { __proto__: { a: 1 }, constructor: 2 }\nmenus: { __proto__: [], constructor: [] }\ntaxonomies: { tags: {}, constructor: {}, __proto__: {} }\n`,
      ),
      rows: [],
    },
  });

  it.each([
    ['a list', '- title: B\n'],
    ['a text', 'hello'],
    ['not UTF-8', Buffer.from('title: Caf\xe9\n', 'latin1')],
    ['binary', Buffer.from([0, 1, 2, 255, 254])],
    ['broken', 'title: "B\nurl: x\n'],
    ['two documents', 'title: B\n---\ntitle: C\n'],
  ])('%s cannot be built, and nothing is written', async (_, text) => {
    await expect(sites.build(site(text))).rejects.toMatchObject({ name: 'CannotBuild', code: 'site-unreadable' });
  });
});

describe('theme and data', () => {
  const themed = { 'site.yaml': `${MINIMAL['site.yaml']}theme: paper\n` };
  runCases({
    'a theme that is not there': { files: themed, rows: ['theme-missing site.yaml:3'] },
    'a broken theme.yaml': {
      files: { ...themed, 'themes/paper/theme.yaml': 'label: "P\n' },
      rows: ['theme-broken themes/paper/theme.yaml:1'],
    },
    'a theme.yaml of wrong types': {
      files: { ...themed, 'themes/paper/theme.yaml': 'label: [P]\nparams: { a: 1, b: { type: colour } }\n' },
      rows: [
        'setting-wrong themes/paper/theme.yaml:1',
        'setting-wrong themes/paper/theme.yaml:2',
        'setting-wrong themes/paper/theme.yaml:2',
      ],
    },
    'an empty theme': { files: { ...themed, 'themes/paper/templates': null }, rows: [] },
    'names of objects in data': {
      files: {
        'data/a.yaml': '__proto__: { polluted: yes }\nconstructor: 1\n',
        'data/b.json': '{ "__proto__": { "polluted": true } }',
        'data/c.csv': '__proto__,constructor\n1,2\n',
        'data/d.toml': '__proto__ = 1\n',
        'data/__proto__.json': '{}',
        'data/constructor/x.json': '{}',
        'data/x.constructor': 'not data',
      },
      rows: [],
    },
    'broken data': {
      files: {
        'data/a.yaml': 'a: [\n',
        'data/b.json': '{',
        'data/c.toml': '=',
        'data/d.csv': 'a,b\n"x',
        'data/e.json': Buffer.from([255, 0]),
      },
      rows: [
        'data-unreadable data/a.yaml:1',
        'data-unreadable data/b.json:1',
        'data-unreadable data/c.toml:1',
        'data-unreadable data/d.csv:2',
        'data-unreadable data/e.json',
      ],
    },
  });
  it('pollutes nothing', () => expect(({} as Record<string, unknown>).polluted).toBeUndefined());
});

describe('style sheets', () => {
  it('nested without end are said, and bring nothing down', async () => {
    const { rows } = await sites.build({ 'assets/css/main.css': 'a{'.repeat(20_000) });
    expect(rows).toEqual(['style-broken assets/css/main.css:1']);
  });
});

describe('addresses', () => {
  const at = (key: string, value: string): Files =>
    bad(`---\ntitle: Bad\n${key}: ${JSON.stringify(value)}\n---${TEXT}`);
  const out = [
    '../../etc/passwd',
    '/../x',
    '/a/../../x',
    '..%2f..%2fx',
    '/%2e%2e/x',
    'a\\..\\..\\x',
    '/.',
    'https://evil.example/',
    '//evil.example/',
    '/a?b',
    '/sitemap.xml',
    '/kept/index.xml/',
    '/a#b',
    '/a\u0000b',
    '/\n/x',
  ];
  it.each(out)('url: %j stays inside', async (url) => {
    const { rows, tree, root } = await sites.build(at('url', url));
    expect(rows).toEqual(['address-wrong content/bad.md:3']);
    expect(tree['bad/index.html']).toContain('The text.');
    await expect(access(join(root, '..', 'x'))).rejects.toThrow();
  });
  it.each(out)('aliases: %j stays inside', async (alias) => {
    const { rows, tree } = await sites.build(bad(`---\ntitle: Bad\naliases: [${JSON.stringify(alias)}]\n---${TEXT}`));
    expect(rows).toEqual(['address-wrong content/bad.md:3']);
    expect(tree['bad/index.html']).toContain('The text.');
  });
  runCases({
    'a slug of dots': { files: at('slug', '..'), rows: [], pages: {} },
    'a slug with slashes': { files: at('slug', '../../x'), rows: [], pages: {} },
    'two pages with one address': {
      files: { ...at('url', '/same/'), 'content/good.md': '---\ntitle: Good\nurl: /same/\n---\nGood.\n' },
      rows: ['url-twice content/good.md:3'],
      pages: { 'same/index.html': 'The text.', 'same-2/index.html': 'Good.' },
    },
  });
});
