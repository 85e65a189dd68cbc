/** Names, links, pictures and folders that are wrong, odd or in the way. */
import { rmSync } from 'node:fs';
import { access, chmod, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { openSite } from './open-site.ts';
import { BadSites, type Files } from './testing/bad-site.ts';
import { engineOptions, putFiles, TEST_TIME } from './testing/site-folder.ts';

const sites = new BadSites();
afterEach(() => sites.remove());

const text = (title: string) => `---\ntitle: ${JSON.stringify(title)}\n---\nText of ${title}.\n`;

describe('names', () => {
  it('of every kind become pages that links reach', async () => {
    const names = [
      'a b',
      'a#b',
      'a%b',
      'a%20b',
      'a?b',
      '🐦',
      'é',
      'ß',
      "it's",
      'a&b',
      '<b>',
      'a"b',
      '日本語',
      '-',
      'constructor',
      '__proto__',
    ];
    const files: Files = {};
    names.forEach((name, i) => {
      files[`content/odd/${name}.md`] = text(`no. ${i}`);
    });
    const links = names.map((name) => `[x](<./odd/${encodeURIComponent(name)}.md>)`);
    files['content/list.md'] = `See:\n\n${links.join('\n\n')}\n`;
    const { tree, rows } = await sites.build(files);
    const pages = Object.values(tree);
    names.forEach((name, i) => {
      const count = pages.filter((page) => page.includes(`<p>Text of no. ${i}.</p>`)).length;
      expect(count, name).toBe(1);
    });
    // a"b, a#b, a%b, a&b and a?b all want the address of “a b”.
    expect(rows.filter((row) => !row.startsWith('name-'))).toHaveLength(5);
  });

  it('of bundles, pictures and files alike', async () => {
    const picture = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#246' } })
      .png()
      .toBuffer();
    const names = ['a b.png', 'a#b.png', 'a%b.png', 'a?b.png', '🐦.png', "it's.png", 'a&b.png', '<b>.png'];
    const files: Files = {};
    for (const name of names) {
      files[`content/odd one/${name}`] = picture;
      files[`static/s ${name}`] = picture;
      files[`assets/t ${name}`] = picture;
    }
    const images = names.map((name) => encodeURIComponent(name));
    files['content/odd one/index.md'] = [
      'Pictures.',
      ...images.map((name) => `![Alt](<${name}>)`),
      ...images.map((name) => `<img src="/birds/s%20${name}" alt="Alt">`),
    ].join('\n\n');
    const { rows, tree } = await sites.build(files);
    expect(rows.filter((row) => !/^name-risky|^asset-unused/.test(row))).toEqual([]);
    for (const name of names) expect(tree).toHaveProperty([`odd-one/${name}`]);
  });

  it('that are one to some computers are said, and no page is lost', async () => {
    const { tree, rows } = await sites.build({
      'content/twins/caf\u00e9.md': text('composed'),
      'content/twins/cafe\u0301.md': text('decomposed'),
      'content/twins/About.md': text('upper'),
      'content/twins/about.md': text('lower'),
      'content/twins/con.md': text('reserved'),
      'content/twins/nul.md': text('nothing'),
    });
    const all = Object.values(tree).join('');
    for (const title of ['composed', 'decomposed', 'upper', 'lower', 'reserved', 'nothing'])
      expect(all).toContain(`Text of ${title}.`);
    expect(rows.map((row) => row.split(' ')[0]).sort()).toEqual([
      'name-risky',
      'name-risky',
      'name-twins',
      'name-twins',
      'url-twice',
      'url-twice',
    ]);
  });

  it('of 255 bytes, and paths of thousands', async () => {
    const long = 'n'.repeat(252);
    const deep = Array.from({ length: 15 }, (_, i) => `${'d'.repeat(180)}${i}`).join('/');
    const { rows, tree } = await sites.build({
      [`content/${long}.md`]: text('long'),
      [`content/${'é'.repeat(126)}.md`]: text('longer'),
      [`content/${deep}/page.md`]: text('deep'),
      'content/slug.md': `---\ntitle: slug\nslug: ${'s'.repeat(5000)}\n---\nText of slug.\n`,
      'content/term.md': `---\ntitle: term\ntags: [${'t'.repeat(5000)}]\n---\nText of term.\n`,
    });
    const all = Object.values(tree).join('');
    for (const title of ['long', 'longer', 'deep', 'slug', 'term']) expect(all).toContain(`Text of ${title}.`);
    expect(rows).toEqual([]);
  });

  it('that no file system takes together are said', async () => {
    const url = `/${Array.from({ length: 30 }, () => 'x'.repeat(200)).join('/')}/`;
    const { rows, report } = await sites.build({
      'content/far.md': `---\ntitle: Far\nurl: ${url}\n---\nText of far.\n`,
    });
    // Lists lead to where the page should be.
    expect(rows).toEqual(['path-too-long', 'link-broken']);
    expect(report.proofs[0]?.pages).toHaveLength(1);
    expect(report.verdict).toBe('errors');
  });

  it('of 300 folders in one another', async () => {
    const deep = Array.from({ length: 300 }, (_, i) => `d${i}`).join('/');
    const { tree } = await sites.build({ [`content/${deep}/page.md`]: text('deep') });
    expect(tree[`${deep}/page/index.html`]).toContain('Text of deep.');
  });
});

describe('symbolic links', () => {
  it('out of the site and in circles are left out', async () => {
    const { rows, tree } = await sites.build({ 'content/in/a.md': text('inside') }, {}, async (root) => {
      await symlink('/etc', join(root, 'content/etc'));
      await symlink('/etc/hostname', join(root, 'static/hostname'));
      await symlink('/etc/hostname', join(root, 'content/secret.md'));
      await symlink('..', join(root, 'content/in/up'));
      await symlink('self', join(root, 'content/self'));
      await symlink('gone.md', join(root, 'content/lost.md'));
      await symlink('in', join(root, 'content/again'));
    });
    expect(rows).toEqual(
      [
        'content/again/up',
        'content/etc',
        'content/in/up',
        'content/lost.md',
        'content/secret.md',
        'content/self',
        'static/hostname',
      ]
        .map((file) => `link-outside ${file}`)
        .concat('title-twice content/again/a.md:2'),
    );
    expect(tree['in/a/index.html']).toContain('Text of inside.');
    expect(tree['again/a/index.html']).toContain('Text of inside.');
    expect(Object.keys(tree).filter((path) => /hostname|secret|etc/.test(path))).toEqual([]);
  });

  it('in the output folder do not lead writes out of it', async () => {
    const root = await sites.make({ 'content/a/b.md': text('b') });
    const elsewhere = await sites.make({});
    await sites.buildAgain(root);
    await rm(join(root, 'public/a'), { recursive: true });
    await symlink(elsewhere, join(root, 'public/a'));
    expect((await sites.buildAgain(root)).rows).toContain('foreign-file');
    await putFiles(elsewhere, { 'b/index.html': 'not ours' });
    await rm(join(root, 'content/a'), { recursive: true });
    await sites.buildAgain(root);
    expect(await readFile(join(elsewhere, 'b/index.html'), 'utf8')).toBe('not ours');
  });
});

describe('pictures', () => {
  const bundle = (picture: Uint8Array | string): Files => ({
    'content/trip/index.md': '---\ntitle: Trip\n---\nText of trip.\n\n![A boat](boat.png)\n',
    'content/trip/boat.png': picture,
  });

  it.each([
    ['that are none', 'not a picture'],
    ['that are empty', ''],
    ['of noise', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256))],
  ])('%s are said', async (_, picture) => {
    const { rows, tree } = await sites.build(bundle(picture));
    expect(rows).toEqual(['image-unreadable content/trip/boat.png']);
    expect(tree['trip/index.html']).toContain('Text of trip.');
    expect(tree).toHaveProperty(['trip/boat.png']);
  });

  it('cut off in the middle are said, and shown as they are', async () => {
    const noise = Buffer.from(Array.from({ length: 1200 * 800 * 3 }, (_, i) => (i * i * 31) % 251));
    const whole = await sharp(noise, { raw: { width: 1200, height: 800, channels: 3 } })
      .png()
      .toBuffer();
    const { rows, tree } = await sites.build(bundle(whole.subarray(0, whole.length / 2)));
    expect(rows).toEqual(['image-encode-failed content/trip/boat.png']);
    expect(tree['trip/boat.png']?.length).toBe(Math.floor(whole.length / 2));
  });

  it('of 20,000 pixels a side are used as they are', async () => {
    const huge = await readFile(
      join(import.meta.dirname, '../../../examples/broken/image-too-large/content/boat/boat.png'),
    );
    const { rows, tree } = await sites.build(bundle(huge));
    expect(rows).toContain('image-too-large content/trip/boat.png');
    expect(tree['trip/index.html']).toMatch(/width="[0-9]{5}"/);
  });
});

