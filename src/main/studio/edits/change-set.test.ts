import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../documents/disk.ts';
import { faultyDisk } from '../documents/testing/faulty-disk.ts';
import { ManualClock } from '../documents/testing/manual-clock.ts';
import { by, siteAt, type TestSite, testSite } from '../documents/testing/site.ts';
import { type ChangeRequest, Changes } from './change-set.ts';
import { setFrontMatter } from './front-matter.ts';
import { type EditResult, isProblem } from './problem.ts';
import { setYaml } from './yaml-file.ts';

const BEFORE = {
  'content/a.md': '---\ntitel: A # c\n---\nA.\r\n',
  'content/b.md': '\uFEFF---\ntitel: B\n---\nB.',
};
const AFTER = {
  'content/a.md': '---\ntitle: A # c\n---\nA.\r\n',
  'content/b.md': '\uFEFF---\ntitle: B\n---\nB.',
  'data/people.yaml': 'ana:\n  name: Ana\n',
};
type Texts = Record<string, string>;

/** An edit that wants values that can be read, as those of the form do. */
function renamed(text: string | null): EditResult {
  const readable = setFrontMatter(text ?? '', ['nothing'], undefined);
  if (isProblem(readable)) return readable;
  const from = (text ?? '').indexOf('titel');
  return from < 0 ? { problem: '“titel” is not there any more.' } : [{ from, to: from + 5, insert: 'title' }];
}

const request: ChangeRequest = {
  label: 'Write “title”',
  files: [
    { file: 'content/a.md', edit: renamed },
    { file: 'data/people.yaml', edit: (text) => setYaml(text ?? '', ['ana', 'name'], 'Ana') },
    { file: 'content/b.md', edit: renamed },
  ],
};

let site: TestSite;
let changes: Changes;

beforeEach(async () => {
  site = await testSite();
  await lay(BEFORE);
  changes = changesOf(site);
});
afterEach(() => site.remove());

async function lay(texts: Texts): Promise<void> {
  await rm(join(site.root, 'data'), { recursive: true, force: true });
  for (const [file, text] of Object.entries(texts)) await site.put(file, text);
}

function changesOf({ root, clock, store }: TestSite, disk?: Disk): Changes {
  const options = {
    root,
    granted: () => [root],
    locate: (file: string) => join(root, file),
    onEvent: () => undefined,
    clock,
  };
  return new Changes(disk === undefined ? options : { ...options, disk }, store);
}

async function texts(): Promise<Texts> {
  const found: Texts = {};
  for (const folder of ['content', 'data']) {
    for (const name of await site.names(folder)) found[`${folder}/${name}`] = await site.text(`${folder}/${name}`);
  }
  return found;
}

describe('a change of several files', () => {
  it('is shown before it is made, made whole, listed, and taken back whole', async () => {
    expect(await changes.preview(request)).toMatchObject([
      { file: 'content/a.md', before: BEFORE['content/a.md'], after: AFTER['content/a.md'] },
      { file: 'data/people.yaml', before: null },
      { file: 'content/b.md' },
    ]);
    expect(await texts()).toEqual(BEFORE);
    const made = await changes.make(request);
    expect(await texts()).toEqual(AFTER);
    const files = request.files.map(({ file }) => file);
    expect(await changes.recentChanges()).toEqual([
      { id: made.id, label: 'Write “title”', made: made.made, files, undone: false },
    ]);

    const later = changesOf(site.restarted());
    expect(await later.undo(made.id)).toMatchObject({ undone: true });
    expect(await texts()).toEqual(BEFORE);
    expect(await later.recentChanges()).toMatchObject([{ id: made.id, undone: true }]);
    await expect(later.undo(made.id)).rejects.toThrow('already');
    await expect(later.undo('../x')).rejects.toThrow('not kept');
  });

  it('is not made at all when one of its files cannot be edited, or nothing is left to do', async () => {
    await site.put('content/b.md', '---\na: [\n---\n');
    await expect(changes.make(request)).rejects.toThrow(
      'content/b.md: These lines cannot be read as they are. Mend line 3',
    );
    expect(await site.text('content/a.md')).toBe(BEFORE['content/a.md']);
    await site.put('content/b.md', Buffer.from([0xff]));
    await expect(changes.make(request)).rejects.toThrow('UTF-8');
    await expect(changes.make({ label: 'x', files: [] })).rejects.toThrow('nothing to change');
    expect(await changes.recentChanges()).toEqual([]);
  });

  it('is not taken back when one of its files changed since, and says which', async () => {
    const { id } = await changes.make(request);
    await site.put('content/b.md', 'Mine.');
    await expect(changes.undo(id)).rejects.toThrow('“Write “title”” is left as it is: content/b.md was changed since.');
    expect(await texts()).toEqual({ ...AFTER, 'content/b.md': 'Mine.' });
    expect(await changes.recentChanges()).toMatchObject([{ undone: false }]);
  });

  it('keeps the newest fifty', async () => {
    for (let i = 0; i < 53; i++) {
      site.clock.advance(1000);
      const edit = (text: string | null) => setFrontMatter(text ?? '', ['weight'], i);
      await changes.make({ label: String(i), files: [{ file: 'content/a.md', edit }] });
    }
    const labels = (await changes.recentChanges()).map(({ label }) => label);
    expect(labels).toEqual(Array.from({ length: 50 }, (_, i) => String(52 - i)));
    expect(await readdir(join(site.root, '.galley/history/changes'))).toHaveLength(50);
  });
});

