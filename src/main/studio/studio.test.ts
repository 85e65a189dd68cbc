import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeSite, putFiles, removeSite } from '../engine/testing/site-folder.ts';
import { connectWindow, testStudio } from './testing/connect.ts';

const sites: string[] = [];
const studios: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of studios.splice(0)) await remove();
  for (const root of sites.splice(0)) await removeSite(root);
});

async function site(files: Record<string, string | null> = {}): Promise<string> {
  const root = await makeSite({
    'site.yaml': 'title: A Field Guide\nurl: https://example.com/birds/\n',
    'content/_index.md': '---\ntitle: Home\n---\nWelcome.\n',
    'content/about.md': '---\ntitle: About\n---\nWho we are.\n',
    'content/posts/first.md': '---\ntitle: First\n---\nThe first one.\n',
    ...files,
  });
  sites.push(root);
  return root;
}

async function studio(options: Parameters<typeof testStudio>[0] = {}) {
  const made = await testStudio(options);
  studios.push(made.remove);
  return made;
}

describe('opening a site', () => {
  it('builds it, and tells of its pages, proofs and verdict', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site();
    const snapshot = await window.ask('session.open', { root });
    expect(snapshot.site).toMatchObject({
      root,
      title: 'A Field Guide',
      basePath: '/birds/',
      mine: false,
      tour: false,
    });
    const built = await window.event('built');
    expect(built.build.pages).toBeGreaterThanOrEqual(4);
    await window.event('state', ({ state }) => state.kind === 'good' || state.kind === 'to-fix');
    const { rows, version } = await window.ask('pages.rows', { offset: 0, limit: 100 });
    expect(rows.slice(0, 4).map(({ id, depth }) => [id, depth])).toEqual([
      ['content/_index.md', 0],
      ['content/about.md', 0],
      ['content/posts/', 0],
      ['content/posts/first.md', 1],
    ]);
    expect(version).toBeGreaterThan(0);
    expect(window.title).toBe('A Field Guide');
    expect(window.seqs).toEqual(window.seqs.map((_seq, at) => at + 1));
  });

  it('shows the tree of last time at once, before the site is built again', async () => {
    const before = await studio();
    const first = connectWindow(before.studio);
    const root = await site();
    await first.ask('session.open', { root });
    await first.event('built');
    const all = { offset: 0, limit: 100 };
    const { rows } = await first.ask('pages.rows', all);
    await before.studio.close();
    const { studio: after } = await studio({ home: before.options.home });
    const second = connectWindow(after);
    await second.ask('session.open', { root });
    expect(await second.ask('pages.rows', all)).toMatchObject({ known: 'remembered', rows });
  });

  it('begins when a window comes up for it', async () => {
    const { studio: one } = await studio();
    const root = await site();
    const window = connectWindow(one, root);
    await vi.waitFor(() => readFile(join(root, 'public/about/index.html')), 10_000);
    expect((await window.ask('session.open', { root })).site.root).toBe(root);
  });

  it('says what is wrong when the window asks, too', async () => {
    const { studio: one, folder } = await studio();
    const root = join(folder, 'gone');
    const window = connectWindow(one, root);
    await expect(window.ask('session.open', { root })).rejects.toMatchObject({ code: 'gone' });
  });

  it('tells which rows of the tree changed, as long as there are as many', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site();
    await window.ask('session.open', { root });
    await window.event('state', ({ state }) => state.kind === 'good' || state.kind === 'to-fix');
    const { version } = await window.ask('pages.rows', { offset: 0, limit: 100 });
    const built = window.events.length;
    await writeFile(join(root, 'content/about.md'), '---\ntitle: Quite other\n---\nWords.\n');
    await window.event('built', () => true, built);
    const news = await window.ask('pages.news', { since: version });
    expect(news?.rows.map(([at, { id, title }]) => [at, id, title])).toEqual([[1, 'content/about.md', 'Quite other']]);
    const again = window.events.length;
    await writeFile(join(root, 'content/new.md'), '# New\n');
    await window.event('built', () => true, again);
    expect(await window.ask('pages.news', { since: version })).toBe(null);
    expect(await window.ask('pages.news', { since: 12345 })).toBe(null);
  });

  it('shows a page with its unsaved text in the preview, and saves it', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const { site: info } = await window.ask('session.open', { root: await site() });
    await window.event('built');
    const opened = await window.ask('documents.open', { file: 'content/about.md' });
    expect(opened).toMatchObject({ mode: 'markdown', readOnly: null, url: '/birds/about/', saved: true });
    const at = opened.text.indexOf('Who');
    const changes = [{ from: at, to: at + 3, insert: 'Wherever' }];
    await window.ask('documents.edit', { file: opened.file, version: opened.version, client: 'tab', seq: 1, changes });
    expect(await window.event('unsaved')).toMatchObject({ files: ['content/about.md'] });
    const key = new URL(info.previewOrigin).hostname.split('.')[0] as string;
    const answer = await one.preview(key, new Request(`${info.previewOrigin}/birds/about/`));
    expect(await answer.text()).toContain('Wherever we are.');
    const before = window.events.length;
    await window.ask('documents.save', { file: null });
    await window.event('unsaved', ({ files }) => files.length === 0);
    // Saved, and not built yet.
    const saved = await one.preview(key, new Request(`${info.previewOrigin}/birds/about/`));
    expect(await saved.text()).toContain('Wherever we are.');
    await window.event('built', () => true, before);
  });

  it('gives its previews another origin when a page holds up the first; the old name leads nowhere then', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const other = connectWindow(one);
    const { site: info } = await window.ask('session.open', { root: await site() });
    await other.ask('session.open', { root: info.root });
    await window.event('built');
    await window.ask('preview.renew', {});
    const { site: renewed } = await window.event('site', (event) => event.site.previewOrigin !== info.previewOrigin);
    expect(await other.event('site', (event) => event.site.previewOrigin === renewed.previewOrigin)).toBeTruthy();
    const shown = async (origin: string): Promise<number> => {
      const key = new URL(origin).hostname.split('.')[0] as string;
      return (await one.preview(key, new Request(`${origin}/birds/about/`))).status;
    };
    expect(await shown(renewed.previewOrigin)).toBe(200);
    expect(await shown(info.previewOrigin)).toBe(404);
  });
});

