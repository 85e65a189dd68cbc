import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildRequest, Site } from '../main/engine/types.ts';
import { CannotBuild } from '../main/engine/types.ts';
import type { BuildReport } from '../shared/report.ts';
import type { Host } from './host.ts';
import { runCommandLine } from './run.ts';

/** A site whose builds say what a test wants; the real engine is tried by the end-to-end tests. */
const engine = vi.hoisted(() => ({
  build: vi.fn(),
  explain: vi.fn(),
  impact: vi.fn(),
  closed: 0,
  basePath: '/birds/',
  watched: null as string[] | null,
}));
vi.mock('../main/engine/open-site.ts', () => ({
  openSite: async (
    root: string,
  ): Promise<Pick<Site, 'root' | 'outline' | 'build' | 'explain' | 'impact' | 'close'>> => ({
    root,
    outline: async () => ({
      title: 'A Field Guide',
      basePath: engine.basePath,
      watched: engine.watched ?? [root],
      locate: (name: string) => `${root}/${name}`,
    }),
    build: engine.build,
    explain: engine.explain,
    impact: engine.impact,
    close: async () => {
      engine.closed += 1;
    },
  }),
}));

let folder: string;
let out: string;
let err: string;
let stop: () => void;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'galley-cli-')));
  out = '';
  err = '';
  engine.closed = 0;
  engine.watched = null;
  engine.build.mockReset().mockResolvedValue(report());
  engine.explain.mockReset().mockResolvedValue(null);
  engine.impact.mockReset().mockResolvedValue(null);
});

afterEach(() => rm(folder, { recursive: true }));

function report(causes: Partial<BuildReport['causes']> = {}): BuildReport {
  return {
    format: 1,
    galley: '0',
    site: { title: 'A Field Guide', root: folder },
    started: '2026-03-01T00:00:00Z',
    milliseconds: 84,
    workers: 0,
    phases: [],
    lanes: [],
    counts: {
      documents: 1,
      pages: 1,
      rendered: 1,
      degraded: 0,
      written: 1,
      unchanged: 0,
      deleted: 0,
      assets: 0,
      images: 0,
      bytes: 0,
    },
    pagesPerSecond: 12,
    reasons: [],
    slowestPages: [],
    slowestTemplates: [],
    proofs: [],
    causes: { error: 0, warning: 0, hint: 0, ...causes },
    verdict: 'good',
    cancelled: false,
  };
}

function run(line: string, terminal = false): Promise<number> {
  const host: Host = {
    engine: { workerPath: '/worker.js', themesPath: '/themes', galleyVersion: '1.2.3', ownThread: true },
    startersPath: join(folder, 'starters'),
    folder,
    out: { write: (text) => (out += text), isTTY: terminal },
    err: { write: (text) => (err += text), isTTY: terminal },
    noColor: false,
    environment: process.env,
    token: null,
    ask: null,
    onStop: (listener) => {
      stop = listener;
      return () => {};
    },
  };
  return runCommandLine(line.split(' '), host);
}

describe('galley build', () => {
  it('prints the verdict and ends with 0', async () => {
    expect(await run('build .')).toBe(0);
    expect(out).toBe('A Field Guide: 1 page in 84 ms, all good\n');
    expect(err).toBe('');
    expect(engine.closed).toBe(1);
  });

  it('hands the options on', async () => {
    await run('build my-site --out www --now 2026-03-01 --workers 0 --drafts --clean --adopt');
    expect(engine.build.mock.calls[0]?.[0]).toMatchObject({
      out: join(folder, 'www'),
      now: '2026-03-01T00:00:00.000Z',
      workers: 0,
      drafts: true,
      clean: true,
      adopt: true,
    });
  });

  it('ends with 2 for errors, and with --strict for warnings', async () => {
    engine.build.mockResolvedValue(report({ warning: 1 }));
    expect([await run('build'), await run('build --strict')]).toEqual([0, 2]);
    engine.build.mockResolvedValue(report({ error: 1 }));
    expect(await run('check')).toBe(2);
  });

  it('prints one event a line with --json, and nothing else', async () => {
    engine.build.mockImplementation(async ({ onEvent }: BuildRequest) => {
      onEvent?.({ type: 'phase-started', phase: 'parse', total: 3 });
      onEvent?.({ type: 'build-finished', report: report() });
      return report();
    });
    expect(await run('build --json', true)).toBe(0);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).type),
    ).toEqual(['phase-started', 'build-finished']);
    expect(err).toBe('');
  });

  it('says in a sentence why it could not run', async () => {
    engine.build.mockRejectedValue(new CannotBuild('disk-full', 'The disk is full.', 'Make room, then build again.'));
    expect(await run('build')).toBe(1);
    expect([out, err]).toEqual(['', 'The disk is full.\nMake room, then build again.\n']);
    expect(await run('build --json')).toBe(1);
    expect(JSON.parse(out)).toEqual({
      type: 'could-not-run',
      code: 'disk-full',
      message: 'The disk is full.',
      advice: 'Make room, then build again.',
    });
    expect(engine.closed).toBe(2);
  });

  it('owns up to mistakes of its own, with what a report of them needs', async () => {
    engine.build.mockRejectedValue(new TypeError('x is not a function'));
    expect(await run('build')).toBe(1);
    expect(err).toMatch(
      /^This is a mistake in Galley, not in your site\.[\s\S]*galley 1\.2\.3, Node v[\s\S]*TypeError: x is not/,
    );
  });

  it('shows colours and progress on a terminal only', async () => {
    engine.build.mockImplementation(async ({ onEvent }: BuildRequest) => {
      onEvent?.({ type: 'phase-started', phase: 'parse', total: 3 });
      return report();
    });
    await run('build', true);
    expect(out).toContain('\u001b[32m');
    expect(err).toContain('Reading pages …');
  });

  it('refuses a slip without a stack', async () => {
    expect(await run('build one two')).toBe(1);
    expect(await run('biuld')).toBe(1);
    expect(err).not.toContain('    at ');
  });
});

