/** Pages that mean harm, in the preview: none reaches the studio, and the studio goes on. */
import type { Page } from '@playwright/test';
import { expect, type SiteFiles, test } from './fixture.ts';
import { document, smallSite } from './sites.ts';
import { afterBuild, editorOf, openPage, preview, verdict } from './steps.ts';

const script = (text: string): string => `<script>\n${text}\n</script>\n\nHostile.`;

const reaching = `const tell = (name, value) => { document.body.dataset[name] = String(value) }
const attempt = (name, work) => { try { tell(name, work()) } catch (error) { tell(name, 'refused') } }
attempt('parent', () => parent.document.title)
attempt('storage', () => parent.localStorage.length)
attempt('frames', () => parent.frames[1].document.title)
attempt('top', () => { top.location.href = 'https://example.org/top'; return 'set' })
attempt('target', () => { const a = document.createElement('a'); a.href = 'https://example.org/top'; a.target = '_top'; document.body.append(a); HTMLElement.prototype.click.call(a); return 'clicked' })
attempt('open', () => String(window.open('https://example.org/window')))
attempt('cookie', () => document.cookie)
attempt('ask', () => { alert('a'); return String(confirm('b')) + String(prompt('c')) })
const worker = navigator.serviceWorker
if (worker) worker.register('/birds/worker.js').then(() => tell('worker', 'there'), () => tell('worker', 'refused'))
const studio = location.origin.replace(/[0-9a-f]{32}\\./, '')
fetch(studio + '/').then((answer) => answer.text()).then(() => tell('read', 'read'), () => tell('read', 'refused'))
const frame = document.createElement('iframe'); frame.src = studio + '/'; frame.id = 'studio'; document.body.append(frame)
const self = document.createElement('iframe'); self.src = location.href + '?again'; if (!location.search) document.body.append(self)
tell('done', 'yes')`;

const lying = `const say = (hint) => parent.postMessage({ galley: 'preview', ...hint }, '*')
for (const type of ['build', 'save', 'publish', 'fix', 'call', 'build.start']) say({ type, method: 'build.start', args: {} })
parent.postMessage({ id: 1, method: 'build.start', args: {} }, '*')
parent.postMessage(JSON.stringify({ id: 1, method: 'documents.save', args: { file: null } }), '*')
say({ type: 'ready', url: '//example.org/', title: 'x', born: Date.now() })
say({ type: 'ready', url: 'https://example.org/', title: 'x', born: Date.now() })
say({ type: 'key', key: 'F6', method: 'publish' })
const more = () => {
  say({ type: 'leave', url: 'javascript:alert(document.domain)' })
  say({ type: 'pick', chain: [{ file: '../../../../etc/passwd', line: 1, column: null, values: [] }] })
}
more()
const button = document.createElement('button'); button.textContent = 'More'; button.onclick = more; document.body.append(button)
document.body.dataset.done = 'yes'`;

const site: SiteFiles = {
  ...smallSite,
  'static/worker.js': '',
  'content/reaching.md': document('Reaching', script(reaching), 'description: R.\n'),
  'content/lying.md': document('Lying', script(lying), 'description: L.\n'),
  'content/leaving.md': document('Leaving', script("location.href = 'https://example.org/'"), 'description: L.\n'),
  'content/busy.md': document('Busy', `${script('for (;;) { }')}`, 'description: B.\n'),
};
test.use({ opens: { files: site } });

/** What this window asked of the host. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => calls.push((JSON.parse(String(payload)) as { method: string }).method));
  });
  return calls;
}

const harmful =
  /^(build|documents\.(edit|save|resolve|takeOver|field)|fixes\.apply|proofs\.mute|publish|settings\.write|sites|session\.(trust|close)|links)/;

test('a page that reaches for the studio gets nothing of it', async ({ page, context }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const before = page.url();
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await openPage(page, 'Reaching');
  const body = preview(page).locator('body');
  await expect(body).toHaveAttribute('data-done', 'yes');
  await expect(body).toHaveAttribute('data-parent', 'refused');
  await expect(body).toHaveAttribute('data-storage', 'refused');
  await expect(body).toHaveAttribute('data-open', 'null');
  await expect(body).toHaveAttribute('data-cookie', '');
  await expect(body).toHaveAttribute('data-worker', 'refused');
  await expect(body).toHaveAttribute('data-read', 'refused');
  await expect(body).toHaveAttribute('data-frames', 'refused');
  expect(asked).toEqual([]);
  expect(page.url()).toBe(before);
  expect(context.pages()).toHaveLength(1);
  const framed = page.frames().filter((frame) => new URL(frame.url(), 'http://x').hostname === 'galley.localhost');
  expect(framed).toEqual([page.mainFrame()]);
  await expect(verdict(page)).toContainText('all good');
});

test('a page that speaks as if it were Galley builds, saves and publishes nothing', async ({ page }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  const calls = callsOf(page);
  await page.reload();
  await openPage(page, 'Lying');
  await expect(preview(page).locator('body')).toHaveAttribute('data-done', 'yes');
  // Nobody was in the page: no link was followed, no place picked, no key pressed.
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(editorOf(page)).toHaveAttribute('aria-label', 'Text of content/lying.md');

  await preview(page).getByRole('button', { name: 'More' }).click();
  const card = page.getByRole('dialog', { name: 'A link out of the site' });
  await expect(card).toContainText('an address that Galley does not open');
  await expect(card.getByRole('button', { name: 'Open it' })).toHaveCount(0);
  await expect(page.getByRole('main')).not.toContainText('root:');
  expect(calls.length).toBeGreaterThan(3);
  expect(calls.filter((method) => harmful.test(method))).toEqual([]);
  await expect(verdict(page)).toContainText('all good');
});

test('a page that goes somewhere else is said to, with the way back', async ({ page, context }) => {
  await context.route('https://example.org/**', (route) =>
    route.fulfill({ body: 'outside', contentType: 'text/html' }),
  );
  await openPage(page, 'The wren');
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await openPage(page, 'Leaving');
  const said = page.getByRole('alert').filter({ hasText: 'This page went somewhere else' });
  await expect(said).toBeVisible();
  await said.getByRole('button').click();
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
});

test('a page that never ends does not hold up the studio', async ({ page }) => {
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await openPage(page, 'Busy');
  const paused = await page.evaluate(async () => {
    const from = performance.now();
    await new Promise((later) => setTimeout(later, 1000));
    return performance.now() - from;
  });
  expect(paused).toBeLessThan(3000);
  await expect(page.getByRole('alert').filter({ hasText: 'or does not answer' })).toBeVisible();
  await openPage(page, 'The wren');
  await expect(editorOf(page)).toContainText('It is small and loud.');
  // The process of the page that never ends is stuck; what is looked at after it is shown by another one.
  await expect(preview(page).getByText('It is small and loud.')).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'or does not answer' })).toBeHidden();
});
