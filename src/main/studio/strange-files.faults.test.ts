/** Sites and documents as nobody should make them: what is no text, what changes its kind, what leads out of the site, what is prepared. */
import { lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_MESSAGE } from '../../shared/contract/wire.ts';
import { putFiles, readTree } from '../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from './testing/connect.ts';
import type { Studio } from './types.ts';

let studio: Studio;
let folder: string;
let root: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ studio, folder, remove } = await testStudio());
  root = join(folder, 'site');
  await putFiles(folder, { 'victim/secret.md': 'secret', 'victim/index.html': 'theirs', 'victim/old.html': 'theirs' });
});
afterEach(() => remove());

const BASE = {
  'site.yaml': 'title: Birds\nurl: https://example.com/\n',
  'content/_index.md': '---\ntitle: Home\n---\nWelcome.\n',
  'content/about.md': '---\ntitle: About\n---\nUs.\n',
};
const A = 'content/about.md';

async function open(files: Record<string, string | Uint8Array | null> = {}): Promise<TestWindow> {
  await putFiles(root, { ...BASE, ...files });
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  await settled(window);
  return window;
}

async function settled(window: TestWindow, from = 0): Promise<void> {
  await window.event('state', ({ state }) => !['not-built', 'building', 'changed'].includes(state.kind), from);
}

async function type(window: TestWindow, text: string): Promise<void> {
  const { version } = await window.ask('documents.open', { file: A });
  const changes = [{ from: 0, to: 0, insert: text }];
  await window.ask('documents.edit', { file: A, version, client: 'tab', seq: version + 1, changes });
}

describe('a document', () => {
  it.each([
    ['is not UTF-8', Uint8Array.from([0x68, 0xe9, 0x0a]), 'not-utf8'],
    ['has a NUL in it', 'a\0b\n', 'nul'],
    ['is 50 MB', 'Text. '.repeat((50 * 1024 * 1024) / 6), 'too-large'],
  ])('that %s can be read about, not typed in, and the others are built', async (_what, content, reason) => {
    const window = await open({ 'content/odd.md': content });
    const opened = await window.ask('documents.open', { file: 'content/odd.md' });
    expect(opened.readOnly).toMatchObject({ reason, message: expect.stringMatching(/\.$/) });
    expect(opened.text.length).toBeLessThan(MAX_MESSAGE / 4);
    const { rows } = await window.ask('pages.rows', { offset: 0, limit: 100 });
    expect(rows.find(({ file }) => file === A)?.url).toBe('/about/');
    const { rows: proofs } = await window.ask('proofs.list', { filter: {}, offset: 0, limit: 100 });
    expect(proofs.some(({ file }) => file === 'content/odd.md')).toBe(true);
  });

  it('that mixes line ends keeps each of them through an edit, a fix and its undo', async () => {
    const mixed = '\uFEFF---\r\ntitel: About\n---\r\nOne\rTwo\nThree\r\n';
    const window = await open({ [A]: mixed });
    const { rows } = await window.ask('proofs.list', { filter: { code: 'key-misspelt' }, offset: 0, limit: 1 });
    const [proof] = rows;
    const { fixes } = await window.ask('proofs.read', { id: proof?.id ?? '' });
    const request = { proof: proof?.id ?? '', fix: fixes[0]?.id ?? '', inputs: {}, confirmed: false };
    const change = await window.ask('fixes.apply', request);
    expect(await readFile(join(root, A), 'utf8')).toBe(mixed.replace('titel', 'title'));
    await window.ask('changes.undo', { id: change.id });
    const { text, version } = await window.ask('documents.open', { file: A });
    const at = text.indexOf('Two');
    const changes = [{ from: at, to: at + 3, insert: '2' }];
    await window.ask('documents.edit', { file: A, version, client: 'tab', seq: 1, changes });
    await window.ask('documents.save', { file: A });
    expect(await readFile(join(root, A), 'utf8')).toBe(mixed.replace('Two', '2'));
  });

  it('that changes on disk under unsaved text is shown beside it and never overwritten', async () => {
    const window = await open();
    await type(window, 'Mine. ');
    await writeFile(join(root, A), 'Theirs.\n');
    const told = await window.event('document', ({ event }) => event.type === 'conflict');
    expect(told.event).toMatchObject({ conflict: { disk: 'Theirs.\n' } });
    await expect(window.ask('documents.save', { file: A })).rejects.toMatchObject({ code: 'conflict' });
    expect(await readFile(join(root, A), 'utf8')).toBe('Theirs.\n');
    await window.ask('documents.resolve', { file: A, text: 'Both.\n' });
    expect(await readFile(join(root, A), 'utf8')).toBe('Both.\n');
  });

  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['a link out of the site', (path: string) => symlink(join(folder, 'victim/secret.md'), path)],
    ['a link to itself', (path: string) => symlink(path, path)],
  ])(
    'that becomes %s keeps what was typed, writes nothing there, and is saved when it is back',
    async (_what, make) => {
      const window = await open();
      await type(window, 'Mine. ');
      await rename(join(root, A), join(root, 'aside.md'));
      await make(join(root, A));
      await expect(window.ask('documents.save', { file: A })).rejects.toMatchObject({
        message: expect.stringMatching(/\.$/),
      });
      expect(await readFile(join(folder, 'victim/secret.md'), 'utf8')).toBe('secret');
      const from = window.events.length;
      await rm(join(root, A), { recursive: true });
      await rename(join(root, 'aside.md'), join(root, A));
      await window.event('unsaved', ({ files }) => files.length === 0, from);
      expect(await readFile(join(root, A), 'utf8')).toContain('Mine. ');
    },
  );

  it('reached by a link out of the site is neither shown nor listed with its text', async () => {
    await mkdir(join(root, 'content'), { recursive: true });
    await symlink(join(folder, 'victim'), join(root, 'content/out'));
    await symlink(join(folder, 'victim/secret.md'), join(root, 'content/link.md'));
    const window = await open();
    for (const file of ['content/link.md', 'content/out/secret.md']) {
      await expect(window.ask('documents.open', { file })).rejects.toMatchObject({ code: 'refused' });
      await expect(window.ask('documents.form', { file })).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(JSON.stringify(await readTree(join(root, 'public')))).not.toContain('secret');
    expect(JSON.stringify(window.messages)).not.toMatch(/"secret"/);
  });
});

