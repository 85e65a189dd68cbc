/** What the shell promises about every page that it shows, whoever made it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LISTENING, MESSAGE } from './line.ts';
import { APP_ORIGIN, previewOrigin } from './origins.ts';
import { desktop, download, frame, resetDesktop } from './testing/fake-electron.ts';
import type { FakeWindow } from './testing/fake-window.ts';
import { listen, onlyWindow, type Started, start } from './testing/start.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

const key = 'a'.repeat(32);
const otherKey = 'b'.repeat(32);
const preview = previewOrigin(key);
let shell: Started;
let window: FakeWindow;

beforeEach(async () => {
  resetDesktop();
  shell = await start();
  window = onlyWindow();
});
afterEach(() => shell.end());

it('shows its window without Node, isolated and in a sandbox', () => {
  expect(window.options.webPreferences).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    spellcheck: false,
  });
  expect(desktop.sandboxed).toBe(true);
  expect(window.url).toBe('galley-app://studio/');
});

it('registers two schemes that obey policies and keep no service workers', () => {
  expect(desktop.schemes).toEqual(
    ['galley-app', 'galley-preview'].map((scheme) => ({
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
    })),
  );
});

describe('navigation', () => {
  const top = frame(`${APP_ORIGIN}/`);
  const shown = frame(`${preview}/`, top);

  it.each([
    [`${APP_ORIGIN}/#x`, true],
    ['galley-app://studio.evil/', false],
    ['galley-app://evil/', false],
    [`${preview}/`, false],
    ['https://example.org/', false],
    ['https://studio/', false],
    ['file:///etc/passwd', false],
    ['about:blank', false],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['nonsense', false],
  ])('the window to %s: %s', (url, allowed) => {
    expect(window.contents.navigate({ url, isMainFrame: true, frame: top })).toBe(allowed);
    expect(window.contents.navigate({ url, isMainFrame: true, frame: top }, 'will-redirect')).toBe(allowed);
  });

  it.each([
    [`${preview}/posts/`, true],
    [`${previewOrigin(otherKey)}/`, true],
    ['about:blank', true],
    ['galley-preview://studio/', false],
    [`${APP_ORIGIN}/`, false],
    ['https://example.org/', false],
    ['file:///etc/passwd', false],
    ['data:text/html,x', false],
  ])('the preview frame to %s: %s', (url, allowed) => {
    expect(window.contents.navigate({ url, isMainFrame: false, frame: shown })).toBe(allowed);
    expect(window.contents.navigate({ url, isMainFrame: false, frame: shown }, 'will-redirect')).toBe(allowed);
  });

  it.each([
    [`${preview}/map.html`, true],
    ['https://video.example/', true],
    ['about:srcdoc', true],
    [`${previewOrigin(otherKey)}/`, false],
    [`${APP_ORIGIN}/`, false],
    ['file:///etc/passwd', false],
    ['smb://share/', false],
  ])('a frame of a previewed page to %s: %s', (url, allowed) => {
    const embedded = frame('about:blank', shown);
    expect(window.contents.navigate({ url, isMainFrame: false, frame: embedded })).toBe(allowed);
  });

  it('a frame that is gone goes nowhere', () => {
    expect(window.contents.navigate({ url: `${preview}/`, isMainFrame: false, frame: null })).toBe(false);
  });

  it('opens no window; the web and mail go to the system', () => {
    const urls = [
      'https://example.org/',
      'mailto:ana@example.org',
      'file:///etc/passwd',
      'javascript:1',
      'smb://x/',
      '',
    ];
    expect(urls.map((url) => window.contents.openWindow(url))).toEqual(urls.map(() => 'deny'));
    expect(desktop.opened).toEqual(['https://example.org/', 'mailto:ana@example.org']);
  });

  it('attaches no webview', () => {
    expect(window.contents.navigate({ url: '', isMainFrame: false, frame: null }, 'will-attach-webview')).toBe(false);
  });

  it('lets WebRTC past no proxy', () => {
    expect(window.contents.webRtcPolicy).toBe('disable_non_proxied_udp');
  });

  it('saves what the window made, and nothing of a previewed page', () => {
    expect(download(`blob:${APP_ORIGIN}/1`)).toBe(true);
    expect(download(`${preview}/virus.exe`)).toBe(false);
    expect(download(`blob:${preview}/1`)).toBe(false);
    expect(download('https://example.org/x.zip')).toBe(false);
  });
});

describe('permissions', () => {
  const asked = (permission: string, requestingUrl: string, isMainFrame: boolean): (boolean | undefined)[] => {
    const details = { requestingUrl, isMainFrame };
    let granted: boolean | undefined;
    const answer = (given: boolean): void => {
      granted = given;
    };
    desktop.permissionRequest?.(window.contents.proxy, permission as 'media', answer, details as never);
    return [granted, desktop.permissionCheck?.(null, permission as 'media', requestingUrl, details)];
  };

  it.each([
    ['clipboard-sanitized-write', `${APP_ORIGIN}/`, true, true],
    ['clipboard-sanitized-write', `${APP_ORIGIN}/`, false, false],
    ['clipboard-sanitized-write', `${preview}/`, false, false],
    ['clipboard-read', `${APP_ORIGIN}/`, true, false],
    ['media', `${APP_ORIGIN}/`, true, false],
    ['geolocation', `${preview}/`, false, false],
    ['openExternal', `${preview}/`, false, false],
  ])('%s for %s (top frame: %s): %s', (permission, url, isMainFrame, granted) => {
    expect(asked(permission, url, isMainFrame)).toEqual([granted, granted]);
  });

  it('no device', () => {
    expect(desktop.deviceCheck?.({ deviceType: 'usb', origin: APP_ORIGIN, device: {} as never })).toBe(false);
  });
});

describe('the line', () => {
  const top = frame(`${APP_ORIGIN}/`);

  it('carries texts both ways', () => {
    const line = listen(shell.studio!, window);
    line.say({ type: 'hello' });
    window.contents.speak(MESSAGE, '{"id":0}', top);
    expect(window.contents.sent).toEqual(['{"type":"hello"}']);
    expect(line.heard).toEqual(['{"id":0}']);
  });

  it.each([
    ['a frame in the window', () => [frame(`${APP_ORIGIN}/`, top), undefined] as const],
    ['a preview', () => [frame(`${preview}/`, top), undefined] as const],
    ['another origin in the top frame', () => [frame('https://evil.example/'), undefined] as const],
    ['an origin that begins like ours', () => [frame('galley-app://studio.evil/'), undefined] as const],
    ['a frame that is gone', () => [null, undefined] as const],
    ['another window', () => [top, {} as never] as const],
  ])('does not hear %s', (_name, speaker) => {
    const line = listen(shell.studio!, window);
    const before = shell.studio!.lines.length;
    const [from, sender] = speaker();
    window.contents.speak(MESSAGE, '{"id":0}', from, sender);
    window.contents.speak(LISTENING, undefined, from, sender);
    expect(line.heard).toEqual([]);
    expect(shell.studio!.lines.length).toBe(before);
    expect(line.closed).toBe(false);
  });

  it('hears texts only, and none before the page listens', () => {
    window.contents.speak(MESSAGE, '{"id":0}', top);
    const line = listen(shell.studio!, window);
    for (const data of [5, null, undefined, { id: 1 }, ['x']]) {
      window.contents.speak(MESSAGE, data, top);
    }
    expect(line.heard).toEqual([]);
  });

  it('begins anew when the page is loaded again, with the site that was open; the old one falls silent', () => {
    const first = listen(shell.studio!, window);
    first.root = '/sites/birds';
    const second = listen(shell.studio!, window);
    expect(first.closed).toBe(true);
    expect(second.site).toBe('/sites/birds');
    first.say({ type: 'event' });
    expect(window.contents.sent).toEqual([]);
    window.contents.speak(MESSAGE, '{}', top);
    expect([first.heard, second.heard]).toEqual([[], ['{}']]);
  });

  it('ends with the window', () => {
    const line = listen(shell.studio!, window);
    window.close();
    expect(line.closed).toBe(true);
    expect(() => line.say({ type: 'event' })).not.toThrow();
  });
});

it('while Galley is developed, the page that Vite serves is the only one trusted', async () => {
  await shell.end();
  resetDesktop();
  const dev = await start({ environment: { ELECTRON_RENDERER_URL: 'http://localhost:5173' } });
  const other = onlyWindow();
  expect(other.url).toBe('http://localhost:5173');
  const before = dev.studio!.lines.length;
  other.contents.speak(LISTENING, undefined, frame('galley-app://studio/'));
  expect(dev.studio!.lines.length).toBe(before);
  other.contents.speak(LISTENING, undefined, frame('http://localhost:5173/'));
  expect(dev.studio!.lines.length).toBe(before + 1);
  expect(dev.studio!.options.studioOrigin()).toBe('http://localhost:5173');
  shell = dev;
});
