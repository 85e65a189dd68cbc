/** Publishing from the command line, with the real engine, to folders and to real Git repositories. */
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineOptions, makeSite, putFiles, removeSite } from '../../main/engine/testing/site-folder.ts';
import { commitElsewhere, filesOf, makeBare, serveGit, subjects } from '../../main/publish/testing/git-server.ts';
import { filesIn } from '../../main/publish/testing/site.ts';
import type { Ask } from '../host.ts';
import { runCommandLine } from '../run.ts';

let root: string;
let site: string;
let web: string;
let out: string;
let err: string;
/** What the person types, in order; null: nobody is there. An answer that is null ends the input. */
let answers: (string | null)[] | null;
let asked: string[];
let token: string | null;
let stop: () => void;

const page = (title: string, text: string): string => `---\ntitle: ${title}\ndescription: About it.\n---\n${text}\n`;

beforeEach(async () => {
  root = await realpath(await makeSite({}));
  site = join(root, 'site');
  web = join(root, 'web');
  await settings('    - { id: web, name: My web space, kind: folder, path: ../web }');
  await put({
    'content/_index.md': page('Home', 'Welcome.'),
    'content/wren.md': page('The wren', 'A small bird.'),
    'content/owl.md': page('The owl', 'A silent one.'),
  });
  [answers, asked, token] = [null, [], null];
});
afterEach(() => removeSite(root));

const put = (files: Record<string, string>): Promise<void> => putFiles(site, files);

function settings(targets: string, more = ''): Promise<void> {
  return put({ 'site.yaml': `title: Birds\nurl: https://example.com/\n${more}publish:\n  targets:\n${targets}\n` });
}

function publish(...argv: string[]): Promise<number> {
  [out, err, asked] = ['', '', []];
  const ask: Ask = async (question, signal) => {
    signal.throwIfAborted();
    asked.push(question);
    const answer = answers?.shift();
    if (answer === undefined) throw new Error(`Nobody expected to be asked: ${question}`);
    if (answer !== 'Ctrl+C') return answer;
    stop();
    signal.throwIfAborted();
    return null;
  };
  return runCommandLine(['publish', site, ...argv], {
    engine: engineOptions,
    startersPath: '',
    folder: root,
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    noColor: true,
    environment: { GALLEY_HOME: join(root, 'home') },
    token,
    ask: answers === null ? null : ask,
    onStop: (listener) => {
      stop = listener;
      return () => {};
    },
  });
}

/** The address is agreed to, and the site is there. */
async function published(...argv: string[]): Promise<void> {
  answers = ['y', 'y'];
  expect(await publish(...argv)).toBe(0);
  answers = null;
}

const events = (): { type: string; [key: string]: unknown }[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('on a terminal', () => {
  it('builds, shows the whole address the first time, tells the story, and publishes', async () => {
    answers = ['y', 'yes'];
    expect(await publish()).toBe(0);
    expect(asked).toEqual(['This is my address? [y/N] ', 'Publish to My web space? [y/N] ']);
    expect(out).toMatch(/^Birds: \d pages in .*all good/);
    expect(out).toContain(`is it yours?\n  ${web}\n`);
    expect(out).toMatch(/My web space, .*web\n\d+ new\n/);
    expect(out).toMatch(/ {2}new {6}The wren {2}\/wren\/\n/);
    expect(out).toMatch(/Published: \d+ new \(\d+ files in all\)\.\n$/);
    expect((await filesIn(web))['wren/index.html']).toContain('A small bird.');
    expect(await filesIn(web)).toEqual(await filesIn(join(site, 'public')));
  });

  it('names the pages that change, and asks for the address no more', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await put({ [`content/${name}.md`]: page(name, 'As ever.') });
    await published();
    await put({ 'content/wren.md': page('The wren', 'A loud bird.'), 'content/tit.md': page('The tit', 'Blue.') });
    await rm(join(site, 'content/owl.md'));
    answers = ['y'];
    expect(await publish()).toBe(0);
    expect(out).toMatch(/\n {2}changed {2}The wren/);
    expect(out).toMatch(/\n {2}new {6}The tit/);
    expect(out).toMatch(/\n {2}removed {2}The owl/);
    expect(await filesIn(web)).toEqual(await filesIn(join(site, 'public')));
  });

  it('does nothing unless the person says yes', async () => {
    for (const answer of ['', 'n', 'nope', null]) {
      answers = [answer];
      expect(await publish()).toBe(1);
      expect(err).toBe('Nothing was changed there.\n');
    }
    answers = ['y', 'n'];
    expect(await publish()).toBe(1);
    expect(await filesIn(web)).toEqual({});
  });

  it('stops with Ctrl+C at a question', async () => {
    answers = ['Ctrl+C'];
    expect(await publish()).toBe(1);
    expect(err).toContain('Stopped.');
    expect(await filesIn(web)).toEqual({});
  });

  it('asks for the name of the site where much would go', async () => {
    await published();
    await rm(join(site, 'content/owl.md'));
    await rm(join(site, 'content/wren.md'));
    answers = ['birds of ours'];
    expect(await publish('--yes')).toBe(1);
    expect(out).toContain('Type the name of the site, Birds, to go on.');
    expect(err).toContain('Agree to it first');
    expect((await filesIn(web))['owl/index.html']).toBeDefined();
    answers = ['Birds'];
    expect(await publish('--yes')).toBe(0);
    expect((await filesIn(web))['owl/index.html']).toBeUndefined();
  });
});

