import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Intent, outputsPaths, readOutputs, saveOutputs } from './outputs.ts';

let root: string;
let out: string;
let paths: { list: string; intent: string };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'galley-outputs-'));
  out = join(root, 'public');
  paths = outputsPaths(join(root, '.galley'), root, out);
  await mkdir(join(out, 'posts/a'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const owned = async (): Promise<string[]> => [...(await readOutputs(paths, out, false)).keys()].sort();
const put = (path: string): Promise<void> => writeFile(join(out, path), 'x');

describe('after a build that was killed', () => {
  it('what it meant to write is ours, with what it left under temporary names, and nothing else', async () => {
    await saveOutputs(paths, new Map([['index.html', { size: 1, hash: 'h', signature: 's' }]]));
    await new Intent(paths.intent).add(['posts/a/index.html', 'feed.xml']);
    await put('posts/a/index.html.0123456789ab.tmp');
    await put('feed.xml.ba9876543210.tmp');
    for (const foreign of ['posts/a/index.html.tmp', 'posts/a/other.html.0123456789ab.tmp', 'posts/a/notes.tmp'])
      await put(foreign);
    expect(await owned()).toEqual([
      'feed.xml',
      'feed.xml.ba9876543210.tmp',
      'index.html',
      'posts/a/index.html',
      'posts/a/index.html.0123456789ab.tmp',
    ]);
  });

  it('stays known when the next build is killed too, and is forgotten once one has ended', async () => {
    await new Intent(paths.intent).add(['posts/a/index.html']);
    await new Intent(paths.intent).add(['feed.xml']);
    expect(await owned()).toEqual(['feed.xml', 'posts/a/index.html']);
    await saveOutputs(paths, new Map());
    expect(await owned()).toEqual([]);
  });
});
