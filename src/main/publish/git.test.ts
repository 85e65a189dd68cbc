import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openGit } from './git/git-adapter.ts';
import { applyPublish, planPublish } from './publish.ts';
import { confirm } from './state/confirmed.ts';
import { secretId, statePaths } from './state/state-paths.ts';
import type { GitTarget } from './targets/schema.ts';
import { commitElsewhere, filesOf, type GitServer, git, makeBare, serveGit, subjects } from './testing/git-server.ts';
import {
  ALL_ANSWERS,
  type Files,
  filesIn,
  makeBuild,
  makeWorld,
  publish,
  removeWorlds,
  sorted,
  undo,
  type World,
} from './testing/site.ts';
import type { Progress } from './types.ts';

/** Agrees to everything, and is cut off when all is there but the receipt. */
const CUT_OFF = {
  answers: ALL_ANSWERS,
  onProgress({ step }: Progress): void {
    if (step === 'receipt') throw new Error('cut off');
  },
};

let world: World;
let bare: string;
let server: GitServer | null = null;

beforeEach(async () => {
  world = await makeWorld();
  bare = makeBare(world.root);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server?.close();
  server = null;
  await removeWorlds();
});

async function gitTarget(more: Partial<GitTarget> = {}): Promise<GitTarget> {
  const target: GitTarget = { id: 'pages', kind: 'git', address: bare, branch: 'pages', ...more };
  await confirm(world.state, target);
  return target;
}

const FIRST: Files = { 'index.html': 'home', 'a.css': 'red', 'posts/ä "1"/index.html': 'one\r\n' };
const SECOND: Files = {
  'index.html': 'home 2',
  'b.css': 'blue',
  '.gitattributes': '* text eol=lf',
  'x.txt': 'a\r\nb\r\n',
};

describe('publishing to a branch', () => {
  it('makes the branch, one commit a release, and takes it back by another', async () => {
    const target = await gitTarget();
    const first = await publish(world, target, await makeBuild(world, FIRST));
    expect(filesOf(bare, 'pages')).toEqual(sorted(FIRST));
    expect(first.done.release?.revision).toBe(git(bare, 'rev-parse', 'pages').trim());
    await publish(world, target, await makeBuild(world, SECOND));
    expect(filesOf(bare, 'pages')).toEqual(sorted(SECOND));
    const again = await publish(world, target, await makeBuild(world, SECOND));
    expect(again.done.release).toBeNull();
    expect(subjects(bare, 'pages')).toEqual([
      'Publish A Field Guide: 1 changed, 1 removed',
      'Publish A Field Guide: 2 new',
    ]);
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual(sorted(FIRST));
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual({});
    expect(subjects(bare, 'pages')).toHaveLength(4);
    expect(git(bare, 'for-each-ref', '--format=%(refname)').trim()).toBe('refs/heads/pages');
  });

  it('keeps what others have in the branch, and its folder to itself', async () => {
    commitElsewhere(bare, 'pages', { 'README.md': 'read me', 'site/CNAME': 'example.com' });
    const target = await gitTarget({ folder: '/site/' });
    await publish(world, target, await makeBuild(world, FIRST));
    const inFolder = Object.fromEntries(Object.entries(FIRST).map(([path, text]) => [`site/${path}`, text]));
    const foreign = { 'README.md': 'read me', 'site/CNAME': 'example.com' };
    expect(filesOf(bare, 'pages')).toEqual(sorted({ ...inFolder, ...foreign }));
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual(foreign);
  });

  it('asks about files of others and about changes by others, and brings them back', async () => {
    commitElsewhere(bare, 'pages', { 'index.html': 'theirs' });
    const target = await gitTarget();
    const { plan } = await publish(world, target, await makeBuild(world, FIRST));
    expect(plan.collisions).toEqual([{ path: 'index.html', same: false }]);
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual({ 'index.html': 'theirs' });
    await publish(world, target, await makeBuild(world, FIRST));
    commitElsewhere(bare, 'pages', { 'a.css': 'green' });
    const next = await planPublish(target, await makeBuild(world, SECOND), world.state);
    expect(next.altered).toEqual([{ path: 'a.css', how: 'changed' }]);
  });

  it('refuses to take back when somebody else moved the branch', async () => {
    const target = await gitTarget();
    await publish(world, target, await makeBuild(world, FIRST));
    commitElsewhere(bare, 'pages', { 'other.txt': 'x' });
    await expect(undo(world, target)).rejects.toMatchObject({ code: 'moved' });
    expect(filesOf(bare, 'pages')).toEqual(sorted({ ...FIRST, 'other.txt': 'x' }));
  });

  it('pushes nothing over a commit that came meanwhile', async () => {
    const target = await gitTarget();
    await publish(world, target, await makeBuild(world, FIRST));
    const adapter = await openGit(target, statePaths(world.state, target), null, new AbortController().signal);
    await adapter.survey([], new AbortController().signal);
    await adapter.begin('mine', 'token', [], []);
    await adapter.remove('a.css');
    commitElsewhere(bare, 'pages', { 'other.txt': 'x' });
    await expect(adapter.finish(async () => {})).rejects.toMatchObject({ code: 'diverged' });
    await adapter.close();
    expect(filesOf(bare, 'pages')).toEqual(sorted({ ...FIRST, 'other.txt': 'x' }));
  });

  it('finishes a release whose receipt was lost', async () => {
    const target = await gitTarget();
    const build = await makeBuild(world, FIRST);
    const plan = await planPublish(target, build, world.state);
    await expect(applyPublish(plan, build, world.state, CUT_OFF)).rejects.toThrow('cut off');
    expect(filesOf(bare, 'pages')).toEqual(sorted(FIRST));
    const again = await publish(world, target, build);
    expect(again.plan).toMatchObject({ unfinished: true, added: [], changed: [] });
    expect(again.done.release?.counts.added).toBe(3);
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual({});
  });

  it('makes its clone anew when it is damaged', async () => {
    const target = await gitTarget();
    await publish(world, target, await makeBuild(world, FIRST));
    const { clone } = statePaths(world.state, target);
    for (const spoil of [
      () => rm(join(clone, 'objects'), { recursive: true }),
      () => writeFile(join(clone, 'refs/galley/seen'), 'nonsense'),
      () => writeFile(join(clone, 'HEAD'), 'nonsense'),
      () => writeFile(join(clone, 'config'), '[core'),
    ]) {
      await spoil();
      expect((await planPublish(target, await makeBuild(world, FIRST), world.state)).nothing).toBe(true);
    }
    await publish(world, target, await makeBuild(world, SECOND));
    expect(filesOf(bare, 'pages')).toEqual(sorted(SECOND));
  });

  it('takes back a release whose receipt was lost', async () => {
    const target = await gitTarget();
    await publish(world, target, await makeBuild(world, FIRST));
    const build = await makeBuild(world, SECOND);
    const plan = await planPublish(target, build, world.state);
    await expect(applyPublish(plan, build, world.state, CUT_OFF)).rejects.toThrow('cut off');
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual(sorted(FIRST));
    await undo(world, target);
    expect(filesOf(bare, 'pages')).toEqual({});
  });
});