describe('galley check', () => {
  it('builds somewhere else, always in the same place, and takes it away', async () => {
    let written = '';
    engine.build.mockImplementation(async (request: BuildRequest) => {
      written = request.out!;
      await mkdir(written, { recursive: true });
      return report();
    });
    expect(await run('check')).toBe(0);
    const first = written;
    await run('check');
    expect(written).toBe(first);
    expect(first.startsWith(folder)).toBe(false);
    await expect(readdir(first)).rejects.toThrow('ENOENT');
  });
});

describe('galley explain', () => {
  it('prints what made a page', async () => {
    engine.explain.mockResolvedValue({
      id: 'page:about.md',
      url: '/birds/about/',
      source: 'content/about.md',
      output: 'about/index.html',
      template: 'page.njk',
      reason: 'clean build',
      rendered: false,
      milliseconds: 1.24,
      reads: [
        { kind: 'file', name: 'templates/page.njk', fingerprint: 'a1' },
        { kind: 'file', name: 'templates/about.njk', fingerprint: null },
      ],
      assets: [],
      links: ['/birds/'],
      proofs: [],
    });
    expect(await run('explain /about/')).toBe(0);
    expect(out).toContain('text     content/about.md');
    expect(out).toContain('file templates/about.njk (not there)');
    expect(out).toContain('kept: nothing that it reads has changed since it was made (clean build)');
    expect(out).not.toContain('It shows');
  });

  it('prints what would change with a file', async () => {
    const pages = ['/a/', '/b/'].map((url) => ({ url, source: null }));
    engine.impact.mockResolvedValue({
      file: 'templates/base.njk',
      groups: [{ how: 'uses', pages }],
      texts: ['index.xml'],
    });
    expect(await run('explain templates/base.njk')).toBe(0);
    expect(out).toContain(
      'What would be made again with templates/base.njk\n  2 pages: made with it\n    /a/\n    /b/',
    );
    expect(out).toContain('1 other file: index.xml');
  });

  it('says when it knows no such page', async () => {
    expect(await run('explain /none/')).toBe(1);
    expect(err).toContain('knows no page and no file “/none/”');
  });
});

describe('galley new', () => {
  beforeEach(async () => {
    for (const name of ['journal/content', 'journal/public', 'journal/.galley', 'broken/x']) {
      await mkdir(join(folder, 'starters', name), { recursive: true });
    }
    await writeFile(
      join(folder, 'starters/journal/site.yaml'),
      '# Mine\ntitle: Slack Water # for now\nurl: https://example.com/\n',
    );
    await writeFile(join(folder, 'starters/journal/content/a.md'), 'A');
  });

  it('copies a starter without what builds left in it, and sets the title', async () => {
    expect(await run('new my-site --title Fieldnotes:2')).toBe(0);
    expect((await readdir(join(folder, 'my-site'))).sort()).toEqual(['content', 'site.yaml']);
    expect(await readFile(join(folder, 'my-site/site.yaml'), 'utf8')).toBe(
      '# Mine\ntitle: "Fieldnotes:2"\nurl: https://example.com/\n',
    );
    expect(out).toContain('galley serve my-site');
  });

  it('never writes where something is', async () => {
    await mkdir(join(folder, 'full'));
    await writeFile(join(folder, 'full/letter.txt'), 'mine');
    expect(await run('new full')).toBe(1);
    expect(await readdir(join(folder, 'full'))).toEqual(['letter.txt']);
    expect(await run('new full/letter.txt')).toBe(1);
    expect(err).toContain('has files in it already');
    expect(err).toContain('a file is in the way');
  });

  it('names the starters there are', async () => {
    expect(await run('new x --starter broken')).toBe(1);
    expect(err).toContain('There is no starter “broken”. There is: journal.');
  });
});

