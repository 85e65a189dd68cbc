/** The studio's own door, for hosts: what a host gives, what it gets. */
import type { Capabilities } from '../../shared/contract/hello.ts';
import type { Channel } from '../../shared/contract/wire.ts';
import type { EngineOptions } from '../engine/types.ts';

/** Where secrets are kept; what `capabilities.secretStore` names. */
export interface SecretStore {
  get(id: string): Promise<string | null>;
  set(id: string, value: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What only the host can do. A member is there exactly when its capability is true. */
export interface Shell {
  capabilities: Capabilities;
  secrets: SecretStore;
  /** @returns an absolute path; null when the dialog was closed */
  chooseFolder?(window: WindowHandle): Promise<string | null>;
  revealFile?(path: string): Promise<void>;
  /** http, https and mailto only; checked by the studio before. */
  openExternal?(url: string): Promise<void>;
}

/** One window or tab. */
export interface WindowHandle {
  /** Brings it to the front, where the host can. */
  focus(): void;
  /** Its title: "A Field Guide". */
  setTitle(title: string): void;
}

export interface StudioOptions {
  engine: EngineOptions;
  /** The built entry of the engine's own thread. */
  enginePath: string;
  /** Folder of the state that outlives a window, and of the tour's copy (`GALLEY_HOME`). */
  home: string;
  /** Where new sites go ("~/Galley"). */
  sitesFolder: string;
  /** Folder of the starters and the tour: examples/. */
  examplesPath: string;
  shell: Shell;
  /** Milliseconds for which a site has to be at rest before it is audited; absent: half a minute. */
  auditAfter?: number;
  /** Origin under which a host shows the preview of the site with this key. */
  previewOrigin(key: string): string;
  /** Whom preview pages may be framed by, and whose messages their script takes. */
  studioOrigin(): string;
}

export interface Connection {
  /** The line dropped or the window closed: what it held is released; unsaved text stays. */
  close(): void;
  /** The site that is open in it, absolute; null: Welcome. */
  readonly root: string | null;
}

/** What a host can tell of a site before a window is open. */
export type Prepared =
  | { title: string; pages: number; milliseconds: number; things: number }
  /** Why it could not be opened or built, with what to do. */
  | { problem: string };

export interface Studio {
  /** @param site absolute path of the site that the window was opened for, which begins to be opened; null: Welcome */
  connect(channel: Channel, window: WindowHandle, site: string | null): Connection;
  /** Tells every window, or the one that has `site` open, what was asked for outside of it. */
  command(
    command: 'open-site' | 'find' | 'actions' | 'build' | 'publish' | 'save' | 'settings',
    connection: Connection,
    site?: string,
  ): void;
  /** Answers a request to a preview's origin. @param key the site's key, from the origin's host name */
  preview(key: string, request: Request): Promise<Response>;
  /** Answers for the pictures of starters and other files of the studio's own origin under /galley/; null: not ours. */
  asset(path: string): Promise<Response | null>;
  /** The tour's copy, made when it is not there. @returns its folder */
  tour(again: boolean): Promise<string>;
  /** Opens a site and builds it, so that a window finds it ready. Never throws. */
  prepare(root: string): Promise<Prepared>;
  /** Saves all that was typed, ends builds, closes every site. */
  close(): Promise<void>;
}
