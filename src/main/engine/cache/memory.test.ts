/** What a site remembers, as its builds show it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BuildReport } from '../../../shared/report.ts';
import { openSite } from '../open-site.ts';
import { engineOptions, putFiles, TEST_TIME, testSites } from '../testing/site-folder.ts';
import type { BuildRequest, EngineOptions } from '../types.ts';

const { site, removeAll } = testSites();
afterEach(removeAll);

const request: BuildRequest = { now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 };
const files = { 'content/a.md': '# A\n', 'content/b.md': '# B\n' };

async function build(
  root: string,
  options: Partial<EngineOptions> = {},
  more: Partial<BuildRequest> = {},
): Promise<BuildReport> {
  const open = await openSite(root, { ...engineOptions, ...options });
  try {
    return await open.build({ ...request, ...more });
  } finally {
    await open.close();
  }
}

describe('a site that is opened again', () => {
  it('renders nothing when nothing has changed', async () => {
    const root = await site(files);
    expect(await build(root)).toMatchObject({ remade: 'clean build' });
    expect((await build(root)).counts).toMatchObject({ rendered: 0, written: 0, pages: 4 });
  });

  it('takes no cache of another version, another machine or another place', async () => {
    const root = await site(files);
    await build(root, { machine: 'mine' });
    const other = 'the cache is of another version of Galley, another place or another machine';
    expect(await build(root, { machine: 'yours' })).toMatchObject({ remade: other, counts: { rendered: 4 } });
    expect(await build(root, { machine: 'yours', galleyVersion: '9' })).toMatchObject({ remade: other });
    const elsewhere = await site(files);
    await putFiles(elsewhere, { '.galley/cache/memory': await readFile(join(root, '.galley/cache/memory')) });
    expect(await build(elsewhere, { machine: 'yours', galleyVersion: '9' })).toMatchObject({ remade: other });
  });

  it('forgets when it is told to', async () => {
    const root = await site(files);
    await build(root);
    expect(await build(root, {}, { clean: true })).toMatchObject({ remade: 'clean build', counts: { rendered: 4 } });
  });

  it('says what in the settings makes everything anew', async () => {
    const root = await site(files);
    await build(root);
    const settings = join(root, 'site.yaml');
    await writeFile(settings, `${await readFile(settings, 'utf8')}language: de\n`);
    expect(await build(root)).toMatchObject({ remade: 'site.yaml: language changed', counts: { rendered: 4 } });
  });

  it('does not let its cache grow with every edit', async () => {
    const root = await site(files);
    await build(root);
    const sizes: number[] = [];
    for (let edit = 0; edit < 80; edit++) {
      await writeFile(join(root, 'content/a.md'), `# A\n\nText ${edit}.\n`);
      await build(root);
      sizes.push((await readFile(join(root, '.galley/cache/memory'))).byteLength);
    }
    expect(Math.max(...sizes)).toBeLessThan(20 * (sizes[0] as number));
    expect(sizes.some((size, i) => i > 0 && size < (sizes[i - 1] as number))).toBe(true);
  });
});
