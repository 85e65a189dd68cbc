import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openSite } from './open-site.ts';
import { testWorkerPath } from './testing/bundle-worker.ts';
import { engineOptions, putFiles, TEST_TIME, testSites } from './testing/site-folder.ts';
import type { BuildRequest, Site } from './types.ts';

const { site, removeAll } = testSites();
const opened: Site[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await removeAll();
});

async function open(root: string, workerPath = testWorkerPath): Promise<Site> {
  const one = await openSite(root, { ...engineOptions, workerPath });
  opened.push(one);
  return one;
}

function build(one: Site, more: Partial<BuildRequest> = {}, signal?: AbortSignal) {
  return one.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0, ...more }, signal);
}

function show(one: Site, source: string, text?: string) {
  return one.showPage({ page: { source }, texts: text === undefined ? [] : [{ file: source, text }], marks: false });
}

const A = 'content/a.md';

describe('what a page is shown by', () => {
  it('is nothing before the first build and after closing', async () => {
    const root = await site({ [A]: '# A\n' });
    const one = await open(root);
    expect(await show(one, A, '# B\n')).toMatchObject({ found: false, html: '', proofs: [] });
    expect(await one.file('index.html')).toBe(null);
    await build(one);
    expect(await show(one, A)).toMatchObject({ found: true, title: 'A' });
    await one.close();
    expect(await show(one, A)).toMatchObject({ found: false });
  });

  it('may be closed at any moment: what was asked before is answered', async () => {
    for (const wait of [0, 5, 30]) {
      const root = await site({ [A]: '# A\n' });
      const one = await openSite(root, { ...engineOptions, ownThread: false });
      await build(one, { workers: 1 });
      const shown = show(one, A, '# B\n');
      await new Promise((resolve) => setTimeout(resolve, wait));
      await one.close();
      expect(['', 'B']).toContain((await shown).title);
    }
  });

  it('is the last finished build while another one runs, and then that one, although it was stopped', async () => {
    const root = await site({ [A]: '# A\n', 'templates/page.njk': '{{ site.title }}' });
    const one = await open(root);
    await build(one);
    await putFiles(root, { 'site.yaml': 'title: Second\nurl: https://example.com/\n' });
    const stop = new AbortController();
    let during = Promise.resolve('');
    const second = build(
      one,
      {
        onEvent: (event) => {
          if (event.type !== 'phase-started' || event.phase !== 'render') return;
          during = show(one, A).then(({ html }) => html);
          stop.abort();
        },
      },
      stop.signal,
    );
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(await during).toBe('A Field Guide');
    expect((await show(one, A)).html).toBe('Second');
  });

  it('is by address as by document: generated pages and further pages of lists too', async () => {
    const files = Object.fromEntries(
      [1, 2, 3].map((i) => [`content/posts/${i}.md`, `---\ntitle: P${i}\ntags: [x]\n---\n`]),
    );
    const root = await site({
      ...files,
      'site.yaml': 'title: T\nurl: https://example.com/b/\npagination: { size: 2 }\n',
    });
    const one = await open(root);
    await build(one);
    for (const [url, output] of [
      ['/b/tags/x/', 'tags/x/index.html'],
      ['/b/posts/page/2/', 'posts/page/2/index.html'],
      ['/b/posts/page/2', 'posts/page/2/index.html'],
      ['/b/posts/1/index.html?q#f', 'posts/1/index.html'],
      ['/b/404.html', '404.html'],
    ] as const) {
      const shown = await one.showPage({ page: { url }, texts: [], marks: true });
      expect(shown).toMatchObject({ found: true, output });
    }
    const texts = [{ file: 'content/posts/3.md', text: '---\ntitle: Q\ntags: [x]\n---\n' }];
    const list = await one.showPage({ page: { url: '/b/posts/page/2/' }, texts, marks: false });
    expect(list.html).toContain('>Q<');
    expect(await one.showPage({ page: { url: '/b/gone/' }, texts, marks: false })).toMatchObject({ found: false });
  });

  it('is a change that reaches the page it is about and no build', async () => {
    const root = await site({ [A]: '# A\n\nSaved.\n' });
    const one = await open(root);
    await build(one);
    expect((await show(one, A, '# A\n\nUnsaved.\n')).html).toContain('Unsaved.');
    await build(one);
    expect(await readFile(join(root, 'public/a/index.html'), 'utf8')).toContain('Saved.');
    expect((await show(one, A)).html).toContain('Saved.');
  });

  it('says what a build says about the page', async () => {
    const text = '---\ntitel: A\n---\n[gone](./nowhere.md) ::odd{}\n\n::odd{}\n';
    const root = await site({ [A]: text, 'templates/page.njk': '{{ page.content }}{{ page.nope }}' });
    const one = await open(root);
    const report = await build(one);
    const shown = await show(one, A, text);
    const codes = ['key-misspelt', 'link-document-missing', 'embed-unknown', 'undefined-value'];
    const said = report.proofs.filter(({ code }) => codes.includes(code));
    expect(said.length).toBe(4);
    expect(shown.proofs).toEqual(said);
    const mended = await show(one, A, '---\ntitle: A\n---\nGood.\n');
    expect(mended.proofs.map(({ code }) => code)).toEqual(['undefined-value']);
    expect(structuredClone(shown)).toEqual(shown);
  });
});

