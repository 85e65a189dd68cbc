/** What quiet builds are told has changed, with real files and the real engine's door. */
import { execFileSync } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildOnce, makeSite, putFiles, readTree, removeSite } from '../../engine/testing/site-folder.ts';
import type { BuildRequest } from '../../engine/types.ts';
import { RemoteSite } from '../engine/remote-site.ts';
import { connectWindow, type TestWindow, testStudio } from '../testing/connect.ts';

let root: string;
let window: TestWindow;
let removeStudio: () => Promise<void>;
/** What each build was told; null: to look at everything. */
let told: (string[] | null)[];
const others: string[] = [];

const build = RemoteSite.prototype.build;

beforeEach(async () => {
  root = await makeSite({
    'site.yaml': 'title: A Field Guide\nurl: https://example.com/birds/\n',
    'content/_index.md': '---\ntitle: Home\n---\nWelcome.\n',
    'content/about.md': '---\ntitle: About\n---\nWho we are.\n',
    'content/posts/first.md': '---\ntitle: First\n---\nThe first one.\n',
  });
  told = [];
  vi.spyOn(RemoteSite.prototype, 'build').mockImplementation(function (
    this: RemoteSite,
    request: BuildRequest,
    signal?: AbortSignal,
  ) {
    told.push(request.changed === undefined ? null : request.changed.map((path) => path.slice(root.length + 1)));
    return build.call(this, request, signal);
  });
  const { studio, remove } = await testStudio();
  removeStudio = remove;
  window = connectWindow(studio);
  await window.ask('session.open', { root });
  await atRest();
});
afterEach(async () => {
  await removeStudio();
  vi.restoreAllMocks();
  for (const folder of [root, ...others.splice(0)]) await removeSite(folder);
});

/** Nothing is built, and nothing has been for longer than the watcher waits. */
async function atRest(): Promise<void> {
  for (let seen = -1; seen !== told.length || last('state')?.state.kind === 'building'; ) {
    seen = told.length;
    await new Promise((done) => setTimeout(done, 400));
  }
  await vi.waitFor(() => expect(['good', 'to-fix']).toContain(last('state')?.state.kind), { timeout: 20_000 });
}

function last<Type extends TestWindow['events'][number]['type']>(type: Type) {
  return window.events.findLast((event) => event.type === type) as
    | Extract<TestWindow['events'][number], { type: Type }>
    | undefined;
}

async function builtAfter(act: () => Promise<unknown>): Promise<(string[] | null)[]> {
  await atRest();
  told = [];
  const from = window.events.length;
  await act();
  await window.event('built', () => true, from);
  await atRest();
  return told;
}

const page = (name: string): Promise<string> => readFile(join(root, 'public', name, 'index.html'), 'utf8');

describe('a quiet build', () => {
  it('is told what another program changed; the first one looked at everything', async () => {
    expect(told[0]).toBeNull();
    const builds = await builtAfter(() =>
      writeFile(join(root, 'content/about.md'), '---\ntitle: About\n---\nNobody.\n'),
    );
    expect(builds).toEqual([['content/about.md']]);
    expect(await page('about')).toContain('Nobody.');
  });

  it('is told of a text that the studio saved, at once', async () => {
    const builds = await builtAfter(async () => {
      const { file, version, text } = await window.ask('documents.open', { file: 'content/about.md' });
      const changes = [{ from: text.indexOf('Who'), to: text.indexOf('Who') + 3, insert: 'What' }];
      await window.ask('documents.edit', { file, version, client: 'tab', seq: 1, changes });
      await window.ask('documents.save', { file: null });
    });
    expect(builds[0]).toEqual(expect.arrayContaining(['content/about.md']));
    expect(await page('about')).toContain('What we are.');
  });

  it('is told of a new page, of templates and of the settings', async () => {
    const made = await builtAfter(() => window.ask('pages.create', { section: 'posts', title: 'Second' }));
    expect(made.flat()).toContain('content/posts/second.md');
    const design = await builtAfter(() => putFiles(root, { 'templates/page.njk': '<p>{{ site.title }}</p>' }));
    expect(design.flat()).toContain('templates/page.njk');
    expect(await page('about')).toContain('<p>A Field Guide</p>');
    const settings = await builtAfter(() =>
      writeFile(join(root, 'site.yaml'), 'title: Other\nurl: https://example.com/birds/\n'),
    );
    expect(settings.flat()).toContain('site.yaml');
    expect(await page('about')).toContain('<p>Other</p>');
  });

  it('looks at everything once the settings name another folder, and is told of what changes there', async () => {
    const texts = await makeSite({ 'about.md': '---\ntitle: About\n---\nElsewhere.\n' });
    others.push(texts);
    await window.ask('session.trust', {});
    const settings = `title: A Field Guide\nurl: https://example.com/birds/\nfolders:\n  content: ${texts}\n`;
    const builds = await builtAfter(() => writeFile(join(root, 'site.yaml'), settings));
    expect(builds).toContain(null);
    expect(await page('about')).toContain('Elsewhere.');
    const later = await builtAfter(() => writeFile(join(texts, 'about.md'), '---\ntitle: About\n---\nStill there.\n'));
    expect(later).toHaveLength(1);
    expect(later[0]).toHaveLength(1);
    expect(await page('about')).toContain('Still there.');
  });

  it('is told again what one that could not run was told', async () => {
    await atRest();
    const settings = await readFile(join(root, 'site.yaml'), 'utf8');
    await writeFile(join(root, 'site.yaml'), 'title: [\n');
    await window.event('state', ({ state }) => state.kind === 'could-not-run');
    await writeFile(join(root, 'content/about.md'), '---\ntitle: About\n---\nMeanwhile.\n');
    told = [];
    const from = window.events.length;
    await writeFile(join(root, 'site.yaml'), settings);
    await window.event('built', () => true, from);
    await atRest();
    expect(told.at(-1)).toEqual(['content/about.md', 'site.yaml']);
    expect(await page('about')).toContain('Meanwhile.');
  });
});

