/** All windows of this process: a site has one window, and what is asked for outside goes to the right one. */
import { existsSync, realpathSync } from 'node:fs';
import { type Rectangle, screen } from 'electron';
import type { Studio } from '../../studio/types.ts';
import { StudioWindow } from './studio-window.ts';
import type { WindowMemory } from './window-memory.ts';
import { placeWindow } from './window-place.ts';

export interface WindowsOptions {
  studio: Pick<Studio, 'connect' | 'command'>;
  preload: string;
  page: string;
  origin: string;
  memory: WindowMemory;
  /** Sites were opened or closed, or another window came to the front. */
  onChange(): void;
  /** A window is on the screen for the first time. */
  onShown(): void;
}

export type Command = Parameters<Studio['command']>[0];

export class Windows {
  #all: StudioWindow[] = [];
  #front: StudioWindow | null = null;
  readonly #options: WindowsOptions;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** The window in front, else the one that was last. */
  get current(): StudioWindow | null {
    return this.#all.find((window) => window.isInFront) ?? this.#front ?? this.#all.at(-1) ?? null;
  }

  /** Sites that are open, absolute. */
  get sites(): string[] {
    return this.#all.flatMap(({ site }) => site ?? []);
  }

  /** Shows a site: in its window, else in one that shows Welcome, else in a new one. */
  openSite(folder: string): void {
    const root = realFolder(folder);
    const open = this.#all.find(({ site }) => site === root);
    const empty = this.#all.find(({ site, connection }) => site === null && connection !== null);
    if (open) open.handle.focus();
    else if (empty) empty.open(root);
    else this.#create(root);
  }

  /** Shows Welcome, where a new site begins. */
  welcome(): void {
    const empty = this.#all.find(({ site }) => site === null);
    if (empty) empty.handle.focus();
    else this.#create(null);
  }

  /** Galley was started once more with nothing to open: the person looks for its window. */
  comeForward(): void {
    const { current } = this;
    if (current) current.handle.focus();
    else this.#create(null);
  }

  /** Sends what was chosen in the menu to the window in front. */
  command(command: Command): void {
    const connection = this.current?.connection;
    if (connection) this.#options.studio.command(command, connection);
  }

  #create(site: string | null): void {
    const { memory, studio, preload, page, origin, onShown } = this.#options;
    const saved = memory.recall(site);
    const window: StudioWindow = new StudioWindow({
      studio,
      preload,
      page,
      origin,
      site,
      bounds: placeWindow({
        saved: saved?.bounds ?? null,
        areas: screens(),
        taken: this.#all.map((one) => one.bounds),
      }),
      maximized: saved?.maximized ?? false,
      onShown,
      onPlace: (place) => memory.remember(place),
      onChange: () => this.#changed(),
    });
    this.#all.push(window);
    this.#front = window;
  }

  #changed(): void {
    this.#all = this.#all.filter((window) => !window.isClosed);
    const front = this.#all.find((window) => window.isInFront);
    if (front) this.#front = front;
    else if (this.#front?.isClosed) this.#front = null;
    this.#options.onChange();
  }
}

/** As the studio names sites: symbolic links followed. A folder that is not there keeps its name, and the window says so. */
function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : folder;
}

function screens(): readonly [Rectangle, ...Rectangle[]] {
  const first = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== first.id);
  return [first.workArea, ...others.map(({ workArea }) => workArea)];
}
