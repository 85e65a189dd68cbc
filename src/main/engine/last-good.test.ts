import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openSite } from './open-site.ts';
import { buildOnce, engineOptions, makeSite, putFiles, removeSite, testSites } from './testing/site-folder.ts';
import type { LastGood } from './types.ts';

const { site, removeAll } = testSites();
afterEach(removeAll);

const GOOD = '<!doctype html><title>t</title><p>good</p>{{ page.content }}';
const BROKEN = '{{ page.title | nosuch }}';
const WRITTEN = new Date('2026-02-01T10:00:00Z');

async function lastGood(root: string, output = 'a/index.html'): Promise<LastGood | null> {
  const one = await openSite(root, engineOptions);
  const kept = await one.lastGood(output);
  await one.close();
  return kept;
}

/** A page that was good at a known time, and whose design then fails. */
async function degraded(workers: number): Promise<string> {
  const root = await site({ 'content/a.md': '# A\n\nFirst.\n', 'templates/page.njk': GOOD });
  await buildOnce(root, { workers });
  await utimes(join(root, 'public/a/index.html'), WRITTEN, WRITTEN);
  await putFiles(root, { 'templates/page.njk': BROKEN });
  const report = await buildOnce(root, { workers });
  expect(report.counts.degraded).toBe(1);
  return root;
}

describe('the last good version of a page', () => {
  it.each([0, 2])('is kept when a degraded one takes its place (%i threads)', async (workers) => {
    const root = await degraded(workers);
    expect(await readFile(join(root, 'public/a/index.html'), 'utf8')).toContain('content="degraded"');
    const kept = await lastGood(root);
    expect(kept?.html).toContain('<p>good</p><p>First.</p>');
    expect(kept?.written).toBe(WRITTEN.toISOString());
  });

  it('is not replaced by a degraded one, however often that is built', async () => {
    const root = await degraded(0);
    await putFiles(root, { 'content/a.md': '# A\n\nSecond.\n' });
    await buildOnce(root);
    expect((await lastGood(root))?.html).toContain('First.');
  });

  it('is replaced by a later good one, when that is lost in its turn', async () => {
    const root = await degraded(0);
    await putFiles(root, { 'content/a.md': '# A\n\nThird.\n', 'templates/page.njk': GOOD });
    await buildOnce(root);
    await putFiles(root, { 'templates/page.njk': BROKEN });
    await buildOnce(root);
    expect((await lastGood(root))?.html).toContain('Third.');
  });

  it('is kept although a build was killed in between', async () => {
    const root = await site({ 'content/a.md': '# A\n\nFirst.\n', 'templates/page.njk': GOOD });
    await buildOnce(root);
    await writeFile(join(root, '.galley/outputs.intent'), 'galley-intent 1\n"a/index.html"\n');
    await putFiles(root, { 'templates/page.njk': BROKEN });
    await buildOnce(root);
    expect((await lastGood(root))?.html).toContain('First.');
  });

  it('is not what somebody else wrote there', async () => {
    const root = await site({ 'content/a.md': '# A\n', 'templates/page.njk': GOOD });
    await buildOnce(root);
    await writeFile(join(root, 'public/a/index.html'), 'spoilt');
    await putFiles(root, { 'templates/page.njk': BROKEN });
    await buildOnce(root);
    expect(await lastGood(root)).toBe(null);
  });

  it('may look like anything but a degraded page: a page that talks of one is good', async () => {
    const talk =
      '<!doctype html><html><head><meta name="galley" content="degraded"></head><body>{{ page.content }}</body></html>';
    const root = await site({ 'content/a.md': '# A\n\nFirst.\n', 'templates/page.njk': talk });
    await buildOnce(root);
    await putFiles(root, { 'templates/page.njk': BROKEN });
    await buildOnce(root);
    expect((await lastGood(root))?.html).toContain('First.');
  });

  it('goes with its page, and is not made for another output folder', async () => {
    const root = await degraded(0);
    await putFiles(root, { 'content/b.md': '# B\n', 'templates/page.njk': GOOD });
    await buildOnce(root, { out: join(root, 'elsewhere') });
    await putFiles(root, { 'templates/page.njk': BROKEN });
    await buildOnce(root, { out: join(root, 'elsewhere') });
    expect(await lastGood(root, 'b/index.html')).toBe(null);
    await putFiles(root, { 'content/a.md': '---\nurl: /moved/\n---\n# A\n' });
    await buildOnce(root);
    expect(await lastGood(root)).toBe(null);
  });

  it('is never outside its folder, neither by name nor through a link that came with the site', async () => {
    const root = await degraded(0);
    const outside = await makeSite({ 'a/index.html': 'not ours' });
    expect(await lastGood(root, '../../site.yaml')).toBe(null);
    expect(await lastGood(root, 'a')).toBe(null);
    const other = await site({ 'content/a.md': '# A\n', 'templates/page.njk': GOOD });
    await mkdir(join(other, '.galley'));
    await symlink(outside, join(other, '.galley/preview'));
    await buildOnce(other);
    await putFiles(other, { 'templates/page.njk': BROKEN });
    await buildOnce(other);
    expect(await readFile(join(outside, 'a/index.html'), 'utf8')).toBe('not ours');
    expect(await lastGood(other)).toBe(null);
    expect((await stat(join(other, 'public/a/index.html'))).isFile()).toBe(true);
    await removeSite(outside);
  });
});
