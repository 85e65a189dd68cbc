import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../site/config.ts';
import { absolutePath } from '../site/layers.ts';
import { makeSite, makeThemes, removeSites } from '../site/testing.ts';
import { discover, estimateBytes } from './discover.ts';

afterAll(removeSites);
const themes = makeThemes({
  'journal/templates/page.njk': 'journal page',
  'journal/assets/css/main.css': 'journal',
  'journal/static/favicon.svg': '<svg/>',
  'plain/static/plain.txt': 'plain',
});

async function find(files: Record<string, string>, prepare: (root: string) => void = () => undefined) {
  const root = makeSite(files);
  prepare(root);
  const loaded = await loadConfig(root, themes);
  const found = await discover(loaded.roots);
  return { root, roots: loaded.roots, ...found, findings: [...found.textFindings, ...found.partFindings] };
}

const journal = 'title: T\nurl: https://example.com/\ntheme: journal\n';

describe('documents', () => {
  it('are the Markdown files of content/, by path by code point; all else there is a resource', async () => {
    const { documents, resources, findings } = await find({
      'content/b.md': '',
      'content/a/x.md': '',
      'content/a-b.MD': '',
      'content/😀.md': '',
      'content/ﬀ.markdown': '',
      'content/a/photo.jpg': 'jpg',
    });
    expect(documents.map((document) => document.source)).toEqual([
      'content/a-b.MD',
      'content/a/x.md',
      'content/b.md',
      'content/ﬀ.markdown',
      'content/😀.md',
    ]);
    expect(resources).toMatchObject([{ source: 'content/a/photo.jpg', bytes: 3 }]);
    expect(findings).toEqual([]);
    expect(estimateBytes(documents)).toBe(0);
  });

  it('leave out what editors and systems leave behind', async () => {
    const { documents, resources } = await find({
      'content/a.md': '',
      'content/a.md~': '',
      'content/.a.md.swp': '',
      'content/.DS_Store': '',
      'content/Thumbs.db': '',
      'content/#a.md#': '',
      'content/.hidden/x.md': '',
    });
    expect([...documents, ...resources].map((file) => file.source)).toEqual(['content/a.md']);
  });

  it('keep their logical names when the folder has another name', async () => {
    const { documents, roots, root } = await find({
      'site.yaml': 'title: T\nurl: https://example.com/\nfolders: { content: texts }\n',
      'texts/a.md': '',
    });
    expect(documents).toEqual([{ source: 'content/a.md', path: join(root, 'texts/a.md') }]);
    expect(absolutePath(roots, 'content/a.md')).toBe(join(root, 'texts/a.md'));
    expect(absolutePath(roots, 'site.yaml')).toBe(join(root, 'site.yaml'));
    expect(absolutePath(roots, 'theme:plain/templates/page.njk')).toBe(join(themes, 'plain/templates/page.njk'));
  });
});

describe('shortcuts', () => {
  it('inside the site are followed', async () => {
    const { documents, findings } = await find({ 'shared/a.md': 'A', 'content/b.md': '' }, (root) => {
      symlinkSync('../shared', join(root, 'content/shared'));
      symlinkSync('../shared/a.md', join(root, 'content/c.md'));
    });
    expect(documents.map((document) => document.source)).toEqual([
      'content/b.md',
      'content/c.md',
      'content/shared/a.md',
    ]);
    expect(findings).toEqual([]);
  });

  it('out of the site, in circles and to nothing are left out and reported', async () => {
    const outside = makeSite({ 'secret.md': 'S' });
    const { documents, findings } = await find({ 'content/a/b.md': '' }, (root) => {
      symlinkSync(outside, join(root, 'content/out'));
      symlinkSync(join(outside, 'secret.md'), join(root, 'content/secret.md'));
      symlinkSync('..', join(root, 'content/a/up'));
      symlinkSync('self', join(root, 'content/self'));
      symlinkSync('nothing', join(root, 'content/dangling'));
    });
    expect(documents.map((document) => document.source)).toEqual(['content/a/b.md']);
    expect(findings.map((finding) => [finding.code, finding.file]).sort()).toEqual([
      ['link-outside', 'content/a/up'],
      ['link-outside', 'content/dangling'],
      ['link-outside', 'content/out'],
      ['link-outside', 'content/secret.md'],
      ['link-outside', 'content/self'],
    ]);
  });

  it('are followed at most once each, so that links between folders end', async () => {
    const names = 'abcdefgh'.split('');
    const files = Object.fromEntries(names.map((name) => [`lib/${name}/x.md`, '']));
    const { documents } = await find({ ...files, 'content/y.md': '' }, (root) => {
      for (const from of names) for (const to of names) symlinkSync(`../${to}`, join(root, 'lib', from, `to-${to}`));
      symlinkSync('../lib/a', join(root, 'content/a'));
    });
    expect(documents.length).toBeLessThan(40);
  });

  it('cannot make the whole folder of texts another one', async () => {
    const outside = makeSite({ 'secret.md': 'S' });
    const { documents, findings } = await find({}, (root) => symlinkSync(outside, join(root, 'content')));
    expect(documents).toEqual([]);
    expect(findings.map((finding) => finding.code)).toEqual(['link-outside']);
  });
});