it('changes that were taken back push none of the others out, nor what is left half made', async () => {
  const make = (label: string): Promise<{ id: string }> => {
    site.clock.advance(1000);
    const edit = (text: string | null) => setFrontMatter(text ?? '', ['weight'], Number(label));
    return changes.make({ label, files: [{ file: 'content/a.md', edit }] });
  };
  const folder = join(site.root, '.galley/history/changes');
  const half = await make('1');
  const record = join(folder, half.id, 'change.json');
  await writeFile(record, (await readFile(record, 'utf8')).replace('"done"', '"undoing"'));
  const kept = await make('2');
  for (let i = 3; i < 58; i++) await changes.undo((await make(String(i))).id);
  const labels = (await changes.recentChanges()).filter(({ undone }) => !undone).map(({ label }) => label);
  expect(labels).toEqual(['2']);
  expect((await changes.recentChanges()).filter(({ undone }) => undone)).toHaveLength(50);
  expect(await readdir(folder)).toEqual(expect.arrayContaining([half.id, kept.id]));
  expect(await changes.undo(kept.id)).toMatchObject({ undone: true });
});

describe('a change of an open document', () => {
  it('is an edit that its editor takes up, on top of what was typed', async () => {
    const { version, text } = await site.store.open('content/a.md', 'w1');
    site.store.edit('content/a.md', version, [{ from: text.length, to: text.length, insert: 'More.' }], by('w1'));
    const { id } = await changes.make(request);
    expect(site.events).toContainEqual({
      ...{ type: 'edited', file: 'content/a.md', version: version + 2, author: null },
      changes: [{ from: 7, to: 9, insert: 'le' }],
    });
    expect(site.store.textOf('content/a.md')?.text).toBe(`${AFTER['content/a.md']}More.`);
    expect(site.store.unsaved()).toEqual([]);
    await changes.undo(id);
    expect(site.store.textOf('content/a.md')?.text).toBe(`${BEFORE['content/a.md']}More.`);
    expect(await texts()).toEqual({ ...BEFORE, 'content/a.md': `${BEFORE['content/a.md']}More.` });
  });

  it('is not taken back over what was typed since', async () => {
    await site.store.open('content/a.md', 'w1');
    const { id } = await changes.make(request);
    const { version, text } = await site.store.open('content/a.md', 'w1');
    site.store.edit('content/a.md', version, [{ from: text.length, to: text.length, insert: 'More.' }], by('w1'));
    await expect(changes.undo(id)).rejects.toThrow('content/a.md was changed since');
    expect(await site.text('content/a.md')).toBe(`${AFTER['content/a.md']}More.`);
    expect(await site.text('content/b.md')).toBe(AFTER['content/b.md']);
  });

  it('that the change made is gone when it is taken back', async () => {
    const { id } = await changes.make(request);
    await site.store.open('data/people.yaml', 'w1');
    await changes.undo(id);
    expect(site.types()).toContain('deleted');
    expect(await texts()).toEqual(BEFORE);
  });
});

