/** Full, forbidden and failing disks: the text stays, the writer hears why, and it is saved when that is possible again. */
import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Faults, faultyDisk, type Step } from './testing/faulty-disk.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { by, siteAt, type TestSite, testSite } from './testing/site.ts';

const A = 'content/a.md';
let site: TestSite;
afterEach(() => site.remove());

async function siteWith(faults: Faults): Promise<TestSite> {
  site = await testSite(faultyDisk(faults));
  await site.put(A, 'One.\n');
  const { version } = await site.store.open(A, 'w1');
  site.store.edit(A, version, [{ from: 5, to: 5, insert: 'Two.' }], by('w1'));
  return site;
}

const saved = () => site.events.filter(({ type }) => type === 'saved');

describe('a step of a save that fails', () => {
  const steps: [Step, string, string][] = [
    ['create', 'ENOSPC', 'disk-full'],
    ['create', 'EACCES', 'no-permission'],
    ['create', 'EROFS', 'no-permission'],
    ['rename', 'EPERM', 'no-permission'],
    ['rename', 'EIO', 'other'],
    ['read', 'EIO', 'other'],
    ['syncFolder', 'EIO', 'other'],
  ];
  it.each(steps)('%s with %s: the text stays and is saved later', async (failing, code, reason) => {
    let broken = false;
    await siteWith({ fail: (step, path) => (broken && step === failing && path.includes('/content') ? code : null) });
    broken = true;
    expect(await site.store.save(A)).toMatchObject({ reason });
    site.clock.advance(2000);
    await vi.waitFor(() => expect(site.store.unsaved()).toEqual([A]));
    expect(site.events.filter(({ type }) => type === 'save-failed')).toMatchObject([
      { reason, message: expect.stringContaining(A) },
    ]);
    expect(await site.names('content')).toEqual(['a.md']);
    const version = site.store.textOf(A)?.version ?? 0;
    site.store.edit(A, version, [{ from: 9, to: 9, insert: 'Three.' }], by('w1'));
    broken = false;
    site.clock.advance(30_000);
    await vi.waitFor(async () => expect(await site.text(A)).toBe('One.\nTwo.Three.'));
    expect(saved()).not.toEqual([]);
    expect(site.types()).not.toContain('conflict');
  });

  it('while the log is full too says so once, and a text that gets through needs no log', async () => {
    await siteWith({ fail: (step, path) => (step === 'append' && path.includes('recovery') ? 'ENOSPC' : null) });
    site.clock.advance(200);
    await vi.waitFor(() => expect(site.types()).toContain('unprotected'));
    expect(await site.store.save(A)).toBeNull();
    expect(await site.text(A)).toBe('One.\nTwo.');
    expect(site.events.filter(({ type }) => type === 'unprotected')).toHaveLength(1);
  });

  it('in the history does not keep a text from being saved, but does keep one from being given up', async () => {
    await siteWith({ fail: (step, path) => (step === 'create' && path.includes('history') ? 'EACCES' : null) });
    expect(await site.store.save(A)).toBeNull();
    expect(site.events).toContainEqual(expect.objectContaining({ type: 'unprotected', what: 'history' }));
    const version = site.store.textOf(A)?.version ?? 0;
    site.store.edit(A, version, [{ from: 0, to: 0, insert: 'Zero.' }], by('w1'));
    await site.put(A, 'Theirs.');
    expect(await site.store.save(A)).toMatchObject({ reason: 'conflict' });
    expect(await site.store.resolveConflict(A, { keep: 'mine' })).toMatchObject({ reason: 'no-permission' });
    expect(await site.text(A)).toBe('Theirs.');
    expect(await site.store.resolveConflict(A, { keep: 'disk' })).toMatchObject({ reason: 'no-permission' });
    expect(site.store.textOf(A)?.text).toBe('Zero.One.\nTwo.');
  });

  it('in reading what was left behind does not keep a text from being opened', async () => {
    site = await testSite(faultyDisk({ fail: (_step, path) => (path.includes('recovery') ? 'EACCES' : null) }));
    await site.put(A, 'One.\n');
    expect(await site.store.open(A, 'w1')).toMatchObject({ text: 'One.\n', saved: true });
    expect(site.types()).toEqual(['unprotected', 'owner']);
  });

  it('in taking up one text does not keep the others from being taken up', async () => {
    await siteWith({});
    await site.put('content/b.md', 'B.');
    const { version } = await site.store.open('content/b.md', 'w1');
    site.store.edit('content/b.md', version, [{ from: 0, to: 0, insert: 'New ' }], by('w1'));
    await Promise.all([site.store.secure(A), site.store.secure('content/b.md')]);
    await rm(join(site.root, A));
    await mkdir(join(site.root, A));
    expect(await site.restarted().store.restore()).toEqual({ restored: ['content/b.md'], offered: [A] });
    expect(await site.names('.galley/recovery')).toHaveLength(2);
  });

  it('in the log leaves half a line, which is passed over', async () => {
    let broken = false;
    await siteWith({ fail: (step) => (broken && step === 'append' ? 'ENOSPC' : null) });
    await site.store.secure(A);
    const [name] = await site.names('.galley/recovery');
    await site.put(`.galley/recovery/${name}`, `${await site.text(`.galley/recovery/${name}`)}0123456789abcdef {"ha`);
    const version = site.store.textOf(A)?.version ?? 0;
    site.store.edit(A, version, [{ from: 0, to: 0, insert: 'Zero.' }], by('w1'));
    broken = true;
    await expect(site.store.secure(A)).rejects.toThrow('ENOSPC');
    broken = false;
    await site.store.secure(A);
    expect(await site.restarted().store.open(A, 'w1')).toMatchObject({ text: 'Zero.One.\nTwo.' });
  });
});