describe('everything is looked at', () => {
  it('when Build is pressed', async () => {
    expect(await builtAfter(() => window.ask('build.start', {}))).toEqual([null]);
  });

  it('when the site’s folder was away', async () => {
    const away = `${root}-away`;
    others.push(away);
    await atRest();
    const from = window.events.length;
    await rename(root, away);
    await window.event('state', ({ state }) => state.kind === 'folder-gone', from);
    await writeFile(join(away, 'content/about.md'), '---\ntitle: About\n---\nAway.\n');
    told = [];
    await rename(away, root);
    await window.event('built', () => true, from);
    await atRest();
    expect(told[0]).toBeNull();
    expect(await page('about')).toContain('Away.');
  });
});

describe('much at once', () => {
  it('a thousand files lead to few builds, which are told of all', async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `content/many/p${at}.md`);
    const builds = await builtAfter(async () => {
      await putFiles(root, Object.fromEntries(names.map((name) => [name, `---\ntitle: ${name}\n---\nOne of many.\n`])));
      await vi.waitFor(async () => expect(await page('many/p999')).toContain('One of many.'), { timeout: 30_000 });
    });
    expect(builds.length).toBeLessThan(20);
    const heard = new Set(builds.flat());
    expect(names.filter((name) => !heard.has(name))).toEqual([]);
  }, 60_000);

  it('another branch is the site that a clean build makes of it', async () => {
    const git = (...words: string[]): unknown =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], { cwd: root });
    git('init', '-q', '-b', 'first');
    await putFiles(root, { '.gitignore': 'public/\n.galley/\n' });
    git('add', '-A');
    git('commit', '-qm', 'first');
    git('checkout', '-qb', 'second');
    await builtAfter(async () => {
      git('mv', 'content/posts', 'content/notes');
      git('rm', '-q', 'content/about.md');
      await putFiles(root, {
        'content/notes/second.md': '---\ntitle: Second\n---\nOn the other branch.\n',
        'data/birds.yaml': '- wren\n',
        'templates/page.njk': '<h1>{{ page.title }}</h1>{{ page.content }}{{ data.birds[0] }}',
      });
      git('add', '-A');
      git('commit', '-qm', 'second');
    });
    for (const branch of ['first', 'second', 'first']) {
      const builds = await builtAfter(async () => git('checkout', '-q', branch));
      expect(builds).not.toContain(null);
      const clean = await makeSite({});
      others.push(clean);
      execFileSync('cp', ['-r', ...['site.yaml', 'content'].map((name) => join(root, name)), clean]);
      if (branch === 'second') execFileSync('cp', ['-r', join(root, 'data'), join(root, 'templates'), clean]);
      await buildOnce(clean);
      expect(await readTree(join(root, 'public'))).toEqual(await readTree(join(clean, 'public')));
    }
  }, 60_000);
});
