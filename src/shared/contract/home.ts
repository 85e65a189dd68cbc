/** What outlives a window: recent sites, panes, theme. It is kept in the folder that both hosts share. */
import { z } from 'zod';

export const uiStateSchema = z.strictObject({
  theme: z.enum(['light', 'dark', 'system']),
  technicalDetails: z.boolean(),
  /** Widths in CSS pixels; 0: closed. */
  panes: z.strictObject({ tree: z.number().int().min(0).max(4000), side: z.number().int().min(0).max(4000) }),
  previewWidth: z.enum(['phone', 'tablet', 'desktop', 'wide']),
});
export type UiState = z.infer<typeof uiStateSchema>;

export const defaultUiState: UiState = {
  theme: 'system',
  technicalDetails: false,
  panes: { tree: 260, side: 420 },
  previewWidth: 'phone',
};

export interface RecentSite {
  root: string;
  title: string;
  /** ISO instant. */
  opened: string;
  /** False: the folder is not there any more. */
  present: boolean;
}

/** A site to begin from. `picture` is a path on the studio's own origin. */
export interface Starter {
  name: string;
  title: string;
  description: string;
  picture: string;
}

export interface Home {
  recents: RecentSite[];
  starters: Starter[];
  /** Where new sites go unless told otherwise. */
  sitesFolder: string;
}

export interface FolderEntry {
  name: string;
  path: string;
  isSite: boolean;
}

/** One folder, for the studio's own chooser: names of folders only. */
export interface FolderListing {
  path: string;
  /** Outermost first; the last is the folder itself. */
  crumbs: { name: string; path: string }[];
  entries: FolderEntry[];
  isSite: boolean;
  /** Folders to begin from: home, where sites go. */
  places: { name: string; path: string }[];
  /** Why its content cannot be shown. */
  problem: string | null;
}
