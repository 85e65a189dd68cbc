import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CannotBuild } from '../types.ts';
import { basePathOf, loadConfig } from './config.ts';
import { makeSite, makeThemes, removeSites } from './testing.ts';

afterAll(removeSites);
const themes = makeThemes({
  'journal/theme.yaml':
    'label: Journal\nparams:\n  accent: { type: color, default: "#123456", label: Accent }\n  wide: { type: switch }\n  kind: { type: choice, choices: [a, b] }\n',
  'journal/strings/en.yaml': 'more: Read more\nnav: { home: Home }\n',
  'journal/strings/pt.yaml': 'more: Ler mais\n',
  'plain/strings/en.yaml': 'more: More\nplain: Plain\n',
});

function load(siteYaml: string, files: Record<string, string> = {}) {
  return loadConfig(makeSite({ ...files, 'site.yaml': siteYaml }), themes);
}

const minimal = 'title: T\nurl: https://example.com/birds\n';

describe('site.yaml', () => {
  it('needs title and url only; everything else has a default', async () => {
    const { config, findings, theme } = await load(minimal);
    expect(findings).toEqual([]);
    expect(theme).toBeNull();
    expect(config).toMatchObject({
      url: 'https://example.com/birds/',
      language: 'en',
      timezone: 'UTC',
      pagination: { size: 10 },
    });
    expect(config.images).toEqual({ widths: [480, 960, 1600], formats: ['webp'], quality: 80 });
    expect(basePathOf(config)).toBe('/birds/');
  });

  it('keeps what is set beside defaults of the same group', async () => {
    const { config } = await load(
      `${minimal}images: { quality: 60 }\ntaxonomies: { series: { ordered: true }, tags: }\n`,
    );
    expect(config.images).toEqual({ widths: [480, 960, 1600], formats: ['webp'], quality: 60 });
    expect(config.taxonomies).toEqual({ series: { ordered: true }, tags: { ordered: false } });
  });

  it('that cannot be read says where, why and what to do, and no more', async () => {
    await expect(load('title: Birds: a guide\nurl: x\n')).rejects.toMatchObject({
      code: 'site-unreadable',
      message:
        'Line 1 of site.yaml cannot be read: a colon stands inside a text, which then needs quotation marks around it.',
      advice: 'Open site.yaml, go to line 1 and mend it. It says: title: Birds: a guide',
    });
    await expect(load('a: 1\n---\nb: 2\n')).rejects.toMatchObject({
      message: 'site.yaml cannot be read: it holds more than one document.',
    });
  });

  it('guesses a missing title and url, and says so', async () => {
    const { config, findings } = await load('language: de\n');
    expect(findings.map((finding) => finding.code)).toEqual(['setting-missing', 'setting-missing']);
    expect(config.title).toMatch(/^galley-site-/);
    expect(config.url).toBe('http://localhost/');
    expect((await load('')).findings).toHaveLength(2);
  });

  it('corrects a misspelt name with an edit at its place', async () => {
    const { findings } = await load('titel: T\nurl: https://example.com/\ntitle: U\nlangauge: de\n');
    const finding = findings.find(({ data }) => data.name === 'langauge');
    expect(finding).toMatchObject({
      code: 'setting-unknown',
      file: 'site.yaml',
      range: { start: { line: 4, column: 1 }, end: { line: 4, column: 9 } },
      data: { nearest: 'language' },
    });
    expect(finding?.fixes?.[0]).toMatchObject({ kind: 'edit', edits: [{ file: 'site.yaml', text: 'language' }] });
    expect(findings.find(({ data }) => data.name === 'titel')?.data.nearest).toBe('');
  });

  it.each([
    ['pagination: { size: many }', 'pagination.size'],
    ['pagination: { size: 0 }', 'pagination.size'],
    ['markdown: { html: sometimes }', 'markdown.html'],
    ['markdown: yes please', 'markdown'],
    ['timezone: Europe/Lisboa', 'timezone'],
    ['language: "not a language"', 'language'],
    ['images: { formats: [webp, gif] }', 'images.formats.1'],
    ['menus: { main: [ { url: "javascript:alert(1)" } ] }', 'menus.main.0.url'],
    ['permalinks: { posts: /:yaer/:slug/ }', 'permalinks.posts'],
    ['permalinks: { posts: /../:slug/ }', 'permalinks.posts'],
    ['cascade: [ { section: posts } ]', 'cascade.0'],
    ['theme: ../evil', 'theme'],
  ])('reports %s, uses the default and goes on', async (line, name) => {
    const { config, findings } = await load(`${minimal}${line}\ndescription: still read\n`);
    expect(findings.map((finding) => [finding.code, finding.data.name])).toEqual([['setting-wrong', name]]);
    expect(findings[0]?.range?.start.line).toBe(3);
    expect(config.description).toBe('still read');
  });

  it.each([
    'https://example.com/?a=1',
    'https://example.com/#x',
    'ftp://example.com/',
    'example.com',
    'https://me:pw@example.com/',
  ])('refuses the address %s', async (url) => {
    const { config, findings } = await load(`title: T\nurl: "${url}"\n`);
    expect(findings.map((finding) => finding.code)).toEqual(['setting-wrong']);
    expect(config.url).toBe('http://localhost/');
  });

  it.each([
    ['title: [', /bracket/],
    ['title: a\ntitle: b\n', /^Line 2 of site.yaml .*twice/],
    ['title:\n\t- a\n', /^Line 2 of site.yaml .* tab;/],
    ['- a\n- b\n', /holds no settings/],
    ['a: 1\n---\nb: 2\n', /more than one document/],
  ])('cannot build with %j', async (text, message) => {
    await expect(load(text)).rejects.toThrow(CannotBuild);
    await expect(load(text)).rejects.toThrow(message);
  });

  it('refuses an anchor bomb', async () => {
    const levels = 'bcdefghi'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[i]}`).join(',')}]`);
    await expect(load(`params:\n  a: &a [1,1,1,1,1,1,1,1,1,1]\n  ${levels.join('\n  ')}\n`)).rejects.toThrow(
      CannotBuild,
    );
  });

  it('takes no prototype from a file', async () => {
    const { config } = await load(`${minimal}params:\n  __proto__: { admin: true }\n`);
    expect((config.params as { admin?: boolean }).admin).toBeUndefined();
  });

  it('says that a folder is no site', async () => {
    const empty = makeSite({});
    await expect(loadConfig(join(empty, 'nowhere'), themes)).rejects.toThrow(/There is no folder/);
    mkdirSync(join(empty, 'sub'));
    await expect(loadConfig(join(empty, 'sub'), themes)).rejects.toThrow(/is not a site/);
    writeFileSync(join(empty, 'sub', 'site.yaml'), Buffer.from([0x74, 0xff, 0xfe]));
    await expect(loadConfig(join(empty, 'sub'), themes)).rejects.toThrow(/not UTF-8/);
  });

  it('reads a file with a BOM and CRLF', async () => {
    const { config, findings } = await load('\uFEFFtitle: T\r\nurl: https://example.com/\r\n');
    expect([config.title, findings]).toEqual(['T', []]);
  });
});