describe('a server with a password', () => {
  const TOKEN = 'ghp_very+secret/token=';

  async function served(token: string | null): Promise<GitTarget> {
    server = await serveGit(world.root, TOKEN);
    const target = await gitTarget({ address: `${server.origin}/remote.git`, user: 'ana' });
    if (token !== null) world.secrets.set(secretId(target), token);
    return target;
  }

  it('is published to with the token, which is found nowhere afterwards', async () => {
    const shim = join(world.root, 'bin');
    const log = join(world.root, 'argv.log');
    await mkdir(shim);
    const binary = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    await writeFile(join(shim, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${log}'\nexec '${binary}' "$@"\n`);
    await chmod(join(shim, 'git'), 0o755);
    vi.stubEnv('PATH', `${shim}:${process.env.PATH}`);
    const target = await served(TOKEN);
    const { plan, done } = await publish(world, target, await makeBuild(world, FIRST));
    expect(filesOf(bare, 'pages')).toEqual(sorted(FIRST));
    expect(server?.authorizations.some((one) => one !== undefined)).toBe(true);
    const undone = await undo(world, target);
    const commands = await readFile(log, 'utf8');
    expect(commands).toContain('push');
    const state = await filesIn(world.state.folder);
    expect(Object.keys(state).some((path) => path.endsWith('clone.git/config'))).toBe(true);
    const everything = JSON.stringify([plan, done, undone, commands, state]);
    for (const form of [TOKEN, Buffer.from(`ana:${TOKEN}`).toString('base64'), encodeURIComponent(TOKEN)]) {
      expect(everything).not.toContain(form);
    }
  });

  it('says that a password is asked for, or was not accepted, without telling it', async () => {
    const target = await served(null);
    const build = await makeBuild(world, FIRST);
    const asked = await planPublish(target, build, world.state).catch((error: unknown) => error);
    expect(asked).toMatchObject({ code: 'sign-in', message: expect.stringContaining('asks for a password') });
    world.secrets.set(secretId(target), 'wrong-token');
    const refused = await planPublish(target, build, world.state).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'sign-in', message: expect.stringContaining('did not accept') });
    expect(JSON.stringify([refused, (refused as Error).stack])).not.toMatch(/wrong-token|d3Jvbmc/);
  });

  it('passes on why it refused', async () => {
    const target = await served(TOKEN);
    await writeFile(join(bare, 'hooks/pre-receive'), '#!/bin/sh\necho "no releases on Sundays"\nexit 1\n');
    await chmod(join(bare, 'hooks/pre-receive'), 0o755);
    const failure = await publish(world, target, await makeBuild(world, FIRST)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'refused', detail: expect.stringContaining('no releases on Sundays') });
    expect(filesOf(bare, 'pages')).toEqual({});
  });

  it('gets no token of another address, nor in the open', async () => {
    const target = await served(TOKEN);
    expect(secretId({ ...target, address: 'https://evil.example/remote.git' })).not.toBe(secretId(target));
    const open = await gitTarget({ address: 'http://example.com/remote.git' });
    world.secrets.set(secretId(open), TOKEN);
    const build = await makeBuild(world, FIRST);
    await expect(planPublish(open, build, world.state)).rejects.toMatchObject({ code: 'unsafe-address' });
  });

  it('says when there is no repository, or nobody answers', async () => {
    server = await serveGit(world.root, null);
    const build = await makeBuild(world, FIRST);
    const missing = await gitTarget({ address: `${server.origin}/nothing.git` });
    await expect(planPublish(missing, build, world.state)).rejects.toMatchObject({ code: 'no-repository' });
    const gone = await gitTarget({ address: `${server.origin}/remote.git` });
    await server.close();
    await expect(planPublish(gone, build, world.state)).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('what belongs to strangers', () => {
  it('runs no program of the repository that is published to', async () => {
    for (const hook of ['pre-receive', 'update', 'post-receive', 'post-update', 'reference-transaction']) {
      await writeFile(join(bare, 'hooks', hook), `#!/bin/sh\ntouch '${world.root}/ran-${hook}'\n`);
      await chmod(join(bare, 'hooks', hook), 0o755);
    }
    git(bare, 'config', 'core.alternateRefsCommand', `touch '${world.root}/ran-alternates'; true`);
    await publish(world, await gitTarget(), await makeBuild(world, FIRST));
    await publish(world, await gitTarget({ address: `file://${bare}` }), await makeBuild(world, SECOND));
    expect(Object.keys(await filesIn(world.root)).filter((path) => path.startsWith('ran-'))).toEqual([]);
    // They would have run.
    git(bare, 'update-ref', 'refs/heads/other', 'refs/heads/pages');
    expect(Object.keys(await filesIn(world.root))).toContain('ran-reference-transaction');
  });

  it('runs no program of this person’s settings, and asks no helper for a password', async () => {
    const home = join(world.root, 'person');
    await mkdir(join(home, 'hooks'), { recursive: true });
    const ran = (name: string): string => `"!touch '${world.root}/ran-${name}'"`;
    await writeFile(join(home, 'hooks/pre-push'), `#!/bin/sh\ntouch '${world.root}/ran-pre-push'\n`);
    await chmod(join(home, 'hooks/pre-push'), 0o755);
    await writeFile(
      join(home, '.gitconfig'),
      `[credential]\n helper = ${ran('helper')}\n[core]\n hooksPath = ${home}/hooks\n fsmonitor = ${home}/hooks/pre-push\n[url "file:///nowhere/"]\n insteadOf = ${bare}\n[user]\n name = Ana\n email = ana@example.com\n`,
    );
    vi.stubEnv('HOME', home);
    vi.stubEnv('GIT_ASKPASS', join(home, 'hooks/pre-push'));
    vi.stubEnv('GIT_DIR', '/nowhere');
    await publish(world, await gitTarget(), await makeBuild(world, FIRST));
    server = await serveGit(world.root, 'password');
    const closed = await gitTarget({ address: `${server.origin}/remote.git` });
    await expect(planPublish(closed, await makeBuild(world, FIRST), world.state)).rejects.toMatchObject({
      code: 'sign-in',
    });
    expect(Object.keys(await filesIn(world.root)).filter((path) => path.startsWith('ran-'))).toEqual([]);
    vi.unstubAllEnvs();
    expect(git(bare, 'log', '-1', '--format=%an <%ae>', 'pages').trim()).toBe('Ana <ana@example.com>');
  });

  it('is not reached before its address was agreed to', async () => {
    server = await serveGit(world.root, null);
    const target: GitTarget = { id: 'x', kind: 'git', address: `${server.origin}/remote.git`, branch: 'pages' };
    await expect(planPublish(target, await makeBuild(world, FIRST), world.state)).rejects.toMatchObject({
      code: 'not-confirmed',
    });
    expect(server.authorizations).toEqual([]);
  });
});

describe('a computer without Git', () => {
  it('is told so', async () => {
    const target = await gitTarget();
    const build = await makeBuild(world, FIRST);
    vi.stubEnv('PATH', join(world.root, 'empty'));
    await expect(planPublish(target, build, world.state)).rejects.toMatchObject({
      code: 'no-git',
      message: 'Git is not installed on this computer, so Galley cannot publish to a Git repository.',
    });
  });
});