describe('names', () => {
  it('that differ in case or Unicode form only are reported, and both stay', async () => {
    const { documents, findings } = await find({
      'content/About.md': '',
      'content/about.md': '',
      'content/caf\u00e9.md': '',
      'content/cafe\u0301.md': '',
    });
    expect(documents).toHaveLength(4);
    expect(findings.map((finding) => [finding.code, finding.data.difference])).toEqual([
      ['name-twins', 'capital letters'],
      ['name-twins', 'how their accents are stored'],
    ]);
  });

  it('that Windows refuses are reported', async () => {
    const { findings } = await find({
      'content/con.md': '',
      'content/what?.md': '',
      'content/a\u0001b.md': '',
      'content/dot./x.md': '',
      'content/100% #1 🐦 fine.md': '',
      'content/console.md': '',
    });
    expect(findings.map((finding) => [finding.code, finding.file]).sort()).toEqual([
      ['name-risky', 'content/a\u0001b.md'],
      ['name-risky', 'content/con.md'],
      ['name-risky', 'content/dot.'],
      ['name-risky', 'content/what?.md'],
    ]);
  });
});

describe('layers', () => {
  it('site shadows theme shadows plain, and each record knows what would shadow it', async () => {
    const { templates } = await find({ 'site.yaml': journal, 'templates/home.njk': 'mine', 'templates/notes.bin': '' });
    const byName = new Map(templates.map((template) => [template.name, template]));
    expect(byName.get('home.njk')).toMatchObject({ file: 'templates/home.njk', source: 'mine', absent: [] });
    expect(byName.get('page.njk')).toMatchObject({
      file: 'theme:journal/templates/page.njk',
      absent: ['templates/page.njk'],
    });
    expect(byName.get('term.njk')).toMatchObject({
      file: 'theme:plain/templates/term.njk',
      absent: ['templates/term.njk', 'theme:journal/templates/term.njk'],
    });
    expect(byName.has('notes.bin')).toBe(false);
  });

  it('assets and static files likewise', async () => {
    const { assets, statics } = await find({
      'site.yaml': journal,
      'assets/css/main.css': 'mine',
      'static/.well-known/x.txt': '',
      'static/.DS_Store': '',
    });
    expect(assets).toMatchObject([{ name: 'css/main.css', source: 'assets/css/main.css', bytes: 4 }]);
    expect(statics.map((file) => [file.output, file.name, file.source])).toEqual([
      ['.well-known/x.txt', 'static/.well-known/x.txt', 'static/.well-known/x.txt'],
      ['favicon.svg', 'static/favicon.svg', 'theme:journal/static/favicon.svg'],
      ['plain.txt', 'static/plain.txt', 'theme:plain/static/plain.txt'],
    ]);
  });
});

describe('data', () => {
  it('is read by its kind, under its path', async () => {
    const { data, findings } = await find({
      'data/birds.yaml': '- name: Wren\n  seen: 2024-05-01\n',
      'data/deep/er/facts.json': '{"a": [1, null]}',
      'data/shop.toml': 'open = true\nsince = 2020-01-02\n',
      'data/list.csv': '\uFEFFname,count\nWren,2\n"A, B",3\n',
      'data/excel.csv': 'name;price\nWren;2,50\n',
      'data/notes.txt': 'no data',
    });
    expect(findings).toEqual([]);
    expect(data).toEqual({
      birds: [{ name: 'Wren', seen: '2024-05-01' }],
      deep: { er: { facts: { a: [1, null] } } },
      shop: { open: true, since: '2020-01-02' },
      list: [
        { name: 'Wren', count: '2' },
        { name: 'A, B', count: '3' },
      ],
      excel: [{ name: 'Wren', price: '2,50' }],
    });
  });

  it('that cannot be read is reported at its place, and the rest is there', async () => {
    const { data, findings } = await find({
      'data/a.yaml': 'x: 1\nx: 2\n',
      'data/b.json': '{\n  "a": ]\n}',
      'data/c.toml': 'a = 1\na = 2\n',
      'data/d.csv': 'a,b\n1,2\n1,2,3\n',
      'data/e.json': '',
      'data/good.json': '1',
    });
    expect(data).toEqual({ good: 1 });
    expect(findings.map((finding) => [finding.code, finding.file, finding.range?.start.line])).toEqual([
      ['data-unreadable', 'data/a.yaml', 2],
      ['data-unreadable', 'data/b.json', 2],
      ['data-unreadable', 'data/c.toml', 2],
      ['data-unreadable', 'data/d.csv', 3],
      ['data-unreadable', 'data/e.json', 1],
    ]);
  });

  it('with one name in two files is taken from the first', async () => {
    const { data, findings } = await find({
      'data/a.json': '1',
      'data/a.yaml': '2',
      'data/b.yaml': 'x: 1',
      'data/b/y.yaml': '2',
    });
    expect(data).toEqual({ a: 1, b: { x: 1, y: 2 } });
    expect(findings).toMatchObject([{ code: 'data-twice', data: { file: 'data/a.yaml', other: 'data/a.json' } }]);
  });

  it('cannot reach the prototype of anything', async () => {
    const { data } = await find({
      'data/__proto__/polluted.json': 'true',
      'data/a.json': '{"__proto__": {"polluted": true}}',
    });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((data.a as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

it('reports a folder that may not be opened', async () => {
  if (process.getuid?.() === 0) return;
  const { findings } = await find({ 'content/a.md': '' }, (root) =>
    mkdirSync(join(root, 'content/closed'), { mode: 0 }),
  );
  expect(findings).toMatchObject([{ code: 'file-unreadable', file: 'content/closed' }]);
});

it('does not wait for a pipe', async () => {
  const { execFileSync } = await import('node:child_process');
  const { findings, documents } = await find({ 'content/a.md': '' }, (root) => {
    execFileSync('mkfifo', [join(root, 'content/pipe.md')]);
    writeFileSync(join(root, 'content/b.md'), '');
  });
  expect(documents).toHaveLength(2);
  expect(findings).toMatchObject([{ code: 'file-unreadable', file: 'content/pipe.md' }]);
});
