/**
 * What a build that ended leaves to the next one, beside its plan. It counts where the next one is told what changed and has the same
 * pages: then what was kept or made here is still so, unless that one finds a reason.
 */
import type { IndexChange } from '../../../kernel/site/fingerprints.ts';
import type { TextItem } from '../../../kernel/tasks.ts';
import type { PageNumber } from '../../../shared/snapshot.ts';
import type { LeftOutputs } from '../build-state.ts';
import type { SiteMemory } from '../cache/memory.ts';
import type { Gathered } from '../phases/render.ts';
import type { PlannedSite } from '../preview/planned.ts';
import type { Outputs } from '../save/outputs.ts';

export interface Standing {
  planned: PlannedSite;
  outputs: LeftOutputs;
  /** Pages that it rendered: nobody has asked yet whether they may be kept. */
  rendered: readonly PageNumber[];
  gathered: Gathered;
  texts: readonly TextItem[];
}

export interface StandingNow {
  before: PlannedSite | null;
  /** null: the site may differ in any way. */
  change: IndexChange | null;
  memory: SiteMemory;
  /** As they were read. */
  outputs: Outputs;
  /** Why nothing of earlier builds counts; null: it does. */
  remade: string | null;
}

/** @returns what of it counts now: all of it or, null, nothing */
export function stillStanding(left: Standing | null, now: StandingNow): Standing | null {
  if (left === null || now.change === null || now.remade !== null) return null;
  const { planned, outputs } = left;
  const sameMemory = planned.texts !== null && now.memory.verified === planned.texts;
  return planned === now.before && sameMemory && outputs.outputs === now.outputs ? left : null;
}
