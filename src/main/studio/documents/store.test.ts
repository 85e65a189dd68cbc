import { appendFile, chmod, rename, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { by, type TestSite, testSite } from './testing/site.ts';
import { MAX_BYTES } from './text-bytes.ts';
import { StaleEdit } from './types.ts';

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

describe('opening and saving', () => {
  it('is the identity on the bytes of every text', async () => {
    const pieces = fc.constantFrom('a', 'ß', '𝄞', '\n', '\r\n', '\r', ' ', '\uFEFF', '\u2028', '# ', '\t');
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), fc.boolean(), async (parts, bom) => {
        const bytes = Buffer.from((bom ? '\uFEFF' : '') + parts.join(''), 'utf8');
        await site.put('content/p.md', bytes);
        const { text, version, readOnly } = await site.store.open('content/p.md', 'w1');
        expect(readOnly).toBeNull();
        // One character more and one less: saved twice, with all of the rest as it was.
        const second = site.store.edit('content/p.md', version, [{ from: 0, to: 0, insert: 'x' }], by('w1'));
        expect(await site.store.save('content/p.md')).toBeNull();
        expect(await site.bytes('content/p.md')).toEqual(
          Buffer.concat([Buffer.from(bom || text !== parts.join('') ? '\uFEFFx' : 'x'), Buffer.from(text)]),
        );
        site.store.edit('content/p.md', second, [{ from: 0, to: 1, insert: '' }], by('w1'));
        await site.store.save('content/p.md');
        expect(await site.bytes('content/p.md')).toEqual(bytes);
        await site.store.close('content/p.md', 'w1');
      }),
      { numRuns: 60 },
    );
  });

  it('never writes a file that was only looked at', async () => {
    const before = await stat(join(site.root, A));
    await site.store.open(A, 'w1');
    await site.store.save(A);
    await site.store.close(A, 'w1');
    expect((await stat(join(site.root, A))).mtimeMs).toBe(before.mtimeMs);
    expect((await stat(join(site.root, A))).ino).toBe(before.ino);
  });

  it.each([
    ['not-utf8', Buffer.from([0x41, 0xe9, 0x0a])],
    ['nul', Buffer.from('a\0b')],
    ['too-large', Buffer.alloc(MAX_BYTES + 1, 'a')],
  ])('shows what is %s, and lets nobody type in it', async (reason, bytes) => {
    await site.put(A, bytes);
    const { readOnly, version, text, yours } = await site.store.open(A, 'w1');
    expect(readOnly).toMatchObject({ reason, message: expect.stringMatching(/\w{3}.*\.$/) });
    expect(yours).toBe(false);
    expect(text.length).toBeGreaterThan(1);
    expect(() => site.store.apply(A, version, [{ from: 0, to: 0, insert: 'x' }])).toThrow(readOnly?.message);
    expect((await site.bytes(A)).equals(bytes)).toBe(true);
  });

  it('refuses what would make it too large, what does not fit, and characters that no text has', async () => {
    const { version } = await site.store.open(A, 'w1');
    const edit = (from: number, to: number, insert: string) => () =>
      site.store.edit(A, version, [{ from, to, insert }], by('w1'));
    expect(edit(0, 0, 'ß'.repeat(MAX_BYTES / 2))).toThrow('5 MB');
    expect(edit(0, 0, 'a\0')).toThrow('NUL');
    expect(edit(3, 2, '')).toThrow('does not fit');
    expect(edit(0, 6, '')).toThrow('does not fit');
    expect(site.store.textOf(A)).toEqual({ text: 'One.\n', version });
  });

  it('keeps permissions, and a link a link', async () => {
    await chmod(join(site.root, A), 0o640);
    await symlink('a.md', join(site.root, 'content/link.md'));
    await type('Two.', 'content/link.md');
    expect(await site.store.save('content/link.md')).toBeNull();
    expect(await site.text(A)).toBe('One.\nTwo.');
    expect((await stat(join(site.root, A))).mode & 0o777).toBe(0o640);
    expect(await site.names('content')).toEqual(['a.md', 'link.md']);
  });

  it('leaves alone what lies outside, links followed, and what belongs to Git or Galley', async () => {
    await symlink('/etc', join(site.root, 'content/out'));
    for (const file of [
      'content/out/hostname',
      '../x.md',
      '.git/hooks/pre-commit',
      '.galley/lock',
      'content/../.git/config',
    ]) {
      const { readOnly, text, version } = await site.store.open(file, 'w1');
      expect(readOnly?.reason).toBe('outside');
      expect(text).toBe('');
      expect(() => site.store.apply(file, version, [{ from: 0, to: 0, insert: 'x' }])).toThrow('outside');
    }
  });

  it('does not follow a folder that becomes a link after the text was opened', async () => {
    await type('Two.');
    await rename(join(site.root, 'content'), join(site.root, 'moved'));
    await symlink('/tmp', join(site.root, 'content'));
    expect(await site.store.save(A)).toMatchObject({ reason: 'outside' });
  });

  it('makes a file that is not there yet, with its folders', async () => {
    const open = await site.store.open('data/people/ana.yaml', 'w1');
    expect(open).toMatchObject({ missing: true, text: '', readOnly: null });
    await type('name: Ana\n', 'data/people/ana.yaml');
    expect(await site.store.save('data/people/ana.yaml')).toBeNull();
    expect(await site.text('data/people/ana.yaml')).toBe('name: Ana\n');
  });

  it('says that a folder is no text', async () => {
    await expect(site.store.open('content', 'w1')).rejects.toThrow('is a folder');
  });
});

