import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Intent, type Outputs, OutputsList, outputsPaths, readOutputs } from './outputs.ts';

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
const save = (made: Outputs): Promise<void> => new OutputsList().save(paths, new Map(), { made, gone: [] });
const put = (path: string): Promise<void> => writeFile(join(out, path), 'x');

describe('after a build that was killed', () => {
  it('what it meant to write is ours, with what it left under temporary names, and nothing else', async () => {
    await save(new Map([['index.html', { size: 1, hash: 'h', signature: 's' }]]));
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
    await save(new Map());
    expect(await owned()).toEqual([]);
  });
});

describe('the list of an open site', () => {
  const known = (hash: string) => ({ size: 1, hash, signature: hash });
  const page = (name: string, hash: string): [string, ReturnType<typeof known>] => [name, known(hash)];

  async function edited(list: OutputsList, outputs: Outputs): Promise<void> {
    const before = (await list.read(paths, out, true)).outputs;
    const made = new Map([...outputs].filter(([path, now]) => before.get(path) !== now));
    await list.save(paths, before, { made, gone: [...before.keys()].filter((path) => !outputs.has(path)) });
  }

  it('grows by what changed, and is read as what it is now', async () => {
    const list = new OutputsList();
    const first: Outputs = new Map([page('a', '1'), page('b', '1'), page('c', '1')]);
    await edited(list, first);
    const { size } = await stat(paths.list);
    const second: Outputs = new Map([...first, page('b', '2')]);
    second.delete('c');
    await edited(list, second);
    expect((await readFile(paths.list, 'utf8')).slice(size)).toBe('["b",1,"2","2"]\n["c"]\n');
    expect(await readOutputs(paths, out, false)).toEqual(second);
    expect(await list.read(paths, out, false)).toEqual({ outputs: second, untouched: true });
  });

  it('is read again when somebody else wrote it, and after a build that did not end', async () => {
    const list = new OutputsList();
    await edited(list, new Map([page('a', '1')]));
    await save(new Map([page('other', '1')]));
    expect(await list.read(paths, out, false)).toEqual({ outputs: new Map([page('other', '1')]), untouched: false });
    await edited(list, new Map([page('a', '1')]));
    await new Intent(paths.intent).add(['a']);
    const read = await list.read(paths, out, false);
    expect(read).toEqual({ outputs: new Map([['a', { size: -1, hash: null, signature: '' }]]), untouched: false });
  });

  it('with a torn end counts as far as it is whole, beside an intent record only', async () => {
    const list = new OutputsList();
    await edited(list, new Map([page('a', '1'), page('b', '1')]));
    await writeFile(paths.list, `${await readFile(paths.list, 'utf8')}["b",1,"2`);
    await expect(readOutputs(paths, out, false)).rejects.toMatchObject({ code: 'outputs-lost' });
    await new Intent(paths.intent).add(['b']);
    expect([...(await readOutputs(paths, out, false))]).toEqual([
      page('a', '1'),
      ['b', { size: -1, hash: null, signature: '' }],
    ]);
  });

  it('is written anew before outdated rows are most of it', async () => {
    const list = new OutputsList();
    for (let i = 0; i < 300; i++) await edited(list, new Map([page('a', String(i))]));
    expect((await readFile(paths.list, 'utf8')).split('\n').length).toBeLessThan(120);
    expect(await readOutputs(paths, out, false)).toEqual(new Map([page('a', '299')]));
  });
});
