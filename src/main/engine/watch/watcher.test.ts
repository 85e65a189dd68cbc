import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeSite, putFiles, removeSite } from '../testing/site-folder.ts';
import { realSystem, type WatchSystem } from './system.ts';
import { SiteWatcher, type WatchNews } from './watcher.ts';

let root: string;
let news: WatchNews[];
let watches: number;
/** Milliseconds that the clock on the wall is ahead. */
let asleep: number;
let full: string | null;
const problem = vi.fn();
const others: string[] = [];
let watcher: SiteWatcher;

const system: WatchSystem = {
  ...realSystem,
  wall: () => Date.now() + asleep,
  watch(folder, listener) {
    if (folder === full) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const watching = realSystem.watch(folder, listener);
    watches++;
    return {
      close() {
        watches--;
        watching.close();
      },
      on: (event, heard) => watching.on(event, heard),
    };
  },
};

function watch(other: Partial<WatchSystem> = {}): SiteWatcher {
  return new SiteWatcher(
    {
      except: [join(root, 'public'), join(root, '.galley')],
      onChange: (one) => news.push(one),
      onProblem: problem,
    },
    { ...system, ...other },
  );
}

beforeEach(async () => {
  root = await makeSite({ 'content/a.md': 'A', 'content/posts/b.md': 'B', 'public/index.html': '' });
  news = [];
  watches = 0;
  asleep = 0;
  full = null;
  problem.mockReset();
  watcher = watch();
  await watcher.follow([root, join(root, 'content'), join(root, 'missing')]);
});
afterEach(async () => {
  watcher.close();
  for (const folder of [root, ...others.splice(0)]) await removeSite(folder);
});

async function elsewhere(files: Record<string, string>): Promise<string> {
  const folder = await makeSite(files);
  others.push(folder);
  return folder;
}

const named = (path: string): string => path.slice(root.length + 1);
const heard = (): string[] => [...new Set(news.flatMap(({ paths }) => paths.map(named)))];
const sure = (): boolean => news.every((one) => one.sure);

async function hears(...files: string[]): Promise<void> {
  await vi.waitFor(() => expect(heard()).toEqual(expect.arrayContaining(files)), { timeout: 9000, interval: 10 });
}

async function isUnsure(): Promise<void> {
  await vi.waitFor(() => expect(sure()).toBe(false), { timeout: 9000, interval: 10 });
}

const quiet = (): Promise<void> => new Promise((done) => setTimeout(done, 250));

async function afresh(): Promise<void> {
  await quiet();
  news = [];
}

