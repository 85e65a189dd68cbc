/** What can happen to a build from outside: it is killed, its workers die, the disk refuses, somebody else is building. */
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { BuildReport } from '../../shared/report.ts';
import { openSite } from './open-site.ts';
import { takeLock } from './save/lock.ts';
import { statePaths } from './state-paths.ts';
import { testWorkerPath } from './testing/bundle-worker.ts';
import { buildOnce, engineOptions, putFiles, readTree, TEST_TIME, testSites } from './testing/site-folder.ts';

const { site, removeAll } = testSites();
afterEach(removeAll);

function posts(count: number): Record<string, string> {
  const entries = Array.from({ length: count }, (_, i): [string, string] => [
    `content/posts/post-${i}.md`,
    `---\ntitle: Post ${i}\ndate: 2025-01-01\ndescription: A post\n---\nText ${i}.\n`,
  ]);
  return Object.fromEntries(entries);
}

/** A worker that stops its thread when it is given the page `victim`: always, or only the first time. */
async function deadlyWorker(folder: string, victim: string, always: boolean): Promise<string> {
  const path = join(folder, 'deadly-worker.mjs');
  const mark = join(folder, 'killed-once');
  await writeFile(
    path,
    `import { existsSync, writeFileSync } from 'node:fs';
import * as real from ${JSON.stringify(pathToFileURL(testWorkerPath).href)};
export * from ${JSON.stringify(pathToFileURL(testWorkerPath).href)};
export function parseBatch(task) {
  const deadly = task.documents.some((document) => document.source.endsWith(${JSON.stringify(victim)}));
  if (deadly && (${always} || !existsSync(${JSON.stringify(mark)}))) {
    writeFileSync(${JSON.stringify(mark)}, '');
    process.exit(7);
  }
  return real.parseBatch(task);
}
export function renderBatch(task) {
  const mark = ${JSON.stringify(`${mark}-render`)};
  if (${!always} && !existsSync(mark)) {
    writeFileSync(mark, '');
    process.exit(7);
  }
  return real.renderBatch(task);
}
`,
  );
  return path;
}

async function buildWith(root: string, workerPath: string, workers: number): Promise<BuildReport> {
  const opened = await openSite(root, { ...engineOptions, workerPath });
  try {
    return await opened.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers });
  } finally {
    await opened.close();
  }
}

describe('a worker that dies', () => {
  it('is replaced, and the site is the same as without the accident', async () => {
    const root = await site(posts(160));
    const workerPath = await deadlyWorker(root, 'post-77.md', false);
    const report = await buildWith(root, workerPath, 2);
    const tree = await readTree(join(root, 'public'));
    await rm(join(root, 'public'), { recursive: true });
    await rm(join(root, '.galley'), { recursive: true });
    const calm = await buildOnce(root);
    expect(report.proofs).toEqual(calm.proofs);
    expect(tree).toEqual(await readTree(join(root, 'public')));
  });

  it('each time takes only the document that kills it', async () => {
    const root = await site(posts(120));
    const workerPath = await deadlyWorker(root, 'post-77.md', true);
    const report = await buildWith(root, workerPath, 2);
    const tree = await readTree(join(root, 'public'));
    const lost = report.proofs.filter((proof) => proof.code === 'worker-lost');
    expect(lost.map((proof) => proof.file)).toEqual(['content/posts/post-77.md']);
    expect(report.verdict).toBe('errors');
    for (let i = 0; i < 120; i++) expect(tree[`posts/post-${i}/index.html`] === undefined).toBe(i === 77);
  });
});

