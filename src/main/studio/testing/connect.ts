/** A window without a screen: the studio's own line, in memory, with everything as the JSON that a real carrier would carry. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StudioEvent } from '../../../shared/contract/events.ts';
import type { Hello } from '../../../shared/contract/hello.ts';
import type { ArgsOf, MethodName, ResultOf } from '../../../shared/contract/methods.ts';
import { type HostMessage, StudioError } from '../../../shared/contract/wire.ts';
import { testEnginePath } from '../../engine/testing/bundle-worker.ts';
import { engineOptions } from '../../engine/testing/site-folder.ts';
import { createStudio } from '../studio.ts';
import type { Connection, Studio, StudioOptions } from '../types.ts';

export interface TestWindow {
  connection: Connection;
  hello: Hello;
  /** All that was sent, in order. */
  events: StudioEvent[];
  /** Numbers of those events. */
  seqs: number[];
  title: string;
  focused: number;
  /** @throws StudioError as the window's client would */
  ask<Name extends MethodName>(method: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>>;
  /** Sends a text as it is; replies to it are in `messages`. */
  raw(text: string): void;
  messages: HostMessage[];
  /** The first event that fits, of those that come and, unless told otherwise, of those that came. */
  event<Type extends StudioEvent['type']>(
    type: Type,
    fits?: (event: Extract<StudioEvent, { type: Type }>) => boolean,
    from?: number,
  ): Promise<Extract<StudioEvent, { type: Type }>>;
}

/** @param site as the host would say it */
export function connectWindow(studio: Studio, site: string | null = null): TestWindow {
  let toStudio: (text: string) => void = () => {};
  const pending = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const waiting = new Set<() => void>();
  let calls = 0;
  const window: Omit<TestWindow, 'connection' | 'hello'> & { hello: Hello | null } = {
    ...{ hello: null, events: [], seqs: [], title: '', focused: 0, messages: [] },
    raw: (text) => toStudio(text),
    ask(method, args) {
      const id = ++calls;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        toStudio(JSON.stringify({ id, method, args }));
      });
    },
    async event(type, fits = () => true, from = 0) {
      for (;;) {
        const found = window.events.slice(from).find((event) => event.type === type && fits(event as never));
        if (found !== undefined) return found as never;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
  function hear(message: HostMessage): void {
    window.messages.push(message);
    if (message.type === 'hello') window.hello = message.hello;
    if (message.type === 'reply') pending.get(message.id)?.resolve(message.result as never);
    if (message.type === 'failure') {
      const { code, message: words, detail } = message.error;
      pending.get(message.id)?.reject(new StudioError(code, words, detail));
    }
    if (message.type !== 'event') return;
    window.events.push(message.event);
    window.seqs.push(message.seq);
    const woken = [...waiting];
    waiting.clear();
    for (const wake of woken) wake();
  }
  const connection = studio.connect(
    {
      post: (text) => hear(JSON.parse(text) as HostMessage),
      onMessage: (listener) => {
        toStudio = listener;
      },
    },
    {
      focus: () => {
        window.focused++;
      },
      setTitle: (title) => {
        window.title = title;
      },
    },
    site,
  );
  return Object.assign(window, { connection }) as unknown as TestWindow;
}

/** A host without a screen: secrets in memory, nothing of the desktop. */
export async function testStudio(
  overrides: Partial<StudioOptions> = {},
): Promise<{ studio: Studio; options: StudioOptions; folder: string; remove(): Promise<void> }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'galley-studio-')));
  const secrets = new Map<string, string>();
  await mkdir(join(folder, 'home'));
  const options: StudioOptions = {
    engine: { ...engineOptions, ownThread: false },
    enginePath: testEnginePath,
    home: join(folder, 'home'),
    sitesFolder: join(folder, 'sites'),
    examplesPath: fileURLToPath(new URL('../../../../examples', import.meta.url)),
    shell: {
      capabilities: {
        ...{ folderDialog: false, dropFolder: false, revealFile: false, nativeMenu: false, windows: false },
        ...{ openExternal: false, secretStore: 'session' },
      },
      secrets: {
        get: async (id) => secrets.get(id) ?? null,
        set: async (id, value) => void secrets.set(id, value),
        remove: async (id) => void secrets.delete(id),
      },
    },
    previewOrigin: (key) => `http://${key}.galley.localhost`,
    studioOrigin: () => 'http://galley.localhost',
    ...overrides,
  };
  const studio = createStudio(options);
  return {
    ...{ studio, options, folder },
    async remove() {
      await studio.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