describe('the watcher', () => {
  it('announces a burst of changes once, by the names of files that there are', async () => {
    for (let round = 1; round <= 2; round++) {
      for (const text of ['1', '2', '3']) await writeFile(join(root, 'content/a.md'), text);
      await vi.waitFor(() => expect(news).toHaveLength(round));
      await quiet();
      expect(news).toHaveLength(round);
    }
    expect(heard()).toEqual(['content/a.md']);
    expect(sure()).toBe(true);
  });

  it('names what was written, made, renamed and taken away', async () => {
    await writeFile(join(root, 'content/a.md'), 'AA');
    await hears('content/a.md');
    await rename(join(root, 'content/posts/b.md'), join(root, 'content/posts/c.md'));
    await hears('content/posts/b.md', 'content/posts/c.md');
    news = [];
    await rm(join(root, 'content/posts/c.md'));
    await hears('content/posts/c.md');
    expect(sure()).toBe(true);
  });

  it('finds the files of a folder that came with them, and follows it', async () => {
    await putFiles(root, { 'content/new/deep/x.md': 'X' });
    await hears('content/new/deep/x.md');
    news = [];
    await writeFile(join(root, 'content/new/deep/x.md'), 'XX');
    await hears('content/new/deep/x.md');
    expect(sure()).toBe(true);
  });

  it('follows a folder under its new name, and lets go of the old one', async () => {
    const before = watches;
    await rename(join(root, 'content/posts'), join(root, 'content/notes'));
    await hears('content/posts', 'content/notes/b.md');
    news = [];
    await writeFile(join(root, 'content/notes/b.md'), 'BB');
    await hears('content/notes/b.md');
    expect([sure(), watches]).toEqual([true, before]);
  });

  it('goes on when a folder is deleted and comes back', async () => {
    await rm(join(root, 'content/posts'), { recursive: true });
    await hears('content/posts');
    await mkdir(join(root, 'content/posts'));
    await afresh();
    await writeFile(join(root, 'content/posts/c.md'), 'C');
    await hears('content/posts/c.md');
    expect(problem).not.toHaveBeenCalled();
    expect(sure()).toBe(true);
  });

  it('goes on when a folder is replaced by another one in one breath', async () => {
    const before = watches;
    await rm(join(root, 'content/posts'), { recursive: true });
    await putFiles(root, { 'content/posts/c.md': 'C' });
    await hears('content/posts/c.md');
    news = [];
    await writeFile(join(root, 'content/posts/c.md'), 'CC');
    await hears('content/posts/c.md');
    expect([sure(), watches]).toEqual([true, before]);
  });

  it('hears saves of all kinds: in place, by another file’s name, with a copy put aside', async () => {
    const file = join(root, 'content/a.md');
    const saves = [
      () => writeFile(file, 'in place'),
      async () => {
        await writeFile(join(root, 'content/.goutputstream-X'), 'beside');
        await rename(join(root, 'content/.goutputstream-X'), file);
      },
      async () => {
        await writeFile(join(root, 'content/4913'), '');
        await unlink(join(root, 'content/4913'));
        await rename(file, `${file}~`);
        await writeFile(file, 'aside');
        await unlink(`${file}~`);
      },
      async () => {
        await unlink(file);
        await writeFile(file, 'away and back');
      },
    ];
    for (const save of saves) {
      await save();
      await hears('content/a.md');
      await afresh();
    }
    expect(problem).not.toHaveBeenCalled();
  });

  it('announces a thousand files in few parts, none missing', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `content/many/${at % 10}/p${at}.md`);
    await putFiles(root, Object.fromEntries(names.map((name) => [name, 'x'])));
    await hears(...names);
    await afresh();
    for (const name of names) await writeFile(join(root, name), 'y');
    await hears(...names);
    expect(news.length).toBeLessThan(10);
    expect(sure()).toBe(true);
  });

  it('hears nothing of what we make, nor of what programs leave behind while they save', async () => {
    await mkdir(join(root, '.galley'));
    await writeFile(join(root, '.galley/lock'), '');
    await writeFile(join(root, 'public/index.html'), 'new');
    await writeFile(join(root, 'content/a.md~'), '');
    await writeFile(join(root, 'content/.a.md.swp'), '');
    await writeFile(join(root, 'content/.galley-1-00~'), '');
    await symlink('someone@here.1', join(root, 'content/.#a.md'));
    await writeFile(join(root, 'content/last.md'), '');
    await hears('content/last.md');
    expect(heard()).toEqual(['content/last.md']);
  });

  it('watches no packages beside the sources, and those among them', async () => {
    await putFiles(root, { 'node_modules/x/a.js': '', 'content/node_modules/x/b.md': '' });
    await hears('content/node_modules/x/b.md');
    await quiet();
    expect(heard().filter((path) => path.startsWith('node_modules'))).toEqual([]);
  });

  it('says nothing once it is closed, and watches nothing', async () => {
    await writeFile(join(root, 'content/a.md'), 'last');
    await putFiles(root, { 'content/new/deep/x.md': 'X' });
    const following = watcher.follow([root, join(root, 'content/posts')]);
    watcher.close();
    await following;
    await quiet();
    expect([news, watches]).toEqual([[], 0]);
  });
});