describe('galley serve', () => {
  it('serves at the base path, builds again on a change, and stops with 0', async () => {
    await mkdir(join(folder, 'public'));
    await writeFile(join(folder, 'public/index.html'), '<p>One</p>');
    const ended = run('serve');
    await vi.waitFor(() => expect(out).toContain('The site is at '));
    const address = /http:\S+/.exec(out)![0];
    expect(new URL(address).pathname).toBe('/birds/');
    expect(await (await fetch(address)).text()).toContain('One');

    engine.basePath = '/other/';
    await writeFile(join(folder, 'site.yaml'), 'title: Other\n');
    await vi.waitFor(() => expect(engine.build).toHaveBeenCalledTimes(2));
    await vi.waitFor(async () => expect((await fetch(new URL('/other/', address))).status).toBe(200));
    engine.basePath = '/birds/';

    const began = Date.now();
    stop();
    expect(await ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(1000);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('tells each build what changed since the last one that ended well', async () => {
    const told = (): unknown[] => engine.build.mock.calls.map(([request]) => (request as BuildRequest).changed);
    const ended = run('serve');
    await vi.waitFor(() => expect(out).toContain('The site is at '));
    await writeFile(join(folder, 'a.md'), 'A');
    await vi.waitFor(() => expect(told()).toEqual([undefined, [join(folder, 'a.md')]]));

    engine.build.mockRejectedValueOnce(
      new CannotBuild('locked', 'Another Galley is building this site.', 'Wait for it.'),
    );
    await writeFile(join(folder, 'b.md'), 'B');
    await vi.waitFor(() => expect(err).toContain('Wait for it.'));
    await writeFile(join(folder, 'c.md'), 'C');
    await vi.waitFor(() => expect(told()).toHaveLength(4));
    expect(told().slice(2)).toEqual([[join(folder, 'b.md')], [join(folder, 'b.md'), join(folder, 'c.md')]]);
    stop();
    await ended;
  });

  it('builds once more what changes during a build, the first one too', async () => {
    let finish: () => void = () => {};
    engine.build.mockImplementation(async () => {
      await new Promise<void>((done) => {
        finish = done;
      });
      return report();
    });
    const ended = run('serve');
    await vi.waitFor(() => expect(engine.build).toHaveBeenCalledTimes(1));
    for (const [round, file] of ['a.md', 'b.md'].entries()) {
      await writeFile(join(folder, file), 'new');
      // Longer than the watcher waits for a burst to end.
      await new Promise((done) => setTimeout(done, 300));
      expect(engine.build).toHaveBeenCalledTimes(round + 1);
      finish();
      await vi.waitFor(() => expect(engine.build).toHaveBeenCalledTimes(round + 2));
      expect(engine.build.mock.lastCall?.[0]).toMatchObject({ changed: [join(folder, file)] });
    }
    finish();
    stop();
    await ended;
  });

  it('looks at everything once the settings name another folder', async () => {
    await mkdir(join(folder, 'site'));
    await mkdir(join(folder, 'texts'));
    engine.watched = [join(folder, 'site')];
    const ended = run('serve site');
    await vi.waitFor(() => expect(out).toContain('The site is at '));
    engine.watched = [join(folder, 'site'), join(folder, 'texts')];
    await writeFile(join(folder, 'site/site.yaml'), 'folders: { content: ../texts }\n');
    await vi.waitFor(() => expect(engine.build).toHaveBeenCalledTimes(3));
    expect(engine.build.mock.lastCall?.[0]).not.toHaveProperty('changed');
    await writeFile(join(folder, 'texts/a.md'), 'A');
    await vi.waitFor(() => expect(engine.build).toHaveBeenCalledTimes(4));
    expect(engine.build.mock.lastCall?.[0]).toMatchObject({ changed: [join(folder, 'texts/a.md')] });
    stop();
    await ended;
  });

  it('goes on serving when a build cannot run, and says why', async () => {
    engine.build.mockRejectedValue(new CannotBuild('locked', 'Another Galley is building this site.', 'Wait for it.'));
    const ended = run('serve');
    await vi.waitFor(() => expect(out).toContain('The site is at '));
    expect(err).toContain('Another Galley is building this site.\nWait for it.\n');
    stop();
    expect(await ended).toBe(0);
  });
});
