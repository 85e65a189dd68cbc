import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultUiState } from '../../../shared/contract/home.ts';
import { putFiles, readTree } from '../../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from '../testing/connect.ts';
import type { Studio, StudioOptions } from '../types.ts';
import { HomeStore } from './home-store.ts';

let studio: Studio;
let options: StudioOptions;
let folder: string;
let remove: () => Promise<void>;
let window: TestWindow;

beforeEach(async () => {
  ({ studio, options, folder, remove } = await testStudio());
  window = connectWindow(studio);
});
afterEach(() => remove());

describe('what outlives a window', () => {
  it('is there for the next one', async () => {
    const ui = { ...defaultUiState, theme: 'dark' as const };
    await window.ask('home.write', { ui });
    expect(connectWindow(studio).hello.ui.theme).toBe('dark');
    expect(new HomeStore(options.home).ui).toEqual(ui);
  });

  it('begins anew from a damaged file, which is kept', async () => {
    for (const damaged of ['{"ui": ', 'null', '[1]', '"x"']) {
      await writeFile(join(options.home, 'home.json'), damaged);
      const home = new HomeStore(options.home);
      expect([home.ui, home.recents, home.isMine('/x')]).toEqual([defaultUiState, [], false]);
    }
    expect((await readdir(options.home)).some((name) => name.startsWith('home.json.damaged-'))).toBe(true);
  });

  it('keeps what can be read of an older one', async () => {
    const recents = [{ root: folder, title: 'A', opened: '2026-01-01T00:00:00.000Z' }];
    await writeFile(join(options.home, 'home.json'), JSON.stringify({ ui: { theme: 'pink' }, recents, more: 1 }));
    const home = new HomeStore(options.home);
    expect(home.ui).toEqual(defaultUiState);
    expect(home.recents).toEqual([{ ...recents[0], present: true }]);
  });

  it('lists sites that were open, and forgets those that are to be forgotten', async () => {
    const { root } = await window.ask('sites.create', { starter: 'journal', title: 'My Notes', folder: null });
    await window.ask('session.open', { root });
    expect((await window.ask('home.read', {})).recents).toMatchObject([{ root, title: 'My Notes', present: true }]);
    await window.ask('session.close', {});
    await rm(root, { recursive: true, maxRetries: 5, retryDelay: 100 });
    expect((await window.ask('home.read', {})).recents).toMatchObject([{ present: false }]);
    await window.ask('home.forget', { root });
    expect((await window.ask('home.read', {})).recents).toEqual([]);
  });
});

describe('a new site', () => {
  it('is a copy of a starter, under its title, and the writer’s own', async () => {
    const { starters } = await window.ask('home.read', {});
    expect(starters.map(({ name }) => name)).toContain('journal');
    expect(starters.map(({ name }) => name)).not.toContain('tour');
    const { root } = await window.ask('sites.create', { starter: 'journal', title: 'Tea: “notes”', folder: null });
    expect(root).toBe(join(options.sitesFolder, 'tea-notes'));
    const settings = await readFile(join(root, 'site.yaml'), 'utf8');
    expect(settings).toContain('title: "Tea: “notes”"\n');
    expect(settings).toContain('# Everything here can be changed.');
    expect(await readdir(root)).not.toContain('public');
    expect((await window.ask('session.open', { root })).site).toMatchObject({ title: 'Tea: “notes”', mine: true });
    const second = await window.ask('sites.create', { starter: 'journal', title: 'Tea: “notes”', folder: null });
    expect(second.root).toBe(join(options.sitesFolder, 'tea-notes-2'));
  });

  it('is never made over something', async () => {
    await putFiles(folder, { 'full/a.txt': 'a' });
    const ask = (starter: string, at: string | null) =>
      window.ask('sites.create', { starter, title: 'T', folder: at === null ? null : join(folder, at) });
    await expect(ask('journal', 'full')).rejects.toMatchObject({ code: 'refused' });
    await expect(ask('journal', 'full/a.txt')).rejects.toMatchObject({ code: 'cannot' });
    await expect(ask('../broken', null)).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask('tour', null)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readTree(join(folder, 'full'))).toEqual({ 'a.txt': 'a' });
    await mkdir(join(folder, 'empty'));
    expect(await ask('journal', 'empty')).toEqual({ root: join(folder, 'empty') });
  });
});

