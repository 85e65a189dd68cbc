/** Windows of the stand-in: they show nothing, and keep what was asked of them. */
import type { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { emitter, events, partial, type Refusable, refusable } from './partial.ts';

type Opener = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type WebRtcPolicy = Parameters<Electron.WebContents['setWebRTCIPHandlingPolicy']>[0];
export type FakeFrame = Pick<Electron.WebFrameMain, 'url' | 'parent'>;

/** What a window was made to do, as it happens: "load", "send", "show", "reload", "destroy", each with the window. */
export const happened = emitter();

export function frame(url: string, parent: FakeFrame | null = null): Electron.WebFrameMain {
  return partial<Electron.WebFrameMain>('WebFrameMain', { url, parent } satisfies Partial<
    Record<keyof FakeFrame, unknown>
  >);
}

export class FakeContents {
  readonly emitter: EventEmitter = emitter();
  readonly ipcEmitter: EventEmitter = emitter();
  opener: Opener | null = null;
  /** null: Electron's own, which lets a page speak to any address. */
  webRtcPolicy: WebRtcPolicy | null = null;
  /** Texts sent to the page. */
  readonly sent: string[] = [];
  reloads = 0;
  readonly proxy: Electron.WebContents;

  constructor(owner: FakeWindow) {
    this.proxy = partial<Electron.WebContents>('webContents', {
      ...events(this.emitter),
      ipc: partial<Electron.IpcMain>('webContents.ipc', events(this.ipcEmitter)),
      isDestroyed: () => owner.destroyed,
      send: (channel: string, ...args: unknown[]) => {
        if (owner.destroyed) throw new Error('Object has been destroyed');
        this.sent.push(String(args[0]));
        happened.emit('send', owner, channel, args[0]);
      },
      setWindowOpenHandler: (handler: Opener) => {
        this.opener = handler;
      },
      setWebRTCIPHandlingPolicy: (policy: WebRtcPolicy) => {
        this.webRtcPolicy = policy;
      },
      reload: () => {
        this.reloads++;
        happened.emit('reload', owner);
      },
    } satisfies Partial<Record<keyof Electron.WebContents, unknown>> &
      Pick<
        Electron.WebContents,
        'isDestroyed' | 'send' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy' | 'reload'
      >);
  }

  /** The page says something over IPC. */
  speak(channel: string, data: unknown, senderFrame: Electron.WebFrameMain | null, sender = this.proxy): void {
    this.ipcEmitter.emit(channel, { sender, senderFrame }, data);
  }

  /** A page tries to go somewhere. @returns whether it may */
  navigate(
    details: { url: string; isMainFrame: boolean; frame: Electron.WebFrameMain | null },
    event?: string,
  ): boolean {
    const asked: Refusable = refusable(details);
    this.emitter.emit(event ?? 'will-frame-navigate', asked);
    return !asked.defaultPrevented;
  }

  /** A page opens a window. @returns what the shell said */
  openWindow(url: string): string {
    return this.opener?.({ url } as Electron.HandlerDetails).action ?? 'allow';
  }
}

export class FakeWindow {
  static all: FakeWindow[] = [];
  /** Told of each new window's contents; the application announces them. */
  static onCreated: (contents: Electron.WebContents) => void = () => {};
  readonly emitter: EventEmitter = emitter();
  readonly contents = new FakeContents(this);
  destroyed = false;
  shown = false;
  focused = false;
  title: string;
  url = '';
  maximized = false;
  bounds: Electron.Rectangle;

  constructor(readonly options: Electron.BrowserWindowConstructorOptions) {
    const { x = 0, y = 0, width = 800, height = 600, title = '' } = options;
    this.bounds = { x, y, width, height };
    this.title = title;
    FakeWindow.all.push(this);
    FakeWindow.onCreated(this.contents.proxy);
  }

  proxy(): Electron.BrowserWindow {
    return partial<Electron.BrowserWindow>('BrowserWindow', {
      ...events(this.emitter),
      webContents: this.contents.proxy,
      ...this.#place(),
      ...this.#appearance(),
      destroy: () => this.end(),
      isDestroyed: () => this.destroyed,
      loadURL: async (url) => {
        this.url = url;
        happened.emit('load', this);
      },
    } satisfies Partial<Record<keyof Electron.BrowserWindow, unknown>> &
      Pick<Electron.BrowserWindow, 'destroy' | 'isDestroyed' | 'loadURL'>);
  }

  /** The person closes it. */
  close(): void {
    this.emitter.emit('close', refusable({}));
    this.end();
  }

  end(): void {
    this.destroyed = true;
    this.focused = false;
    FakeWindow.all = FakeWindow.all.filter((other) => other !== this);
    this.emitter.emit('closed');
    happened.emit('destroy', this);
  }

  focus(): void {
    for (const other of FakeWindow.all) other.focused = other === this;
    this.emitter.emit('focus');
  }

  #place() {
    return {
      getBounds: () => this.#alive(this.bounds),
      getNormalBounds: () => this.#alive(this.bounds),
      isMaximized: () => this.#alive(this.maximized),
      maximize: () => {
        this.maximized = true;
      },
    } satisfies Pick<Electron.BrowserWindow, 'getBounds' | 'getNormalBounds' | 'isMaximized' | 'maximize'>;
  }

  #appearance() {
    return {
      show: () => {
        this.shown = true;
        happened.emit('show', this);
      },
      focus: () => this.focus(),
      isFocused: () => this.#alive(this.focused),
      isMinimized: () => this.#alive(false),
      restore: () => {},
      setTitle: (title) => {
        this.title = this.#alive(title);
      },
    } satisfies Pick<Electron.BrowserWindow, 'show' | 'focus' | 'isFocused' | 'isMinimized' | 'restore' | 'setTitle'>;
  }

  /** Electron throws when a closed window is asked. */
  #alive<Value>(value: Value): Value {
    if (this.destroyed) throw new Error('Object has been destroyed');
    return value;
  }
}

/** `new BrowserWindow(…)` answers the guarded stand-in; the window itself is found in `FakeWindow.all`. */
export const BrowserWindow = function construct(options: Electron.BrowserWindowConstructorOptions) {
  return new FakeWindow(options).proxy();
} as unknown as typeof Electron.BrowserWindow;
