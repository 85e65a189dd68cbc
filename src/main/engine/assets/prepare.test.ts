import { createHash } from 'node:crypto';
import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { positionAt } from '../site/positions.ts';
import { ScriptBundler } from './scripts.ts';
import { hollowPng, picture, TestSite, textOf } from './testing/test-site.ts';
import { AssetReader, AssetWorld } from './world.ts';

let site: TestSite;
afterEach(() => site.remove());

describe('style sheets', () => {
  it('are bundled over the overlay, minified and fingerprinted', async () => {
    site = await TestSite.make({
      'themes/t/assets/css/main.css':
        '@import "./_base.css";\n@import "https://fonts.example/x.css";\nmain { color: #ff0000 }',
      'themes/t/assets/css/_base.css': 'body { color: blue }',
      'assets/css/_base.css': 'body { color: green }',
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    expect(prepared.assets.map((asset) => asset.name)).toEqual(['css/main.css']);
    const [record] = prepared.assets;
    const text = textOf(prepared, 'css/main.css');
    expect(text).toContain('body{color:green}');
    expect(text).toContain('main{color:red}');
    expect(text).toContain('https://fonts.example/x.css');
    expect(text).not.toContain('blue');
    expect(record).toMatchObject({ kind: 'style', source: 'themes/t/assets/css/main.css', bytes: text.length });
    expect(record?.output).toMatch(/^assets\/css\/main\.[0-9a-f]{10}\.css$/);
    expect(record?.url).toBe(`/base/${record?.output}`);
    expect(record?.integrity).toBe(`sha384-${createHash('sha384').update(text).digest('base64')}`);
  });

  it('point at what the site has: fonts, pictures with odd names, static files, custom properties', async () => {
    site = await TestSite.make({
      'assets/css/main.css': [
        '@font-face { font-family: A; src: url(../fonts/a%20b.woff2?#iefix) format("woff2") }',
        ':root { --logo: url(../img/logo.svg) }',
        'a { background: url("/pattern.svg") } b { background: image-set("../img/logo.svg" 1x, url(data:image/png,x) 2x) }',
        'c { filter: url(#blur); background: url(../../pattern.svg) } /* url(nothing.png) */',
      ].join('\n'),
      'assets/css/_part/x.css': 'd { background: url(../../img/logo.svg) }',
      'assets/css/second.css': '@import url(_part/x.css) screen;',
      'assets/fonts/a b.woff2': 'font',
      'assets/img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"/>',
      'static/pattern.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    const urlOf = (name: string): string => prepared.assets.find((asset) => asset.name === name)?.url ?? 'none';
    const text = textOf(prepared, 'css/main.css');
    expect(urlOf('fonts/a b.woff2')).toMatch(/^\/base\/assets\/fonts\/a%20b\.[0-9a-f]{10}\.woff2$/);
    expect(text).toContain(`${urlOf('fonts/a b.woff2')}?#iefix`);
    expect(text).toContain(`--logo:url(${urlOf('img/logo.svg')})`);
    expect(text.split('/base/pattern.svg')).toHaveLength(3);
    expect(text).toContain('#blur');
    expect(prepared.assets.find((asset) => asset.name === 'css/main.css')?.uses).toEqual([
      'fonts/a b.woff2',
      'img/logo.svg',
      'static/pattern.svg',
    ]);
    expect(textOf(prepared, 'css/second.css')).toContain(urlOf('img/logo.svg'));
    expect(prepared.assets.find((asset) => asset.name === 'img/logo.svg')).toMatchObject({ width: 20, height: 10 });
  });

  it('ask for those of other sites first, each once, in the order of their files', async () => {
    site = await TestSite.make({
      'assets/main.css': '@import "_a.css"; @import url(//x.example/2.css) print; @import "_b.css";',
      'assets/_a.css': '@import "https://x.example/1.css";',
      'assets/_b.css': '@import "https://x.example/1.css"; @import "_a.css"; @import "/copied.css"; b{color:red}',
      'static/copied.css': 'c{}',
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    expect(textOf(prepared, 'main.css')).toBe(
      '@import url("https://x.example/1.css");@import url("//x.example/2.css") print;@import url("/base/copied.css");b{color:red}',
    );
  });

  it('say where they point at nothing, and what is near', async () => {
    const css = 'a { color: red }\nb { background: url(../img/Logo.png) }\n@font-face { src: url("gone.woff2") }';
    site = await TestSite.make({
      'assets/css/main.css': css,
      'assets/img/logo.png': await picture(4, 2).png().toBuffer(),
    });
    const { findings } = await site.prepare();
    expect(findings).toHaveLength(2);
    const start = css.indexOf('url(../img');
    expect(findings[0]).toMatchObject({
      code: 'style-reference-missing',
      file: 'assets/css/main.css',
      cause: 'img/Logo.png',
      expression: 'url(../img/Logo.png)',
      range: { start: positionAt(css, start), end: positionAt(css, start + 20) },
      data: { reference: '../img/Logo.png', suggestion: 'img/logo.png' },
      fixes: [{ kind: 'edit', edits: [{ text: 'url("../img/logo.png")' }] }],
    });
    expect(findings[1]).toMatchObject({ cause: 'css/gone.woff2', range: { start: { line: 3 } } });
  });

  it('with mistakes keep what browsers would, and say where each mistake is', async () => {
    site = await TestSite.make({
      'assets/main.css':
        '@import "_part.css";\n@import "none.css";\na{color:red}\nx{background:url(p.svg)} d:::x{color:red}\nb{color:blue}',
      'assets/_part.css': 'p{color:red}\n}\nq{color:blue}',
      'assets/p.svg': '<svg width="1" height="1"></svg>',
    });
    const prepared = await site.prepare();
    expect(prepared.findings.map((f) => [f.code, f.file, f.range?.start.line])).toEqual([
      ['style-broken', 'assets/_part.css', 2],
      ['style-reference-missing', 'assets/main.css', 2],
      ['style-broken', 'assets/main.css', 4],
    ]);
    const column = prepared.findings[2]?.range?.start.column ?? 0;
    expect(column).toBeGreaterThan('x{background:url(p.svg)} '.length);
    expect(column).toBeLessThan('x{background:url(p.svg)} d:::x{'.length);
    const text = textOf(prepared, 'main.css');
    for (const rule of ['p{color:red}', 'a{color:red}', 'b{color:#00f}']) expect(text).toContain(rule);
  });

  it('that import each other in a circle, are empty, or are not text, end', async () => {
    site = await TestSite.make({
      'assets/a.css': '@import "b.css"; a{color:red}',
      'assets/b.css': '@import "a.css"; b{color:red}',
      'assets/empty.css': '',
      'assets/noise.css': Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0xc3, 0x28, 0x00]),
      'assets/open.css': `a{background:url(${' '.repeat(50_000)}`,
    });
    const prepared = await site.prepare();
    expect(prepared.assets).toHaveLength(5);
    expect(textOf(prepared, 'a.css')).toContain('b{color:red}');
  });
});

describe('scripts', () => {
  it('are bundled from TypeScript, closed in a function, minified', async () => {
    site = await TestSite.make({
      'assets/js/main.ts':
        'import { hello } from "./_hello";\nimport logo from "../img/logo.svg";\nconst text: string = hello(logo);\nconsole.log(text);',
      'themes/t/assets/js/_hello.ts': 'export function hello(x: string): string { return "theme" + x; }',
      'assets/js/_hello.ts':
        'import data from "./_data.json"; export function hello(x: string): string { return data.word + x; }',
      'assets/js/_data.json': '{"word": "hello"}',
      'assets/img/logo.svg': '<svg viewBox="0 0 2 2"/>',
      'assets/js/types.d.ts': 'declare const x: number;',
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    const text = textOf(prepared, 'js/main.ts');
    const record = prepared.assets.find((asset) => asset.name === 'js/main.ts');
    expect(text).toMatch(/^(?:"use strict";)?\(\(\)=>\{/);
    expect(text).toContain('hello');
    expect(text).not.toContain('theme');
    expect(text).toMatch(/\/base\/assets\/img\/logo\.[0-9a-f]{10}\.svg/);
    expect(record?.output).toMatch(/^assets\/js\/main\.[0-9a-f]{10}\.js$/);
    expect(record?.uses).toEqual(['img/logo.svg']);
    expect(prepared.assets.map((asset) => asset.name)).toContain('js/_data.json');
  });

  it('come out the same whether or not the quick way was open', async () => {
    const ways = [new ScriptBundler(), new ScriptBundler(async () => null)];
    site = await TestSite.make({
      'assets/a.js':
        'const é = "é";\nfunction unused() {}\nclass A { #x = 1; get x() { return this.#x } }\n/*! © */\nwindow.a = new A().x + é + process.env.NODE_ENV;',
      'assets/b.ts': 'enum B { x = 1 }\nwindow.b = <number>B.x;',
      'assets/c.js': 'let = ;',
    });
    const world = new AssetWorld(site.input(), new Map());
    for (const name of ['a.js', 'b.ts', 'c.js']) {
      const [quick, slow] = await Promise.all(ways.map((way) => way.build(name, new AssetReader(world))));
      expect(quick).toEqual(slow);
      expect(quick?.findings).toHaveLength(name === 'c.js' ? 1 : 0);
    }
    for (const way of ways) await way.stop();
  });

  it('stay modules where only a module can say it', async () => {
    site = await TestSite.make({
      'assets/exports.js': 'export const a = 1;',
      'assets/waits.js': 'const a = await fetch("/x"); console.log(a);',
      'assets/meta.js': 'console.log(import.meta.url);',
      'assets/far.js': 'import x from "https://example.com/x.js"; console.log(x);',
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    for (const name of ['exports.js', 'waits.js', 'meta.js', 'far.js'])
      expect(textOf(prepared, name)).not.toMatch(/^\(/);
    expect(textOf(prepared, 'far.js')).toContain('import');
  });

  it('with mistakes are left out, and say where', async () => {
    site = await TestSite.make({
      'assets/plain.js': 'let = ;',
      'assets/bad.ts': 'const ok = 1;\nconst é = "é"; const = 2;',
      'assets/needs.js':
        'import React from "react";\nimport { x } from "../../content/secret.js";\nimport "./_gone.js";',
      'assets/good.js': 'console.log(1)',
    });
    const prepared = await site.prepare();
    expect(prepared.findings.map((f) => [f.code, f.file, f.range?.start, f.expression])).toEqual([
      ['script-broken', 'assets/bad.ts', { line: 2, column: 'const é = "é"; const '.length + 1 }, undefined],
      ['script-import-missing', 'assets/needs.js', { line: 1, column: 19 }, 'react'],
      ['script-import-missing', 'assets/needs.js', { line: 2, column: 19 }, '../../content/secret.js'],
      ['script-import-missing', 'assets/needs.js', { line: 3, column: 8 }, './_gone.js'],
      ['script-broken', 'assets/plain.js', { line: 1, column: 7 }, undefined],
    ]);
    expect(textOf(prepared, 'bad.ts')).toMatch(/^\/\*/);
    expect(textOf(prepared, 'good.js')).toContain('console.log(1)');
  });
});

describe('pictures and files', () => {
  it('get hash, size and address; what is copied keeps its own', async () => {
    const turned = await picture(40, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    site = await TestSite.make({
      'assets/img/turned.jpg': turned,
      'assets/img/a#b %🎉.png': await picture(8, 6).png().toBuffer(),
      'assets/docs/paper.pdf': 'pdf',
      'content/trip/photo.webp': await picture(30, 10).webp().toBuffer(),
      'content/trip/track.gpx': '<gpx/>',
      'static/logo.avif': await picture(16, 16).avif().toBuffer(),
    });
    const prepared = await site.prepare();
    expect(prepared.findings).toEqual([]);
    const of = (name: string) => prepared.assets.find((asset) => asset.name === name);
    expect(of('img/turned.jpg')).toMatchObject({ kind: 'image', width: 20, height: 40, bytes: turned.length });
    expect(of('img/turned.jpg')?.hash).toBe(createHash('sha256').update(turned).digest('hex').slice(0, 32));
    expect(of('img/a#b %🎉.png')?.output).toMatch(/^assets\/img\/a#b %🎉\.[0-9a-f]{10}\.png$/);
    expect(of('img/a#b %🎉.png')?.url).toMatch(/^\/base\/assets\/img\/a%23b%20%25%F0%9F%8E%89\.[0-9a-f]{10}\.png$/);
    expect(of('docs/paper.pdf')).toMatchObject({ kind: 'file', width: null });
    expect(of('content/trip/photo.webp')).toMatchObject({
      url: '/base/trip/photo.webp',
      output: 'trip/photo.webp',
      width: 30,
    });
    expect(of('content/trip/track.gpx')).toMatchObject({ kind: 'file', url: '/base/trip/track.gpx' });
    expect(of('static/logo.avif')).toMatchObject({ width: 16, height: 16 });
    expect([...prepared.outputs.keys()].every((path) => path.startsWith('assets/'))).toBe(true);
    expect([...prepared.originals.keys()]).toContain('content/trip/photo.webp');
  });

  it('that are none, too large or moving are data, never an exception', async () => {
    const frames = await picture(10, 40).webp().toBuffer();
    const moving = await import('sharp').then(async ({ default: sharp }) =>
      sharp(await picture(10, 40).raw().toBuffer(), { raw: { width: 10, height: 40, channels: 3, pageHeight: 10 } })
        .gif()
        .toBuffer(),
    );
    site = await TestSite.make({
      'assets/text.png': 'this is no picture',
      'assets/empty.jpg': '',
      'assets/drawing.png': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'assets/text.svg': 'no drawing',
      'assets/cut.png': (await picture(40, 40).png().toBuffer()).subarray(0, 200),
      'assets/fine.webp': frames,
      'assets/moving.gif': moving,
      'assets/huge.png': hollowPng(20_000, 6_000),
    });
    const prepared = await site.prepare();
    expect(prepared.findings.map((f) => [f.code, f.file])).toEqual([
      ['image-unreadable', 'assets/drawing.png'],
      ['image-unreadable', 'assets/empty.jpg'],
      ['image-too-large', 'assets/huge.png'],
      ['image-unreadable', 'assets/text.png'],
      ['image-unreadable', 'assets/text.svg'],
    ]);
    const of = (name: string) => prepared.assets.find((asset) => asset.name === name);
    expect(of('text.png')).toMatchObject({ kind: 'image', width: null });
    expect(of('cut.png')).toMatchObject({ width: 40, height: 40 });
    expect(of('huge.png')).toMatchObject({ width: 20_000, height: 6_000, fixed: true });
    expect(of('moving.gif')).toMatchObject({ width: 10, height: 10, fixed: true });
    expect(of('fine.webp')?.fixed).toBeUndefined();
  });

  it('that have vanished or may not be read are said', async () => {
    site = await TestSite.make({ 'assets/a.png': 'x', 'assets/b.txt': 'b', 'assets/c.css': 'a{}' });
    await rm(join(site.root, 'assets/a.png'));
    await rm(join(site.root, 'assets/c.css'));
    if (process.getuid?.() !== 0) await chmod(join(site.root, 'assets/b.txt'), 0);
    const { findings, assets } = await site.prepare();
    expect(findings.filter((f) => f.code === 'file-unreadable').map((f) => f.cause)).toContain(
      join(site.root, 'assets/a.png'),
    );
    expect(assets.map((asset) => asset.name)).not.toContain('a.png');
  });
});

describe('a second build', () => {
  it('reads nothing twice and gives the same', async () => {
    site = await TestSite.make({
      'assets/main.css': 'a{background:url(p.png)} b{background:url(gone.png)}',
      'assets/main.js': 'import "./_x.js"; console.log(1)',
      'assets/_x.js': 'console.log(2)',
      'assets/p.png': await picture(8, 8).png().toBuffer(),
    });
    const first = await site.prepare();
    expect(site.ran).toEqual(['imageInfo']);
    const second = await site.prepare();
    expect(second).toEqual(first);
    expect(site.ran).toEqual(['imageInfo', 'hashFiles']);
    await rm(site.cacheFolder, { recursive: true });
    expect(await site.prepare()).toEqual(first);
    expect((await readdir(site.cacheFolder, { recursive: true })).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  it('notices every kind of change, as a build from nothing would', async () => {
    site = await TestSite.make({
      'assets/main.css': '@import "_a.css"; a{background:url(p.png)}',
      'themes/t/assets/_a.css': 'b{color:red}',
      'assets/main.js': 'import "./_x"; console.log(1)',
      'assets/_x.js': 'console.log(2)',
    });
    const edits: [string, string | Buffer][] = [
      ['assets/p.png', await picture(8, 8).png().toBuffer()],
      ['assets/p.png', await picture(8, 9).png().toBuffer()],
      ['assets/_a.css', 'b{color:green}'],
      ['assets/_x.ts', 'console.log(3 as number)'],
      ['assets/main.css', '@import "_a.css"; a{color:red}}'],
    ];
    await site.prepare();
    for (const [source, content] of edits) {
      await site.put(source, content);
      const kept = await site.prepare();
      const clean = await site.prepare({ cacheFolder: join(site.root, 'other', source.replaceAll('/', '-')) });
      expect(kept).toEqual(clean);
    }
    expect(textOf(await site.prepare(), 'main.js')).toContain('3');
  });

  it('survives a cache that was torn', async () => {
    site = await TestSite.make({ 'assets/main.css': 'a{color:red}', 'assets/p.svg': '<svg/>' });
    const first = await site.prepare();
    for (const file of await readdir(site.cacheFolder, { recursive: true })) {
      if (file.endsWith('.json')) await writeFile(join(site.cacheFolder, file), '{"format":1,"fi');
    }
    expect(await site.prepare()).toEqual(first);
  });
});