describe('a folder that becomes a site', () => {
  it.each([
    ['its own content', { 'content/a.md': 'A' }, 'title: Mine\n'],
    [
      'one folder of texts',
      { 'texts/deep/a.md': 'A', 'pictures/a.png': '' },
      'title: Mine\nfolders:\n  content: texts\n',
    ],
    ['nothing yet', {}, 'title: Mine\n'],
  ])('with %s gets its settings there', async (_name, files, settings) => {
    await putFiles(folder, { mine: null });
    await putFiles(join(folder, 'mine'), files);
    const { root } = await window.ask('sites.adopt', { root: join(folder, 'mine'), title: 'Mine' });
    expect(await readTree(root)).toEqual({ ...files, 'site.yaml': settings });
    await expect(window.ask('sites.adopt', { root, title: 'Again' })).rejects.toMatchObject({ code: 'refused' });
  });

  it('with texts in it stays as it is: the site gets a folder that names it', async () => {
    await putFiles(folder, { 'mine/first.md': '# First\n', 'mine/more/second.md': '# Second\n' });
    const texts = join(folder, 'mine');
    const { root } = await window.ask('sites.adopt', { root: texts, title: 'Mine' });
    expect(root).toBe(join(options.sitesFolder, 'mine'));
    await window.ask('session.open', { root });
    await window.event('built');
    const { rows } = await window.ask('pages.rows', { offset: 0, limit: 10 });
    expect(rows.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['content/first.md', 'content/more/', 'content/more/second.md']),
    );
    const { text } = await window.ask('documents.open', { file: 'content/first.md' });
    expect(text).toBe('# First\n');
    expect(await readTree(texts)).toEqual({ 'first.md': '# First\n', 'more/second.md': '# Second\n' });
  });
});

describe('a site of somebody else', () => {
  it('does not read outside its folder, nor go online, until it is said to be the writer’s', async () => {
    await putFiles(folder, {
      'secret/private.md': '# Private\n',
      'theirs/site.yaml': 'title: Theirs\nurl: https://example.com/\nfolders: { content: ../secret }\n',
    });
    const { site } = await window.ask('session.open', { root: join(folder, 'theirs') });
    expect(site.mine).toBe(false);
    const { state } = await window.event('state', (event) => event.state.kind === 'could-not-run');
    expect(state).toMatchObject({ code: 'folders-outside', message: expect.stringContaining(join(folder, 'secret')) });
    await expect(window.ask('documents.open', { file: 'content/private.md' })).rejects.toMatchObject({
      code: 'refused',
    });
    await window.ask('session.trust', {});
    await window.event('built');
    expect((await window.ask('documents.open', { file: 'content/private.md' })).text).toBe('# Private\n');
    expect(new HomeStore(options.home).isMine(join(folder, 'theirs'))).toBe(true);
  });
});

describe('the tour', () => {
  it('is a copy with a practice folder beside it; again begins it anew, also while it is open', async () => {
    const { root } = await window.ask('tour.open', { again: false });
    expect(await readdir(join(options.home, 'tour'))).toEqual(expect.arrayContaining(['practice', 'site']));
    await putFiles(root, { 'content/mine.md': 'Mine.\n' });
    expect((await window.ask('tour.open', { again: false })).root).toBe(root);
    expect(await readdir(join(root, 'content'))).toContain('mine.md');
    expect((await window.ask('session.open', { root })).site).toMatchObject({ tour: true, mine: true });
    const other = connectWindow(studio);
    await other.ask('session.open', { root });
    expect((await window.ask('tour.open', { again: true })).root).toBe(root);
    await other.event('command', ({ command, site }) => command === 'open-site' && site === root);
    await expect(other.ask('files.list', {})).rejects.toMatchObject({ code: 'no-session' });
    expect(await readdir(join(root, 'content'))).not.toContain('mine.md');
    await window.ask('session.open', { root });
    await window.event('built');
    const { rows } = await window.ask('pages.rows', { offset: 0, limit: 100 });
    expect(rows.filter(({ degraded }) => degraded)).toHaveLength(1);
    expect(await studio.prepare(root)).toMatchObject({ title: 'A Field Guide', things: 5 });
    expect(await studio.prepare(join(folder, 'nowhere'))).toMatchObject({
      problem: expect.stringContaining('no folder'),
    });
  });
});

describe('the folder chooser', () => {
  it('names folders only, hidden ones not, and says which are sites', async () => {
    await putFiles(folder, { 'x/b/site.yaml': '', 'x/a10/f': '', 'x/a9/f': '', 'x/.hidden/f': '', 'x/file.md': '' });
    const listing = await window.ask('folders.list', { path: join(folder, 'x') });
    expect(listing.entries.map(({ name, isSite }) => [name, isSite])).toEqual([
      ['a9', false],
      ['a10', false],
      ['b', true],
    ]);
    expect(listing.crumbs.at(-1)).toEqual({ name: 'x', path: join(folder, 'x') });
    expect((await window.ask('folders.list', { path: join(folder, 'x', 'b') })).isSite).toBe(true);
    expect((await window.ask('folders.list', { path: join(folder, 'gone') })).problem).toMatch(/not there any more/);
    await expect(window.ask('folders.list', { path: 'x/../..' })).rejects.toMatchObject({ code: 'refused' });
    expect((await window.ask('folders.list', { path: null })).path).toBe(folder);
  });

  it.skipIf(process.getuid?.() === 0)('says that a folder may not be opened', async () => {
    await mkdir(join(folder, 'closed'));
    await chmod(join(folder, 'closed'), 0);
    expect((await window.ask('folders.list', { path: join(folder, 'closed') })).problem).toMatch(/no permission/);
  });
});

describe('pictures of starters', () => {
  it('are answered for starters, and nothing else is', async () => {
    expect(await studio.asset('/galley/starters/..%2F..%2Fpackage.webp')).toBeNull();
    expect(await studio.asset('/galley/starters/tour.webp')).toBeNull();
    expect(await studio.asset('/index.html')).toBeNull();
  });
});