describe('what is in the way', () => {
  it('a folder where a page should be a file, and a file where it should be a folder', async () => {
    const root = await sites.make({ 'content/a.md': text('a'), 'content/b.md': text('b') });
    await sites.buildAgain(root);
    for (const path of ['public/a/index.html', 'public/b/index.html', 'public/b'])
      await rm(join(root, path), { recursive: true });
    await putFiles(root, { 'public/a/index.html/mine.txt': 'mine', 'public/b': 'mine too' });
    const { rows } = await sites.buildAgain(root);
    expect(rows).toEqual(['foreign-file', 'foreign-file', 'link-broken', 'link-broken']);
    expect(await readFile(join(root, 'public/a/index.html/mine.txt'), 'utf8')).toBe('mine');
    expect(await readFile(join(root, 'public/b'), 'utf8')).toBe('mine too');
  });

  it('the same in a folder that is taken over', async () => {
    const root = await sites.make({
      'content/a.md': text('a'),
      'content/b.md': text('b'),
      'public/a/index.html/mine.txt': 'mine',
      'public/b': 'mine too',
    });
    const { rows } = await sites.buildAgain(root, { adopt: true });
    expect(rows).toEqual(['foreign-file', 'foreign-file', 'link-broken', 'link-broken']);
    expect(await readFile(join(root, 'public/a/index.html/mine.txt'), 'utf8')).toBe('mine');
  });

  it('resources and static files at the address of a page', async () => {
    const { rows, tree } = await sites.build({
      'content/trip/index.md': text('trip'),
      'content/trip/index.html': 'resource',
      'static/index.html': 'static',
      'static/kept/index.html/x.txt': 'below a page',
      'static/posts': 'a file where a section is',
      'static/sitemap.xml': '<own/> sitemap',
    });
    expect(rows).toEqual([
      'path-twice content/trip/index.html',
      'path-twice static/index.html',
      'path-twice static/kept/index.html/x.txt',
      'path-twice static/posts',
    ]);
    expect(tree['trip/index.html']).toContain('Text of trip.');
    expect(tree['sitemap.xml']).toBe('<own/> sitemap');
  });

  it('folders of the site as its output are refused before anything is written', async () => {
    for (const out of [
      '.',
      '..',
      'content',
      'content/public',
      'static',
      'templates/x',
      'assets',
      'data',
      '.galley',
      '.galley/x',
      '/',
      'themes',
    ]) {
      const root = await sites.make({ 'templates/x.njk': 'x' });
      await expect(sites.buildAgain(root, { out }), out).rejects.toMatchObject({
        name: 'CannotBuild',
        code: 'out-in-sources',
      });
      await expect(sites.buildAgain(root, { out, adopt: true }), out).rejects.toMatchObject({ code: 'out-in-sources' });
      await expect(access(join(root, 'index.html'))).rejects.toThrow();
      await expect(access(join(root, 'content/index.html'))).rejects.toThrow();
    }
  });

  it('and so are they by another name', async () => {
    const root = await sites.make({});
    await symlink('content', join(root, 'finished'));
    await expect(sites.buildAgain(root, { out: 'finished' })).rejects.toMatchObject({ code: 'out-in-sources' });
    await putFiles(root, { 'file.txt': 'x' });
    await expect(sites.buildAgain(root, { out: 'file.txt' })).rejects.toMatchObject({ name: 'CannotBuild' });
    expect(await readFile(join(root, 'file.txt'), 'utf8')).toBe('x');
  });
});

