/** A page of Chromium as a window of the shell: the preload in it, requests and navigations answered by the main process. */
import type { BrowserContext, Frame, Page, Request, Route } from '@playwright/test';
import { isOurs, toShell, toWeb } from './addresses.ts';
import type { FrameChain, ShellResponse } from './messages.ts';
import type { RunningShell } from './open.ts';

/** Bodies in which addresses of ours may stand. */
const texts = /^(text\/|application\/(json|javascript|xml))/;
const redirects = new Set([301, 302, 303, 307, 308]);

export class PageWindow {
  #closed = false;

  constructor(
    readonly page: Page,
    private readonly preload: string,
  ) {}

  async load(url: string): Promise<void> {
    await this.page.addInitScript({ content: withPreload(this.preload) });
    await this.page.goto(toWeb(url));
  }

  /** Texts arrive in their order; those for a page that has just gone are lost, as in Electron. */
  hear(text: string): void {
    const deliver = (given: string): void => {
      (window as unknown as { galleyHear?(text: string): void }).galleyHear?.(given);
    };
    this.page.evaluate(deliver, toWeb(text)).catch((error: Error) => {
      if (!/closed|navigat|destroyed/i.test(error.message)) throw error;
    });
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  async close(): Promise<void> {
    if (this.#closed || this.page.isClosed()) return;
    this.#closed = true;
    await this.page.close();
  }
}

/** Puts the built preload into the top frame of our own origin, and nowhere else; what it may `require` is Electron alone. */
function withPreload(preload: string): string {
  return `if (window.top === window && location.origin === ${JSON.stringify(toWeb('galley-app://studio'))}) {
    const listeners = [];
    window.galleyHear = (text) => { for (const listener of listeners) listener({}, text); };
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => { window[name] = Object.freeze(api); } },
      ipcRenderer: {
        send: (channel, data) => void window.galleySpeak(channel, data),
        on: (_channel, listener) => void listeners.push(listener),
      },
      webUtils: { getPathForFile: (file) => file.galleyPath ?? '' },
    };
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('A preload in a sandbox cannot load ' + name + '.');
    };
    ((require, module, exports) => { ${preload}\n })(require, { exports: {} }, {});
  }`;
}

/** Everything that pages of this context ask for goes through the main process, or by its guards. */
export async function guardPages(context: BrowserContext, shell: RunningShell): Promise<void> {
  await context.exposeBinding('galleySpeak', ({ page, frame }, channel: string, data: unknown) => {
    const window = shell.windowOf(page);
    const said = typeof data === 'string' ? toShell(data) : data;
    if (window !== null) shell.tell({ type: 'speak', window, channel, data: said, frames: chainOf(frame) });
  });
  await context.route('**/*', async (route, request) => {
    const allowed = !request.isNavigationRequest() || (await mayNavigate(shell, request));
    if (!allowed) await route.abort('blockedbyclient');
    else if (isOurs(request.url())) await fulfill(shell, route, request);
    else await route.continue();
  });
}

async function mayNavigate(shell: RunningShell, request: Request): Promise<boolean> {
  const frame = request.frame();
  // The first page of a window is loaded by the shell itself.
  if (frame.parentFrame() === null && frame.url() === 'about:blank') return true;
  const window = shell.windowOf(frame.page());
  if (window === null) return false;
  return shell.ask<boolean>({ type: 'navigate', window, url: toShell(request.url()), frames: chainOf(frame) });
}

async function fulfill(shell: RunningShell, route: Route, request: Request): Promise<void> {
  const headers = Object.fromEntries(
    Object.entries(await request.allHeaders()).map(([name, text]) => [name, toShell(text)]),
  );
  for (const name of Object.keys(headers)) if (name.startsWith(':')) delete headers[name];
  const url = toShell(request.url());
  const response = await shell.ask<ShellResponse>({ type: 'request', url, method: request.method(), headers });
  const answered = Object.fromEntries(response.headers.map(([name, text]) => [name, toWeb(text)]));
  const bytes = Buffer.from(response.body, 'base64');
  const { location } = answered;
  if (location !== undefined && redirects.has(response.status)) {
    // Playwright does not see where a redirect of its own leads to: the page is sent there by a script.
    const target = JSON.stringify(new URL(location, request.url()).href);
    return route.fulfill({ contentType: 'text/html', body: `<script>location.replace(${target})</script>` });
  }
  const isText = texts.test(answered['content-type'] ?? '');
  const body = isText ? Buffer.from(toWeb(bytes.toString())) : bytes;
  delete answered['content-length'];
  await route.fulfill({ status: response.status, headers: answered, body });
}

function chainOf(frame: Frame): FrameChain {
  const own = toShell(frame.url());
  const parent = frame.parentFrame();
  return parent === null ? [own] : [own, ...chainOf(parent)];
}
