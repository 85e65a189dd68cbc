/** What a window, a thread, a disk or a folder takes with it when it goes: nothing that was typed, and the host lives. */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { SiteState } from '../../shared/contract/session.ts';
import { testEnginePath, testWorkerPath } from '../engine/testing/bundle-worker.ts';
import { engineOptions, putFiles } from '../engine/testing/site-folder.ts';
import { createStudio } from './studio.ts';
import { connectWindow, type TestWindow, testStudio } from './testing/connect.ts';
import type { Studio, StudioOptions } from './types.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of left.splice(0).reverse()) await one();
});

const A = 'content/about.md';
const TEXT = '---\ntitle: About\n---\nUs.\n';

async function start(
  overrides: Partial<StudioOptions> = {},
): Promise<{ studio: Studio; folder: string; root: string; options: StudioOptions }> {
  const { studio, folder, options, remove } = await testStudio(overrides);
  left.push(remove);
  return { studio, folder, options, root: join(folder, 'site') };
}

async function fill(root: string, pages = 0): Promise<void> {
  const many = Array.from({ length: pages }, (_x, at) => [`content/p${at}.md`, `---\ntitle: P${at}\n---\n\nText.\n`]);
  const settings = 'title: Birds\nurl: https://example.com/\n';
  await putFiles(root, { 'site.yaml': settings, [A]: TEXT, ...Object.fromEntries(many) });
}

async function enter(studio: Studio, root: string): Promise<TestWindow> {
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  return window;
}

async function until(window: TestWindow, kind: SiteState['kind'], from = 0): Promise<SiteState> {
  return (await window.event('state', ({ state }) => state.kind === kind, from)).state;
}

async function type(window: TestWindow, insert: string, client = 'tab', seq = 1): Promise<number> {
  const { version } = await window.ask('documents.open', { file: A });
  const changes = [{ from: 0, to: 0, insert }];
  await window.ask('documents.edit', { file: A, version, client, seq, changes });
  return version;
}

