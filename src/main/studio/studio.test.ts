import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeSite, putFiles, removeSite } from '../engine/testing/site-folder.ts';
import { connectWindow, testStudio } from './testing/connect.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of left.splice(0).reverse()) await remove();
});

async function site(files: Record<string, string | null> = {}): Promise<string> {
  const root = await makeSite({
    'site.yaml': 'title: A Field Guide\nurl: https://example.com/birds/\n',
    'content/_index.md': '---\ntitle: Home\n---\nWelcome.\n',
    'content/about.md': '---\ntitle: About\n---\nWho we are.\n',
    'content/posts/first.md': '---\ntitle: First\n---\nThe first one.\n',
    ...files,
  });
  left.push(() => removeSite(root));
  return root;
}

async function studio() {
  const made = await testStudio();
  left.push(made.remove);
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
    await window.ask('documents.save', { file: null });
    await window.event('unsaved', ({ files }) => files.length === 0);
    await window.event('built', () => true, window.events.length);
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
