/** What a host says first, and what only some hosts can do. */
import type { UiState } from './home.ts';

/** Each false one has a drawn replacement in the window; nobody asks which host it is. */
export interface Capabilities {
  folderDialog: boolean;
  dropFolder: boolean;
  revealFile: boolean;
  nativeMenu: boolean;
  windows: boolean;
  openExternal: boolean;
  secretStore: 'keychain' | 'session';
}

export interface Hello {
  /** Hash of src/shared: a window of another one says "Galley was updated: reload" and keeps its text. */
  contract: string;
  galley: string;
  platform: 'mac' | 'windows' | 'linux';
  capabilities: Capabilities;
  ui: UiState;
  /** The site that this window was opened for; null: Welcome. */
  site: string | null;
}
