/** Puts together the plan of a publish or of an undo: data that can be shown, agreed to, and made again to compare. */
import type { Survey, TargetAdapter } from '../adapter.ts';
import { Printer } from '../hash.ts';
import { Pace } from '../pace.ts';
import { describeTarget, type Target } from '../targets/schema.ts';
import type { PublishedPage, PublishPlan, Receipt } from '../types.ts';
import { type Decision, decide } from './decide.ts';
import { foldersOf } from './stages.ts';
import { tellStory } from './story.ts';
import type { Wishes } from './wishes.ts';

export interface PlanBasis {
  kind: PublishPlan['kind'];
  target: Target;
  site: PublishPlan['site'];
  wishes: Wishes;
  /** Pages that will be there afterwards. */
  pages: readonly PublishedPage[];
  /** The release that lies there. */
  receipt: Receipt | null;
  unfinished: boolean;
  /** Site of the newest record, for another site's to be noticed. */
  lastSite: PublishPlan['site'] | null;
}

export async function makePlan(
  basis: PlanBasis,
  survey: Survey,
  adapter: Pick<TargetAdapter, 'nameProblem' | 'fold'>,
): Promise<PublishPlan> {
  const decision = await decide(basis.wishes, survey.found);
  const touched = decision.added.length + decision.changed.length + decision.deleted.length;
  const nothing = touched === 0 && decision.collisions.length === 0 && !basis.unfinished;
  const { kind, target, site, receipt, lastSite } = basis;
  return {
    id: await digest(basis, decision, survey.revision),
    kind,
    target,
    address: describeTarget(target),
    site,
    ...decision,
    badNames: kind === 'publish' ? await badNames(basis.wishes, adapter) : [],
    bytes: [...decision.added, ...decision.changed].reduce((sum, { size }) => sum + size, 0),
    removedShare: removedShare(decision, receipt),
    unfinished: basis.unfinished,
    nothing,
    otherSite:
      lastSite !== null && lastSite.root !== site.root && lastSite.title !== site.title ? lastSite.title : null,
    revision: survey.revision,
    story: tellStory(decision, basis.pages, receipt?.pages ?? [], nothing),
  };
}

/** Of the pages, or of all files: whichever is more. New names for the same number of files are no loss. */
function removedShare(decision: Decision, receipt: Receipt | null): number {
  if (receipt === null || receipt.files.size === 0) return 0;
  const gone = new Set(decision.deleted.map(({ path }) => path));
  const pages = receipt.pages.filter(({ output }) => gone.has(output)).length / Math.max(1, receipt.pages.length);
  const fewer = decision.deleted.length - decision.added.length;
  return Math.max(pages, fewer / receipt.files.size, 0);
}

async function badNames(
  wishes: Wishes,
  adapter: Pick<TargetAdapter, 'nameProblem' | 'fold'>,
): Promise<PublishPlan['badNames']> {
  const bad: PublishPlan['badNames'] = [];
  const names = new Map<string, string>();
  const seen = new Set<string>();
  const pace = new Pace();
  for (const [file, { want }] of wishes) {
    if (want === null) continue;
    if (pace.due) await pace.rest();
    for (const path of [...foldersOf(file), file]) {
      if (seen.has(path)) continue;
      seen.add(path);
      const why = adapter.nameProblem(path);
      if (why !== null) bad.push({ path, why });
      const other = names.get(adapter.fold(path));
      if (other !== undefined) bad.push({ path, why: `there it would be the same as ${other}` });
      names.set(adapter.fold(path), path);
    }
  }
  return bad;
}

async function digest(basis: PlanBasis, decision: Decision, revision: string | null): Promise<string> {
  const printer = new Printer();
  const pace = new Pace();
  const add = (...values: unknown[]): void => printer.add(Buffer.from(`${JSON.stringify(values)}\n`));
  add(basis.kind, describeTarget(basis.target), basis.site, basis.unfinished, revision);
  for (const list of ['added', 'changed', 'deleted', 'unchanged'] as const) {
    add(list);
    for (const file of decision[list]) {
      if (pace.due) await pace.rest();
      add(file.path, file.hash, 'was' in file ? file.was : null);
    }
  }
  add(decision.collisions, decision.altered, decision.inTheWay);
  return printer.end().hash;
}
