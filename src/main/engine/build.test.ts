import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { phaseNames } from '../../shared/report.ts';
import { ahead } from './testing/ahead.ts';
import { buildOnce, putFiles, readTree, testSites } from './testing/site-folder.ts';

const { site, removeAll } = testSites();
afterEach(removeAll);

/** A small site with a bit of everything whose output could depend on who rendered it, and when. */
function birds(count: number): Record<string, string> {
  const files: Record<string, string> = {
    'content/_index.md':
      '---\ntitle: Birds\ndescription: All of them\n---\nWelcome. See [the first](posts/bird-0.md).\n',
    'content/about.md': '---\ntitle: About\nmenu: main\n---\n## Who\n\nWe walk. [Back](/)\n',
    'assets/css/main.css': 'body { color: #123 }\n',
    'static/favicon.ico': 'icon',
  };
  for (let i = 0; i < count; i++) {
    const day = String((i % 28) + 1).padStart(2, '0');
    files[`content/posts/bird-${i}.md`] =
      `---\ntitle: Bird ${i}\ndate: 2025-0${(i % 9) + 1}-${day}\ntags: [t${i % 7}, all]\n---\n` +
      `Seen on a walk, with a *friend*.\n\n## Where ${i}\n\nNear [another](./bird-${(i + 1) % count}.md#where-${(i + 1) % count}).\n\n` +
      `\`\`\`js\nconst bird = ${i};\n\`\`\`\n\n:::note\nBring **boots**.\n:::\n`;
  }
  return files;
}

describe('a build', () => {
  it('makes a page of each document and says that all is good', async () => {
    const root = await site({ 'content/about.md': '---\ntitle: About\n---\nHello **there**.\n' });
    const report = await buildOnce(root);
    const page = await readFile(join(root, 'public/about/index.html'), 'utf8');
    expect(page).toContain('<strong>there</strong>');
    expect(page).toContain('<title>About');
    expect(report.proofs.filter((proof) => proof.severity !== 'hint')).toEqual([]);
    expect(report.verdict).toBe('good');
    expect(report.phases.map((timing) => timing.phase)).toEqual(phaseNames);
  });

  it('writes the same bytes and proofs inline and with one, two and four workers', async () => {
    const root = await site({ ...birds(130), 'content/posts/odd.md': '---\ntitel: Odd\n---\n[gone](./nowhere.md)\n' });
    const runs = [];
    for (const workers of [0, 1, 2, 4]) {
      const out = join(root, `out-${workers}`);
      const report = await buildOnce(root, { workers, out });
      runs.push({ tree: await readTree(out), proofs: report.proofs, counts: report.counts, verdict: report.verdict });
    }
    const [inline, ...pooled] = runs;
    expect(Object.keys(inline?.tree ?? {}).length).toBeGreaterThan(140);
    expect(inline?.proofs.length).toBeGreaterThan(1);
    for (const run of pooled) expect(run).toEqual(inline);
  });

  it('leaves everything as it is when nothing changed', async () => {
    const root = await site(birds(8));
    const first = await buildOnce(root);
    const tree = await readTree(join(root, 'public'));
    const second = await buildOnce(root);
    expect(first.counts.written).toBeGreaterThan(10);
    expect(second.counts.written).toBe(0);
    expect(second.counts.unchanged).toBe(first.counts.written);
    expect(await readTree(join(root, 'public'))).toEqual(tree);
  });

  it('takes away the page of a document that has gone, and nothing else', async () => {
    const root = await site({ 'content/a.md': '# A\n', 'content/b.md': '# B\n' });
    await buildOnce(root);
    await putFiles(root, { 'public/b/notes.txt': 'mine' });
    await rm(join(root, 'content/b.md'));
    const report = await buildOnce(root);
    const tree = await readTree(join(root, 'public'));
    expect(report.counts.deleted).toBe(1);
    expect(tree['b/index.html']).toBeUndefined();
    expect(tree['b/notes.txt']).toBe('mine');
    expect(tree['a/index.html']).toContain('A');
  });

  it('repairs a page that was changed by hand', async () => {
    const root = await site({ 'content/a.md': '# A\n' });
    await buildOnce(root);
    const tree = await readTree(join(root, 'public'));
    await writeFile(join(root, 'public/a/index.html'), 'spoilt');
    await rm(join(root, 'public/index.html'));
    await buildOnce(root);
    expect(await readTree(join(root, 'public'))).toEqual(tree);
  });
});

describe('a link that leads nowhere', () => {
  it('has its place also when it is absolute or in raw HTML', async () => {
    const text = '# A\n\n[one](https://example.com/birds/gone/)\n\n<a href="/birds/lost/">two</a> x/birds/lost/\n';
    const root = await site({ 'content/a.md': text });
    const report = await buildOnce(root);
    const broken = report.proofs.filter((proof) => proof.code === 'link-broken');
    expect(broken.map(({ file, range }) => [file, range?.start]).sort()).toEqual([
      ['content/a.md', { line: 3, column: 7 }],
      ['content/a.md', { line: 5, column: 10 }],
    ]);
  });
});

describe('files that are not ours', () => {
  it('are never overwritten: the page is reported', async () => {
    const root = await site({ 'content/a.md': '# A\n' });
    await buildOnce(root);
    await putFiles(root, { 'content/b.md': '# B\n', 'public/b/index.html': 'mine' });
    const report = await buildOnce(root);
    expect((await readTree(join(root, 'public')))['b/index.html']).toBe('mine');
    expect(report.proofs.map((proof) => proof.code)).toContain('foreign-file');
    expect(report.verdict).toBe('errors');
  });

  it('are no longer in the way when they are gone, or to be adopted, though no source has changed', async () => {
    for (const adopt of [false, true]) {
      const root = await site({ 'content/a.md': '# A\n' });
      await buildOnce(root);
      await putFiles(root, { 'content/b.md': '# B\n', 'public/b/index.html': 'mine' });
      // Sources that have rested: a build that finds nothing to do says what the last one said.
      const before = await ahead(3_000, () => buildOnce(root));
      expect(before.proofs.map((proof) => proof.code)).toContain('foreign-file');
      if (!adopt) await rm(join(root, 'public/b/index.html'));
      const { proofs } = await ahead(3_000, () => buildOnce(root, { adopt }));
      expect(proofs.map((proof) => proof.code)).not.toContain('foreign-file');
      expect((await readTree(join(root, 'public')))['b/index.html']).toContain('<h1');
    }
  });

  it('stop the build when no list says whose they are, until it is told to adopt them', async () => {
    const root = await site({ 'content/a.md': '# A\n', 'public/a/index.html': 'old', 'public/mine.txt': 'mine' });
    await expect(buildOnce(root)).rejects.toMatchObject({ name: 'CannotBuild', code: 'outputs-lost' });
    expect((await readTree(join(root, 'public')))['a/index.html']).toBe('old');
    await buildOnce(root, { adopt: true });
    const tree = await readTree(join(root, 'public'));
    expect(tree['a/index.html']).toContain('<h1');
    expect(tree['mine.txt']).toBe('mine');
  });

  it('stay when the build is told to start from nothing', async () => {
    const root = await site({ 'content/a.md': '# A\n' });
    await buildOnce(root);
    await putFiles(root, { 'public/mine.txt': 'mine' });
    const report = await buildOnce(root, { clean: true });
    expect((await readTree(join(root, 'public')))['mine.txt']).toBe('mine');
    expect(report.proofs.filter((proof) => proof.code === 'foreign-file')).toEqual([]);
  });
});