describe('without a terminal', () => {
  it('never agrees to an address, whatever is said', async () => {
    expect(await publish('--yes')).toBe(1);
    expect(err).toContain(`Nobody has agreed on this computer yet to publish to ${web}.`);
    expect(err).toContain('--yes does not answer that');
    expect(await filesIn(web)).toEqual({});
  });

  it('wants --yes, and says so', async () => {
    await published();
    await put({ 'content/wren.md': page('The wren', 'A loud bird.') });
    expect(await publish()).toBe(1);
    expect(out).toContain('The wren');
    expect(err).toContain('Say --yes for “Publish to My web space”');
    expect((await filesIn(web))['wren/index.html']).not.toContain('loud');
    expect(await publish('--yes')).toBe(0);
    expect((await filesIn(web))['wren/index.html']).toContain('loud');
  });

  it('ends well where there is nothing to publish', async () => {
    await published();
    expect(await publish()).toBe(0);
    expect(out).toMatch(/\nNothing to publish: what is there is what you have\.\n$/);
  });

  it('never types a name', async () => {
    await published();
    await rm(join(site, 'content/owl.md'));
    await rm(join(site, 'content/wren.md'));
    expect(await publish('--yes')).toBe(1);
    expect(err).toContain('Type the name of the site, Birds, to go on.\nThis has to be typed by a person');
    expect((await filesIn(web))['owl/index.html']).toBeDefined();
  });

  it('publishes with broken links after --yes only, and not at all with --strict', async () => {
    await published();
    await put({ 'content/wren.md': page('The wren', 'See [the hawk](./hawk.md).') });
    expect(await publish()).toBe(1);
    expect(err).toContain('Say --yes for “Publish with 1 broken link”');
    expect(await publish('--yes', '--strict')).toBe(2);
    expect(err).toContain('The site has mistakes, so it was not published.');
    expect((await filesIn(web))['wren/index.html']).not.toContain('hawk');
    expect(await publish('--yes')).toBe(0);
    expect(out).toContain('The site has 1 broken link.\n  ');
    expect((await filesIn(web))['wren/index.html']).toContain('hawk');
  });
});

it('a page whose design failed is never published, not even a further page of a list', async () => {
  await published();
  const before = await filesIn(web);
  await settings('    - { id: web, name: My web space, kind: folder, path: ../web }', 'pagination: { size: 1 }\n');
  await put({
    'content/posts/a.md': page('A', 'A.'),
    'content/posts/b.md': page('B', 'B.'),
    'templates/section.njk':
      '<!doctype html><title>x</title>{% if paginator.number == 2 %}{% for i in range(999999999) %}.{% endfor %}{% endif %}',
  });
  for (const answer of [null, ['y', 'y']]) {
    answers = answer;
    expect(await publish('--yes')).toBe(2);
    expect(err).toContain('could not be made: /posts/page/2/.');
  }
  expect(await filesIn(web)).toEqual(before);
});

it('lists what was published, and takes it back', async () => {
  expect(await publish('--list')).toBe(0);
  expect(out).toContain('Nothing was published there from this computer yet.');
  expect(await publish('--undo')).toBe(1);
  await mkdir(web);
  await writeFile(join(web, 'letter.txt'), 'mine');
  await published();
  const first = await filesIn(web);
  await put({ 'content/wren.md': page('The wren', 'A loud bird.') });
  expect(await publish('--yes')).toBe(0);
  expect(await publish('--undo')).toBe(1);
  expect(err).toContain('Say --yes for “Take the last release back”');
  expect(await publish('--undo', '--yes')).toBe(0);
  expect(await filesIn(web)).toEqual(first);
  expect(await publish('--list')).toBe(0);
  expect(out.match(/today at/g)).toHaveLength(3);
  expect(out).toContain('(taken back)');
  // Texts that cannot be built are no reason to leave a mistake online.
  await put({ 'content/wren.md': '---\ntitle: [\n---\n' });
  answers = ['y'];
  expect(await publish('--undo')).toBe(0);
  expect(await filesIn(web)).toEqual({ 'letter.txt': 'mine' });
});