describe('sources that go or close while a build looks at them', () => {
  it('a document that is deleted after it was found', async () => {
    const root = await sites.make({ 'content/gone.md': text('gone') });
    const site = await openSite(root, engineOptions);
    const report = await site.build({
      ...{ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 },
      onEvent: (event) => {
        if (event.type === 'phase-finished' && event.timing.phase === 'discover') rmSync(join(root, 'content/gone.md'));
      },
    });
    await site.close();
    expect(report.proofs.map(({ code, file }) => [code, file])).toEqual([['document-unreadable', 'content/gone.md']]);
    expect(report.counts.degraded).toBe(0);
  });

  it('files that are deleted before they are copied', async () => {
    const root = await sites.make({
      'static/gone.txt': 'x',
      'content/trip/index.md': text('trip'),
      'content/trip/gone.bin': 'x',
    });
    const site = await openSite(root, engineOptions);
    const report = await site.build({
      ...{ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 },
      onEvent: (event) => {
        if (event.type !== 'phase-started' || event.phase !== 'render') return;
        for (const path of ['static/gone.txt', 'content/trip/gone.bin']) rmSync(join(root, path));
      },
    });
    await site.close();
    expect(report.proofs.map(({ code }) => code)).toEqual(['file-unreadable', 'file-unreadable']);
  });

  it.skipIf(process.getuid?.() === 0)('files that may not be read (root may read everything)', async () => {
    const { rows } = await sites.build(
      { 'content/shut.md': text('shut'), 'static/shut.txt': 'x' },
      {},
      async (root) => {
        await chmod(join(root, 'content/shut.md'), 0);
        await chmod(join(root, 'static/shut.txt'), 0);
      },
    );
    expect(rows).toContain('document-unreadable content/shut.md');
  });

  it('files that are written-protected are only read', async () => {
    const { rows } = await sites.build({ 'content/fixed.md': text('fixed') }, {}, (root) =>
      chmod(join(root, 'content/fixed.md'), 0o444),
    );
    expect(rows).toEqual([]);
  });

  it('a folder with the name of a document', async () => {
    const { rows, tree } = await sites.build({
      'content/folder.md/page.md': text('within'),
      'data/x.yaml/y.yaml': 'a: 1\n',
      'templates/page.njk/x.njk': '',
    });
    expect(rows).toEqual([]);
    expect(Object.values(tree).join('')).toContain('Text of within.');
  });
});
