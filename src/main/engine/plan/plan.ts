/** Phase 5: which pages must be rendered, and why. A pure function: data in, data out, printable. */
import type { PageNumber, SiteSnapshot } from '../../../shared/snapshot.ts';

export interface BuildPlan {
  render: { page: PageNumber; reason: string }[];
  /** Outputs of ours that nothing makes any more. Known in full only when the build has run; these are certain now. */
  reasons: { reason: string; pages: number }[];
}

const CLEAN_BUILD = 'clean build';

/** Every page is rendered: no build but the one that renders everything is proven yet. */
export function planBuild(snapshot: Pick<SiteSnapshot, 'pages'>): BuildPlan {
  const render = snapshot.pages.map((_, page) => ({ page, reason: CLEAN_BUILD }));
  return { render, reasons: render.length === 0 ? [] : [{ reason: CLEAN_BUILD, pages: render.length }] };
}
