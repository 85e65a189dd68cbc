/** Git servers that say no, as a window hears of them: in words, and never with the token. */
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { PublishStory } from '../../../shared/contract/publish.ts';
import type { ContractError } from '../../../shared/contract/wire.ts';
import { putFiles } from '../../engine/testing/site-folder.ts';
import { commitElsewhere, filesOf, type GitServer, makeBare, serveGit } from '../../publish/testing/git-server.ts';
import { connectWindow, type TestWindow, testStudio } from '../testing/connect.ts';

const TOKEN = 'ghp_very+secret/token=';
const left: (() => Promise<void>)[] = [];
const logged: unknown[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  logged.length = 0;
  for (const one of left.splice(0).reverse()) await one();
});

interface Scene {
  window: TestWindow;
  bare: string;
  folder: string;
  root: string;
  server: GitServer;
  target: string;
}

/** @param secret what the window says the token is */
async function scene(secret: string | null, path = 'remote.git'): Promise<Scene> {
  for (const name of ['error', 'warn', 'log'] as const)
    vi.spyOn(console, name).mockImplementation((...said) => void logged.push(said));
  const { studio, folder, remove } = await testStudio();
  left.push(remove);
  const root = join(folder, 'site');
  await putFiles(root, {
    'site.yaml': 'title: Birds\nurl: https://example.com/\n',
    'content/_index.md': '---\ntitle: Home\ndescription: All.\n---\nWelcome.\n',
  });
  const bare = makeBare(folder);
  const server = await serveGit(folder, TOKEN);
  left.push(() => server.close());
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  await window.event('built');
  const address = `${server.origin}/${path}`;
  const added = await window.ask('publish.add', {
    target: { kind: 'git', name: 'Web', address, branch: 'pages', user: 'ana' },
    secret,
  });
  if (!added.confirmed) await window.ask('publish.confirm', { target: added.id, address });
  return { window, bare, folder, root, server, target: added.id };
}

async function ended(window: TestWindow, operation: string): Promise<PublishStory | ContractError | null> {
  const found = await Promise.race([
    window.event('publish-planned', (event) => event.operation === operation),
    window.event('published', (event) => event.operation === operation),
    window.event('operation-failed', (event) => event.operation === operation),
  ]);
  if (found.type === 'operation-failed') return found.error;
  return found.type === 'publish-planned' ? found.story : null;
}

async function plan({ window, target }: Scene): Promise<PublishStory | ContractError | null> {
  return ended(window, (await window.ask('publish.plan', { target })).operation);
}

async function apply({ window }: Scene, story: PublishStory): Promise<PublishStory | ContractError | null> {
  const accept = Object.fromEntries(story.questions.map(({ id, type }) => [id, type ?? 'yes']));
  return ended(window, (await window.ask('publish.apply', { plan: story.plan, accept })).operation);
}

/** In no message, no log, and no file of the site or of Galley. */
async function expectNoToken({ window, folder }: Scene, tokens: readonly string[]): Promise<void> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')));
  const everything = [JSON.stringify(window.messages), JSON.stringify(logged), ...texts];
  for (const token of tokens) {
    const forms = [token, encodeURIComponent(token), Buffer.from(`ana:${token}`).toString('base64')];
    for (const form of forms) expect(everything.filter((text) => text.includes(form))).toEqual([]);
  }
}

it('asks for a password: said in words, and published once the token is given', async () => {
  const made = await scene(null);
  expect(await plan(made)).toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/asks for a password or token.*\.$/s),
  });
  await made.window.ask('publish.secret', { target: made.target, secret: 'wrong-secret-token' });
  expect(await plan(made)).toMatchObject({ code: 'refused', message: expect.stringContaining('did not accept') });
  await made.window.ask('publish.secret', { target: made.target, secret: TOKEN });
  expect(await apply(made, (await plan(made)) as PublishStory)).toBeNull();
  expect(Object.keys(filesOf(made.bare, 'pages'))).toContain('index.html');
  expect((await made.window.ask('publish.targets', {})).targets).toMatchObject([{ hasSecret: true }]);
  await expectNoToken(made, [TOKEN, 'wrong-secret-token']);
});

it('refuses: the window hears why, nothing is there, and the token is nowhere', async () => {
  const made = await scene(TOKEN);
  await writeFile(join(made.bare, 'hooks/pre-receive'), '#!/bin/sh\necho "no releases on Sundays"\nexit 1\n');
  await chmod(join(made.bare, 'hooks/pre-receive'), 0o755);
  const story = (await plan(made)) as PublishStory;
  expect(await apply(made, story)).toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/refused the release on the branch pages\..*\.$/s),
    detail: expect.stringContaining('no releases on Sundays'),
  });
  expect(filesOf(made.bare, 'pages')).toEqual({});
  await expectNoToken(made, [TOKEN]);
});

it('was changed by somebody else between looking and publishing: nothing of theirs is lost', async () => {
  const made = await scene(TOKEN);
  expect(await apply(made, (await plan(made)) as PublishStory)).toBeNull();
  await writeFile(join(made.root, 'content/_index.md'), '---\ntitle: Home\ndescription: All.\n---\nNews.\n');
  const story = (await plan(made)) as PublishStory;
  commitElsewhere(made.bare, 'pages', { 'theirs.txt': 'theirs' });
  expect(await apply(made, story)).toMatchObject({ message: expect.stringMatching(/[.]$/) });
  expect(filesOf(made.bare, 'pages')['theirs.txt']).toBe('theirs');
  const undone = await made.window.ask('publish.undo', { target: made.target });
  expect(await ended(made.window, undone.operation)).toMatchObject({ message: expect.stringMatching(/[.]$/) });
  expect(await apply(made, (await plan(made)) as PublishStory)).toBeNull();
  expect(filesOf(made.bare, 'pages')).toMatchObject({
    'theirs.txt': 'theirs',
    'index.html': expect.stringContaining('News'),
  });
  await expectNoToken(made, [TOKEN]);
});

it('is not there, or nobody answers: said in words', async () => {
  const made = await scene(TOKEN, 'nothing.git');
  expect(await plan(made)).toMatchObject({ code: 'refused', message: expect.stringMatching(/\.$/) });
  await made.server.close();
  expect(await plan(made)).toMatchObject({ code: 'refused', message: expect.stringContaining('cannot be reached') });
  await expectNoToken(made, [TOKEN]);
});
