import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makeSite, removeSite } from '../../engine/testing/site-folder.ts';
import { connectWindow, testStudio } from '../testing/connect.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of left.splice(0).reverse()) await remove();
});

test('a site whose record of its output is lost is built again when the writer says so', async () => {
  const root = await makeSite({
    'site.yaml': 'title: Birds\nurl: https://example.com/\n',
    'content/_index.md': '---\ntitle: Home\n---\nWelcome.\n',
  });
  left.push(() => removeSite(root));
  const { studio, remove } = await testStudio();
  left.push(remove);
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  await window.event('built');
  await rm(join(root, '.galley'), { recursive: true });
  await window.ask('build.start', {});
  const { state } = await window.event('state', (event) => event.state.kind === 'could-not-run');
  expect(state).toMatchObject({ code: 'outputs-lost', advice: expect.not.stringContaining('--') });
  const from = window.events.length;
  await window.ask('build.start', { adopt: true });
  await window.event('built', () => true, from);
});
