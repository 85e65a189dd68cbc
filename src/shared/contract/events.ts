/** What the host tells a window unasked. Numbered in its session: a gap means that `session.open` must be asked again. */

import type { DocumentEvent } from './documents.ts';
import type { ChangeSummary } from './fixes.ts';
import type { BrokenPage } from './preview.ts';
import type { ProofCounts } from './proofs.ts';
import type { PublishStep, PublishStory, ReleaseSummary } from './publish.ts';
import type { BuildSummary, SiteInfo, SiteState } from './session.ts';
import type { ContractError } from './wire.ts';

export type StudioEvent =
  /** At most ten a second while a build runs. */
  | { type: 'state'; state: SiteState }
  | { type: 'site'; site: SiteInfo }
  | { type: 'pages'; version: number }
  | { type: 'proofs'; version: number; counts: ProofCounts }
  | { type: 'built'; build: BuildSummary }
  /** Pages shown in a preview are others by now; null: whichever is shown. `changes`: the number of the newest change. */
  | { type: 'preview'; urls: string[] | null; changes: number }
  /** A page in a preview is broken, or mended (null). */
  | { type: 'broken'; url: string; broken: BrokenPage | null }
  | { type: 'document'; file: string; event: DocumentEvent }
  | { type: 'unsaved'; files: string[] }
  | { type: 'changes'; changes: ChangeSummary[] }
  | { type: 'publish-progress'; operation: string; step: PublishStep | 'planning'; done: number; total: number | null }
  | { type: 'publish-planned'; operation: string; story: PublishStory }
  | { type: 'published'; operation: string; release: ReleaseSummary | null; message: string }
  | { type: 'operation-failed'; operation: string; error: ContractError }
  | { type: 'operation-cancelled'; operation: string }
  /** Said once, calmly, in the status line. `stays`: until somebody has seen it; nobody may be at the window. */
  | { type: 'notice'; tone: 'plain' | 'warning'; message: string; stays?: true }
  /** The person opened another site in this window from outside it (menu, drop, command line), or chose an action there. */
  | {
      type: 'command';
      command: 'open-site' | 'find' | 'actions' | 'build' | 'publish' | 'save' | 'settings';
      site: string | null;
    };