/** Runs a build in a process of its own and kills it after `milliseconds`. */
async function killedBuild(root: string, milliseconds: number): Promise<void> {
  const script = join(root, '.killed.mjs');
  const entry = join(engineOptions.themesPath, '../../out/test/engine.js');
  await writeFile(
    script,
    `import { openSite } from ${JSON.stringify(pathToFileURL(entry).href)};
const site = await openSite(${JSON.stringify(root)}, ${JSON.stringify(engineOptions)});
await site.build({ now: ${JSON.stringify(TEST_TIME)}, drafts: false, clean: false, adopt: false, workers: 0 });
`,
  );
  const child = spawn(process.execPath, [script], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  setTimeout(() => child.kill('SIGKILL'), milliseconds);
  await ended;
}

describe('a build that is killed', () => {
  it('leaves nothing that the next build does not put right, even when the edit is taken back', async () => {
    const root = await site(posts(60));
    await buildOnce(root);
    const clean = await readTree(join(root, 'public'));
    for (const milliseconds of [120, 200, 260, 320, 400, 500]) {
      const edited = Object.entries(posts(60)).map(([path, text]) => [path, `${text}\nMore at ${milliseconds}.\n`]);
      await putFiles(root, { ...Object.fromEntries(edited), 'content/extra.md': '# Extra\n' });
      await killedBuild(root, milliseconds);
      await putFiles(root, posts(60));
      await rm(join(root, 'content/extra.md'));
      await buildOnce(root);
      expect(await readTree(join(root, 'public')), `killed after ${milliseconds} ms`).toEqual(clean);
    }
  });
});

describe('two builds at once', () => {
  it('do not meet: the second names the first, and a dead holder is forgotten', async () => {
    const root = await site(posts(3));
    await buildOnce(root);
    const { lock } = statePaths(root);
    const sleeper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const { hostname } = await import('node:os');
    await writeFile(
      lock,
      JSON.stringify({ pid: sleeper.pid, host: hostname(), birth: '', since: '2026-01-01T00:00:00Z' }),
    );
    await expect(buildOnce(root)).rejects.toMatchObject({
      code: 'site-locked',
      message: expect.stringContaining(`${sleeper.pid}`),
    });
    sleeper.kill('SIGKILL');
    await new Promise((resolve) => sleeper.on('exit', resolve));
    const report = await buildOnce(root);
    expect(report.verdict).not.toBe('errors');
    expect(await readdir(statePaths(root).folder)).not.toContain('lock');
  });

  it('let the second one be stopped while it waits', async () => {
    const root = await site(posts(3));
    const release = await takeLock(statePaths(root).lock);
    const opened = await openSite(root, engineOptions);
    const stop = new AbortController();
    const request = { now: TEST_TIME, drafts: false, clean: false, adopt: false };
    const built = opened.build(request, stop.signal).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 250));
    stop.abort();
    expect(await built).toMatchObject({ name: 'AbortError' });
    await opened.close();
    await release();
  });

  it('in a copy of the folder do not wait for who builds the original', async () => {
    const root = await site(posts(3));
    const release = await takeLock(statePaths(root).lock);
    const copy = await site({});
    await cp(root, copy, { recursive: true });
    expect(await readdir(statePaths(copy).folder)).toContain('lock');
    expect((await buildOnce(copy)).verdict).not.toBe('errors');
    expect(await readdir(statePaths(root).folder)).toContain('lock');
    await release();
  });
});

describe('a disk that refuses', () => {
  it('below a file: says so, and what was there stays', async () => {
    const root = await site({ ...posts(2), blocked: 'a file' });
    await expect(buildOnce(root, { out: join(root, 'blocked/public') })).rejects.toMatchObject({
      name: 'CannotBuild',
      advice: expect.stringContaining('--out'),
    });
    expect(await readFile(join(root, 'blocked'), 'utf8')).toBe('a file');
  });

  const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;
  const small = '/tmp/galley-full-disk';

  it.skipIf(!canMount)(
    'when it is full (a small disk can only be made by root): says so and recovers',
    async (context) => {
      const root = await site(posts(40));
      await mkdir(small, { recursive: true });
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', small]);
      if (mounted.status !== 0) return context.skip('this machine does not let tests mount a disk');
      try {
        await expect(buildOnce(root, { out: join(small, 'public') })).rejects.toMatchObject({ code: 'write-enospc' });
        spawnSync('mount', ['-o', 'remount,size=4m', small]);
        const report = await buildOnce(root, { out: join(small, 'public') });
        expect(report.verdict).not.toBe('errors');
        const elsewhere = join(root, 'elsewhere');
        await buildOnce(root, { out: elsewhere });
        expect(await readTree(join(small, 'public'))).toEqual(await readTree(elsewhere));
      } finally {
        spawnSync('umount', [small]);
      }
    },
  );
});

describe('a build that is stopped', () => {
  it('says that it was, and the next one is whole', async () => {
    const root = await site(posts(60));
    const opened = await openSite(root, engineOptions);
    const stop = new AbortController();
    const building = opened.build(
      {
        ...{ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 },
        onEvent: (event) => {
          if (event.type === 'phase-started' && event.phase === 'render') stop.abort();
        },
      },
      stop.signal,
    );
    await expect(building).rejects.toMatchObject({ name: 'AbortError' });
    const report = await opened.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 });
    await opened.close();
    expect(report.counts.documents).toBe(60);
    expect(Object.keys(await readTree(join(root, 'public'))).length).toBeGreaterThan(60);
  });
});