describe('a proof with ten thousand places', () => {
  it('arrives by page, in small messages', { timeout: 120_000 }, async () => {
    const links = Array.from({ length: 10_000 }, (_x, at) => `- [Nr ${at}](gone.md)`).join('\n');
    const window = await open({ 'content/many.md': `---\ntitle: Many\n---\n\n${links}\n` });
    const list = await window.ask('proofs.list', { filter: { code: 'link-document-missing' }, offset: 0, limit: 1000 });
    expect(list.rows).toMatchObject([{ placeCount: 10_000 }]);
    const id = list.rows[0]?.id ?? '';
    expect((await window.ask('proofs.read', { id })).places).toHaveLength(100);
    const page = await window.ask('proofs.places', { id, offset: 9_500, limit: 1000 });
    expect([page.total, page.places.length, page.places.at(-1)?.line]).toEqual([10_000, 500, 10_004]);
    const change = await window.ask('fixes.apply', { proof: id, fix: 'remove', inputs: {}, confirmed: true });
    expect(await readFile(join(root, 'content/many.md'), 'utf8')).not.toContain('gone.md');
    await window.ask('changes.undo', { id: change.id });
    expect(await readFile(join(root, 'content/many.md'), 'utf8')).toContain(links);
    expect(Math.max(...window.messages.map((message) => JSON.stringify(message).length))).toBeLessThan(1024 * 1024);
  });
});

