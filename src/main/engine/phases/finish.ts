/** Phase 8: all that is not a page: assets that pages use, image variants, feeds, sitemap, redirects, copied files. */
import { isSettled } from '../../../kernel/stat-signature.ts';
import type { RenderedText, SiteRef, TextItem } from '../../../kernel/tasks.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { finishImages } from '../assets/finish-images.ts';
import type { CopiedFile, OutputSource, PreparedAssets } from '../assets/types.ts';
import type { OutputLedger, PageFinding } from '../build-state.ts';
import type { PlacedFile, RenderedNode } from '../cache/frames.ts';
import { lookAt } from '../cache/look.ts';
import type { SiteMemory } from '../cache/memory.ts';
import type { AssetMap } from '../checks/asset-map.ts';
import type { PhaseHandle } from '../clock.ts';
import type { BuildPlan } from '../plan/plan.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { Standing } from '../resident/standing.ts';
import type { Redirect } from '../site/redirects.ts';
import type { StatePaths } from '../state-paths.ts';
import type { RenderedSite } from './render.ts';
import { writtenTo } from './render.ts';
import { usedOutputs } from './track.ts';

/** A file to place as it is. */
interface Placement {
  output: string;
  from: string | Uint8Array;
  /** Of its bytes, where it is known. */
  hash?: string;
}

interface FinishInput {
  rendered: RenderedSite;
  map: AssetMap;
  assets: PreparedAssets;
  copies: readonly CopiedFile[];
  redirects: readonly Redirect[];
  state: StatePaths;
  /** Says which files may be touched, before the first of them is. */
  intend(outputs: readonly string[]): Promise<void>;
  runner: TaskRunner;
  site: SiteRef;
  snapshot: SiteSnapshot;
  ledger: OutputLedger;
  memory: SiteMemory;
  /** The files that are copied are what they were when they were copied last. */
  sameSources: boolean;
  /** What of the build before counts; null: nothing. */
  standing: Standing | null;
  /** What must be made of these texts, and why. */
  planTexts(items: readonly TextItem[]): BuildPlan;
  /** ISO instant at which the build began. */
  started: string;
  report(finding: PageFinding): void;
}

/** A batch of copies is bounded by count; the files themselves are read in the worker, one at a time. */
const COPY_BATCH = 20;
const TEXT_BATCH = 10;

export interface Finished {
  texts: readonly TextItem[];
  /** Names of assets that texts ask for; no page needs to. */
  usedByTexts: ReadonlySet<string>;
}

/** Texts ask for assets and image variants too (a feed shows pictures), so these come after them; copies run beside. */
export async function finishSite(input: FinishInput, handle: PhaseHandle, signal?: AbortSignal): Promise<Finished> {
  const copied = new Set(input.copies.map((copy) => copy.output));
  const texts = input.standing?.texts ?? textItems(input.snapshot, input.redirects, (output) => copied.has(output));
  const copies: Placement[] = input.copies.map(({ path, output }) => ({ from: path, output }));
  const rules = redirectRules(input, copied);
  if (rules !== null) copies.push(rules);
  const plan = input.planTexts(texts);
  const wanted = plan.render.map(({ node, reason }) => ({ ...(texts[node] as TextItem), reason }));
  const moved = copies.filter((file) => !isInPlace(input, file));
  handle.expect(wanted.length + moved.length);
  await input.intend([...wanted, ...moved].map((item) => item.output));
  for (const text of plan.kept) input.ledger.keep((texts[text] as TextItem).output);
  await Promise.all([renderTexts(input, wanted, handle, signal), placeFiles(input, moved, handle, signal)]);
  const requests = gatherTexts(input, texts);
  const usedByTexts = new Set([...input.memory.assetsRead('texts'), ...requests.map((request) => request.asset)]);
  const assets = assetFiles(input, usedByTexts).filter((file) => !isInPlace(input, file));
  const variants = wantedVariants(input, [...input.rendered.requests, ...requests]);
  handle.expect(wanted.length + moved.length + assets.length + variants.length);
  await input.intend(assets.map((file) => file.output));
  await Promise.all([placeFiles(input, assets, handle, signal), placeVariants(input, variants, handle, signal)]);
  return { texts, usedByTexts };
}