describe('the folders that are followed', () => {
  it('are those that were named last', async () => {
    const texts = await elsewhere({ 'a.md': '' });
    expect(await watcher.follow([root, texts])).toBe(true);
    expect(await watcher.follow([root, texts])).toBe(false);
    await writeFile(join(texts, 'a.md'), 'A');
    await vi.waitFor(() => expect(news[0]?.paths).toEqual([join(texts, 'a.md')]));
    expect(sure()).toBe(true);
    await watcher.follow([root]);
    await afresh();
    await writeFile(join(texts, 'a.md'), 'AA');
    await quiet();
    expect(news).toEqual([]);
  });

  it('may come and go in another one that hears of it', async () => {
    for (let round = 0; round < 2; round++) {
      await putFiles(root, { 'missing/deep/x.md': 'X' });
      await hears('missing/deep/x.md');
      await afresh();
      await writeFile(join(root, 'missing/deep/x.md'), 'XX');
      await hears('missing/deep/x.md');
      await rm(join(root, 'missing'), { recursive: true });
      await hears('missing');
      expect(sure()).toBe(true);
      await afresh();
    }
    await rm(join(root, 'content'), { recursive: true });
    await putFiles(root, { 'content/c.md': 'C' });
    await hears('content/c.md');
    expect(sure()).toBe(true);
  });

  it('may come later, and go, and come back: then nobody knows what they went through', async () => {
    const outside = await elsewhere({ 'other/b.md': '' });
    const texts = join(outside, 'texts');
    await watcher.follow([root, texts]);
    for (let round = 0; round < 2; round++) {
      await putFiles(texts, { 'a.md': 'A' });
      await vi.waitFor(() => expect(news.flatMap(({ paths }) => paths)).toContain(join(texts, 'a.md')), {
        timeout: 9000,
      });
      await isUnsure();
      await afresh();
      await writeFile(join(texts, 'a.md'), 'AA');
      await vi.waitFor(() => expect(news).toEqual([{ paths: [join(texts, 'a.md')], sure: true }]));
      await rm(texts, { recursive: true });
      await isUnsure();
      await afresh();
    }
  }, 30_000);

  it('may be the site’s own, moved away and back', async () => {
    const away = `${root}-away`;
    others.push(away);
    await rename(root, away);
    await vi.waitFor(() => expect(news.flatMap(({ paths }) => paths)).toContain(root), { timeout: 9000 });
    await isUnsure();
    await writeFile(join(away, 'content/a.md'), 'while it was away');
    await afresh();
    await rename(away, root);
    await hears('content/a.md');
    expect(sure()).toBe(false);
    await afresh();
    await writeFile(join(root, 'content/a.md'), 'back');
    await hears('content/a.md');
    expect(sure()).toBe(true);
  }, 30_000);
});

