import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StudioOptions } from '../../studio/types.ts';
import { readHostArguments } from './args.ts';
import { type Program, runBrowserHost } from './run.ts';
import { ask, openLine, type StandIn, standIn } from './testing/stand-in.ts';

let folder: string;
let running: { stop(): Promise<number> }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-run-'));
  await mkdir(join(folder, 'renderer'));
  await writeFile(join(folder, 'renderer/index.html'), 'window');
  running = [];
});
afterEach(async () => {
  for (const one of running) await one.stop();
  await rm(folder, { recursive: true });
});

interface Started {
  studio: StandIn;
  out: () => string;
  err: () => string;
  opened: string[];
  code: Promise<number>;
  stop(): Promise<number>;
  options: StudioOptions | null;
}

function start(argv: string[], changes: Partial<Program> = {}, studio = standIn()): Started {
  let stop = (): void => {};
  const stopped = new Promise<void>((done) => {
    stop = done;
  });
  const text = { out: '', err: '' };
  const opened: string[] = [];
  const started: Started = {
    studio,
    opened,
    options: null,
    out: () => text.out,
    err: () => text.err,
    code: Promise.resolve(0),
    stop: () => {
      stop();
      return started.code;
    },
  };
  started.code = runBrowserHost({
    args: readHostArguments(argv, '/sites'),
    paths: {
      engine: { workerPath: '', themesPath: '', galleyVersion: '1.0.0', ownThread: false },
      enginePath: '',
      examplesPath: '',
      sitesFolder: join(folder, 'sites'),
      home: join(folder, 'home'),
      renderer: join(folder, 'renderer'),
    },
    environment: {},
    terminal: {
      out: (part) => {
        text.out += part;
      },
      err: (part) => {
        text.err += part;
      },
    },
    user: 'ana@desk',
    createStudio: (options) => {
      started.options = options;
      return studio;
    },
    openBrowser: async (url) => {
      opened.push(url);
      return true;
    },
    stopped,
    ...changes,
  });
  running.push(started);
  return started;
}

async function ready(
  started: Started,
): Promise<{ address: string; port: number; key: string; line: Record<string, unknown> }> {
  await vi.waitFor(() => expect(started.out()).toContain('\n'));
  const line = JSON.parse(started.out().split('\n')[0] as string) as { address: string; port: number };
  return {
    ...line,
    key: new URLSearchParams(new URL(line.address).hash.slice(1)).get('key') as string,
    line: { ...line },
  };
}

