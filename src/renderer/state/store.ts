/** What the window knows, in one place. The host owns the truth; this is its latest word, and where the person is looking. */
import { create } from 'zustand';
import type { Hello } from '../../shared/contract/hello.ts';
import { defaultUiState, type UiState } from '../../shared/contract/home.ts';
import type { PageRow } from '../../shared/contract/pages.ts';
import type { PublishStep, PublishStory, ReleaseSummary } from '../../shared/contract/publish.ts';
import type { SessionSnapshot } from '../../shared/contract/session.ts';

export type Room = 'write' | 'proofs' | 'timings' | 'releases' | 'settings';
export type SideTab = 'preview' | 'proofs' | 'explain';

/** `stale`: the host is of another version; `refused`: the key is missing or wrong. */
export type Line = 'connecting' | 'open' | 'lost' | 'refused' | 'stale';

/** A place in a file; `nonce` makes going there twice two events. */
export interface Destination {
  file: string;
  line: number | null;
  column: number | null;
  nonce: number;
}

/** What the preview shows. */
export interface PreviewState {
  /** Address of the page looked at, root-relative with the base path; null: none yet. */
  url: string | null;
  /** Grows when the page is to be loaded again. */
  reload: number;
  /** The host's number of the newest change that it may show; 0: there was none. */
  changes: number;
  /** Outlined on the page; `nonce` as in Destination. */
  show: (Destination & { url: string }) | null;
}

export interface PublishProgress {
  operation: string;
  step: PublishStep | 'planning';
  done: number;
  total: number | null;
}

export interface PublishState {
  /** The target looked at. */
  target: string | null;
  progress: PublishProgress | null;
  story: PublishStory | null;
  /** How the last one ended. */
  outcome: { tone: 'good' | 'bad'; message: string; detail?: string; release: ReleaseSummary | null } | null;
}

export interface Notice {
  id: number;
  tone: 'plain' | 'warning';
  message: string;
  /** Until it is dismissed. */
  stays?: true;
  /** Offered beside it ("Undo"). */
  action?: { label: string; run: () => void };
}

export interface StudioState {
  line: Line;
  hello: Hello | null;
  ui: UiState;
  session: SessionSnapshot | null;
  /** A site is on its way: the window begins with its pages, not with a tree that fills up. */
  opening: boolean;
  /** Why no site is open although one was asked for; offered on Welcome. */
  openProblem: { root: string; code: string; message: string } | null;
  /** The tree's rows, all of them, in tree order; null until they have arrived. */
  pages: readonly PageRow[] | null;
  /** They are as they were in an earlier session: the first build has not come to them yet. */
  pagesRemembered: boolean;
  room: Room;
  side: SideTab;
  /** The open document. */
  destination: Destination | null;
  /** The proof looked at. */
  proof: string | null;
  preview: PreviewState;
  publish: PublishState;
  notices: readonly Notice[];
  /** What lies over the window: the palette in one of its two forms. */
  palette: 'pages' | 'actions' | null;
  changesOpen: boolean;
  /** The tree as a drawer, on a narrow window. */
  treeOpen: boolean;
  /** Caret of the editor. `typed`: a key that changed the text brought it there. */
  caret: { line: number; column: number; typed: boolean } | null;
}

export const initialPublish: PublishState = { target: null, progress: null, story: null, outcome: null };

export const useStudio = create<StudioState>(() => ({
  line: 'connecting',
  hello: null,
  ui: defaultUiState,
  session: null,
  opening: false,
  openProblem: null,
  pages: null,
  pagesRemembered: false,
  room: 'proofs',
  side: 'preview',
  destination: null,
  proof: null,
  preview: { url: null, reload: 0, changes: 0, show: null },
  publish: initialPublish,
  notices: [],
  palette: null,
  changesOpen: false,
  treeOpen: false,
  caret: null,
}));
