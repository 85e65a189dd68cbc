/** The picture of each starter: its start page as built, as readers would meet it. Welcome shows them. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser } from '@playwright/test';
import { parse } from 'yaml';
import { serveFolder } from '../../e2e/serve.ts';
import { savePicture } from './save-picture.ts';
import { settle } from './settle.ts';

/** Bytes. */
const limit = 80 * 1024;

/** @param root the project's folder. @param built that of the built programs. @returns a line on what was done */
export async function makeStarterPicture(
  browser: Browser,
  { root, built, name }: { root: string; built: string; name: string },
): Promise<string> {
  const site = mkdtempSync(join(tmpdir(), 'galley-starter-'));
  try {
    copyExample(join(root, 'examples', name), site);
    buildSite(built, site);
    const png = await pictureOf(browser, join(site, 'public'), pathOf(site));
    return await savePicture(png, join(root, 'docs/pictures/starters', `${name}.webp`), limit);
  } finally {
    rmSync(site, { recursive: true, force: true });
  }
}

/** Without what a build left in the example. */
function copyExample(from: string, to: string): void {
  const made = new Set(['public', '.galley'].map((name) => join(from, name)));
  cpSync(from, to, { recursive: true, filter: (path) => !made.has(path) || dirname(path) !== from });
}

function buildSite(built: string, site: string): void {
  const { status, stderr } = spawnSync(process.execPath, [join(built, 'main/cli.js'), 'build', site], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The starter could not be built:\n${stderr}`);
}

/** The path that the site's address has, which its pages expect to be served under. */
function pathOf(site: string): string {
  const { url } = parse(readFileSync(join(site, 'site.yaml'), 'utf8')) as { url: string };
  return new URL(url).pathname;
}

async function pictureOf(browser: Browser, folder: string, path: string): Promise<Buffer> {
  const served = await serveFolder(folder, path);
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  try {
    await page.goto(`${served.origin}${path}`);
    await settle(page);
    return await page.screenshot({ animations: 'disabled' });
  } finally {
    await page.close();
    await served.close();
  }
}
