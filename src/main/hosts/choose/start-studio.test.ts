import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findElectron } from './electron-binary.ts';
import { recentFailure } from './electron-failure.ts';
import { type Starter, type StudioWish, startStudio } from './start-studio.ts';

// Stand-ins are scripts with a first line that names Node: such programs are known where there are shells.
const withShell = process.platform !== 'win32';

let root: string;
let text: { out: string; err: string };
let stop: () => void;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'galley-choose-'));
  mkdirSync(join(root, 'out/main'), { recursive: true });
  mkdirSync(join(root, 'node_modules/electron'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{ "name": "electron", "version": "1.0.0" }');
  host('process.exit(7)');
  text = { out: '', err: '' };
  stop = () => {};
});
afterEach(() => rmSync(root, { recursive: true }));

/** Notes in a file what it was started with, then does as it is told. */
function note(name: string, then: string): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(join(root, name))}, JSON.stringify(process.argv.slice(2)));\n${then}\n`;
}
const noted = (name: string): string[] | null =>
  existsSync(join(root, name)) ? (JSON.parse(readFileSync(join(root, name), 'utf8')) as string[]) : null;

function host(then: string): void {
  writeFileSync(join(root, 'out/main/host.js'), note('host-ran', then));
}

function electron(then: string): void {
  mkdirSync(join(root, 'node_modules/electron/dist'), { recursive: true });
  const file = join(root, 'node_modules/electron/dist/electron');
  writeFileSync(file, `#!${process.execPath}\n${note('electron-ran', then)}`);
  chmodSync(file, 0o755);
  writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
}

function installer(then: string): void {
  writeFileSync(join(root, 'node_modules/electron/install.js'), note('installer-ran', then));
}

function start(wish: Partial<StudioWish> = {}, changes: Partial<Starter> = {}): Promise<number> {
  return startStudio(
    { host: null, site: null, tour: false, open: true, json: false, port: null, ...wish },
    {
      root,
      home: join(root, 'home'),
      environment: { PATH: process.env.PATH, DISPLAY: ':0' },
      platform: 'linux',
      node: process.execPath,
      out: (part) => {
        text.out += part;
      },
      err: (part) => {
        text.err += part;
      },
      isTerminal: false,
      again: 'npm start -- --electron',
      patience: { windowMs: 20_000, quietMs: 20_000 },
      onStop: (hear) => {
        stop = hear;
        return () => {};
      },
      ...changes,
    },
  );
}

const windowShown = `console.log('{"galley":"window"}');`;
const stay = 'setInterval(() => {}, 1000);';

describe('without a screen, or asked for', () => {
  it('the browser host runs, with all that was asked, and its code is the end', async () => {
    installer('');
    electron(windowShown);
    expect(await start({ site: '/sites/a b', open: false, json: true, port: 4321 }, { environment: {} })).toBe(7);
    expect(noted('host-ran')).toEqual([
      ...['--site', '/sites/a b', '--no-open', '--json', '--port', '4321'],
      ...['--because', 'There is no screen here for a window of its own.'],
    ]);
    expect([noted('electron-ran'), noted('installer-ran')]).toEqual([null, null]);
  });

  it('the browser host needs no reason when it was asked for', async () => {
    await start({ host: 'browser', tour: true });
    expect(noted('host-ran')).toEqual(['--tour']);
  });

  it('it says when Galley was not built', async () => {
    rmSync(join(root, 'out'), { recursive: true });
    expect(await start()).toBe(1);
    expect(text.err).toBe('Galley has not been built. Run “npm run build” in its folder first.\n');
  });
});

describe.runIf(withShell)('with a program', () => {
  it('that shows a window, the end is its end', async () => {
    electron(`console.log('something else');${windowShown}process.exitCode = 3;`);
    expect(await start({ tour: true })).toBe(3);
    expect(noted('electron-ran')).toEqual([root, '--tour']);
    expect(noted('host-ran')).toBeNull();
    expect(text.err).toBe('something else\n');
  });

  it('that does not want to be Node, it is not told to', async () => {
    electron(`console.error(process.env.ELECTRON_RUN_AS_NODE ?? 'as it is');process.exit(1)`);
    await start({}, { environment: { DISPLAY: ':0', ELECTRON_RUN_AS_NODE: '1' } });
    expect(noted('host-ran')?.join()).toContain('as it is');
  });

  it.each([
    [
      'console.error("[42:0101/120000.1:WARNING:x.cc(1)] something");console.error("[42:0101/120000.1:FATAL:electron_main_delegate.cc(264)] Running as root without --no-sandbox is not supported. See https://crbug.com/638180.");process.abort()',
      'Running as root without --no-sandbox is not supported. See https://crbug.com/638180',
    ],
    [
      'console.error("electron: error while loading shared libraries: libnss3.so: cannot open shared object file");process.exit(127)',
      'electron: error while loading shared libraries: libnss3.so: cannot open shared object file',
    ],
    ['process.exit(0)', 'nothing, and it ended with code 0'],
    ['process.kill(process.pid, "SIGKILL")', 'nothing, and it ended with SIGKILL'],
  ])('that ends, the browser host runs and says why', async (then, reason) => {
    electron(then);
    expect(await start()).toBe(7);
    expect(noted('host-ran')).toEqual(['--because', `Galley’s own window could not open. Electron says: ${reason}.`]);
  });

  it('that is no program, too', async () => {
    electron(windowShown);
    chmodSync(join(root, 'node_modules/electron/dist/electron'), 0o644);
    expect(await start()).toBe(7);
    expect(noted('host-ran')?.join()).toContain('EACCES');
  });

  it('that shows no window in time, it is ended and the browser host runs', async () => {
    electron(`require('node:fs').writeFileSync(${JSON.stringify(join(root, 'pid'))}, String(process.pid));${stay}`);
    expect(await start({}, { patience: { windowMs: 3000, quietMs: 3000 } })).toBe(7);
    expect(noted('host-ran')?.[1]).toContain('no window came within 3 seconds');
    expect(() => process.kill(Number(readFileSync(join(root, 'pid'), 'utf8')), 0)).toThrow('ESRCH');
  });

  it('the end that the person asks for is good, and nothing else is started', async () => {
    electron(`${windowShown}${stay}`);
    const code = start();
    await vi.waitFor(() => expect(noted('electron-ran')).not.toBeNull(), 10_000);
    stop();
    expect(await code).toBe(0);
    expect(noted('host-ran')).toBeNull();
  });
});

