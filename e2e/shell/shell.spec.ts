/** The built main process and preload with real windows: what only the whole of it can show. */
import { cpSync, existsSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toShell, toWeb } from './addresses.ts';
import { expect, test } from './fixture.ts';
import { ask, type Bridged, heard, listen } from './line.ts';
import { writeSmallSite } from './small-site.ts';

const folder = join(realpathSync(tmpdir()), `galley-e2e-site-${process.pid}`);
const site = join(folder, 'birds');
test.beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  writeSmallSite(site);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.use({ shellArgs: ['--site', site] });

test('hello comes through the preload, and a preview is answered by the real handler', async ({ page, shell }) => {
  await listen(page);
  const { hello } = await heard(page, 'hello');
  expect(hello.site).toBe(site);
  expect(hello.capabilities).toMatchObject({ folderDialog: true, nativeMenu: true, openExternal: true });

  const { site: opened } = (await ask(page, 'session.open', { root: site })) as {
    site: { previewOrigin: string; basePath: string };
  };
  expect(toShell(opened.previewOrigin)).toMatch(/^galley-preview:\/\/[0-9a-f]{32}\.site$/);
  await ask(page, 'build.start', {});
  await heard(page, 'event', ({ event }) => event.type === 'built');
  expect(existsSync(join(site, 'public/index.html'))).toBe(true);

  const address = opened.previewOrigin + opened.basePath;
  await page.evaluate((src) => {
    const frame = Object.assign(document.createElement('iframe'), { src, name: 'shown' });
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
    document.body.append(frame);
  }, address);
  const shown = page.frameLocator('iframe[name=shown]');
  await expect(shown.locator('main')).toBeVisible();
  // Styles with `integrity`, scripts and storage work in it, and it sees nothing of the window.
  const frame = page.frame('shown')!;
  expect(await frame.evaluate(() => document.styleSheets.length)).toBeGreaterThan(0);
  const storage = await frame.evaluate(() => {
    localStorage.setItem('a', 'b');
    return localStorage.getItem('a');
  });
  expect(storage).toBe('b');
  expect(await frame.evaluate(() => 'galleyHost' in window)).toBe(false);
  const reach = await frame.evaluate(() => {
    try {
      return String(window.parent.document.title);
    } catch (error) {
      return (error as Error).name;
    }
  });
  expect(reach).toBe('SecurityError');
  expect(await shell.ask({ type: 'request', url: `${toShell(address)}?x`, method: 'POST', headers: {} })).toMatchObject(
    {
      status: 405,
    },
  );
});

test('a hostile page in the preview finds no way to the studio', async ({ page, shell }) => {
  await listen(page);
  const { site: opened } = (await ask(page, 'session.open', { root: site })) as { site: { previewOrigin: string } };
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src, name: 'hostile' }));
  }, `${opened.previewOrigin}/birds/`);
  await expect.poll(() => page.frame('hostile')?.url()).toContain('preview.galley.test');
  const frame = page.frame('hostile')!;
  await frame.waitForLoadState();
  const before = await page.evaluate(() => (window as unknown as Bridged).said.length);
  // Even with a way to speak over IPC, which a frame in Electron does not have, it is not heard.
  await frame.evaluate(() => {
    const { galleySpeak } = window as unknown as { galleySpeak(channel: string, data?: string): void };
    galleySpeak('galley:message', JSON.stringify({ id: 5, method: 'home.read', args: {} }));
    galleySpeak('galley:listening');
  });
  await ask(page, 'home.read', {});
  const after = await page.evaluate((from) => (window as unknown as Bridged).said.slice(from), before);
  expect(after.filter((text) => /"id":5\b|"type":"hello"/.test(text))).toEqual([]);
  // It cannot show the studio, or itself, in its own place.
  await frame.evaluate(
    (url) => void window.setTimeout(() => window.location.assign(url), 0),
    toWeb('galley-app://studio/'),
  );
  const chain = [opened.previewOrigin, toWeb('galley-app://studio/')].map(toShell) as [string, string];
  const may = (url: string): Promise<boolean> => shell.ask({ type: 'navigate', window: 0, url, frames: chain });
  expect(await may('galley-app://studio/')).toBe(false);
  expect(await may('https://example.org/')).toBe(false);
  expect(await may(`${toShell(opened.previewOrigin)}/posts/`)).toBe(true);
});

test('the window runs our own scripts only, and goes nowhere else', async ({ page, shell }) => {
  const blocked = page.waitForEvent('console', (message) => message.text().includes('Content Security Policy'));
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.pwned = 1' }));
  });
  await blocked;
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  const at = page.url();
  await page.evaluate(() => window.location.assign('https://example.org/'));
  await expect.poll(() => page.url()).toBe(at);
  const open = (url: string): Promise<string> => shell.ask({ type: 'open', window: 0, url });
  expect(await open('https://example.org/')).toBe('deny');
  expect(await open('file:///etc/passwd')).toBe('deny');
  await expect.poll(() => shell.opened).toEqual(['https://example.org/']);
});

test('the window says that it is there; the menu reaches it; a second site gets its own; quitting is clean', async ({
  page,
  shell,
}) => {
  await expect.poll(() => shell.output()).toContain('{"galley":"window"}\n');
  await listen(page);
  await ask(page, 'session.open', { root: site });
  await expect.poll(() => shell.ask({ type: 'menu', labels: ['Site', 'Build'] })).toBe(true);
  await heard(page, 'event', ({ event }) => event.type === 'command' && event.command === 'build');

  const other = join(folder, 'other');
  cpSync(site, other, { recursive: true });
  shell.tell({ type: 'raise', name: 'second-instance', args: [[], '/', { wish: { kind: 'site', root: other } }] });
  const second = await shell.nextWindow();
  await listen(second);
  expect((await heard(second, 'hello')).hello.site).toBe(other);
  expect(await shell.close()).toBe(0);
});