describe('automatic saving', () => {
  it('happens one second after the last edit', async () => {
    await type('Two.');
    site.clock.advance(900);
    await type('Three.');
    site.clock.advance(900);
    expect(events('saved')).toEqual([]);
    expect(await site.text(A)).toBe('One.\n');
    site.clock.advance(100);
    await vi.waitFor(() => expect(events('saved')).toHaveLength(1));
    expect(await site.text(A)).toBe('One.\nTwo.Three.');
    expect(site.store.unsaved()).toEqual([]);
  });

  it('never writes one file twice at a time, and ends with the newest text', async () => {
    const versions: number[] = [];
    const saves: Promise<unknown>[] = [];
    for (const word of ['a', 'b', 'c', 'd']) {
      versions.push(await type(word));
      saves.push(site.store.save(A), site.store.saveAll());
    }
    await Promise.all(saves);
    expect(await site.text(A)).toBe('One.\nabcd');
    const saved = events('saved').map((event) => ('version' in event ? event.version : 0));
    expect(saved).toEqual([...saved].sort((a, b) => a - b));
    expect(saved.at(-1)).toBe(versions.at(-1));
  });

  it('saves when the last window closes it, and forgets the text', async () => {
    await type('Two.');
    await site.store.release('w1');
    expect(await site.text(A)).toBe('One.\nTwo.');
    expect(site.store.textOf(A)).toBeNull();
  });

  it('leaves no log and no temporary file', async () => {
    await type('Two.');
    await site.store.secure(A);
    expect(await site.names('.galley/recovery')).toHaveLength(1);
    await site.store.save(A);
    expect(await site.names('.galley/recovery')).toEqual([]);
    expect(await site.names('content')).toEqual(['a.md']);
  });
});

describe('edits of several windows', () => {
  it('belong to the first that opened the text to write', async () => {
    const first = await site.store.open(A, 'w1');
    const second = await site.store.open(A, 'w2');
    expect([first.yours, second.yours]).toEqual([true, false]);
    expect(() => site.store.edit(A, second.version, [{ from: 0, to: 0, insert: 'x' }], by('w2'))).toThrow('Edit here');
    expect(await site.store.takeOver(A, 'w2')).toMatchObject({ yours: true });
    site.store.edit(A, second.version, [{ from: 0, to: 0, insert: 'x' }], by('w2'));
    expect(() => site.store.edit(A, second.version + 1, [], by('w1'))).toThrow('another window');
    await site.store.release('w2');
    expect(events('owner').map((event) => 'owner' in event && event.owner)).toEqual(['w1', 'w2', null]);
    expect(site.store.textOf(A)?.text).toBe('xOne.\n');
  });

  it('are refused when they are for an old version, with what happened since', async () => {
    const { version } = await site.store.open(A, 'w1');
    const changes = [{ from: 0, to: 0, insert: 'Zero. ' }];
    site.store.apply(A, version, changes);
    const stale = () => site.store.edit(A, version, [{ from: 4, to: 4, insert: '!' }], by('w1'));
    expect(stale).toThrow(StaleEdit);
    try {
      stale();
    } catch (error) {
      expect(error).toMatchObject({ code: 'stale', text: 'Zero. One.\n', version: version + 1, since: [changes] });
    }
    expect(events('edited')).toMatchObject([{ changes, author: null }]);
  });

  it('count once when they arrive again after the line was lost', async () => {
    const { version } = await site.store.open(A, 'w1');
    const author = { connection: 'w1', client: 'tab', seq: 1 };
    const changes = [{ from: 0, to: 0, insert: 'x' }];
    const after = site.store.edit(A, version, changes, author);
    await site.store.release('w1');
    await site.store.open(A, 'w2');
    // The text was dropped and opened again: the window learns that its version is an old one.
    expect(() => site.store.edit(A, version, changes, { ...author, connection: 'w2' })).toThrow(StaleEdit);
    const { version: now } = await site.store.open(A, 'w2');
    expect(now).toBeGreaterThanOrEqual(after);
    const next = { connection: 'w2', client: 'tab', seq: 2 };
    const led = site.store.edit(A, now, changes, next);
    expect(site.store.edit(A, now, changes, { ...next, connection: 'w3' })).toBe(led);
    expect(site.store.textOf(A)?.text).toBe('xxOne.\n');
  });
});

describe('the history of a text', () => {
  it('keeps what a save replaced, at most one a minute', async () => {
    for (const word of ['b', 'c', 'd', 'e']) {
      await type(word);
      await site.store.save(A);
      site.clock.advance(25_000);
    }
    const texts = await Promise.all((await site.store.history(A)).map(({ id }) => site.store.historyText(id)));
    expect(texts).toEqual(['One.\nbcd', 'One.\n']);
  });

  it('keeps fifty, the oldest thinned', async () => {
    for (let i = 0; i < 56; i++) {
      await type('x');
      await site.store.save(A);
      site.clock.advance(61_000);
    }
    const entries = await site.store.history(A);
    expect(entries).toHaveLength(50);
    expect(entries.at(-1)?.bytes).toBe(5);
    const recent = entries.slice(0, 20).map(({ bytes }) => bytes);
    expect(recent).toEqual(Array.from({ length: 20 }, (_, i) => 5 + 55 - i));
  });

  it('has no text for an id that is not one, or that was damaged', async () => {
    await type('x');
    await site.store.save(A);
    const [entry] = await site.store.history(A);
    for (const id of ['', '../../content/a.md', `${entry?.id}/..`, 'constructor']) {
      expect(await site.store.historyText(id)).toBeNull();
    }
    await appendFile(join(site.root, '.galley/history', entry?.id ?? ''), 'x');
    expect(await site.store.historyText(entry?.id ?? '')).toBeNull();
  });
});