describe('a site of a stranger', () => {
  it('whose output folder is a link out of it writes and removes nothing there', async () => {
    const outputs = '{"path":"old.html"}\n';
    await putFiles(root, { ...BASE, '.galley/outputs': outputs });
    await symlink(join(folder, 'victim'), join(root, 'public'));
    const before = await readTree(join(folder, 'victim'));
    const window = await open();
    const state = await window.event('state', (event) => event.state.kind === 'could-not-run');
    expect(state.state).toMatchObject({ message: expect.stringMatching(/\.$/), advice: expect.stringMatching(/\.$/) });
    expect(await readTree(join(folder, 'victim'))).toEqual(before);
  });

  it('whose .galley is a link out of it writes nothing there', async () => {
    await putFiles(root, BASE);
    await symlink(join(folder, 'victim'), join(root, '.galley'));
    const before = await readTree(join(folder, 'victim'));
    const window = connectWindow(studio);
    await expect(window.ask('session.open', { root })).rejects.toMatchObject({
      ...{ code: 'refused', message: expect.stringContaining('.galley in it leads outside') },
    });
    await rm(join(root, '.galley'));
    await mkdir(join(root, '.galley'));
    await symlink(join(folder, 'victim'), join(root, '.galley/history'));
    await expect(window.ask('session.open', { root })).rejects.toMatchObject({ code: 'refused' });
    expect(await readTree(join(folder, 'victim'))).toEqual(before);
  });

  it('that comes with a prepared .galley changes nothing outside of itself', async () => {
    const id = '1700000000000-0123abcd';
    const file = '../victim/secret.md';
    const record = {
      id,
      label: 'x',
      made: '2026-01-01T00:00:00.000Z',
      state: 'applying',
      files: [{ file, before: null, after: 'x' }],
    };
    const window = await open({
      [`.galley/history/changes/${id}/change.json`]: JSON.stringify(record),
      [`.galley/history/changes/${id}/0.after`]: 'evil',
      '.galley/history/changes/1700000000001-0123abcd/change.json': '{"__proto__": 1',
      '.galley/recovery/0123456789abcdef0123456789abcdef.log': `${'0'.repeat(16)} {"type":"base","file":"../victim/secret.md"}\n`,
      '.galley/outputs': '{"path":"../../victim/old.html"}\n../../victim/index.html\n',
      '.galley/cache/site.json': '{"format":1}',
      '.galley/reports/x.json': '{"format":1,"phases":[],"counts":null}',
      '.galley/lock': 'not a lock',
    });
    expect((await window.event('state', ({ state }) => state.kind !== 'building')).state.kind).not.toBe('not-built');
    expect(await readTree(join(folder, 'victim'))).toEqual({
      ...{ 'index.html': 'theirs', 'old.html': 'theirs', 'secret.md': 'secret' },
    });
    await window.ask('reports.list', {});
    expect((await window.ask('documents.open', { file: A })).text).toBe(BASE[A]);
  });

  it('that names folders outside, a program as a target, and a secret in it, runs and shows none of that', async () => {
    const evil = join(folder, 'ran');
    const window = await open({
      'site.yaml': [
        'title: Theirs',
        'url: https://example.com/',
        'publish:',
        '  targets:',
        `    - { id: a, kind: git, address: "ext::sh -c 'touch ${evil}'", branch: main }`,
        '    - { id: b, kind: git, address: "--upload-pack=touch", branch: main }',
        `    - { id: c, kind: git, address: "https://ana:hunter2@example.com/x.git", branch: main }`,
        '    - { id: d, kind: folder, path: . }',
        `    - { id: e, kind: folder, path: ${join(folder, 'victim')} }`,
        '',
      ].join('\n'),
    });
    const { targets } = await window.ask('publish.targets', {});
    expect(targets.every(({ confirmed }) => !confirmed)).toBe(true);
    for (const { id, problem } of targets) {
      if (!'abc'.includes(id)) continue;
      expect(problem).toMatch(/\.$/);
    }
    for (const target of ['a', 'b', 'c', 'd', 'e']) {
      const from = window.events.length;
      const planned = await window.ask('publish.plan', { target }).catch(() => null);
      if (planned === null) continue;
      const ended = await Promise.race([
        window.event('operation-failed', () => true, from),
        window.event('publish-planned', () => true, from),
      ]);
      if (ended.type === 'publish-planned')
        expect(ended.story.questions.length + ended.story.blockers.length).toBeGreaterThan(0);
    }
    await expect(lstat(evil)).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await readdir(join(folder, 'victim'))).sort()).toEqual(['index.html', 'old.html', 'secret.md']);
    expect(JSON.stringify(window.messages)).not.toContain('hunter2');
  });
});