describe('a change that is cut off', () => {
  it('is made whole or not at all, whichever step was the last', async () => {
    const outcomes = new Set<string>();
    for (let dieAt = 1; ; dieAt++) {
      await rm(join(site.root, '.galley'), { recursive: true, force: true });
      await lay(BEFORE);
      const disk = faultyDisk({ dieAt });
      const running = changesOf(siteAt(site.root, new ManualClock(), disk), disk).make(request);
      const isWhole = await Promise.race([running.then(() => true), disk.died.then(() => false)]);
      const again = changesOf(site.restarted());
      const { completed, takenBack } = await again.start();
      const now = await texts();
      const recent = await again.recentChanges();
      expect(takenBack).toEqual([]);
      expect([BEFORE, AFTER]).toContainEqual(now);
      expect(recent.length).toBe(now['data/people.yaml'] === undefined ? 0 : 1);
      outcomes.add(`${recent.length} ${completed.length}`);
      if (recent[0] !== undefined) {
        await again.undo(recent[0].id);
        expect(await texts()).toEqual(BEFORE);
      }
      if (isWhole) break;
    }
    expect([...outcomes].sort()).toEqual(['0 0', '1 0', '1 1']);
  });

  it('while it is taken back is taken back whole', async () => {
    for (let dieAt = 1; ; dieAt++) {
      await rm(join(site.root, '.galley'), { recursive: true, force: true });
      await lay(BEFORE);
      const { id } = await changes.make(request);
      const disk = faultyDisk({ dieAt });
      const running = changesOf(siteAt(site.root, new ManualClock(), disk), disk).undo(id);
      const isWhole = await Promise.race([running.then(() => true), disk.died.then(() => false)]);
      const again = changesOf(site.restarted());
      await again.start();
      const [recent] = await again.recentChanges();
      expect(await texts()).toEqual(recent?.undone ? BEFORE : AFTER);
      if (isWhole) break;
    }
  });

  it('is taken back after a kill when somebody changed one of its files meanwhile', async () => {
    let cut = 0;
    for (let dieAt = 1; cut < 3; dieAt++) {
      await rm(join(site.root, '.galley'), { recursive: true, force: true });
      await lay(BEFORE);
      const disk = faultyDisk({ dieAt });
      const running = changesOf(siteAt(site.root, new ManualClock(), disk), disk).make(request);
      await Promise.race([running, disk.died]);
      if ((await site.text('content/a.md')) !== AFTER['content/a.md']) continue;
      cut++;
      await site.put('content/b.md', 'Mine.');
      const again = changesOf(site.restarted());
      expect((await again.start()).takenBack).toEqual([request.label]);
      expect(await texts()).toEqual({ ...BEFORE, 'content/b.md': 'Mine.' });
      expect(await again.recentChanges()).toEqual([]);
    }
  });

  it.each([
    ['create', 'ENOSPC', 'the disk is full'],
    ['rename', 'EACCES', 'may not write content/b.md'],
  ])('by %s with %s leaves all as it was', async (failing, code, reason) => {
    const { store } = site;
    const seen: string[] = [];
    const disk = faultyDisk({
      fail: (step, path) => {
        if (step !== failing || !path.includes('/content/')) return null;
        seen.push(path);
        return seen.length === 2 ? code : null;
      },
    });
    await expect(changesOf({ ...site, store }, disk).make(request)).rejects.toThrow(reason);
    expect(await texts()).toEqual(BEFORE);
    expect(await changes.recentChanges()).toEqual([]);
  });

  it('and cannot be finished at the next start is tried again at the one after it', async () => {
    for (let dieAt = 1; (await site.text('content/a.md')) !== AFTER['content/a.md']; dieAt++) {
      await rm(join(site.root, '.galley'), { recursive: true, force: true });
      const disk = faultyDisk({ dieAt });
      const running = changesOf(siteAt(site.root, new ManualClock(), disk), disk).make(request);
      await Promise.race([running, disk.died]);
    }
    const full = faultyDisk({ fail: (step) => (step === 'create' ? 'ENOSPC' : null) });
    const second = changesOf(siteAt(site.root, new ManualClock(), full), full);
    expect(await second.start()).toEqual({ completed: [], takenBack: [], stuck: [expect.stringContaining('ENOSPC')] });
    expect((await changesOf(site.restarted()).start()).completed).toEqual([request.label]);
    expect(await texts()).toEqual(AFTER);
  });

  it('by a document that cannot be saved gives its edit back', async () => {
    let broken = false;
    const disk = faultyDisk({
      fail: (step, path) => (broken && step === 'create' && path.includes('/content/') ? 'ENOSPC' : null),
    });
    const open = siteAt(site.root, new ManualClock(), disk);
    await open.store.open('content/b.md', 'w1');
    broken = true;
    await expect(changesOf(open).make(request)).rejects.toThrow('The disk is full');
    expect(open.store.textOf('content/b.md')?.text).toBe(BEFORE['content/b.md'].slice(1));
    expect(await texts()).toEqual(BEFORE);
    broken = false;
    await open.store.saveAll();
    expect(await texts()).toEqual(BEFORE);
  });
});