describe('a start', () => {
  it('says how the site is, why a browser, where it is and how to come from elsewhere', async () => {
    const started = start(['--tour', '--no-open', '--because', 'There is no screen here.']);
    await vi.waitFor(() => expect(started.out()).not.toBe(''));
    const text = started
      .out()
      .replace(/[0-9a-f]{64}/, 'KEY')
      .replace(/\d{4,5}/g, 'PORT');
    expect(text).toBe(`Birds: 3 pages in 0.4 s, 1 thing to mend

There is no screen here.
Open Galley in a browser:

  http://galley.localhost:PORT/#key=KEY&site=%2Fhome%2Ftour%2Fsite

From another computer:  ssh -L PORT:127.0.0.1:PORT ana@desk  and there the same address.
A walk through it, with pictures, by nobody’s hand:  npm run tour
Ctrl+C stops it; what you typed is saved.
`);
    expect(started.opened).toEqual([]);
    expect(await started.stop()).toBe(0);
    expect(started.studio.closed).toBe(true);
  });

  it('opens the browser at an address that does not hold the key', async () => {
    const started = start(['--json', '--site', '/sites/birds']);
    const { key, line, port } = await ready(started);
    expect(line).toMatchObject({ type: 'ready', site: '/sites/birds', opened: true, because: null });
    expect(line.verdict).toEqual({ title: 'Birds', pages: 3, milliseconds: 420, things: 1 });
    expect(started.opened).toHaveLength(1);
    expect(started.opened[0]).not.toContain(key);
    const { headers } = await ask(port, new URL(started.opened[0] as string).pathname);
    expect(headers.location).toBe(`/#key=${key}&site=%2Fsites%2Fbirds`);
  });

  it('tells the studio its origins', async () => {
    const started = start(['--json']);
    const { port } = await ready(started);
    expect(started.options?.studioOrigin()).toBe(`http://galley.localhost:${port}`);
    expect(started.options?.previewOrigin('ab')).toBe(`http://ab.galley.localhost:${port}`);
    expect(started.options?.shell.capabilities).toMatchObject({ folderDialog: false, secretStore: 'session' });
    const { secrets } = started.options?.shell ?? {};
    await secrets?.set('a', 'token');
    expect([await secrets?.get('a'), await secrets?.get('b')]).toEqual(['token', null]);
    await secrets?.remove('a');
    expect(await secrets?.get('a')).toBeNull();
  });

  it('says what keeps the site from being opened, and opens all the same', async () => {
    const started = start(['--site', 'x'], {}, standIn({ problem: 'The folder /sites/x is not there.' }));
    await vi.waitFor(() => expect(started.out()).toMatch(/^The folder \/sites\/x is not there\.\n\nGalley is open/));
  });

  it('can be ended before the site is built, and while a tab is open', async () => {
    const studio = standIn();
    studio.prepare = () => new Promise(() => {});
    const started = start(['--site', 'x', '--json'], {}, studio);
    await vi.waitFor(async () =>
      expect(JSON.parse(await readFile(join(folder, 'home/browser-host.json'), 'utf8'))).toBeTruthy(),
    );
    const { port, key } = JSON.parse(await readFile(join(folder, 'home/browser-host.json'), 'utf8')) as {
      port: number;
      key: string;
    };
    const line = openLine(port, { key });
    await vi.waitFor(() => expect(line.heard).toEqual(['hello']));
    expect(await started.stop()).toBe(0);
    expect(await line.ended).toBe(1001);
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('does not wait for a studio that cannot end', async () => {
    const studio = standIn();
    studio.close = () => new Promise(() => {});
    const started = start(['--json'], {}, studio);
    await ready(started);
    expect(await started.stop()).toBe(0);
  });
});

describe('the port and the key', () => {
  it('are kept where only this person reads them, and serve again', async () => {
    const first = start(['--json']);
    const { port, key } = await ready(first);
    expect((await stat(join(folder, 'home/browser-host.json'))).mode & 0o777).toBe(0o600);
    await first.stop();
    expect(await ready(start(['--json']))).toMatchObject({ port, key });
  });

  it('are both new when another program has the port', async () => {
    const first = start(['--json']);
    const { port, key } = await ready(first);
    await first.stop();
    const asked: unknown[] = [];
    const other = createServer((request, response) => {
      asked.push(request.headers);
      response.end(
        JSON.stringify({ version: '1', contract: 'x', address: 'http://evil', ticket: 'http://evil', proof: 'x' }),
      );
    });
    await new Promise<void>((done) => other.listen(port, '127.0.0.1', done));
    const second = await ready(start(['--json']));
    other.close();
    expect(second.port).not.toBe(port);
    expect(second.key).not.toBe(key);
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked)).not.toContain(key);
  });

  it('last twelve hours', async () => {
    const file = join(folder, 'home/browser-host.json');
    const first = start(['--json']);
    const { key } = await ready(first);
    await first.stop();
    const state = JSON.parse(await readFile(file, 'utf8')) as { made: string };
    const made = new Date(Date.parse(state.made) - 12 * 3_600_000).toISOString();
    await writeFile(file, JSON.stringify({ ...state, made }));
    expect((await ready(start(['--json']))).key).not.toBe(key);
  });

  it.each(['', '{', 'null', '[]', '{"port":1}', '{"port":99999,"key":"x","made":"y"}'])(
    'are made anew from “%s”',
    async (text) => {
      await mkdir(join(folder, 'home'));
      await writeFile(join(folder, 'home/browser-host.json'), text);
      expect((await ready(start(['--json']))).key).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  it('that was asked for is had, or it says why not', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    const started = start(['--port', String(port)]);
    expect(await started.code).toBe(1);
    expect(started.err()).toBe(`Another program uses port ${port}. Choose another one with --port, or leave it out.\n`);
    expect(started.studio.closed).toBe(true);
    await new Promise((done) => taken.close(done));
    expect(await ready(start(['--json', '--port', String(port)]))).toMatchObject({ port });
  });
});

describe('a second start', () => {
  it('hands over to the one that runs', async () => {
    const first = start(['--json']);
    const { port, key } = await ready(first);
    const second = start(['--site', '/sites/birds']);
    expect(await second.code).toBe(0);
    expect(second.options).toBeNull();
    expect(second.out()).toContain(`http://galley.localhost:${port}/#key=${key}&site=%2Fsites%2Fbirds`);
    const { headers } = await ask(port, new URL(second.opened[0] as string).pathname);
    expect(headers.location).toContain('&site=%2Fsites%2Fbirds');
    const tour = start(['--tour']);
    expect(await tour.code).toBe(0);
    expect(tour.out()).toContain('&site=%2Fhome%2Ftour%2Fsite');
    const quiet = start(['--json', '--no-open']);
    expect(await quiet.code).toBe(0);
    expect(JSON.parse(quiet.out())).toEqual({
      type: 'handed-over',
      address: `http://galley.localhost:${port}/#key=${key}`,
    });
    expect(quiet.opened).toEqual([]);
  });

  it('is what no other program or page can pretend to be', async () => {
    const { port } = await ready(start(['--json']));
    const nonce = `${Date.now()}-abc`;
    for (const headers of [
      {},
      { 'Galley-Nonce': nonce, 'Galley-Proof': 'x' },
      { 'Galley-Nonce': 'constructor' },
    ] as Record<string, string>[]) {
      expect(await ask(port, '/galley/host', headers)).toMatchObject({ status: 403 });
    }
  });
});
