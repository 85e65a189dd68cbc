/**
 * Stands in for `electron` in the built main process: the same stand-in as in the shell's own tests, with its windows shown by the
 * test that started the process. Bundled before use, since that process is plain Node.
 */

import {
  app,
  desktop,
  frame,
  happened,
  raise,
  FakeWindow as Windows,
} from '../../src/main/hosts/electron/testing/fake-electron.ts';
import type { FakeWindow } from '../../src/main/hosts/electron/testing/fake-window.ts';
import type { FrameChain, FromShell, Question, ShellResponse, ToShell } from './messages.ts';

export * from '../../src/main/hosts/electron/testing/fake-electron.ts';

const numbers = new Map<FakeWindow, number>();
const tell = (message: FromShell): void => void process.send?.(message);

function numberOf(window: FakeWindow): number {
  const number = numbers.get(window) ?? numbers.size;
  numbers.set(window, number);
  return number;
}

function windowOf(number: number): FakeWindow | undefined {
  return Windows.all.find((window) => numbers.get(window) === number);
}

happened.on('load', (window: FakeWindow) => {
  const preload = String(window.options.webPreferences?.preload);
  tell({ type: 'load', window: numberOf(window), url: window.url, preload });
});
happened.on('send', (window: FakeWindow, _channel: string, text: string) => {
  tell({ type: 'send', window: numberOf(window), text });
});
for (const type of ['reload', 'show'] as const) {
  happened.on(type, (window: FakeWindow) => tell({ type, window: numberOf(window) }));
}
happened.on('destroy', (window: FakeWindow) => {
  tell({ type: 'destroy', window: numberOf(window) });
  if (Windows.all.length === 0 && desktop.quits === 0) raise('window-all-closed');
});
happened.on('external', (url: string) => tell({ type: 'external', url }));
happened.on('exit', (code: number) => process.exit(code));

process.on('message', (message: ToShell) => {
  if ('id' in message) {
    const { id } = message;
    answer(message).then(
      (given) => tell({ type: 'answer', id, answer: given }),
      (error: unknown) => {
        // A handler that throws is a mistake of the shell: the test must see it.
        console.error(error);
        process.exit(70);
      },
    );
  } else act(message);
});
// The test is gone, and with it whoever could see the windows.
process.on('disconnect', () => process.exit(0));

function act(message: Exclude<ToShell, { id: number }>): void {
  if (message.type === 'quit') app.quit();
  else if (message.type === 'raise') raise(message.name, ...message.args);
  else if (message.type === 'folder') desktop.folder = message.path;
  else if (message.type === 'speak') {
    windowOf(message.window)?.contents.speak(message.channel, message.data, frameOf(message.frames));
  } else {
    const window = windowOf(message.window);
    if (message.type === 'ready') window?.emitter.emit('ready-to-show');
    else if (message.type === 'close') window?.close();
    else window?.focus();
  }
}

async function answer(question: Question): Promise<unknown> {
  switch (question.type) {
    case 'request':
      return respond(question);
    case 'navigate': {
      const own = frameOf(question.frames);
      const details = { url: question.url, isMainFrame: question.frames.length === 1, frame: own };
      return windowOf(question.window)?.contents.navigate(details) ?? false;
    }
    case 'open':
      return windowOf(question.window)?.contents.openWindow(question.url);
    case 'menu':
      return choose(question.labels);
  }
}

async function respond(question: Extract<Question, { type: 'request' }>): Promise<ShellResponse> {
  const { url, method, headers } = question;
  const handler = desktop.handlers.get(url.slice(0, url.indexOf(':')));
  if (!handler) throw new Error(`No one answers for ${url}.`);
  const response = await handler(new Request(url, { method, headers }));
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  return { status: response.status, headers: [...response.headers], body };
}

/** @returns whether there is such a line, and it is enabled */
function choose(labels: readonly string[]): boolean {
  let items = desktop.menu;
  let found: Electron.MenuItemConstructorOptions | undefined;
  for (const label of labels) {
    found = items.find((item) => item.label === label);
    items = Array.isArray(found?.submenu) ? found.submenu : [];
  }
  if (!found?.click || found.enabled === false) return false;
  found.click({} as never, undefined, {} as never);
  return true;
}

function frameOf(chain: FrameChain): Electron.WebFrameMain {
  return chain.reduceRight<Electron.WebFrameMain | null>((parent, url) => frame(url, parent), null)!;
}