describe('a link', () => {
  it('to a folder elsewhere is not followed', async () => {
    const far = await elsewhere({ 'far.md': '' });
    await symlink(far, join(root, 'content/link'));
    await hears('content/link');
    await writeFile(join(far, 'far.md'), 'far');
    await quiet();
    expect(heard()).toEqual(['content/link']);
  });

  it('gives what it leads to another name', async () => {
    await putFiles(root, { 'shared/x/y.md': '', 'shared/z.md': '' });
    await symlink('../shared', join(root, 'content/folder'));
    await symlink('../shared/z.md', join(root, 'content/z.md'));
    await hears('content/folder', 'content/z.md');
    await afresh();
    await writeFile(join(root, 'shared/x/y.md'), 'Y');
    await hears('shared/x/y.md', 'content/folder/x/y.md');
    await writeFile(join(root, 'shared/z.md'), 'Z');
    await hears('shared/z.md', 'content/folder/z.md', 'content/z.md');
    await rename(join(root, 'shared/x'), join(root, 'shared/w'));
    await hears('content/folder/x', 'content/folder/w/y.md');
    expect(sure()).toBe(true);
  });

  it('that was there before the watching counts too, and one that leads to nothing yet', async () => {
    await putFiles(root, { 'shared/y.md': '' });
    await symlink('../shared', join(root, 'content/folder'));
    await symlink('../later.md', join(root, 'content/later.md'));
    watcher.close();
    watcher = watch();
    await watcher.follow([root, join(root, 'content')]);
    await writeFile(join(root, 'shared/y.md'), 'Y');
    await writeFile(join(root, 'later.md'), 'now');
    await hears('content/folder/y.md', 'content/later.md');
  });

  it('leads to packages that are not watched for their own sake', async () => {
    await putFiles(root, {
      'node_modules/x/dist/a.css': '',
      'node_modules/x/lone.css': '',
      'node_modules/y/b.css': '',
    });
    await symlink('../node_modules/x/dist', join(root, 'content/dist'));
    await symlink('../node_modules/x/lone.css', join(root, 'content/lone.css'));
    await hears('content/dist', 'content/lone.css');
    await afresh();
    await writeFile(join(root, 'node_modules/x/dist/a.css'), 'p {}');
    await writeFile(join(root, 'node_modules/x/lone.css'), 'p {}');
    await writeFile(join(root, 'node_modules/y/b.css'), 'p {}');
    await hears('content/dist/a.css', 'content/lone.css');
    await quiet();
    expect(heard().filter((path) => path.startsWith('node_modules/y'))).toEqual([]);
  });

  it('may lead around in a circle', async () => {
    await symlink('..', join(root, 'content/posts/up'));
    await symlink('around', join(root, 'content/around'));
    await hears('content/posts/up', 'content/around');
    await afresh();
    await writeFile(join(root, 'content/a.md'), 'AA');
    await hears('content/a.md');
    expect(heard()).toEqual(['content/a.md']);
  });

  it('may be what is followed, and lead elsewhere from one moment to the next', async () => {
    const one = await elsewhere({ 'a.md': '1' });
    const two = await elsewhere({ 'a.md': '2' });
    const link = join(root, 'texts');
    await symlink(one, link);
    await watcher.follow([root, link]);
    await afresh();
    await writeFile(join(one, 'a.md'), '11');
    await hears('texts/a.md');
    expect(sure()).toBe(true);
    await unlink(link);
    await symlink(two, link);
    await isUnsure();
    await afresh();
    await writeFile(join(two, 'a.md'), '22');
    await hears('texts/a.md');
    expect(sure()).toBe(true);
  });
});