/** Whether a file lies in public/ already, for certain and unchanged; then it is kept. */
function isInPlace({ ledger, memory, sameSources }: FinishInput, { output, from, hash }: Placement): boolean {
  const there = ledger.present(output);
  if (there === null) return false;
  if (hash === undefined || hash !== there) {
    const known = memory.files.get(output);
    if (known === undefined || known.hash !== there || known.from !== from || known.signature === '') return false;
    if (!sameSources && lookAt(known.from) !== known.signature) return false;
  }
  ledger.keep(output);
  return true;
}

/** An asset is written only when something refers to it. */
function assetFiles({ assets, snapshot, map, memory }: FinishInput, byTexts: ReadonlySet<string>): Placement[] {
  const used = usedOutputs(snapshot, map, new Set([...memory.assetsRead('pages'), ...byTexts]));
  const hashes = new Map(assets.assets.map(({ output, hash }) => [output, hash]));
  const files: Placement[] = [];
  for (const [output, source] of assets.outputs) {
    if (used.has(output)) files.push({ output, from: bytesOf(source), hash: hashes.get(output) as string });
  }
  return files;
}

function bytesOf(source: OutputSource): string | Uint8Array {
  return source.from === 'file' ? source.path : source.bytes;
}

/** The form in which common hosts read redirects. */
function redirectRules({ redirects, snapshot }: FinishInput, copied: ReadonlySet<string>): Placement | null {
  if (redirects.length === 0 || copied.has('_redirects')) return null;
  const rows = redirects.map(({ from, page }) => `${from} ${(snapshot.pages[page] as PageRecord).url} 301`);
  return { output: '_redirects', from: Buffer.from(`${rows.sort().join('\n')}\n`) };
}

/** Each variant once, those left out that were made before. */
function wantedVariants(input: FinishInput, requests: readonly ImageRequest[]): ImageRequest[] {
  const byOutput = new Map(requests.map((request) => [request.output, request]));
  return [...byOutput.values()].filter(({ output }) => !isMade(input, output));
}