/** A small disk of its own, where this machine lets us have one. */
function mount(folder: string, options: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0;
}

const probe = spawnSync('sh', [
  '-c',
  'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; s=$?; rmdir $d; exit $s',
]);

describe.skipIf(probe.status !== 0)('a real small disk', () => {
  async function onDisk(work: (small: TestSite, remount: (options: string) => void) => Promise<void>): Promise<void> {
    site = await testSite();
    const root = join(site.root, 'disk');
    await mkdir(root);
    expect(mount(root, 'size=256k')).toBe(true);
    try {
      await mkdir(join(root, 'content'));
      await work(siteAt(root, new ManualClock()), (options) => {
        expect(spawnSync('mount', ['-o', `remount,${options}`, root]).status).toBe(0);
      });
    } finally {
      spawnSync('umount', [root]);
    }
  }

  it('that is full keeps the old file whole, and takes the text when there is room', async () => {
    await onDisk(async (small) => {
      await small.put(A, 'One.\n');
      const { version } = await small.store.open(A, 'w1');
      small.store.edit(A, version, [{ from: 5, to: 5, insert: 'x'.repeat(30_000) }], by('w1'));
      await fill(join(small.root, 'filler'));
      expect(await small.store.save(A)).toMatchObject({ reason: 'disk-full' });
      expect(await small.text(A)).toBe('One.\n');
      expect(await small.names('content')).toEqual(['a.md']);
      expect(small.types()).toEqual(['owner', 'edited', 'unprotected', 'save-failed']);
      await rm(join(small.root, 'filler'), { recursive: true });
      expect(await small.store.save(A)).toBeNull();
      expect(await small.text(A)).toBe(`One.\n${'x'.repeat(30_000)}`);
      expect(await readdir(join(small.root, '.galley/recovery'))).toEqual([]);
    });
  });

  it('that may only be read says so when a text is opened, and when it becomes so later', async () => {
    await onDisk(async (small, remount) => {
      await small.put(A, 'One.\n');
      const { version } = await small.store.open(A, 'w1');
      small.store.edit(A, version, [{ from: 5, to: 5, insert: 'Two.' }], by('w1'));
      remount('ro');
      expect(await small.store.save(A)).toMatchObject({ reason: 'no-permission' });
      const other = siteAt(small.root, new ManualClock());
      expect(await other.store.open(A, 'w1')).toMatchObject({ text: 'One.\n', readOnly: { reason: 'no-permission' } });
      remount('rw');
      expect(await small.store.save(A)).toBeNull();
      expect(await small.text(A)).toBe('One.\nTwo.');
    });
  });
});

async function fill(path: string): Promise<void> {
  const pieces = Array.from({ length: 80 }, (_, i) => i);
  await mkdir(path);
  for (const piece of pieces) {
    try {
      await writeFile(join(path, String(piece)), Buffer.alloc(4096));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
  throw new Error('the disk was not filled');
}
