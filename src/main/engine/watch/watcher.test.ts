import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSite, putFiles, removeSite } from '../testing/site-folder.ts';
import { SiteWatcher } from './watcher.ts';

let root: string;
let heard: Set<string>;
let bursts: number;
const problem = vi.fn();
let watcher: SiteWatcher;

beforeEach(async () => {
  root = await makeSite({ 'content/a.md': 'A', 'content/posts/b.md': 'B', 'public/index.html': '' });
  heard = new Set();
  bursts = 0;
  problem.mockReset();
  watcher = new SiteWatcher({
    except: [join(root, 'public'), join(root, '.galley')],
    onChange: ({ paths }) => {
      bursts++;
      for (const path of paths) heard.add(path.slice(root.length + 1));
    },
    onProblem: problem,
  });
  await watcher.follow([root, join(root, 'content'), join(root, 'missing')]);
});
afterEach(async () => {
  watcher.close();
  await removeSite(root);
});

async function hears(...files: string[]): Promise<void> {
  await vi.waitFor(() => expect([...heard]).toEqual(expect.arrayContaining(files)), { timeout: 5000, interval: 10 });
}

const quiet = (): Promise<void> => new Promise((done) => setTimeout(done, 250));

describe('the watcher', () => {
  it('announces a burst of changes once, by the names of files that there are', async () => {
    for (let round = 1; round <= 2; round++) {
      for (const text of ['1', '2', '3']) await writeFile(join(root, 'content/a.md'), text);
      await vi.waitFor(() => expect(bursts).toBe(round));
      await quiet();
      expect(bursts).toBe(round);
    }
    expect([...heard]).toEqual(['content/a.md']);
  });

  it('names what was written, made, renamed and taken away', async () => {
    await writeFile(join(root, 'content/a.md'), 'AA');
    await hears('content/a.md');
    await rename(join(root, 'content/posts/b.md'), join(root, 'content/posts/c.md'));
    await hears('content/posts/b.md', 'content/posts/c.md');
    heard.clear();
    await rm(join(root, 'content/posts/c.md'));
    await hears('content/posts/c.md');
  });

  it('finds the files of a folder that came with them, and follows it', async () => {
    await putFiles(root, { 'content/new/deep/x.md': 'X' });
    await hears('content/new/deep/x.md');
    heard.clear();
    await writeFile(join(root, 'content/new/deep/x.md'), 'XX');
    await hears('content/new/deep/x.md');
  });

  it('follows a folder under its new name', async () => {
    await rename(join(root, 'content/posts'), join(root, 'content/notes'));
    await hears('content/notes/b.md');
    heard.clear();
    await writeFile(join(root, 'content/notes/b.md'), 'BB');
    await hears('content/notes/b.md');
  });

  it('goes on when a folder is deleted and comes back', async () => {
    await rm(join(root, 'content/posts'), { recursive: true });
    await hears('content/posts');
    await mkdir(join(root, 'content/posts'));
    await quiet();
    heard.clear();
    await writeFile(join(root, 'content/posts/c.md'), 'C');
    await hears('content/posts/c.md');
    expect(problem).not.toHaveBeenCalled();
  });

  it('follows no link', async () => {
    const elsewhere = await makeSite({ 'far.md': '' });
    await symlink(elsewhere, join(root, 'content/link'));
    await hears('content/link');
    await writeFile(join(elsewhere, 'far.md'), 'far');
    await quiet();
    expect([...heard]).toEqual(['content/link']);
    await removeSite(elsewhere);
  });

  it('hears nothing of what we make, nor of what programs leave behind while they save', async () => {
    await mkdir(join(root, '.galley'));
    await writeFile(join(root, '.galley/lock'), '');
    await writeFile(join(root, 'public/index.html'), 'new');
    await writeFile(join(root, 'content/a.md~'), '');
    await writeFile(join(root, 'content/.a.md.swp'), '');
    await writeFile(join(root, 'content/.galley-1-00~'), '');
    await writeFile(join(root, 'content/last.md'), '');
    await hears('content/last.md');
    expect([...heard]).toEqual(['content/last.md']);
  });
});