describe('folders', () => {
  it('grants a folder outside that site.yaml names, and no other', async () => {
    const outside = makeSite({ 'a.md': 'A' });
    const { roots, findings } = await load(`${minimal}folders: { content: ${outside} }\n`);
    expect(findings).toEqual([]);
    expect(roots.folders.content).toBe(outside);
    expect(roots.granted).toContain(outside);
  });

  it('does not follow a shortcut to it', async () => {
    const outside = makeSite({ 'a.md': 'A' });
    const site = makeSite({ 'site.yaml': `${minimal}folders: { content: ./away }\n` });
    symlinkSync(outside, join(site, 'away'));
    const { roots, findings, config } = await loadConfig(site, themes);
    expect(findings.map((finding) => finding.data.name)).toEqual(['folders.content']);
    expect(config.folders.content).toBe('content');
    expect(roots.granted).not.toContain(outside);
  });

  it('reports a folder that is missing or would hold the site', async () => {
    const { findings } = await load(`${minimal}folders: { content: nowhere, data: .. }\n`);
    expect(findings.map((finding) => finding.code)).toEqual(['setting-wrong', 'setting-wrong']);
  });
});

describe('theme', () => {
  it('is the site’s own before a built-in one, with plain below', async () => {
    const own = await load(`${minimal}theme: journal\n`, { 'themes/journal/theme.yaml': 'label: Mine\n' });
    expect(own.theme?.label).toBe('Mine');
    expect(own.roots.layers.map((layer) => layer.prefix)).toEqual(['', 'themes/journal/', 'theme:plain/']);
    const builtIn = await load(`${minimal}theme: journal\n`);
    expect(builtIn.roots.layers.map((layer) => layer.prefix)).toEqual(['', 'theme:journal/', 'theme:plain/']);
    const plain = await load(`${minimal}theme: plain\n`);
    expect(plain.roots.layers.map((layer) => layer.prefix)).toEqual(['', 'theme:plain/']);
  });

  it('gives parameters their defaults and checks their types', async () => {
    const { params, findings } = await load(`${minimal}theme: journal\nparams: { wide: maybe, kind: c, own: 1 }\n`);
    expect(params).toEqual({ accent: '#123456', wide: false, kind: 'a', own: 1 });
    expect(findings.map((finding) => finding.data.name)).toEqual(['params.wide', 'params.kind']);
  });

  it('that is missing is reported with the nearest name', async () => {
    const { findings, roots, theme } = await load(`${minimal}theme: jurnal\n`);
    expect(findings[0]).toMatchObject({
      code: 'theme-missing',
      data: { nearest: 'journal' },
      range: { start: { line: 3 } },
    });
    expect([theme, roots.layers.length]).toEqual([null, 2]);
  });

  it('that cannot be read is reported, and the theme still serves', async () => {
    const { findings, theme } = await load(`${minimal}theme: mine\n`, { 'themes/mine/theme.yaml': 'params: [\n' });
    expect(findings[0]).toMatchObject({ code: 'theme-broken', file: 'themes/mine/theme.yaml' });
    expect(theme?.name).toBe('mine');
  });

  it('has words: English below the language, the theme below the site', async () => {
    const { strings } = await load(`${minimal}theme: journal\nlanguage: pt-BR\n`, {
      'strings/pt.yaml': 'extra: Mais\n',
    });
    expect(strings).toEqual({ more: 'Ler mais', plain: 'Plain', 'nav.home': 'Home', extra: 'Mais' });
  });
});