async function placeVariants(
  input: FinishInput,
  wanted: readonly ImageRequest[],
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<void> {
  if (wanted.length === 0) return;
  const { runner, assets, site, state, report } = input;
  const images = await finishImages({
    requests: wanted,
    assets: new Map(assets.assets.map((asset) => [asset.name, asset])),
    originals: assets.originals,
    cacheFolder: state.assets,
    encoder: site.encoder,
    run: (task, message) => runner.call(task, message),
    onDone: () => handle.advance(1),
    ...(signal && { signal }),
  });
  for (const finding of images.findings) report({ page: null, finding });
  const files = [...images.outputs].map(([output, source]) => ({ output, from: bytesOf(source) }));
  await input.intend(files.map((file) => file.output));
  // They were counted when they were made, which takes much longer.
  await placeFiles(input, files, { ...handle, advance: () => {} }, signal);
  const made = [...images.made].flatMap((output): PlacedFile[] => {
    const hash = input.ledger.get(output)?.hash ?? null;
    return hash === null ? [] : [{ output, from: '', signature: '', hash }];
  });
  if (made.length > 0) input.memory.note({ kind: 'files', files: made });
}

/** A variant's name says what it is made of: one that was made once and lies there still is kept. */
function isMade({ ledger, memory }: FinishInput, output: string): boolean {
  if (ledger.has(output)) return true;
  const known = memory.files.get(output);
  if (known === undefined || known.from !== '' || ledger.present(output) !== known.hash) return false;
  ledger.keep(output);
  return true;
}

interface PlannedText extends TextItem {
  reason: string;
}

/** Renders the texts by their templates. */
async function renderTexts(
  input: FinishInput,
  items: readonly PlannedText[],
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<void> {
  for (const { id } of items) input.memory.forget('texts', id);
  const batch = {
    task: 'renderTexts' as const,
    items,
    size: TEXT_BATCH,
    message: (part: readonly PlannedText[]) => ({
      site: input.site,
      items: part.map(({ reason: _, ...item }) => item),
      write: input.ledger.order(part.map((item) => item.output)),
    }),
    lost: (item: TextItem) =>
      input.report({ page: null, finding: { code: 'worker-lost', data: { url: item.output }, cause: item.output } }),
  };
  await runBatches(
    input.runner,
    {
      ...batch,
      done(result, first, count, span) {
        const nodes = result.texts.map((text, i) => noteText(input, items[first + i] as PlannedText, text));
        input.memory.note({ kind: 'texts', nodes, facts: null, traces: result.traces });
        handle.span(span, count);
        handle.advance(count);
      },
    },
    signal,
  );
}

function noteText(input: FinishInput, item: PlannedText, text: RenderedText): RenderedNode {
  const page = item.page === null ? null : (input.snapshot.pages[item.page] as PageRecord).url;
  if (text.made) input.ledger.note(text.output, page);
  const { findings, requests, output, made } = text;
  return {
    ...{ id: item.id, template: item.template, findings, requests, source: null, degraded: false, milliseconds: 0 },
    ...(made ? writtenTo(output) : { output: item.output, hash: null }),
    ...{ url: page ?? '', reason: item.reason, rendered: input.started },
  };
}

/** What all texts came to, those that are kept too. @returns the image variants that they ask for */
function gatherTexts({ memory, report }: FinishInput, items: readonly TextItem[]): ImageRequest[] {
  const requests: ImageRequest[] = [];
  for (const { id } of items) {
    const node = memory.nodes('texts').get(id)?.node;
    // Its worker was lost.
    if (node === undefined) continue;
    for (const finding of node.findings) report({ page: null, finding });
    requests.push(...node.requests);
  }
  return requests;
}

async function placeFiles(
  input: Pick<FinishInput, 'runner' | 'ledger' | 'report' | 'memory' | 'started'>,
  files: readonly Placement[],
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<void> {
  // Before they are read: what changes in between is noticed by the next build.
  const signatures = files.map(({ from }) => (typeof from === 'string' ? lookAt(from) : ''));
  const placed: PlacedFile[] = [];
  await runBatches(
    input.runner,
    {
      task: 'copyFiles',
      items: files,
      size: COPY_BATCH,
      message: (part) => ({ items: [...part], write: input.ledger.order(part.map((file) => file.output)) }),
      done(result, first, count, span) {
        result.outputs.forEach((output, i) => {
          const { from } = files[first + i] as Placement;
          const signature = signatures[first + i] as string;
          if (output.state === 'failed' && output.hash === '' && typeof from === 'string') {
            const data = { path: from, problem: output.problem ?? '' };
            input.report({ page: null, finding: { code: 'file-unreadable', data, cause: from } });
            return;
          }
          input.ledger.note(output, null);
          const { hash } = writtenTo(output);
          if (hash === null || typeof from !== 'string' || !isSettled(signature, Date.parse(input.started))) return;
          placed.push({ output: output.path, from, signature, hash });
        });
        handle.span(span, count);
        handle.advance(count);
      },
      lost: (file) =>
        input.report({ page: null, finding: { code: 'worker-lost', data: { url: file.output }, cause: file.output } }),
    },
    signal,
  );
  if (placed.length > 0) input.memory.note({ kind: 'files', files: placed });
}

/** Feeds of the home page, of every section and of every term; the sitemap; robots.txt; a page for each redirect. */
export function textItems(
  snapshot: SiteSnapshot,
  redirects: readonly Redirect[],
  hasStatic: (output: string) => boolean,
): TextItem[] {
  const items: TextItem[] = [];
  snapshot.pages.forEach((record, page) => {
    if (!hasFeed(record)) return;
    const folder = record.output.slice(0, -'index.html'.length);
    items.push({ template: 'rss.xml.njk', output: `${folder}index.xml`, id: `rss:${record.id}`, kind: 'feed', page });
    items.push({ template: 'atom.xml.njk', output: `${folder}atom.xml`, id: `atom:${record.id}`, kind: 'feed', page });
  });
  items.push({ template: 'sitemap.xml.njk', output: 'sitemap.xml', id: 'sitemap:', kind: 'sitemap', page: null });
  items.push({ template: 'robots.txt.njk', output: 'robots.txt', id: 'robots:', kind: 'robots', page: null });
  for (const { output, page } of redirects) {
    // Where it leads is part of what it is.
    const id = `redirect:${output}:${(snapshot.pages[page] as PageRecord).id}`;
    items.push({ template: 'redirect.njk', output, id, kind: 'redirect', page });
  }
  return items.filter((item) => !hasStatic(item.output));
}

function hasFeed(record: PageRecord): boolean {
  const isList = record.kind === 'home' || record.kind === 'section' || record.kind === 'term';
  return isList && (record.list?.paginator?.number ?? 1) === 1 && record.output.endsWith('index.html');
}
