import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { by, type TestSite, testSite } from './testing/site.ts';

const A = 'content/a.md';
let site: TestSite;

beforeEach(async () => {
  site = await testSite();
  await site.put(A, 'One.\n');
});
afterEach(() => site.remove());

/** Types `text` at the end. */
async function type(text: string, file = A, connection = 'w1'): Promise<number> {
  const open = await site.store.open(file, connection);
  const end = open.text.length;
  return site.store.edit(file, open.version, [{ from: end, to: end, insert: text }], by(connection));
}

const events = (kind: string) => site.events.filter((event) => event.type === kind);

describe('a file that changes on disk', () => {
  it('is taken over when nothing is unsaved', async () => {
    await site.store.open(A, 'w1');
    await site.put(A, 'Other.\n');
    await site.store.noticeDisk(A);
    expect(events('replaced')).toMatchObject([{ text: 'Other.\n', readOnly: null }]);
  });

  it('is known when we wrote it', async () => {
    await type('Two.');
    await site.store.save(A);
    await site.store.noticeDisk(A);
    expect(site.types()).toEqual(['owner', 'edited', 'saved']);
  });

  it('is never overwritten: the writer sees both', async () => {
    await type('Mine.');
    await site.put(A, 'Theirs.\n');
    expect(await site.store.save(A)).toMatchObject({ reason: 'conflict' });
    expect(events('conflict')).toMatchObject([{ disk: 'Theirs.\n', mine: 'One.\nMine.' }]);
    await type('More.');
    site.clock.advance(5000);
    expect(await site.store.saveAll()).toMatchObject([{ file: A, problem: { reason: 'conflict' } }]);
    expect(await site.text(A)).toBe('Theirs.\n');
    expect(await site.store.open(A, 'w2')).toMatchObject({ conflict: { disk: 'Theirs.\n' }, saved: false });
  });

  it.each([
    [{ keep: 'mine' } as const, 'One.\nMine.', 'Theirs.\n'],
    [{ keep: 'disk' } as const, 'Theirs.\n', 'One.\nMine.'],
    [{ text: 'Both.\n' }, 'Both.\n', 'Theirs.\n'],
  ])('after the decision %j one text is there, and the other in the history', async (resolution, text, kept) => {
    await type('Mine.');
    await site.put(A, 'Theirs.\n');
    await site.store.noticeDisk(A);
    expect(await site.store.resolveConflict(A, resolution)).toBeNull();
    expect(await site.text(A)).toBe(text);
    expect(site.store.textOf(A)?.text).toBe(text);
    expect(site.store.unsaved()).toEqual([]);
    const [newest] = await site.store.history(A);
    expect(await site.store.historyText(newest?.id ?? '')).toBe(kept);
    expect(await site.names('.galley/recovery')).toEqual([]);
  });

  it('that changes once more while the writer decides asks again', async () => {
    await type('Mine.');
    await site.put(A, 'Theirs.\n');
    await site.store.noticeDisk(A);
    await site.put(A, 'Theirs, again.\n');
    expect(await site.store.resolveConflict(A, { keep: 'mine' })).toMatchObject({ reason: 'conflict' });
    expect(await site.text(A)).toBe('Theirs, again.\n');
  });

  it('back to what it was ends the conflict, and the text is saved', async () => {
    await type('Mine.');
    await site.put(A, 'Theirs.\n');
    await site.store.noticeDisk(A);
    await site.put(A, 'One.\n');
    await site.store.noticeDisk(A);
    site.clock.advance(0);
    await vi.waitFor(() => expect(events('saved')).toHaveLength(1));
    expect(await site.text(A)).toBe('One.\nMine.');
  });

  it('to just what was typed is saved already', async () => {
    await type('Mine.');
    await site.put(A, 'One.\nMine.');
    await site.store.noticeDisk(A);
    expect(site.store.unsaved()).toEqual([]);
    expect(events('conflict')).toEqual([]);
  });

  it('and is gone says so, keeps the text, and comes back only when asked to', async () => {
    await site.store.open(A, 'w1');
    await rm(join(site.root, A));
    await site.store.noticeDisk(A);
    expect(site.types()).toEqual(['owner', 'deleted']);
    expect(await site.store.open(A, 'w1')).toMatchObject({ missing: true, text: 'One.\n' });
    expect(await site.store.resolveConflict(A, { keep: 'mine' })).toBeNull();
    expect(await site.text(A)).toBe('One.\n');
  });

  it('and is gone with unsaved text is a conflict', async () => {
    await type('Mine.');
    await rm(join(site.root, A));
    expect(await site.store.save(A)).toMatchObject({ reason: 'conflict' });
    expect(events('conflict')).toMatchObject([{ disk: null, mine: 'One.\nMine.' }]);
    expect(await site.names('content')).toEqual([]);
  });

  it.each([
    ['the old name is noticed first', [A, 'content/b.md']],
    ['the new name is noticed first', ['content/b.md', A]],
  ])('and has another name takes its text along, when %s', async (_when, order) => {
    await type('Mine.');
    await site.store.secure(A);
    await rename(join(site.root, A), join(site.root, 'content/b.md'));
    for (const file of order) await site.store.noticeDisk(file);
    expect(events('renamed')).toMatchObject([{ file: A, to: 'content/b.md' }]);
    expect(await site.store.save('content/b.md')).toBeNull();
    expect(await site.text('content/b.md')).toBe('One.\nMine.');
    expect(await site.names('.galley/recovery')).toEqual([]);
  });
});

it('what is not there as a file is made again only below the site: a site that was moved does not appear anew', async () => {
  await type('Mine.');
  await rename(site.root, `${site.root}-moved`);
  await expect(site.store.secure(A)).rejects.toThrow('ENOENT');
  expect(await site.store.save(A)).toMatchObject({ reason: 'folder-gone' });
  expect(await site.names('.')).toEqual([]);
  await rename(`${site.root}-moved`, site.root);
  site.clock.advance(2000);
  await vi.waitFor(() => expect(events('saved')).toHaveLength(1));
  expect(await site.text(A)).toBe('One.\nMine.');
});

it('a folder that is gone is said once, and the text is saved when it is back', async () => {
  await type('Mine.');
  await rename(join(site.root, 'content'), join(site.root, 'away'));
  expect(await site.store.save(A)).toMatchObject({ reason: 'folder-gone' });
  await site.store.save(A);
  expect(events('save-failed')).toHaveLength(1);
  await mkdir(join(site.root, 'other'));
  await rename(join(site.root, 'away'), join(site.root, 'content'));
  site.clock.advance(5000);
  await vi.waitFor(() => expect(events('saved')).toHaveLength(1));
  expect(await site.text(A)).toBe('One.\nMine.');
});
