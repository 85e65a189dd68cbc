/** One window: its page, its line to the studio, its place on the screen. */
import { BrowserWindow, nativeTheme, type Rectangle } from 'electron';
import type { Channel } from '../../../shared/contract/wire.ts';
import type { Connection, Studio, WindowHandle } from '../../studio/types.ts';
import { setupContextMenu } from './context-menu.ts';
import { setupCrashes } from './crashes.ts';
import { DesktopWindow } from './desktop.ts';
import { setupLine } from './line.ts';
import { report } from './report.ts';
import type { WindowPlace } from './window-memory.ts';
import { smallest } from './window-place.ts';

export interface WindowOptions {
  studio: Pick<Studio, 'command' | 'connect'>;
  /** The built preload, absolute. */
  preload: string;
  /** The window's page, and the origin that it must stay on. */
  page: string;
  origin: string;
  /** The site to open; null: Welcome. */
  site: string | null;
  bounds: Rectangle;
  maximized: boolean;
  /** Its site, its title or its being in front changed; or it was closed. */
  onChange(): void;
  onShown(): void;
  onPlace(place: WindowPlace): void;
}

/** The desk's colour, so that a window does not flash before its page is drawn. */
const background = { light: '#f4f2ed', dark: '#14161b' };

export class StudioWindow {
  readonly handle: DesktopWindow;
  readonly #window: BrowserWindow;
  readonly #options: WindowOptions;
  #connection: Connection | null = null;
  /** What it was made for or told to open, until the studio has opened it. */
  #wanted: string | null;

  constructor(options: WindowOptions) {
    this.#options = options;
    this.#wanted = options.site;
    this.#window = createWindow(options);
    this.handle = new DesktopWindow(this.#window, options.onChange);
    setupLine(this.#window, options.origin, (channel) => this.#connect(channel, this.handle));
    setupCrashes(this.#window);
    setupContextMenu(this.#window);
    this.#listen();
    if (options.maximized) this.#window.maximize();
    this.#window.loadURL(options.page).catch(report("Galley's window could not be loaded"));
  }

  /** The site that is open in it, or about to be. */
  get site(): string | null {
    const root = this.#connection?.root ?? null;
    // Once a site is open, only the studio knows what comes after.
    if (root !== null) this.#wanted = null;
    return root ?? this.#wanted;
  }

  /** Shows a site in this window, which has a line to the studio. */
  open(site: string): void {
    if (this.#connection === null) return;
    this.#wanted = site;
    this.#options.studio.command('open-site', this.#connection, site);
    this.handle.focus();
  }

  get connection(): Connection | null {
    return this.#connection;
  }

  get bounds(): Rectangle {
    return this.#window.getBounds();
  }

  get isClosed(): boolean {
    return this.#window.isDestroyed();
  }

  get isInFront(): boolean {
    return !this.isClosed && this.#window.isFocused();
  }

  get native(): BrowserWindow {
    return this.#window;
  }

  #connect(channel: Channel, handle: WindowHandle): void {
    // Loaded again: the page begins anew, with the site that was open.
    const { site } = this;
    this.#connection?.close();
    this.#connection = this.#options.studio.connect(channel, handle, site);
    this.#options.onChange();
  }

  #listen(): void {
    const window = this.#window;
    window.once('ready-to-show', () => {
      window.show();
      this.#options.onShown();
    });
    // Whatever its page says: what was typed is with the studio already, and a window that cannot be closed helps no one.
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault());
    window.on('focus', () => this.#options.onChange());
    window.on('close', () => {
      this.#options.onPlace({ site: this.site, bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    });
    window.on('closed', () => {
      this.#connection?.close();
      this.#options.onChange();
    });
  }
}

function createWindow({ bounds, preload }: WindowOptions): BrowserWindow {
  return new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Galley',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      // Pages are checked for spelling by the language that they are written in, which the system does not know.
      spellcheck: false,
    },
  });
}