describe('a folder that cannot be opened', () => {
  it.each([
    ['gone', async (folder: string) => join(folder, 'nowhere')],
    ['not-a-site', async (folder: string) => folder],
    [
      'not-a-site',
      async (folder: string) => {
        await writeFile(join(folder, 'a.txt'), '');
        return join(folder, 'a.txt');
      },
    ],
    ['refused', async () => 'relative/path'],
  ])('answers %s', async (code, make) => {
    const { studio: one, folder } = await studio();
    const window = connectWindow(one);
    await mkdir(join(folder, 'x'));
    await expect(window.ask('session.open', { root: await make(join(folder, 'x')) })).rejects.toMatchObject({ code });
  });

  it('opens with settings that cannot be read, says so, and builds when they are mended', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site({ 'site.yaml': 'title: [\n' });
    await window.ask('session.open', { root });
    await window.event('state', ({ state }) => state.kind === 'could-not-run' && state.code === 'site-unreadable');
    await putFiles(root, { 'site.yaml': 'title: Mended\nurl: https://example.com/\n' });
    expect((await window.event('site')).site.title).toBe('Mended');
    await window.event('built');
  });

  it('notices that the folder went away', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site();
    await window.ask('session.open', { root });
    await window.event('built');
    await rm(root, { recursive: true });
    await window.event('state', ({ state }) => state.kind === 'folder-gone');
    await putFiles(root, { 'site.yaml': 'title: Back\nurl: https://example.com/\n' });
    await window.event('site', ({ site: info }) => info.title === 'Back');
  });
});

describe('a proof and its fix', () => {
  it('is mended, listed as a change, and taken back', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site({ 'content/about.md': '---\ntitel: About\n---\nWho we are.\n' });
    await window.ask('session.open', { root });
    await window.event('built');
    const { rows } = await window.ask('proofs.list', { filter: { code: 'key-misspelt' }, offset: 0, limit: 10 });
    const [proof] = rows;
    expect(proof).toMatchObject({ fixable: true, file: 'content/about.md', line: 2 });
    const { fixes } = await window.ask('proofs.read', { id: proof!.id });
    const request = { proof: proof!.id, fix: fixes[0]!.id, inputs: {} };
    const preview = await window.ask('fixes.preview', request);
    expect(preview.files[0]?.hunks[0]?.after.join('\n')).toContain('title: About');
    const from = window.events.length;
    const change = await window.ask('fixes.apply', { ...request, confirmed: false });
    expect((await window.event('changes', () => true, from)).changes).toMatchObject([{ id: change.id, undone: false }]);
    await window.event('built', () => true, from);
    const after = await window.ask('proofs.list', { filter: { code: 'key-misspelt' }, offset: 0, limit: 10 });
    expect(after.total).toBe(0);
    await window.ask('changes.undo', { id: change.id });
    await window.event('changes', ({ changes }) => changes[0]?.undone === true, from);
    expect(await readFile(join(root, 'content/about.md'), 'utf8')).toBe('---\ntitel: About\n---\nWho we are.\n');
  });
});

