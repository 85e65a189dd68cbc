/**
 * The part of the module `electron` that the shell and the preload use. Each object is checked against Electron's own types, and any
 * other member fails loudly: a stand-in cannot drift from what it stands for.
 */
import { EventEmitter } from 'node:events';
import type Electron from 'electron';
import { BrowserWindow, FakeWindow, happened } from './fake-window.ts';
import { emitter, events, partial, refusable } from './partial.ts';

export { frame } from './fake-window.ts';
export { BrowserWindow, FakeWindow, happened };

type Handler = (request: Request) => Response | Promise<Response>;

/** What the shell asked of the desktop, and what the desktop answers. */
export interface Desktop {
  schemes: Electron.CustomScheme[];
  handlers: Map<string, Handler>;
  sandboxed: boolean;
  name: string;
  paths: Map<string, string>;
  /** Whether this is the first Galley, and what the second one handed over. */
  first: boolean;
  handedOver: unknown;
  quits: number;
  exitCode: number | null;
  recent: string[];
  opened: string[];
  revealed: string[];
  menu: Electron.MenuItemConstructorOptions[];
  menusDrawn: number;
  /** Menus of the right mouse button. */
  popups: Electron.MenuItemConstructorOptions[][];
  /** What the folder dialog answers next; null: it was closed. */
  folder: string | null;
  messages: Electron.MessageBoxOptions[];
  errors: string[];
  /** The button that is pressed in the next message. */
  button: number;
  dark: boolean;
  displays: Electron.Rectangle[];
  keyring: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> | null;
  permissionRequest: Parameters<Electron.Session['setPermissionRequestHandler']>[0];
  permissionCheck: Parameters<Electron.Session['setPermissionCheckHandler']>[0];
  deviceCheck: Parameters<Electron.Session['setDevicePermissionHandler']>[0];
}

const fresh = (): Desktop => ({
  schemes: [],
  handlers: new Map(),
  sandboxed: false,
  name: '',
  paths: new Map(),
  first: true,
  handedOver: null,
  quits: 0,
  exitCode: null,
  recent: [],
  opened: [],
  revealed: [],
  menu: [],
  menusDrawn: 0,
  popups: [],
  folder: null,
  messages: [],
  errors: [],
  button: 0,
  dark: false,
  displays: [{ x: 0, y: 0, width: 1920, height: 1080 }],
  keyring: 'gnome_libsecret',
  permissionRequest: null,
  permissionCheck: null,
  deviceCheck: null,
});

export const desktop: Desktop = fresh();
const appEvents = emitter();
const sessionEvents = emitter();

/** As if the machine had just been started. */
export function resetDesktop(): void {
  Object.assign(desktop, fresh());
  FakeWindow.all = [];
  FakeWindow.onCreated = (contents) => void appEvents.emit('web-contents-created', {}, contents);
  for (const one of [appEvents, sessionEvents]) one.removeAllListeners();
}
FakeWindow.onCreated = (contents) => void appEvents.emit('web-contents-created', {}, contents);

/** Raises an event of the application. @returns whether the shell refused what Electron would do by itself */
export function raise(name: string, ...args: unknown[]): boolean {
  const event = refusable({});
  appEvents.emit(name, event, ...args);
  return event.defaultPrevented;
}

/** A file is about to be saved. @returns whether it may */
export function download(url: string): boolean {
  const event = refusable({});
  sessionEvents.emit('will-download', event, { getURL: () => url });
  return !event.defaultPrevented;
}

export const app = partial<typeof Electron.app>('app', {
  ...events(appEvents),
  isPackaged: false,
  enableSandbox: () => {
    desktop.sandboxed = true;
  },
  whenReady: async () => {},
  setName: (name) => {
    desktop.name = name;
  },
  setPath: (name, path) => void desktop.paths.set(name, path),
  requestSingleInstanceLock: (data) => {
    if (!desktop.first) desktop.handedOver = data;
    return desktop.first;
  },
  addRecentDocument: (path) => void desktop.recent.push(path),
  quit: () => {
    desktop.quits++;
    // As Electron does: windows first, each may write; then the application.
    for (const window of [...FakeWindow.all]) window.close();
    raise('will-quit');
  },
  exit: (code = 0) => {
    desktop.exitCode = code;
    happened.emit('exit', code);
  },
} satisfies Partial<Record<keyof Electron.App, unknown>> &
  Pick<
    Electron.App,
    | 'isPackaged'
    | 'enableSandbox'
    | 'whenReady'
    | 'setName'
    | 'setPath'
    | 'requestSingleInstanceLock'
    | 'addRecentDocument'
    | 'quit'
    | 'exit'
  >);

