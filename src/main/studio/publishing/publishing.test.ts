import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { PublishStory } from '../../../shared/contract/publish.ts';
import { makeSite, removeSite } from '../../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from '../testing/connect.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of left.splice(0).reverse()) await remove();
});

const settings = 'title: Birds\nurl: https://example.com/\n# ours\npublish:\n  targets: []\n';

async function open(files: Record<string, string> = {}): Promise<{ window: TestWindow; root: string; folder: string }> {
  const root = await makeSite({
    'site.yaml': settings,
    'content/_index.md': '---\ntitle: Home\ndescription: All of it.\n---\nWelcome.\n',
    'content/wren.md': '---\ntitle: The wren\ndescription: Small.\n---\nA small bird.\n',
    ...files,
  });
  left.push(() => removeSite(root));
  const { studio, folder, remove } = await testStudio();
  left.push(remove);
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  await window.event('built');
  return { window, root, folder };
}

async function plan(window: TestWindow, target: string): Promise<PublishStory> {
  const from = window.events.length;
  const { operation } = await window.ask('publish.plan', { target });
  const ended = await Promise.race([
    window.event('publish-planned', (event) => event.operation === operation, from),
    window.event('operation-failed', (event) => event.operation === operation, from),
  ]);
  if (ended.type === 'operation-failed') throw new Error(ended.error.message);
  return ended.story;
}

async function apply(window: TestWindow, story: PublishStory, accept: Record<string, string> = {}) {
  const from = window.events.length;
  const { operation } = await window.ask('publish.apply', { plan: story.plan, accept });
  return Promise.race([
    window.event('published', (event) => event.operation === operation, from),
    window.event('operation-failed', (event) => event.operation === operation, from),
  ]);
}

test('a site is published to a folder, changed, published again, and taken back', async () => {
  const { window, root, folder } = await open();
  const path = join(folder, 'web');
  const target = await window.ask('publish.add', { target: { kind: 'folder', name: 'Web', path }, secret: null });
  expect(target).toMatchObject({ name: 'Web', address: path, confirmed: true, lastRelease: null });
  expect(await readFile(join(root, 'site.yaml'), 'utf8')).toContain('# ours');

  const first = await plan(window, target.id);
  expect(first.blockers).toEqual([]);
  expect(first.pages.filter(({ change }) => change === 'new').map(({ title }) => title)).toContain('The wren');
  expect((await apply(window, first)).type).toBe('published');
  const before = await readFile(join(path, 'wren/index.html'), 'utf8');

  expect((await plan(window, target.id)).nothing).toBe(true);

  await writeFile(join(root, 'content/wren.md'), '---\ntitle: The wren\ndescription: Small.\n---\nA loud bird.\n');
  const second = await plan(window, target.id);
  expect(second.pages).toEqual([{ title: 'The wren', url: '/wren/', change: 'changed' }]);
  await apply(window, second);
  expect(await readFile(join(path, 'wren/index.html'), 'utf8')).toContain('A loud bird');

  const from = window.events.length;
  await window.ask('publish.undo', { target: target.id });
  await window.event('published', () => true, from);
  expect(await readFile(join(path, 'wren/index.html'), 'utf8')).toBe(before);
  const { releases } = await window.ask('publish.releases', { target: target.id });
  expect(releases.map(({ restored }) => restored)).toEqual([true, false, false]);
});

test('what changed after it was shown is not published', async () => {
  const { window, root, folder } = await open();
  const path = join(folder, 'web');
  const target = await window.ask('publish.add', { target: { kind: 'folder', name: 'Web', path }, secret: null });
  const story = await plan(window, target.id);
  const from = window.events.length;
  await writeFile(join(root, 'content/wren.md'), '---\ntitle: The wren\n---\nOther words.\n');
  await window.event('built', () => true, from);
  const ended = await apply(window, story);
  expect(ended).toMatchObject({ type: 'operation-failed', error: { code: 'stale' } });
  await expect(readdir(path)).rejects.toThrow();
});

test('a change that makes no difference is built first, and what was agreed to is published', async () => {
  const { window, root, folder } = await open();
  const path = join(folder, 'web');
  const target = await window.ask('publish.add', { target: { kind: 'folder', name: 'Web', path }, secret: null });
  const story = await plan(window, target.id);
  const from = window.events.length;
  await writeFile(join(root, 'content/wren.md'), '---\ntitle: The wren\ndescription: Small.\n---\n\nA small bird.\n');
  await window.event('state', ({ state }) => state.kind === 'changed', from);
  expect((await apply(window, story)).type).toBe('published');
});

test('a place that came with the site is used only after its whole address was confirmed', async () => {
  const { window, root } = await open({
    'site.yaml': `${settings.replace(' []', '')}    - { id: web, kind: folder, path: ../elsewhere }\n`,
  });
  const { targets } = await window.ask('publish.targets', {});
  expect(targets).toMatchObject([{ id: 'web', confirmed: false, address: join(root, '../elsewhere') }]);
  const story = await plan(window, 'web');
  const ended = await apply(window, story, Object.fromEntries(story.questions.map(({ id }) => [id, 'yes'])));
  expect(ended.type).toBe('operation-failed');
  await expect(window.ask('publish.confirm', { target: 'web', address: '/somewhere/else' })).rejects.toMatchObject({
    code: 'stale',
  });
  const confirmed = await window.ask('publish.confirm', { target: 'web', address: join(root, '../elsewhere') });
  expect(confirmed.confirmed).toBe(true);
});

test('a page that is not as designed cannot be published, a broken link after it was listed', async () => {
  const { window, root, folder } = await open({ 'content/owl.md': '---\ntitle: The owl\n---\n[gone](./gone.md)\n' });
  const path = join(folder, 'web');
  const target = await window.ask('publish.add', { target: { kind: 'folder', name: 'Web', path }, secret: null });
  const story = await plan(window, target.id);
  expect(story.questions).toHaveLength(1);
  expect(story.questions[0]?.items[0]).toContain('gone');
  expect((await apply(window, story)).type).toBe('operation-failed');
  await writeFile(join(root, 'content/owl.md'), '---\ntitle: The owl\nlayout: odd\n---\nText.\n');
  await writeFile(join(root, 'site.yaml'), `${await readFile(join(root, 'site.yaml'), 'utf8')}\n`);
  await mkdir(join(root, 'templates'), { recursive: true });
  await writeFile(join(root, 'templates/odd.njk'), '{{ page.title | nothing_such }}');
  const blocked = await plan(window, target.id);
  expect(blocked.blockers.map(({ code }) => code)).toContain('degraded-pages');
});