describe('what is not sure', () => {
  it('is all that came while the machine slept, for whoever asks first', async () => {
    expect(watcher.sure).toBe(true);
    asleep = 60_000;
    expect(watcher.sure).toBe(false);
    await vi.waitFor(() => expect(news).toEqual([{ paths: [], sure: false }]));
    expect(watcher.sure).toBe(true);
    asleep = 120_000;
    await vi.waitFor(() => expect(news).toHaveLength(2), { timeout: 9000 });
    asleep = 121_000;
    expect(watcher.sure).toBe(true);
  });

  it('is all that is not heard while a folder cannot be watched, and a last time when it can', async () => {
    full = join(root, 'content/crowded');
    await putFiles(root, { 'content/crowded/x.md': 'X' });
    await isUnsure();
    expect([watcher.sure, problem.mock.calls]).toEqual([false, [['the system watches too many folders already']]]);
    await afresh();
    await writeFile(join(root, 'content/a.md'), 'AA');
    await hears('content/a.md');
    expect([sure(), watcher.sure]).toEqual([true, false]);
    await afresh();
    full = null;
    await isUnsure();
    await vi.waitFor(() => expect(watcher.sure).toBe(true), { timeout: 9000 });
    await afresh();
    await writeFile(join(root, 'content/crowded/x.md'), 'XX');
    await hears('content/crowded/x.md');
    expect([sure(), problem.mock.calls.length]).toEqual([true, 1]);
  }, 30_000);

  it('is a folder that other machines change too', async () => {
    const outside = await elsewhere({ 'x.md': '' });
    watcher.close();
    watcher = watch({ isShared: (folder) => folder === outside });
    await watcher.follow([root]);
    expect(watcher.sure).toBe(true);
    await watcher.follow([root, outside]);
    expect(watcher.sure).toBe(false);
    expect(realSystem.isShared(root)).toBe(false);
  });

  it('is what a watch says that failed, or that gives no name', async () => {
    let fail: (error: NodeJS.ErrnoException) => void = () => {};
    let hear: (event: string, name: string | null) => void = () => {};
    watcher.close();
    watcher = watch({
      watch(folder, listener) {
        if (folder === join(root, 'content')) hear = listener;
        const watching = system.watch(folder, listener);
        return {
          close: () => watching.close(),
          on: (event, failed) => {
            if (folder === join(root, 'content')) fail = failed;
            return watching.on(event, failed);
          },
        };
      },
    });
    await watcher.follow([root, join(root, 'content')]);
    hear('change', null);
    expect(watcher.sure).toBe(false);
    await vi.waitFor(() => expect(news).toEqual([{ paths: [join(root, 'content')], sure: false }]));
    await afresh();
    fail(Object.assign(new Error('broken'), { code: 'EIO' }));
    await isUnsure();
    await vi.waitFor(() => expect(watcher.sure).toBe(true), { timeout: 9000 });
    await afresh();
    await writeFile(join(root, 'content/posts/b.md'), 'BB');
    await hears('content/posts/b.md');
    expect(sure()).toBe(true);
  }, 20_000);

  it.runIf(process.platform === 'linux')(
    'is a flood in which the system drops events without a word',
    async () => {
      // By turns: the system makes one event of two that are the same.
      const flood = `const { openSync, writeSync, writeFileSync } = require('node:fs');
      const files = [openSync('content/a.md', 'w'), openSync('content/c.md', 'w')];
      for (let i = 0; i <= ${realSystem.queue}; i++) writeSync(files[i % 2], '.');
      writeFileSync('content/posts/b.md', 'dropped');`;
      // While it runs nobody reads: the queue of the system is full before the last file is written.
      execFileSync(process.execPath, ['-e', flood], { cwd: root });
      await isUnsure();
      expect(heard()).not.toContain('content/posts/b.md');
      expect(await readFile(join(root, 'content/posts/b.md'), 'utf8')).toBe('dropped');
      await afresh();
      await writeFile(join(root, 'content/a.md'), 'AA');
      await hears('content/a.md');
      expect(sure()).toBe(true);
    },
    30_000,
  );
});

describe('where one watch hears a whole tree', () => {
  let hear: (event: string, name: string | null) => void;
  let watched: string[];

  beforeEach(async () => {
    watched = [];
    watcher.close();
    watcher = watch({
      recursive: true,
      watch(folder, listener) {
        if (folder === root) hear = listener;
        watched.push(folder);
        return { close() {}, on() {} };
      },
    });
    const texts = await elsewhere({ 'x.md': '' });
    await putFiles(root, { 'node_modules/x/a.css': '', 'shared/s.md': '' });
    await symlink('../node_modules/x', join(root, 'content/linked'));
    await watcher.follow([root, join(root, 'content'), texts]);
    expect(watched).toEqual([root, texts]);
  });

  it('takes the names below it as they come', async () => {
    hear('change', join('content', 'posts', 'b.md'));
    hear('change', join('public', 'index.html'));
    hear('change', join('.git', 'index'));
    hear('change', join('node_modules', 'y', 'index.js'));
    hear('change', join('node_modules', 'x', 'a.css'));
    await hears('content/posts/b.md', 'content/linked/a.css');
    expect(heard().sort()).toEqual(['content/linked/a.css', 'content/posts/b.md', 'node_modules/x/a.css']);
    expect(sure()).toBe(true);
  });

  it('finds what a folder brought with it, and sets no watch for it', async () => {
    await rename(join(root, 'content/posts'), join(root, 'content/notes'));
    hear('rename', join('content', 'posts'));
    hear('rename', join('content', 'notes'));
    await hears('content/posts', 'content/notes/b.md');
    expect(watched).toHaveLength(2);
  });

  it('is unsure when the system gives no name', async () => {
    hear('change', null);
    await isUnsure();
  });
});