/** An entry that ends its thread once, when it is told what `when` names; the next one works. */
async function fragile(folder: string, entry: string, when: string): Promise<string> {
  const [path, done] = [join(folder, 'fragile.mjs'), join(folder, 'died')];
  await writeFile(
    path,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { parentPort } from 'node:worker_threads';
     parentPort.on('message', (message) => {
       if (existsSync(${JSON.stringify(done)}) || !(${when})) return;
       writeFileSync(${JSON.stringify(done)}, '');
       process.exit(1);
     });
     export * from ${JSON.stringify(pathToFileURL(entry).href)};
     await import(${JSON.stringify(pathToFileURL(entry).href)});`,
  );
  return path;
}

describe('a thread that dies in the middle of a build', () => {
  it('of the engine: the window hears why, the host answers, and Build builds', async () => {
    const made = await testStudio();
    left.push(made.remove);
    const enginePath = await fragile(made.folder, testEnginePath, "message.name === 'build'");
    const { studio, root } = await start({ enginePath });
    await fill(root, 100);
    const window = await enter(studio, root);
    expect(await until(window, 'could-not-run')).toMatchObject({
      code: 'engine-lost',
      advice: expect.stringContaining('Build again'),
    });
    const from = window.events.length;
    expect((await window.ask('documents.open', { file: A })).text).toBe(TEXT);
    await window.ask('build.start', {});
    expect((await window.event('built', () => true, from)).build.pages).toBeGreaterThan(100);
  });

  it('of the workers: the build ends with all pages, or says which is missing, and the next one is whole', async () => {
    const made = await testStudio();
    left.push(made.remove);
    const workerPath = await fragile(made.folder, testWorkerPath, 'true');
    const { studio, root } = await start({ engine: { ...engineOptions, workerPath, ownThread: false } });
    await fill(root, 400);
    const window = await enter(studio, root);
    const first = await window.event('built');
    expect(first.build.pages).toBeGreaterThan(400);
    const from = window.events.length;
    await window.ask('build.start', {});
    await window.event('built', () => true, from);
    const { counts } = await window.ask('proofs.list', { filter: { code: 'worker-lost' }, offset: 0, limit: 10 });
    expect(counts.errors).toBe(0);
    expect(await readFile(join(root, 'public/p399/index.html'), 'utf8')).toContain('Text.');
  });
});

describe('a thread that hears nothing any more', () => {
  it('is ended with the studio, and what was typed is saved', async () => {
    const made = await testStudio();
    left.push(made.remove);
    const [enginePath, deaf] = [join(made.folder, 'deaf.mjs'), join(made.folder, 'deaf')];
    await writeFile(
      enginePath,
      `import { existsSync, writeFileSync } from 'node:fs';
       setInterval(() => {
         if (!existsSync(${JSON.stringify(deaf)})) return;
         writeFileSync(${JSON.stringify(`${deaf}-now`)}, '');
         for (;;);
       }, 1);
       await import(${JSON.stringify(pathToFileURL(testEnginePath).href)});`,
    );
    const { studio, root } = await start({ enginePath });
    await fill(root, 2000);
    const window = await enter(studio, root);
    await until(window, 'building');
    await writeFile(deaf, '');
    await waitFor(`${deaf}-now`);
    await type(window, 'Mine. ');
    await studio.close();
    expect(await readFile(join(root, A), 'utf8')).toBe(`Mine. ${TEXT}`);
  });
});

describe('a folder that goes away', () => {
  it('under another name and back: what was typed meanwhile is kept, then saved', async () => {
    const { studio, root } = await start();
    await fill(root);
    const window = await enter(studio, root);
    await window.event('built');
    const version = await type(window, 'Mine. ');
    await rename(root, `${root}-away`);
    const changes = [{ from: 0, to: 0, insert: 'All ' }];
    await window.ask('documents.edit', { file: A, version: version + 1, client: 'tab', seq: 2, changes });
    expect(await until(window, 'folder-gone')).toMatchObject({
      message: expect.stringContaining('what you typed is kept'),
    });
    const from = window.events.length;
    await expect(window.ask('documents.save', { file: A })).rejects.toMatchObject({
      code: expect.stringMatching(/cannot|conflict/),
    });
    await window.ask('build.start', {});
    await rename(`${root}-away`, root);
    await window.event('unsaved', ({ files }) => files.length === 0, from);
    await window.event('built', () => true, from);
    expect(await readFile(join(root, A), 'utf8')).toBe(`All Mine. ${TEXT}`);
  });
});

describe('a line that is lost', () => {
  it('and comes back: nothing is lost, and what is sent again never counts twice', async () => {
    const { studio, root } = await start();
    await fill(root);
    const first = await enter(studio, root);
    const { version } = await first.ask('documents.open', { file: A });
    const edit = (at: number, seq: number, insert: string) => ({
      file: A,
      version: at,
      client: 'tab',
      seq,
      changes: [{ from: 0, to: 0, insert }],
    });
    await first.ask('documents.edit', edit(version, 1, 'One. '));
    first.raw(JSON.stringify({ id: 900, method: 'documents.edit', args: edit(version + 1, 2, 'Two. ') }));
    first.connection.close();
    const second = await enter(studio, root);
    const opened = await second.ask('documents.open', { file: A });
    expect(opened).toMatchObject({ readOnly: null, text: `Two. One. ${TEXT}` });
    const again = second.ask('documents.edit', edit(version + 1, 2, 'Two. '));
    // Closed and opened anew, it says that it is another one; while another window holds it, the edit counts once.
    await expect(again).rejects.toMatchObject({ code: 'stale' });
    await second.ask('documents.edit', edit(opened.version, 3, 'Three. '));
    const third = await enter(studio, root);
    await third.ask('documents.takeOver', { file: A });
    await third.ask('documents.edit', edit(opened.version, 3, 'Three. '));
    expect((await second.ask('documents.open', { file: A })).text).toBe(`Three. Two. One. ${TEXT}`);
  });
});

describe('a host that ends', () => {
  it('without a word: the next one takes up what was typed and saves it', async () => {
    const { studio, root, folder, options } = await start();
    await fill(root);
    const window = await enter(studio, root);
    await window.event('built');
    await type(window, 'Mine. ');
    await window.ask('documents.open', { file: A });
    // As a kill leaves it: the log is there, the file is as it was.
    const away = join(folder, 'killed');
    await waitFor(join(root, '.galley/recovery/*.log'));
    await copyFolder(root, away);
    await writeFile(join(away, A), TEXT);
    const next = createStudio({ ...options, home: join(folder, 'home2') });
    left.push(() => next.close());
    const later = await enter(next, away);
    expect((await later.ask('documents.open', { file: A })).text).toBe(`Mine. ${TEXT}`);
    await later.event('unsaved', ({ files }) => files.length === 0).catch(() => undefined);
    await later.ask('documents.save', { file: null });
    expect(await readFile(join(away, A), 'utf8')).toBe(`Mine. ${TEXT}`);
  });
});

/** @param files as a shell names them */
async function waitFor(files: string): Promise<void> {
  while (spawnSync('sh', ['-c', `ls ${files}`]).status !== 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to);
  expect(spawnSync('cp', ['-a', `${from}/.`, to]).status).toBe(0);
}

const probe = spawnSync('sh', [
  '-c',
  'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; s=$?; rmdir $d; exit $s',
]);

describe.skipIf(probe.status !== 0)('a disk', () => {
  async function onDisk(size: string): Promise<{ root: string; remount(options: string): void; studio: Studio }> {
    const { studio, root, folder } = await start();
    await mkdir(root);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', root]).status).toBe(0);
    const remount = (options: string): void => {
      expect(spawnSync('mount', ['-o', `remount,${options}`, root]).status).toBe(0);
    };
    left.push(async () => {
      await studio.close();
      spawnSync('umount', ['-l', root]);
    });
    await fill(root);
    await mkdir(join(folder, 'unused'));
    return { root, remount, studio };
  }

  it('that is full: the build says so, what is typed stays, and both go on when there is room', async () => {
    const { studio, root, remount } = await onDisk('8m');
    const window = await enter(studio, root);
    await window.event('built');
    await until(window, 'good');
    spawnSync('sh', ['-c', `dd if=/dev/zero of=${join(root, 'static-filler')} bs=4k 2>/dev/null`]);
    await type(window, `${'Mine. '.repeat(2000)}\n`);
    const failed = await window.event('document', ({ event }) => event.type === 'save-failed');
    expect(failed.event).toMatchObject({ message: expect.stringMatching(/full/) });
    const from = window.events.length;
    await window.ask('build.start', {});
    expect(await until(window, 'disk-full', from)).toMatchObject({ message: expect.stringContaining('Make room') });
    expect((await window.ask('documents.open', { file: A })).text).toContain('Mine. ');
    const later = window.events.length;
    remount('size=16m');
    await window.event('unsaved', ({ files }) => files.length === 0, later);
    await window.ask('build.start', {});
    await until(window, 'good', later);
    expect(await readFile(join(root, A), 'utf8')).toContain('Mine. ');
  });

  it('that may only be read: the site opens, says so in words, and is built when it may be written', async () => {
    const { studio, root, remount } = await onDisk('8m');
    remount('ro');
    const window = await enter(studio, root);
    const state = await until(window, 'could-not-run');
    expect(state).toMatchObject({ advice: expect.stringMatching(/writable|permission/) });
    expect((await window.ask('documents.open', { file: A })).readOnly).toMatchObject({ reason: 'no-permission' });
    const made = window.ask('pages.create', { section: '', title: 'New' });
    await expect(made).rejects.toMatchObject({ code: 'cannot', message: expect.stringContaining('read-only') });
    await expect(window.ask('settings.write', { key: 'title', value: 'X' })).rejects.toMatchObject({ code: 'cannot' });
    remount('rw');
    const from = window.events.length;
    await window.ask('build.start', {});
    await window.event('built', () => true, from);
  });
});