describe('a page that cannot be shown as it should', () => {
  it('is degraded when its design fails, and whole again when the text is mended', async () => {
    const root = await site({ [A]: '# A\n\nText.\n', 'templates/page.njk': '<p>{{ page.title | nosuch }}' });
    const one = await open(root);
    await build(one);
    const shown = await one.showPage({ page: { source: A }, texts: [], marks: true });
    expect(shown).toMatchObject({ found: true, degraded: true, title: 'A' });
    expect(shown.html).toContain('<p data-galley-at="content/a.md:3">Text.</p>');
    const texts = [{ file: 'templates/page.njk', text: '<p>{{ page.title | upper }}' }];
    expect(await one.showPage({ page: { source: A }, texts, marks: false })).toMatchObject({
      degraded: false,
      html: '<p>A',
    });
  });

  it('has no page when its text cannot be read; an unsaved text that can be read is shown', async () => {
    const root = await site({ 'content/b.md': '# B\n' });
    await writeFile(join(root, A), new Uint8Array([0xff, 0xfe, 0]));
    const one = await open(root);
    await build(one);
    const shown = await show(one, A);
    expect(shown).toMatchObject({ found: false, source: A, state: 'unreadable' });
    expect(shown.proofs.map(({ code }) => code)).toEqual(['document-not-text']);
    expect(await show(one, A, '# Mended\n')).toMatchObject({ found: true, title: 'Mended' });
    expect(await show(one, 'content/b.md', 'a\0b')).toMatchObject({ found: false, state: 'unreadable' });
  });

  it('keeps the site as it was while settings and data are half typed', async () => {
    const root = await site({
      [A]: '# A\n',
      'data/x.yaml': 'y: 1\n',
      'templates/page.njk': '{{ site.title }} {{ data.x.y }}',
    });
    const one = await open(root);
    await build(one);
    const typed = (file: string, text: string) =>
      one.showPage({ page: { source: A }, texts: [{ file, text }], marks: false });
    expect((await typed('site.yaml', 'title: [')).html).toBe('A Field Guide 1');
    expect((await typed('site.yaml', 'title: New\nurl: https://example.com/\n')).html).toBe('New 1');
    expect(await typed('data/x.yaml', 'y: [')).toMatchObject({ found: true, html: 'A Field Guide ' });
  });

  it('takes its thread with it, and the next one is shown all the same', async () => {
    const root = await site({ [A]: '# A\n', 'content/b.md': '# B\n' });
    const worker = join(root, 'deadly.mjs');
    const real = JSON.stringify(pathToFileURL(testWorkerPath).href);
    await writeFile(
      worker,
      `import * as real from ${real};
export * from ${real};
export function showPage(task) { if (task.bodies.length > 0) process.exit(7); return real.showPage(task); }
export function parseText(task) { if (task.text.includes('deadly')) process.exit(7); return real.parseText(task); }
`,
    );
    const one = await open(root, worker);
    await build(one);
    const shown = await show(one, A, '# A\n\nNew.\n');
    expect(shown).toMatchObject({ found: true, degraded: true, title: 'A' });
    expect(shown.proofs.map(({ code }) => code)).toEqual(['worker-lost']);
    expect(await show(one, A, 'deadly')).toMatchObject({ found: false, state: 'unreadable' });
    expect(await show(one, 'content/b.md')).toMatchObject({ found: true, degraded: false });
  });
});
