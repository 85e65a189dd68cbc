/**
 * A page at the studio's own address, under its real policy, that does what a window does and nothing else: a line to the host, a
 * frame with the preview, an ear for what the page in it says.
 */
import type { Page } from '@playwright/test';
import type { PreviewHint, PreviewOrder } from '../../src/shared/contract/preview.ts';
import type { SessionSnapshot } from '../../src/shared/contract/session.ts';
import type { BrowserHost } from './open-host.ts';

interface Ears {
  hints: { hint: PreviewHint; origin: string }[];
}

export class StudioPage {
  private constructor(
    readonly page: Page,
    readonly session: SessionSnapshot,
  ) {}

  /** @param port as the browser sees it: a forwarded one is another than the host's */
  static async open(page: Page, host: BrowserHost, root: string, port = host.port): Promise<StudioPage> {
    const origin = `http://galley.localhost:${port}`;
    // What the host says of an address that is nothing: a page of its own, under its own policy.
    await page.goto(`${origin}/nothing`);
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts', 'allow-same-origin', 'allow-forms');
      frame.style.cssText = 'width:900px;height:600px';
      document.body.replaceChildren(frame);
      const ears: Ears = { hints: [] };
      Object.assign(window, { ears });
      addEventListener('message', ({ data, origin, source }) => {
        if (source === frames[0]) ears.hints.push({ hint: data as PreviewHint, origin });
      });
    });
    const session = await page.evaluate(openSession, { key: host.key, root });
    return new StudioPage(page, session);
  }

  /** Asks the host, as any window may. */
  call(method: string, args: object): Promise<unknown> {
    return this.page.evaluate(
      ([name, values]) =>
        (window as unknown as { call(method: string, args: object): Promise<unknown> }).call(name, values),
      [method, args] as const,
    );
  }

  get frame() {
    return this.page.frameLocator('iframe');
  }

  /** The preview's origin as this browser reaches it. */
  get origin(): string {
    const own = new URL(this.page.url());
    const preview = new URL(this.session.site.previewOrigin);
    return `http://${preview.hostname}:${own.port}`;
  }

  /** Shows an address, whole or in the site, and waits until the page has spoken. */
  async show(url: string): Promise<void> {
    const before = (await this.hints('ready')).length;
    await this.page.evaluate(
      (to) => {
        document.querySelector('iframe')!.src = to;
      },
      url.startsWith('http') ? url : this.origin + url,
    );
    await this.page.waitForFunction(
      (count) =>
        (window as unknown as { ears: Ears }).ears.hints.filter(({ hint }) => hint.type === 'ready').length > count,
      before,
    );
  }

  async hints<Type extends PreviewHint['type']>(type: Type): Promise<Extract<PreviewHint, { type: Type }>[]> {
    const all = await this.page.evaluate(() =>
      (window as unknown as { ears: Ears }).ears.hints.map(({ hint }) => hint),
    );
    return all.filter((hint): hint is Extract<PreviewHint, { type: Type }> => hint.type === type);
  }

  async order(place: Extract<PreviewOrder, { type: 'show' }>['place']): Promise<void> {
    await this.page.evaluate(({ order, origin }) => frames[0]!.postMessage(order, origin), {
      order: { galley: 'studio', type: 'show', place } satisfies PreviewOrder,
      origin: this.origin,
    });
  }
}

/** Runs in the page. Asks until the site is built. */
async function openSession({ key, root }: { key: string; root: string }): Promise<SessionSnapshot> {
  const socket = new WebSocket(`ws://${location.host}/galley/socket`, ['galley', key]);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onclose = ({ code }) => reject(new Error(`refused: ${code}`));
  });
  let id = 0;
  const call = (method: string, args: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const mine = id++;
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data)) as { id?: number; type: string; result?: unknown; error?: unknown };
        if (message.id === mine)
          message.type === 'reply' ? resolve(message.result) : reject(new Error(JSON.stringify(message.error)));
      });
      socket.send(JSON.stringify({ id: mine, method, args }));
    });
  Object.assign(window, { call });
  for (;;) {
    const session = (await call('session.open', { root })) as SessionSnapshot;
    if (session.state.kind === 'good' || session.state.kind === 'to-fix') return session;
    await new Promise((later) => setTimeout(later, 100));
  }
}
