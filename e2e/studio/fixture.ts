/**
 * The studio as a person meets it, in whichever host the project names: `page` is its first window. A site is a copy in a folder of
 * its own; nothing outlives a test.
 */
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test as base, type BrowserContext, _electron as electron, type Page, type TestInfo } from '@playwright/test';
import { findElectron } from '../../src/main/hosts/choose/electron-binary.ts';
import { openShell } from '../shell/open.ts';
import { startBrowserHost } from './browser-host.ts';

const project = join(import.meta.dirname, '../..');

/** What a test opens: the tour, an example by its name, a folder, or nothing: Welcome. */
export type Opens = { tour: true } | { example: string } | { folder: string } | null;

export interface StudioWindow {
  page: Page;
  /** The folder of the site; null: Welcome. */
  site: string | null;
  /** Folder of the state that outlives a window. */
  home: string;
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
  const site = opens === null ? null : siteFor(opens, folder, home);
  const args = argumentsFor(opens, site);
  if (host === 'browser') {
    const page = await context.newPage();
    const running = await startBrowserHost(home, args);
    await page.goto(running.address);
    return { page, site, home, restart: () => running.restart(), close: () => running.stop() };
  }
  if (host === 'shell') {
    const shell = await openShell(await context.newPage(), { args, home });
    return { page: shell.pages[0]!, site, home, close: async () => void (await shell.close()) };
  }
  const binary = findElectron(project, process.env, process.platform);
  info.skip(binary === null, 'not checked: no Electron binary');
  const app = await electron.launch({
    executablePath: binary ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), project, ...args],
    env: { ...(process.env as Record<string, string>), GALLEY_HOME: home },
  });
  return { page: await app.firstWindow(), site, home, close: () => app.close() };
}

function siteFor(opens: NonNullable<Opens>, folder: string, home: string): string {
  if ('tour' in opens) return join(home, 'tour', 'site');
  if ('folder' in opens) return opens.folder;
  const site = join(folder, 'site');
  copyExample(opens.example, site);
  return site;
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
