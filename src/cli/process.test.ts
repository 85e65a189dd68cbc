/** What only a process of its own can show: its streams, its environment, its end. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSite, removeSite } from '../main/engine/testing/site-folder.ts';
import { confirm } from '../main/publish/state/confirmed.ts';
import { readTargets } from '../main/publish/targets/schema.ts';
import { makeBare } from '../main/publish/testing/git-server.ts';
import { type BundledCommandLine, bundleCommandLine } from './testing/bundled.ts';

let galley: BundledCommandLine;
let root: string;

/** Enough to say that a reader is gone long before all is said. */
const texts = Object.fromEntries(
  Array.from({ length: 100 }, (_none, i) => [
    `site/content/bird-${i}.md`,
    `---\ntitle: Bird ${i}\n---\n[the next one](gone-${i})\n`,
  ]),
);
const target = { id: 'pages', kind: 'git', address: '../remote.git', branch: 'main' };

beforeAll(async () => {
  galley = await bundleCommandLine();
  const settings = { title: 'Birds', url: 'https://example.com/', publish: { targets: [target] } };
  root = await makeSite({ ...texts, 'site/site.yaml': JSON.stringify(settings) });
});
afterAll(async () => {
  await galley.remove();
  await removeSite(root);
});

interface Ended {
  code: number;
  out: string;
  err: string;
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const said = { out: '', err: '' };
  child.stdout.on('data', (piece: Buffer) => {
    said.out += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => {
    said.err += piece.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, ...said };
}

it('goes on when nobody reads what it says any more, and ends as it would have', async () => {
  const build = (): ChildProcessWithoutNullStreams => galley.start(['build', join(root, 'site'), '--json', '--strict']);
  const heard = await endOf(build());
  expect(heard).toMatchObject({ code: 2, err: '' });
  expect(heard.out.split('\n').length).toBeGreaterThan(100);
  await writeFile(join(root, 'site/content/late.md'), '---\ntitle: Late\n---\nCame late.\n');
  const child = build();
  child.stdout.destroy();
  expect(await endOf(child)).toEqual({ code: 2, out: '', err: '' });
  expect(await readFile(join(root, 'site/public/late/index.html'), 'utf8')).toContain('Came late.');
});

it('tells GALLEY_TOKEN to no program that it runs', async () => {
  makeBare(root);
  const heard = join(root, 'environment');
  const path = process.env.PATH ?? '';
  await mkdir(join(root, 'bin'));
  const git = `#!/bin/sh\nenv | grep GALLEY >> '${heard}'\nPATH='${path}' exec git "$@"\n`;
  await writeFile(join(root, 'bin/git'), git, { mode: 0o755 });
  const home = join(root, 'home');
  const { targets } = readTargets([target], join(root, 'site'));
  await confirm({ folder: join(home, 'publish'), secrets: { get: async () => null } }, targets[0]!);
  const environment = { GALLEY_HOME: home, GALLEY_TOKEN: 'a-secret-token', PATH: `${root}/bin:${path}` };
  const { code, err, out } = await endOf(galley.start(['publish', join(root, 'site'), '--yes'], environment));
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('Published: ');
  const told = await readFile(heard, 'utf8');
  expect(told).toContain('GALLEY_HOME=');
  expect(told).not.toContain('a-secret-token');
});