describe('without a program', () => {
  const arrive = `
    const { mkdirSync, writeFileSync, chmodSync } = require('node:fs');
    mkdirSync(__dirname + '/dist');
    writeFileSync(__dirname + '/dist/electron', ${JSON.stringify(`#!${process.execPath}\nconsole.log('{"galley":"window"}')\n`)});
    chmodSync(__dirname + '/dist/electron', 0o755);
    writeFileSync(__dirname + '/path.txt', 'electron');
  `;

  it.runIf(withShell)('it is fetched, with progress, and shows a window', async () => {
    installer(`
      require('node:fs').writeFileSync(require('node:os').tmpdir() + '/electron.zip', 'x'.repeat(25_000_000));
      setTimeout(() => { ${arrive} }, 1200);
    `);
    expect(await start()).toBe(0);
    expect(text.err).toContain('Fetching Electron for Galley’s own window, once (about 120 MB): 25 MB\n');
    expect(noted('host-ran')).toBeNull();
    expect(recentFailure(join(root, 'home'), new Date())).toBeNull();
  });

  it('that cannot be fetched, the browser host runs; it is tried again a day later, or when asked', async () => {
    installer(`console.error('Error: getaddrinfo ENOTFOUND github.com\\n    at fetch (x.js:1:1)');process.exit(1)`);
    expect(await start()).toBe(7);
    const because =
      'Galley’s own window needs Electron, which could not be fetched (getaddrinfo ENOTFOUND github.com). To try again: npm start -- --electron';
    expect(noted('host-ran')).toEqual(['--because', because]);
    for (const name of ['host-ran', 'installer-ran']) rmSync(join(root, name));
    await start();
    expect(noted('installer-ran')).toBeNull();
    expect(noted('host-ran')).toEqual(['--because', because]);
    await start({ host: 'electron' });
    expect(noted('installer-ran')).toEqual([]);
    const home = join(root, 'home');
    expect(recentFailure(home, new Date(Date.now() + 23 * 3_600_000))).not.toBeNull();
    expect(recentFailure(home, new Date(Date.now() + 25 * 3_600_000))).toBeNull();
  });

  it('whose server cannot be reached, that is what is said', async () => {
    installer(`console.error('TypeError: fetch failed\\n    at node:internal/x:1:1');process.exit(1)`);
    await start();
    expect(noted('host-ran')?.[1]).toContain('(its server cannot be reached)');
  });

  it('that stops arriving is given up, and its installer ended', async () => {
    installer(`require('node:fs').writeFileSync(${JSON.stringify(join(root, 'pid'))}, String(process.pid));${stay}`);
    expect(await start({}, { patience: { windowMs: 3000, quietMs: 3000 } })).toBe(7);
    expect(noted('host-ran')?.[1]).toContain('nothing arrived for 3 seconds');
    expect(() => process.kill(Number(readFileSync(join(root, 'pid'), 'utf8')), 0)).toThrow('ESRCH');
  });

  it('the end that the person asks for meanwhile is good, and no failure', async () => {
    installer(stay);
    const code = start();
    await vi.waitFor(() => expect(noted('installer-ran')).not.toBeNull(), 10_000);
    stop();
    expect(await code).toBe(0);
    expect(noted('host-ran')).toBeNull();
    expect(recentFailure(join(root, 'home'), new Date())).toBeNull();
  });

  it('nor its package, the browser host says so', async () => {
    rmSync(join(root, 'node_modules'), { recursive: true });
    await start();
    expect(noted('host-ran')?.[1]).toBe('Electron, which Galley’s own window needs, is not installed.');
  });
});

describe('Electron’s program', () => {
  it('is found by files alone', () => {
    expect(findElectron(root, {}, 'linux')).toBeNull();
    electron('');
    const file = join(root, 'node_modules/electron/dist/electron');
    expect(findElectron(root, {}, 'linux')).toBe(file);
    rmSync(join(root, 'node_modules/electron/path.txt'));
    expect(findElectron(root, {}, 'linux')).toBeNull();
    expect(findElectron(root, { ELECTRON_EXEC_PATH: file }, 'linux')).toBe(file);
    expect(findElectron(root, { ELECTRON_EXEC_PATH: `${file}-none` }, 'linux')).toBeNull();
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'node_modules/electron/dist') }, 'linux')).toBe(
      file,
    );
  });
});

it('ends with the program that started it', async () => {
  host(`console.log('up');process.on('SIGTERM', () => process.exit(0));${stay}`);
  const code = start({ host: 'browser' });
  await vi.waitFor(() => expect(noted('host-ran')).not.toBeNull(), 10_000);
  // Its handler is set right after the note.
  await new Promise((done) => spawn(process.execPath, ['-e', '']).on('close', done));
  stop();
  expect(await code).toBe(0);
});