describe('two windows', () => {
  it('show one site: both hear of it, the second follows the text and takes it over', async () => {
    const { studio: one } = await studio();
    const root = await site();
    const [first, second] = [connectWindow(one), connectWindow(one)];
    await first.ask('session.open', { root });
    await second.ask('session.open', { root });
    expect(first.focused).toBe(1);
    await Promise.all([first.event('built'), second.event('built')]);
    const file = 'content/about.md';
    const mine = await first.ask('documents.open', { file });
    expect((await second.ask('documents.open', { file })).readOnly?.reason).toBe('other-window');
    const changes = [{ from: mine.text.length, to: mine.text.length, insert: 'More.' }];
    await first.ask('documents.edit', { file, version: mine.version, client: 'a', seq: 1, changes });
    const edited = await second.event('document', ({ event }) => event.type === 'edited');
    expect(edited.event).toMatchObject({ changes });
    expect(first.events.some((event) => event.type === 'document' && event.event.type === 'edited')).toBe(false);
    expect((await second.ask('documents.takeOver', { file })).readOnly).toBeNull();
    await first.event('document', ({ event }) => event.type === 'owner' && !event.yours);
    second.connection.close();
    expect((await first.ask('documents.takeOver', { file })).readOnly).toBeNull();
  });
});

describe('settings and fields', () => {
  it('are written in place, checked first, and refused where the text is broken', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site({ 'site.yaml': '# ours\ntitle: A Field Guide # said\nurl: https://example.com/birds/\n' });
    await window.ask('session.open', { root });
    await window.event('built');
    const { fields } = await window.ask('settings.read', {});
    expect(fields.map(({ key, written, line }) => [key, written, line])).toEqual([
      ['title', true, 2],
      ['url', true, 3],
      ['language', false, null],
      ['description', false, null],
      ['timezone', false, null],
      ['theme', false, null],
    ]);
    await window.ask('settings.write', { key: 'title', value: 'Birds: all' });
    await window.event('site', ({ site: info }) => info.title === 'Birds: all');
    expect(await readFile(join(root, 'site.yaml'), 'utf8')).toMatch(/^# ours\ntitle: ["']Birds: all["'] # said\nurl:/);
    for (const [key, value] of [
      ['title', ' '],
      ['url', 'example'],
      ['language', 'not a code'],
      ['timezone', 'Nowhere/At all'],
      ['theme', '../x'],
    ] as const) {
      await expect(window.ask('settings.write', { key, value })).rejects.toMatchObject({ code: 'refused' });
    }
    const file = 'content/about.md';
    const { text } = await window.ask('documents.open', { file });
    expect(await window.ask('documents.form', { file })).toMatchObject({ form: { title: 'About' }, closed: null });
    const field = await window.ask('documents.field', { file, field: 'draft', value: true });
    expect(field.changes).toHaveLength(1);
    expect(text).toContain('title: About');
  });
});

describe('new pages', () => {
  it('get a free name from their title, in the script that it is in', async () => {
    const { studio: one } = await studio();
    const window = connectWindow(one);
    const root = await site();
    await window.ask('session.open', { root });
    await window.event('built');
    expect(await window.ask('pages.create', { section: 'posts', title: 'Über Vögel' })).toEqual({
      file: 'content/posts/über-vögel.md',
    });
    const again = await window.ask('pages.create', { section: '/posts/', title: 'Über Vögel' });
    expect(again.file).toBe('content/posts/über-vögel-2.md');
    expect(await readFile(join(root, again.file), 'utf8')).toMatch(
      /^---\ntitle: Über Vögel\ndate: \d{4}-\d\d-\d\d\n---\n\n$/,
    );
    expect((await window.ask('pages.create', { section: '', title: 'Index' })).file).toBe('content/index-page.md');
    await expect(window.ask('pages.create', { section: '../..', title: 'x' })).rejects.toMatchObject({
      code: 'refused',
    });
    await window.event('pages');
    await window.event('built', () => true, window.events.length);
    const { rows } = await window.ask('pages.rows', { offset: 0, limit: 100 });
    expect(rows.map(({ title }) => title)).toContain('Über Vögel');
  });
});
