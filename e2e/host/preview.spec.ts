/** The preview in a real browser: what a page may do there, what it says, and what a hostile one cannot reach. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTunnel } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type BrowserHost, openHost } from './open-host.ts';
import { StudioPage } from './studio-page.ts';

let root: string;
let host: BrowserHost;
let outside: Server;
const asked: string[] = [];

test.beforeAll(async () => {
  outside = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('outside');
  });
  await new Promise<void>((done) => outside.listen(0, '127.0.0.1', done));
  root = realpathSync(mkdtempSync(join(tmpdir(), 'galley-e2e-preview-')));
  writeSite(root, (outside.address() as AddressInfo).port);
  host = await openHost({ args: ['--site', root] });
});
test.afterAll(async () => {
  expect(await host.close()).toBe(0);
  await new Promise((done) => outside.close(done));
  rmSync(root, { recursive: true });
});
test.beforeEach(() => {
  asked.length = 0;
});

function writeSite(folder: string, port: number): void {
  const write = (file: string, text: string): void => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  write('site.yaml', 'title: Birds\nurl: https://example.com/birds/\n');
  write('static/map.pdf', 'PDF');
  write('content/_index.md', '---\ntitle: Birds\n---\nHello.\n');
  write(
    'content/about.md',
    `---
title: About
---
First part.

[In](./finches.md) [Own](https://example.com/birds/finches/) [File](/map.pdf) [Out](https://example.org/x?y#z) [Mail](mailto:ana@example.com)

${'Some text.\n\n'.repeat(80)}
The last part.
`,
  );
  write('content/finches.md', '---\ntitle: Finches\n---\nAll of them.\n');
  write(
    'content/hostile.md',
    `---
title: Hostile
---
<script>
const tell = (name, value) => { document.body.dataset[name] = String(value) }
const attempt = (name, work) => { try { tell(name, work()) } catch (error) { tell(name, error.name) } }
attempt('parent', () => parent.document.title)
attempt('top', () => { top.location = 'http://127.0.0.1:${port}/top'; return 'gone' })
attempt('storage', () => { localStorage.a = 'kept'; return localStorage.a })
attempt('open', () => open('http://127.0.0.1:${port}/window'))
document.cookie = 'a=b'
const later = (name, work) => work.then((value) => tell(name, value), (error) => tell(name, error.name))
later('studio', fetch(location.origin.replace(/[0-9a-f]{32}\\./, '')).then((answer) => answer.text()))
later('outside', fetch('http://127.0.0.1:${port}/fetch').then((answer) => answer.text()))
later('own', fetch('/birds/about/').then((answer) => answer.status))
later('worker', navigator.serviceWorker.register('/birds/worker.js'))
attempt('line', () => {
  const line = new WebSocket(location.origin.replace('http', 'ws').replace(/[0-9a-f]{32}\\./, '') + '/galley/socket', ['galley', 'x'])
  line.onopen = () => tell('line', 'open')
  line.onerror = () => tell('line', 'refused')
  return 'waiting'
})
parent.postMessage({ galley: 'preview', type: 'ready', url: '/birds/', title: 'forged' }, '*')
</script>
<img src="http://127.0.0.1:${port}/picture.png" alt="">
<iframe src="http://127.0.0.1:${port}/frame"></iframe>

Hostile.
`,
  );
  write('static/worker.js', '');
}

test('a page says that it is there, follows its site and tells what leads out of it', async ({ page }) => {
  const studio = await StudioPage.open(page, host, root);
  expect(studio.origin).not.toBe(new URL(page.url()).origin);
  await studio.show('/birds/about/');
  expect((await studio.hints('ready')).at(-1)).toMatchObject({
    url: '/birds/about/',
    title: expect.stringContaining('About'),
  });
  for (const name of ['In', 'Own']) {
    await studio.show('/birds/about/');
    await studio.frame.getByRole('link', { name, exact: true }).click();
    await expect.poll(async () => (await studio.hints('ready')).at(-1)?.url).toBe('/birds/finches/');
  }
  await studio.show('/birds/about/');
  const leaving = ['File', 'Out', 'Mail'];
  for (const name of leaving) await studio.frame.getByRole('link', { name, exact: true }).click();
  await expect
    .poll(async () => (await studio.hints('leave')).map(({ url }) => url))
    .toEqual([`${studio.origin}/birds/map.pdf`, 'https://example.org/x?y#z', 'mailto:ana@example.com']);
});

test('a place is outlined where it is, and a place is picked', async ({ page }) => {
  const studio = await StudioPage.open(page, host, root);
  await studio.show('/birds/about/');
  const last = studio.frame.getByText('The last part.');
  const at = await last.getAttribute('data-galley-at');
  expect(at).toMatch(/^content\/about\.md:\d+$/);
  const line = Number(at?.split(':')[1]);
  await expect(last).not.toBeInViewport();
  await studio.order({ file: 'content/about.md', line, column: null });
  await expect(last).toBeInViewport();
  const drawn = await studio.frame.locator('galley-outline').boundingBox();
  const box = await last.boundingBox();
  expect(drawn!.y).toBeLessThanOrEqual(box!.y);
  expect(drawn!.y + drawn!.height).toBeGreaterThanOrEqual(box!.y + box!.height);
  await expect.poll(async () => (await studio.hints('shown')).at(-1)).toMatchObject({ found: true });
  await studio.order({ file: 'content/other.md', line: 3, column: null });
  await expect.poll(async () => (await studio.hints('shown')).at(-1)).toMatchObject({ found: false });
  await expect(studio.frame.locator('galley-outline')).toHaveCount(0);

  await last.click({ modifiers: ['Alt'] });
  await expect
    .poll(async () => (await studio.hints('pick')).at(-1))
    .toMatchObject({
      ...{ galley: 'preview', type: 'pick' },
      chain: expect.arrayContaining([{ file: 'content/about.md', line, column: null, values: [] }]),
    });
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await studio.hints('key')).at(-1)?.key).toBe('Escape');
});

test('the reader’s place is kept when a page is loaded again', async ({ page }) => {
  const studio = await StudioPage.open(page, host, root);
  await studio.show('/birds/about/');
  await studio.frame.getByText('The last part.').scrollIntoViewIfNeeded();
  await expect.poll(async () => (await studio.hints('scroll')).at(-1)?.y ?? 0).toBeGreaterThan(300);
  await studio.show('/birds/about/');
  await expect(studio.frame.getByText('The last part.')).toBeInViewport();
  await studio.show('/birds/finches/');
  await studio.show('/birds/about/');
  await expect(studio.frame.getByText('First part.')).toBeInViewport();
});

test('a hostile page reaches its own site and nothing else', async ({ page, context }) => {
  const studio = await StudioPage.open(page, host, root);
  expect(studio.session.site.mine).toBe(false);
  await studio.show('/birds/hostile/');
  const said = studio.frame.locator('body');
  const values = {
    parent: 'SecurityError',
    storage: 'kept',
    own: '200',
    studio: 'TypeError',
    outside: 'TypeError',
  };
  for (const [name, value] of Object.entries(values)) await expect(said).toHaveAttribute(`data-${name}`, value);
  await expect(said).toHaveAttribute('data-worker', /Error$/);
  await expect(said).toHaveAttribute('data-line', /^(SecurityError|refused)$/);
  await expect(said).toHaveAttribute('data-top', /SecurityError|gone/);
  expect(page.url()).toBe(`http://galley.localhost:${host.port}/nothing`);
  expect(context.pages()).toHaveLength(1);
  expect(asked).toEqual([]);
  // Online, it may reach the web, and still not the studio.
  await studio.call('session.trust', {});
  await studio.show('/birds/hostile/');
  await expect(said).toHaveAttribute('data-outside', 'outside');
  await expect(said).toHaveAttribute('data-studio', 'TypeError');
  await expect(said).toHaveAttribute('data-line', /^(SecurityError|refused)$/);
  expect(asked).toContain('/picture.png');
  expect(asked).not.toContain('/top');
  expect(page.url()).toBe(`http://galley.localhost:${host.port}/nothing`);
  // What it set is not sent to the studio's own address.
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('the studio cannot be framed, nor a preview by another page', async ({ page }) => {
  const studio = await StudioPage.open(page, host, root);
  const { port } = outside.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}/`);
  for (const address of [`http://galley.localhost:${host.port}/`, `${studio.origin}/birds/about/`]) {
    await page.evaluate((to) => {
      const frame = document.createElement('iframe');
      frame.src = to;
      document.body.replaceChildren(frame);
      return new Promise((loaded) => {
        frame.onload = loaded;
      });
    }, address);
    await expect(page.frameLocator('iframe').getByText(/First part|Galley/)).toHaveCount(0);
  }
});

test('all of it works through a forwarded port', async ({ page }) => {
  const tunnel = createTunnel((near) => {
    const far = connect(host.port, '127.0.0.1');
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  await new Promise<void>((done) => tunnel.listen(0, '127.0.0.1', done));
  const { port } = tunnel.address() as AddressInfo;
  const studio = await StudioPage.open(page, host, root, port);
  await studio.show('/birds/about/');
  await studio.order({ file: 'content/about.md', line: 4, column: null });
  await expect.poll(async () => (await studio.hints('shown')).at(-1)).toMatchObject({ found: true });
  await page.goto('about:blank');
  tunnel.close();
});

test('the key is needed, and the tab learns that it is wrong', async ({ page }) => {
  await page.goto(`http://galley.localhost:${host.port}/#key=${'0'.repeat(64)}`);
  const code = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const line = new WebSocket(`ws://${location.host}/galley/socket`, ['galley', '0'.repeat(64)]);
        line.onclose = (event) => resolve(event.code);
      }),
  );
  expect(code).toBe(4403);
});

test('a host that was killed comes back at the same address, with the same key', async () => {
  const first = await openHost({ home: host.home.concat('-again') });
  await first.kill();
  const second = await openHost({ home: first.home });
  expect([second.port, second.key]).toEqual([first.port, first.key]);
  expect(await second.close()).toBe(0);
  rmSync(first.home, { recursive: true });
});