export const Menu = partial<typeof Electron.Menu>('Menu', {
  // Its items stay the template that it was made from.
  buildFromTemplate: (template) =>
    partial<Electron.Menu>('Menu', {
      items: template as Electron.MenuItem[],
      popup: () => void desktop.popups.push(template as Electron.MenuItemConstructorOptions[]),
    } satisfies Pick<Electron.Menu, 'items' | 'popup'>),
  setApplicationMenu: (menu) => {
    desktop.menu = (menu?.items ?? []) as unknown as Electron.MenuItemConstructorOptions[];
    desktop.menusDrawn++;
  },
} satisfies Pick<typeof Electron.Menu, 'buildFromTemplate' | 'setApplicationMenu'>);

export const protocol = partial<typeof Electron.protocol>('protocol', {
  registerSchemesAsPrivileged: (schemes) => void desktop.schemes.push(...schemes),
  handle: (scheme, handler) => void desktop.handlers.set(scheme, handler as unknown as Handler),
} satisfies Pick<typeof Electron.protocol, 'registerSchemesAsPrivileged' | 'handle'>);

export const session = partial<typeof Electron.session>('session', {
  defaultSession: partial<Electron.Session>('defaultSession', {
    ...events(sessionEvents),
    setPermissionRequestHandler: (handler) => {
      desktop.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler) => {
      desktop.permissionCheck = handler;
    },
    setDevicePermissionHandler: (handler) => {
      desktop.deviceCheck = handler;
    },
  } satisfies Partial<Record<keyof Electron.Session, unknown>> &
    Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>),
});

export const shell = partial<typeof Electron.shell>('shell', {
  openExternal: async (url) => {
    desktop.opened.push(url);
    happened.emit('external', url);
  },
  showItemInFolder: (path) => void desktop.revealed.push(path),
} satisfies Pick<typeof Electron.shell, 'openExternal' | 'showItemInFolder'>);

export const dialog = partial<typeof Electron.dialog>('dialog', {
  showOpenDialog: async () => ({
    canceled: desktop.folder === null,
    filePaths: desktop.folder === null ? [] : [desktop.folder],
  }),
  showMessageBox: async (...args: unknown[]) => {
    desktop.messages.push(args.at(-1) as Electron.MessageBoxOptions);
    return { response: desktop.button, checkboxChecked: false };
  },
  showErrorBox: (title, content) => void desktop.errors.push(`${title}: ${content}`),
} satisfies Pick<typeof Electron.dialog, 'showOpenDialog' | 'showMessageBox' | 'showErrorBox'>);

export const nativeTheme = partial<typeof Electron.nativeTheme>('nativeTheme', {
  get shouldUseDarkColors() {
    return desktop.dark;
  },
} satisfies Pick<typeof Electron.nativeTheme, 'shouldUseDarkColors'>);

const display = (workArea: Electron.Rectangle, id: number): Electron.Display =>
  partial<Electron.Display>('Display', { id, workArea } satisfies Pick<Electron.Display, 'id' | 'workArea'>);

export const screen = partial<typeof Electron.screen>('screen', {
  getAllDisplays: () => desktop.displays.map(display),
  getPrimaryDisplay: () => display(desktop.displays[0]!, 0),
} satisfies Pick<typeof Electron.screen, 'getAllDisplays' | 'getPrimaryDisplay'>);

/** Seals by turning the bytes around: enough to see that nothing is written as it is. */
export const safeStorage = partial<typeof Electron.safeStorage>('safeStorage', {
  isEncryptionAvailable: () => desktop.keyring !== null,
  getSelectedStorageBackend: () => desktop.keyring ?? 'unknown',
  encryptString: (text) => Buffer.from(`sealed ${text}`).reverse(),
  decryptString: (sealed) => {
    const text = Buffer.from(sealed).reverse().toString();
    if (!text.startsWith('sealed ')) throw new Error('Error while decrypting the ciphertext provided to safeStorage.');
    return text.slice('sealed '.length);
  },
} satisfies Pick<
  typeof Electron.safeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>);

/** What the preload gave to the page, and what it sent. */
export const page = { exposed: {} as Record<string, unknown>, posted: [] as unknown[][], events: new EventEmitter() };

export const contextBridge = partial<typeof Electron.contextBridge>('contextBridge', {
  exposeInMainWorld: (key, api) => {
    page.exposed[key] = api;
  },
} satisfies Pick<typeof Electron.contextBridge, 'exposeInMainWorld'>);

export const ipcRenderer = partial<typeof Electron.ipcRenderer>('ipcRenderer', {
  ...events(page.events),
  send: (...args: unknown[]) => void page.posted.push(args),
} satisfies Partial<Record<keyof Electron.IpcRenderer, unknown>> & Pick<Electron.IpcRenderer, 'send'>);

export const webUtils = partial<typeof Electron.webUtils>('webUtils', {
  getPathForFile: (file) => `/dropped/${file.name}`,
} satisfies Pick<typeof Electron.webUtils, 'getPathForFile'>);
