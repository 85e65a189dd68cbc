/** The commands with the real engine: what a person sees, and what is on disk afterwards. */
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testWorkerPath } from '../main/engine/testing/bundle-worker.ts';
import { runCommandLine } from './run.ts';

let root: string;
let out: string;
let err: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'galley-real-')));
  await put('site.yaml', 'title: A Field Guide\nurl: https://example.com/birds/\n');
  await put('content/wren.md', '---\ntitle: Wren\ndescription: A small brown bird.\n---\nSmall and loud.\n');
});

afterEach(() => rm(root, { recursive: true }));

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function run(...argv: string[]): Promise<number> {
  out = '';
  err = '';
  return runCommandLine([...argv, '--workers', '0', '--now', '2026-03-01T12:00:00Z'], {
    engine: {
      workerPath: testWorkerPath,
      themesPath: fileURLToPath(new URL('../themes', import.meta.url)),
      galleyVersion: '0.0.0-test',
      ownThread: true,
    },
    startersPath: '',
    folder: root,
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    noColor: true,
    environment: process.env,
    token: null,
    ask: null,
    onStop: () => () => {},
  });
}

it('builds a good site', async () => {
  expect(await run('build')).toBe(0);
  expect(out).toMatch(/^A Field Guide: \d pages in .*, all good(, \d suggestions?)?\n/);
  expect(await readFile(join(root, 'public/wren/index.html'), 'utf8')).toContain('Small and loud.');
});

it('frames a mistake where it was made, and ends with 2 when a page could not be made as designed', async () => {
  await put('templates/page.njk', '<p>{{ page.title }}</p>\n{% include "partials/nobody.njk" %}\n');
  expect(await run('build')).toBe(2);
  expect(out).toContain('at templates/page.njk:2:');
  expect(out).toContain('2 │ {% include "partials/nobody.njk" %}');
  expect(await readFile(join(root, 'public/wren/index.html'), 'utf8')).toContain('Small and loud.');
});

it('checks without touching public/', async () => {
  await put('content/wren.md', '---\ntitle: Wren\n---\n[Robin](./robin.md)\n');
  expect(await run('check')).toBe(0);
  expect(out).toContain('content/wren.md:4:9');
  expect(await readdir(root)).not.toContain('public');
  expect(await run('check', '--strict')).toBe(2);
});

it('speaks JSON only with --json', async () => {
  expect(await run('build', '--json')).toBe(0);
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  expect(events[0]?.type).toBe('build-started');
  expect(events.at(-1)).toMatchObject({ type: 'build-finished', report: { site: { title: 'A Field Guide' } } });
  expect(err).toBe('');
});

it('says that a folder is no site', async () => {
  expect(await run('build', 'content')).toBe(1);
  expect(out).toBe('');
  expect(err).toContain('there is no site.yaml in it');
});
