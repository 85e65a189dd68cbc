import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { collectFacts } from '../../../kernel/html/collect-facts.ts';
import { createInlineRunner } from '../pool/inline.ts';
import { createThreadRunner } from '../pool/threads.ts';
import { testWorkerPath } from '../testing/bundle-worker.ts';
import { buildOnce, MINIMAL, testSites } from '../testing/site-folder.ts';
import { retrackPages } from './retrack.ts';

const { site, removeAll } = testSites();
afterEach(removeAll);

function posts(count: number, words: number): Record<string, string> {
  const entries = Array.from({ length: count }, (_, i): [string, string] => [
    `content/posts/post-${i}.md`,
    `---\ntitle: Post ${i}\n---\n## Part ${i}\n\n[Next](post-${(i + 1) % count}.md) ${'word '.repeat(words)}\n`,
  ]);
  return Object.fromEntries(entries);
}

describe('facts made again from the output', () => {
  it('are those of the render, in order, inline and pooled', async () => {
    const root = await site({ ...MINIMAL, ...posts(120, 1_500) });
    await buildOnce(root);
    const out = join(root, 'public');
    const paths = Array.from({ length: 120 }, (_, i) => `posts/post-${119 - i}/index.html`);
    const inline = await createInlineRunner(testWorkerPath);
    const pool = await createThreadRunner(testWorkerPath, 2);
    try {
      const here = await retrackPages(inline, testWorkerPath, out, paths);
      const there = await retrackPages(pool, testWorkerPath, out, paths);
      expect(there).toEqual(here);
      expect(here.map((page) => page.path)).toEqual(paths);
      const expected = await Promise.all(
        paths.map(async (path) => collectFacts(await readFile(join(out, path), 'utf8'))),
      );
      expect(here.map((page) => page.facts)).toEqual(expected);
    } finally {
      await pool.close();
    }
  });

  it('little work is done here even when there is a pool, and a page that is gone is said', async () => {
    const root = await site({ ...MINIMAL, ...posts(2, 10) });
    await buildOnce(root);
    const refusing = {
      ...(await createInlineRunner(testWorkerPath)),
      workers: 2,
      run: () => Promise.reject(new Error('asked')),
    };
    const pages = await retrackPages(refusing, testWorkerPath, join(root, 'public'), [
      'posts/post-1/index.html',
      'gone/index.html',
    ]);
    expect(pages.map((page) => page.problem)).toEqual([null, 'ENOENT']);
    expect(pages[0]?.facts.headings.map((heading) => heading.text)).toContain('Part 1');
  });
});