describe('which place', () => {
  const two = '    - { id: web, kind: folder, path: ../web }\n    - { id: far, kind: folder, path: ../far }';

  it.each([
    [[], two, 'This site is published to several places.\nSay which, with --to:\n  web  A folder, '],
    [['--to', 'near'], two, 'This site has no place with the id “near”.\nThere is:\n  web  A folder, '],
    [[], '    []', 'This site has no place yet that it is published to.'],
    [[], '    - { id: web, kind: teapot }', 'Galley does not know the kind "teapot"'],
    [[], '    - [', 'The settings of this site cannot be read.\nMend site.yaml first.'],
    [['--undo', '--list'], two, '--undo and --list cannot both be had.'],
  ])('galley publish %j', async (argv, targets, message) => {
    await settings(targets);
    expect(await publish(...argv)).toBe(1);
    expect(err).toContain(message);
    expect(out).toBe('');
  });

  it('the one that is named', async () => {
    await settings(two);
    await published('--to', 'far');
    expect(Object.keys(await filesIn(join(root, 'far')))).toContain('wren/index.html');
    expect(await filesIn(web)).toEqual({});
  });

  it('says that a folder is no site', async () => {
    await rm(join(site, 'site.yaml'));
    expect(await publish()).toBe(1);
    expect(err).toContain('site.yaml');
    expect(err).not.toContain('mistake in Galley');
  });
});

it('prints one event a line with --json, asks nobody, and builds first', async () => {
  await published();
  await put({ 'content/wren.md': page('The wren', 'A loud bird.') });
  answers = [];
  expect(await publish('--json')).toBe(1);
  expect(events().at(-1)).toMatchObject({ type: 'could-not-run', code: 'not-agreed' });
  expect(await publish('--json', '--yes')).toBe(0);
  const said = events();
  expect(said[0]).toMatchObject({ type: 'build-started' });
  expect(said.find(({ type }) => type === 'publish-planned')).toMatchObject({
    story: { summary: '1 changed', pages: [{ title: 'The wren', change: 'changed' }], questions: [], blockers: [] },
  });
  expect(said.at(-1)).toMatchObject({ type: 'published', release: { story: '1 changed' } });
  expect(await publish('--json', '--list')).toBe(0);
  expect(events()).toMatchObject([{ type: 'releases', target: { id: 'web' }, releases: [{}, {}] }]);
  expect(err).toBe('');
});

describe('to a branch', () => {
  it('of a repository on this computer: pushes, is refused when others moved it, takes back', async () => {
    const bare = makeBare(root);
    await settings('    - { id: pages, kind: git, address: ../remote.git, branch: gh-pages }');
    await published();
    expect(Object.keys(filesOf(bare, 'gh-pages'))).toEqual(Object.keys(await filesIn(join(site, 'public'))));
    expect(subjects(bare, 'gh-pages')).toHaveLength(1);
    await put({ 'content/wren.md': page('The wren', 'A loud bird.') });
    expect(await publish('--yes')).toBe(0);
    expect(await publish('--undo', '--yes')).toBe(0);
    expect(filesOf(bare, 'gh-pages')['wren/index.html']).toContain('small');
    commitElsewhere(bare, 'gh-pages', { 'other.txt': 'theirs' });
    expect(await publish('--undo', '--yes')).toBe(1);
    expect(err).toContain('was changed by somebody else');
  });

  it('over http, with the token of the environment, which is told to nobody else and written nowhere', async () => {
    const bare = makeBare(root);
    const server = await serveGit(root, 'a-secret-token');
    try {
      await settings(`    - { id: pages, kind: git, address: "${server.origin}/remote.git", branch: main, user: ana }`);
      answers = ['y'];
      expect(await publish()).toBe(1);
      expect(server.authorizations.filter(Boolean)).toEqual([]);
      token = 'a-secret-token';
      answers = ['y'];
      expect(await publish('--verbose')).toBe(0);
      expect(out + err).not.toContain('a-secret-token');
      expect(filesOf(bare, 'main')['wren/index.html']).toContain('small');
      const kept = await filesIn(join(root, 'home'));
      expect(Object.values(kept).filter((text) => text.includes('a-secret-token'))).toEqual([]);
      expect(await readFile(join(site, 'site.yaml'), 'utf8')).not.toContain('a-secret-token');
    } finally {
      await server.close();
    }
  });
});
