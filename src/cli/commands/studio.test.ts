import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Host } from '../host.ts';
import { runCommandLine } from '../run.ts';

let root: string;
let said: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galley-studio-'));
  said = '';
  mkdirSync(join(root, 'out/main'), { recursive: true });
  mkdirSync(join(root, 'site'));
  writeFileSync(join(root, 'package.json'), '{ "type": "commonjs" }');
  const ran = JSON.stringify(join(root, 'ran'));
  const host = `require('node:fs').writeFileSync(${ran}, JSON.stringify(process.argv.slice(2)));process.exit(4)`;
  writeFileSync(join(root, 'out/main/host.js'), host);
});
afterEach(() => rmSync(root, { recursive: true }));

function run(argv: string[]): Promise<number> {
  const say = {
    write: (text: string): void => {
      said += text;
    },
  };
  const host: Host = {
    engine: { workerPath: join(root, 'out/main/worker.js'), themesPath: '', galleyVersion: '1', ownThread: true },
    startersPath: '',
    folder: join(root, 'site'),
    out: say,
    err: say,
    noColor: true,
    environment: process.env,
    token: null,
    ask: null,
    onStop: () => () => {},
  };
  return runCommandLine(argv, host);
}
const ran = (): string[] => JSON.parse(readFileSync(join(root, 'ran'), 'utf8')) as string[];

it('opens the site that is named, or the one that one is in, and ends as its host does', async () => {
  expect(await run(['studio', '.', '--browser', '--no-open', '--port', '1234', '--json'])).toBe(4);
  expect(ran()).toEqual(['--site', join(root, 'site'), '--no-open', '--json', '--port', '1234']);
  await run(['studio', '--browser']);
  expect(ran()).toEqual([]);
  writeFileSync(join(root, 'site/site.yaml'), 'title: A\n');
  await run(['studio', '--browser']);
  expect(ran()).toEqual(['--site', join(root, 'site')]);
});

it.each([
  [['studio', 'missing'], 'There is no folder “missing”.'],
  [['studio', '.', 'more'], 'One site at a time: “more” is one too many.'],
  [['studio', '--browser', '--electron'], '--browser and --electron cannot both be had.'],
])('galley %j', async (argv, message) => {
  expect(await run(argv)).toBe(1);
  expect(said).toContain(message);
});
