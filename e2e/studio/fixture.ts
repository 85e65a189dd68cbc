/**
 * The studio as a person meets it, in whichever host the project names: `page` is its first window. A site is a copy in a folder of
 * its own; nothing outlives a test.
 */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BrowserContext, test as base, _electron as electron, type Page, type TestInfo } from '@playwright/test';
import { findElectron } from '../../src/main/hosts/choose/electron-binary.ts';
import { openShell } from '../shell/open.ts';
import { startBrowserHost } from './browser-host.ts';

const project = join(import.meta.dirname, '../..');

/** What a test opens: the tour, an example by its name, a site of these files, a folder, or nothing: Welcome. */
export type Opens = { tour: true } | { example: string } | { files: SiteFiles } | { folder: string } | null;
/** Path to text or bytes. */
export type SiteFiles = Record<string, string | Buffer>;

export interface StudioWindow {
  page: Page;
  /** The folder of the site; null: Welcome. */
  site: string | null;
  /** Folder of the state that outlives a window. */
  home: string;
  /** The home of the person at this computer; in the browser host only. */
  user: string;
  /** Another window of the same person on the same site; in the browser host only. */
  another?: () => Promise<Page>;
  /** Ends the host as a power cut does, and starts it again; in the browser host only. */
  restart?: () => Promise<void>;
  close(): Promise<void>;
}

export type Host = 'browser' | 'shell' | 'electron';

interface Fixtures {
  opens: Opens;
  studio: StudioWindow;
}

export const test = base.extend<Fixtures>({
  opens: [{ tour: true }, { option: true }],
  studio: async ({ context, opens }, use, info) => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-e2e-studio-')));
    const studio = await openStudio(hostOf(info), context, folder, opens, info);
    try {
      await use(studio);
      if (info.status !== info.expectedStatus) await tellOfFrames(studio.page, info);
    } finally {
      await studio.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  page: async ({ studio }, use) => {
    await use(studio.page);
  },
});
export { expect } from '@playwright/test';

/** A preview that did not come: whether the host answers for it tells on which side to look. */
async function tellOfFrames(page: Page, info: TestInfo): Promise<void> {
  const lines: string[] = [];
  for (const frame of page.isClosed() ? [] : page.frames()) {
    const shown = (await frame.locator('html').innerHTML({ timeout: 2000 }).catch(String)).length;
    const wanted = await frame
      .evaluate(() => [...document.querySelectorAll('iframe')].map(({ src }) => src).filter(Boolean))
      .catch(() => []);
    lines.push(`${frame.url().replace(/[?#].*/s, '')}: ${shown} characters`);
    for (const url of wanted) lines.push(`wanted: ${new URL(url).pathname}, ${await answerOf(page, url)}`);
  }
  await info.attach('frames', { body: lines.join('\n'), contentType: 'text/plain' });
}

/** Of the browser host, asked by number: this process knows no names below "localhost". */
async function answerOf(page: Page, url: string): Promise<string> {
  const { protocol, host, port, pathname } = new URL(url);
  if (protocol !== 'http:') return 'not asked for';
  const begun = performance.now();
  const asked = page.request.get(`http://127.0.0.1:${port}${pathname}`, { headers: { host }, timeout: 5000 });
  const answer = await asked.then((response) => String(response.status()), String);
  return `${answer} after ${Math.round(performance.now() - begun)} ms`;
}

function hostOf(info: TestInfo): Host {
  const { name } = info.project;
  return name === 'electron' || name === 'shell' ? name : 'browser';
}

async function openStudio(
  host: Host,
  context: BrowserContext,
  folder: string,
  opens: Opens,
  info: TestInfo,
): Promise<StudioWindow> {
  const home = join(folder, 'home');
  const user = join(folder, 'user');
  mkdirSync(user);
  const site = opens === null ? null : siteFor(opens, folder, home);
  const args = argumentsFor(opens, site);
  if (host === 'browser') {
    const page = await context.newPage();
    const running = await startBrowserHost({ home, user }, args);
    await page.goto(running.address);
    const another = async (): Promise<Page> => {
      const window = await context.newPage();
      await window.goto(running.address);
      return window;
    };
    return { page, site, home, user, another, restart: () => running.restart(), close: () => running.stop() };
  }
  if (host === 'shell') {
    const shell = await openShell(await context.newPage(), { args, home });
    return { page: shell.pages[0]!, site, home, user, close: async () => void (await shell.close()) };
  }
  const binary = findElectron(project, process.env, process.platform);
  info.skip(binary === null, 'not checked: no Electron binary');
  const app = await electron.launch({
    executablePath: binary ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), project, ...args],
    env: { ...(process.env as Record<string, string>), GALLEY_HOME: home },
  });
  return { page: await app.firstWindow(), site, home, user, close: () => app.close() };
}

function siteFor(opens: NonNullable<Opens>, folder: string, home: string): string {
  if ('tour' in opens) return join(home, 'tour', 'site');
  if ('folder' in opens) return opens.folder;
  const site = join(folder, 'site');
  if ('files' in opens) writeSite(site, opens.files);
  else copyExample(opens.example, site);
  return site;
}

/** Writes files under a folder, which is made. */
export function writeSite(folder: string, files: SiteFiles): void {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** A fresh copy, without what a build left in the example. */
export function copyExample(name: string, to: string): void {
  const from = join(project, 'examples', name);
  cpSync(from, to, {
    recursive: true,
    filter: (path) => dirname(path) !== from || !/[\\/](public|\.galley)$/.test(path),
  });
}

function argumentsFor(opens: Opens, site: string | null): string[] {
  if (opens === null) return [];
  return 'tour' in opens ? ['--tour'] : ['--site', site as string];
}
