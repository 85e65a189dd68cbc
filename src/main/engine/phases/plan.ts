/** Phase 5: the site as data for the workers; what must be rendered, and why; what of public/ may be touched. */
import { resolve } from 'node:path';
import { joinPaginatedLists } from '../../../kernel/paginated.ts';
import type { IndexChange } from '../../../kernel/site/fingerprints.ts';
import { SiteIndex } from '../../../kernel/site/site-index.ts';
import type { SiteRef } from '../../../kernel/tasks.ts';
import type { PageNumber, PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { encoderVersion } from '../assets/encoder.ts';
import type { PreparedAssets } from '../assets/types.ts';
import { OutputLedger } from '../build-state.ts';
import type { NodeKind } from '../cache/memory.ts';
import type { OpenMemory } from '../cache/open-memory.ts';
import type { PageTexts } from '../cache/page-texts.ts';
import type { PhaseHandle } from '../clock.ts';
import type { Course, Found, FoundSite } from '../course.ts';
import { History } from '../plan/history.ts';
import { type BuildPlan, type PlannedNode, planBuild } from '../plan/plan.ts';
import { createReasons } from '../plan/reasons.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { PlannedSite } from '../preview/planned.ts';
import type { Amended } from '../resident/amend.ts';
import { changedKinds } from '../resident/changed-kinds.ts';
import { type Standing, stillStanding } from '../resident/standing.ts';
import { Intent } from '../save/outputs.ts';
import type { Organised } from './organise.ts';
import type { Parsed } from './parse.ts';
import { amendTexts, snapshotOf, type VersionStep, writePages } from './snapshot.ts';

export interface PlanSiteInput {
  cache: OpenMemory;
  runner: TaskRunner;
  found: Found;
  parsed: Parsed;
  model: Organised;
  /** How the model differs from the build before; null: it was put together anew. */
  amended: Amended | null;
  assets: PreparedAssets;
}

export interface Planned {
  site: PlannedSite;
  plan: BuildPlan;
  /** The same for texts, which are known later. */
  planTexts(items: readonly PlannedNode[]): BuildPlan;
  /** Why nothing of earlier builds counts; null: it does. */
  remade: string | null;
  /** What all renders depend on without reading it. */
  common: Record<string, string>;
  /** What the build before left and this one goes on with; null: nothing. */
  standing: Standing | null;
  ledger: OutputLedger;
  intent: Intent;
}

/** Ends with the intent on disk: from here on files are written. */
export async function planSite(course: Course, input: PlanSiteInput, handle: PhaseHandle): Promise<Planned> {
  const { cache, runner, found, parsed, model, amended, assets } = input;
  const { templates, data } = found.site.discovery;
  const snapshot = snapshotOf({
    ...{ found: found.site, model, assets: assets.assets, time: course.time, version: course.version },
    ...{ templates, data, galley: course.options.galleyVersion },
  });
  const ledger = new OutputLedger({
    ...{ out: course.out, before: found.outputs, adopt: course.request.adopt, report: course.report },
    ...{ lastGood: lastGoodFolder(course), trusted: found.told !== null },
  });
  const texts = await textsOf(course, runner, snapshot, amended);
  const change = changeOf(course.before, amended, snapshot);
  const before = change === null ? null : (course.before?.texts ?? null);
  const step = change !== null && before !== null ? { before, change } : null;
  const ref = refOf(course, runner, snapshot, texts, step, parsed);
  await runner.share(ref, snapshot);
  // After it was written for the workers, whose form leaves this out.
  joinPaginatedLists(snapshot.pages);
  const index = openIndex(snapshot, ref, change === null ? null : (course.before as PlannedSite).index, change);
  const { drafts } = course.request;
  const site: PlannedSite = {
    ...{ found: found.site, parsed, model, assets, snapshot, site: ref, index, texts, drafts, out: course.out },
  };
  const common = commonOf(found.site, ref.encoder);
  const remade = whyRemade(cache, common);
  const { memory } = cache;
  const history = new History({ index, memory, now: texts, before, change });
  const { outputs } = found;
  const standing = stillStanding(course.standing, { before: course.before, change, memory, outputs, remade });
  if (standing === null) memory.keepNodes('pages', new Set(snapshot.pages.map(({ id }) => id)));
  const planNodes = plannerOf(cache, history, index, ledger, remade);
  const plan = planNodes('pages', snapshot.pages, standing && doubtful(standing, history, index));
  const intent = new Intent(course.outputs.intent);
  await intent.add(plan.render.map(({ node }) => (snapshot.pages[node] as PageRecord).output));
  handle.advance(plan.render.length);
  const planTexts = (items: readonly PlannedNode[]): BuildPlan => {
    if (items !== standing?.texts) memory.keepNodes('texts', new Set(items.map(({ id }) => id)));
    return planNodes('texts', items, null);
  };
  return { site, plan, planTexts, remade, common, standing, ledger, intent };
}

/**
 * Pages that the build before did not keep, and those that may have read something that is another now. Every other page it kept:
 * so its file is the one that was made of it, and it is where it was.
 */
function doubtful({ rendered }: Standing, history: History, { lookups }: SiteIndex): PageNumber[] {
  const pages = new Set(rendered);
  for (const id of history.suspects('pages')) pages.add(lookups.byId(id) as PageNumber);
  return [...pages].sort((a, b) => a - b);
}

/** JSON of the pages; null: nobody needs it. Who builds once, in one thread, has nobody to write them for. */
async function textsOf(
  { before, version }: Course,
  runner: TaskRunner,
  { pages }: SiteSnapshot,
  amended: Amended | null,
): Promise<PageTexts | null> {
  if (amended !== null && before?.texts) return amendTexts(before.texts, pages, amended.pages);
  return runner.workers > 0 || version > 1 ? writePages(pages) : null;
}

function refOf(
  { key, version, snapshots }: Course,
  runner: TaskRunner,
  snapshot: SiteSnapshot,
  texts: PageTexts | null,
  step: VersionStep | null,
  { bodies }: Parsed,
): SiteRef {
  return {
    ...{ site: key, version, encoder: encoderVersion() },
    ...(runner.workers === 0 || texts === null
      ? { snapshot: null, base: version, patch: null, change: null }
      : snapshots.write(snapshot, texts, step)),
    bodies: [...bodies],
  };
}

/** How the site differs from the one that was planned before; null: in any way. */
function changeOf(before: PlannedSite | null, amended: Amended | null, snapshot: SiteSnapshot): IndexChange | null {
  if (before === null || amended === null) return null;
  return { pages: amended.fields, kinds: changedKinds(before.snapshot, snapshot) };
}

function openIndex(
  snapshot: SiteSnapshot,
  { bodies, encoder }: SiteRef,
  before: SiteIndex | null,
  change: IndexChange | null,
): SiteIndex {
  const sameNames = before !== null && change !== null && !change.kinds.has('near');
  const bodyOf = (buffer: number): Uint8Array => new Uint8Array(bodies[buffer] as SharedArrayBuffer);
  const index = new SiteIndex(snapshot, bodyOf, encoder, sameNames ? before.lookups : null);
  if (before !== null && change !== null) index.succeed(before, change);
  return index;
}

/** What changes every page's meaning, and that no render can read as such. */
function commonOf({ config }: FoundSite, encoder: string): Record<string, string> {
  return {
    'site.yaml: language': config.language,
    'site.yaml: taxonomies': Object.keys(config.taxonomies).join(),
    'what encodes pictures': encoder,
  };
}

function whyRemade({ memory, problem }: OpenMemory, common: Readonly<Record<string, string>>): string | null {
  if (memory.nodes('pages').size === 0) {
    return problem === 'other' ? 'the cache is of another version of Galley, another place or another machine' : CLEAN;
  }
  const changed = Object.keys(common).find((name) => memory.common[name] !== common[name]);
  return changed === undefined ? null : `${changed} changed`;
}

const CLEAN = 'clean build';

function plannerOf(
  { problem }: OpenMemory,
  history: History,
  index: SiteIndex,
  ledger: OutputLedger,
  everything: string | null,
): (kind: NodeKind, nodes: readonly PlannedNode[], among: readonly number[] | null) => BuildPlan {
  const explain = createReasons(index);
  return (kind, nodes, among) =>
    planBuild({
      nodes,
      among,
      earlier: (id) => history.earlier(kind, id),
      present: (output) => ledger.present(output),
      everything,
      unknown: problem === 'damaged' ? 'what was known of it was damaged' : 'it is new',
      explain,
    });
}

/** Only pages in public/ itself: another folder's are not looked at. */
function lastGoodFolder({ out, root, state }: Course): string | null {
  return out === resolve(root, 'public') ? state.preview : null;
}
