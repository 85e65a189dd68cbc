/** The law that a build relies on: whatever happens to the files, what is different afterwards was announced, or was said to be unsure. */
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { makeSite, readTree, removeSite } from '../testing/site-folder.ts';
import { SiteWatcher, type WatchNews } from './watcher.ts';

const folders = ['content', 'content/a', 'content/a/b', 'content/c', 'content/a/b/d'];
const files = folders.flatMap((folder) => [`${folder}/x.md`, `${folder}/y.md`]);

const step = fc.oneof(
  fc.record({ type: fc.constant('write' as const), at: fc.constantFrom(...files), text: fc.string({ maxLength: 3 }) }),
  fc.record({ type: fc.constant('save' as const), at: fc.constantFrom(...files), text: fc.string({ maxLength: 3 }) }),
  fc.record({ type: fc.constant('remove' as const), at: fc.constantFrom(...files, ...folders.slice(1)) }),
  fc.record({
    type: fc.constantFrom('move' as const, 'copy' as const),
    at: fc.constantFrom(...folders.slice(1)),
    to: fc.constantFrom(...folders.slice(1)),
  }),
  fc.record({ type: fc.constant('pause' as const), milliseconds: fc.constantFrom(0, 5, 80) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function perform(root: string, one: Step): Promise<void> {
  if (one.type === 'pause') return new Promise((done) => setTimeout(done, one.milliseconds));
  const path = join(root, one.at);
  if (one.type === 'remove') return rm(path, { recursive: true, force: true });
  if (one.type === 'write' || one.type === 'save') {
    const beside = one.type === 'save' ? `${path}.new` : path;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, one.text);
    if (beside !== path) await rename(beside, path);
    return;
  }
  const to = join(root, one.to);
  if (!existsSync(path) || to.startsWith(path) || path.startsWith(to)) return;
  await rm(to, { recursive: true, force: true });
  await mkdir(dirname(to), { recursive: true });
  await (one.type === 'move' ? rename(path, to) : cp(path, to, { recursive: true }));
}

/** Files that are others than before, and were not announced, themselves or by a folder above. */
function unheard(before: Record<string, string>, after: Record<string, string>, heard: ReadonlySet<string>): string[] {
  const differ = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => before[name] !== after[name],
  );
  return differ.filter((name) => {
    for (let at = name; at !== '.'; at = dirname(at)) if (heard.has(at)) return false;
    return true;
  });
}

it('whatever is different was announced', async () => {
  let announced = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
      const root = await makeSite(Object.fromEntries(files.slice(0, 6).map((name) => [name, name])));
      const news: WatchNews[] = [];
      const watcher = new SiteWatcher({ except: [], onChange: (one) => news.push(one), onProblem: () => {} });
      try {
        await watcher.follow([root, join(root, 'content')]);
        const before = await readTree(root);
        for (const one of steps) await perform(root, one);
        await writeFile(join(root, 'last'), '');
        const last = join(root, 'last');
        await vi.waitFor(() => expect(news.some(({ paths }) => paths.includes(last))).toBe(true), { timeout: 9000 });
        const heard = new Set(news.flatMap(({ paths }) => paths.map((path) => path.slice(root.length + 1))));
        announced += heard.size;
        expect(unheard(before, await readTree(root), heard)).toEqual([]);
        expect(news.filter(({ sure }) => !sure)).toEqual([]);
        // And from here on: what moved around is still listened to.
        news.length = 0;
        for (const name of Object.keys(await readTree(root))) await writeFile(join(root, name), 'again');
        for (const name of Object.keys(await readTree(root)))
          await vi.waitFor(() => expect(news.flatMap(({ paths }) => paths)).toContain(join(root, name)), {
            timeout: 9000,
          });
      } finally {
        watcher.close();
        await removeSite(root);
      }
    }),
    { numRuns: 20 },
  );
  expect(announced).toBeGreaterThan(100);
}, 120_000);

it('would find what was not announced', () => {
  const before = { 'content/a.md': '1', 'content/b/c.md': '1', 'content/d.md': '1' };
  const after = { 'content/a.md': '2', 'content/b/c.md': '2', 'content/e.md': '1' };
  expect(unheard(before, after, new Set(['content/b']))).toEqual(['content/a.md', 'content/d.md', 'content/e.md']);
});
