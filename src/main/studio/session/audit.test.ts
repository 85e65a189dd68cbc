import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { plantStale } from '../../engine/audit/testing.ts';
import { buildOnce, makeSite, readTree, removeSite } from '../../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from '../testing/connect.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of left.splice(0).reverse()) await remove();
});

async function site(): Promise<string> {
  const root = await makeSite({
    'site.yaml': 'title: Birds\nurl: https://example.com/\n',
    'content/_index.md': '---\ntitle: Home\ndescription: x\n---\nWelcome.\n',
    'content/a.md': '---\ntitle: A\ndescription: y\n---\nOne.\n',
  });
  left.push(() => removeSite(root));
  await buildOnce(root);
  return root;
}

async function opened(root: string): Promise<TestWindow> {
  const { studio, remove } = await testStudio({ auditAfter: 1 });
  left.push(remove);
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  await window.event('built');
  return window;
}

describe('a site that is left alone', () => {
  it('has a stale page found and made again; the window is told once, when it is done', async () => {
    const root = await site();
    const good = await readTree(join(root, 'public'));
    await plantStale(root, 'a/index.html', 'stale');
    const window = await opened(root);
    const { message, ...how } = await window.event('notice');
    expect(how).toEqual({ type: 'notice', tone: 'plain', stays: true });
    expect(message).toMatch(/^1 page was not as a fresh build would make it\. It has been made again;/);
    expect(await readTree(join(root, 'public'))).toEqual(good);
    const folder = /in ([^ ]+)\.$/.exec(message)?.[1] as string;
    const [report] = await readdir(join(root, folder));
    expect(await readFile(join(root, folder, report as string, '1-found.html'), 'utf8')).toBe('stale');
    expect(window.events.filter(({ type }) => type === 'built')).toHaveLength(2);
    expect(window.events.filter(({ type }) => type === 'notice')).toHaveLength(1);
  });

  it('has a file of public/ that was changed by hand made again, without a word', async () => {
    const root = await site();
    const window = await opened(root);
    const good = await readTree(join(root, 'public'));
    const from = window.events.length;
    await writeFile(join(root, 'public/a/index.html'), 'by hand');
    await window.event('built', () => true, from);
    expect(await readTree(join(root, 'public'))).toEqual(good);
    expect(window.events.filter(({ type }) => type === 'notice')).toEqual([]);
  });
});
