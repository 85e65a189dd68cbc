import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type FolderWatch, watchFolders } from './watch.ts';

let root: string;
let watching: FolderWatch;
const changed = vi.fn();
const problem = vi.fn();

beforeEach(async () => {
  changed.mockReset();
  problem.mockReset();
  root = await realpath(await mkdtemp(join(tmpdir(), 'galley-watch-')));
  for (const folder of ['content/posts', 'public', '.galley']) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'content/posts/a.md'), 'A');
  watching = await watchFolders(
    [root, join(root, 'content'), join(root, 'missing')],
    [join(root, 'public')],
    changed,
    problem,
  );
});

afterEach(async () => {
  watching.close();
  await rm(root, { recursive: true, force: true });
});

const quiet = (): Promise<void> => new Promise((done) => setTimeout(done, 250));

it('announces a burst of changes once', async () => {
  for (const text of ['1', '2', '3']) await writeFile(join(root, 'content/posts/a.md'), text);
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  await quiet();
  expect(changed).toHaveBeenCalledTimes(1);
});

it('hears folders that are new, with folders in them', async () => {
  await mkdir(join(root, 'content/new/deep'), { recursive: true });
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  await quiet();
  changed.mockClear();
  await writeFile(join(root, 'content/new/deep/b.md'), 'B');
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
});

it('does not hear its own output and state', async () => {
  await writeFile(join(root, 'public/index.html'), 'x');
  await writeFile(join(root, '.galley/lock'), 'x');
  await quiet();
  expect(changed).not.toHaveBeenCalled();
});

it('goes on when a folder is deleted', async () => {
  await rm(join(root, 'content/posts'), { recursive: true });
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  await mkdir(join(root, 'content/posts'));
  await quiet();
  changed.mockClear();
  await writeFile(join(root, 'content/posts/c.md'), 'C');
  await vi.waitFor(() => expect(changed).toHaveBeenCalled());
  expect(problem).not.toHaveBeenCalled();
});
