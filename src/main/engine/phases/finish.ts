/** Phase 8: all that is not a page: assets that pages use, image variants, feeds, sitemap, redirects, copied files. */
import type { RenderedText, SiteRef, TextItem } from '../../../kernel/tasks.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { finishImages } from '../assets/finish-images.ts';
import type { CopiedFile, OutputSource, PreparedAssets } from '../assets/types.ts';
import type { OutputLedger, PageFinding } from '../build-state.ts';
import type { AssetMap } from '../checks/asset-map.ts';
import type { PhaseHandle } from '../clock.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { TraceBook } from '../save/traces.ts';
import type { Redirect } from '../site/redirects.ts';
import type { StatePaths } from '../state-paths.ts';
import type { RenderedSite } from './render.ts';
import { usedOutputs } from './track.ts';

/** A file to place as it is. */
interface Placement {
  output: string;
  from: string | Uint8Array;
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
  traces: TraceBook;
  report(finding: PageFinding): void;
}

/** A batch of copies is bounded by count; the files themselves are read in the worker, one at a time. */
const COPY_BATCH = 20;
const TEXT_BATCH = 10;

export interface Finished {
  /** Names of assets that texts ask for; no page needs to. */
  usedByTexts: ReadonlySet<string>;
}

/** Texts ask for assets and image variants too (a feed shows pictures), so these come after them; copies run beside. */
export async function finishSite(input: FinishInput, handle: PhaseHandle, signal?: AbortSignal): Promise<Finished> {
  const copied = new Set(input.copies.map((copy) => copy.output));
  const texts = textItems(input.snapshot, input.redirects, (output) => copied.has(output));
  const copies: Placement[] = input.copies.map(({ path, output }) => ({ from: path, output }));
  const rules = redirectRules(input, copied);
  if (rules !== null) copies.push(rules);
  handle.expect(texts.length + copies.length);
  await input.intend([...texts, ...copies].map((item) => item.output));
  const [requests] = await Promise.all([
    renderTexts(input, texts, handle, signal),
    placeFiles(input, copies, handle, signal),
  ]);
  const usedByTexts = new Set([...input.traces.textAssets, ...requests.map((request) => request.asset)]);
  const assets = assetFiles(input);
  await input.intend(assets.map((file) => file.output));
  await Promise.all([
    placeFiles(input, assets, handle, signal),
    placeVariants(input, [...input.rendered.requests, ...requests], handle, signal),
  ]);
  return { usedByTexts };
}

/** An asset is written only when something refers to it. */
function assetFiles({ assets, snapshot, map, traces }: FinishInput): Placement[] {
  const used = usedOutputs(snapshot, map, traces.assets);
  const files: Placement[] = [];
  for (const [output, source] of assets.outputs) if (used.has(output)) files.push({ output, from: bytesOf(source) });
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

async function placeVariants(
  input: FinishInput,
  requests: readonly ImageRequest[],
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<void> {
  if (requests.length === 0) return;
  const { runner, assets, site, state, report } = input;
  const images = await finishImages({
    requests,
    assets: new Map(assets.assets.map((asset) => [asset.name, asset])),
    originals: assets.originals,
    cacheFolder: state.assets,
    encoder: site.encoder,
    run: (task, message) => runner.call(task, message),
    ...(signal && { signal }),
  });
  for (const finding of images.findings) report({ page: null, finding });
  const files = [...images.outputs].map(([output, source]) => ({ output, from: bytesOf(source) }));
  await input.intend(files.map((file) => file.output));
  await placeFiles(input, files, handle, signal);
}

/**
 * Renders the texts by their templates.
 * @returns the image variants that they ask for
 */
async function renderTexts(
  input: FinishInput,
  items: readonly TextItem[],
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<ImageRequest[]> {
  const requests: ImageRequest[] = [];
  const batch = {
    task: 'renderTexts' as const,
    items,
    size: TEXT_BATCH,
    message: (part: readonly TextItem[]) => ({
      site: input.site,
      items: [...part],
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
        result.texts.forEach((text, i) => {
          noteText(input, items[first + i] as TextItem, text);
          requests.push(...text.requests);
        });
        const ids = result.texts.map((_, i) => (items[first + i] as TextItem).id);
        input.traces.note(result.traces, ids, 'text');
        handle.span(span, count);
        handle.advance(count);
      },
    },
    signal,
  );
  return requests;
}

function noteText(input: FinishInput, item: TextItem, text: RenderedText): void {
  const page = item.page === null ? null : (input.snapshot.pages[item.page] as PageRecord).url;
  if (text.made) input.ledger.note(text.output, page);
  for (const finding of text.findings) input.report({ page: null, finding });
}

async function placeFiles(
  input: Pick<FinishInput, 'runner' | 'ledger' | 'report'>,
  files: readonly Placement[],
  handle: PhaseHandle,
  signal?: AbortSignal,
): Promise<void> {
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
          if (output.state === 'failed' && output.hash === '' && typeof from === 'string') {
            const data = { path: from, problem: output.problem ?? '' };
            input.report({ page: null, finding: { code: 'file-unreadable', data, cause: from } });
          } else input.ledger.note(output, null);
        });
        handle.span(span, count);
        handle.advance(count);
      },
      lost: (file) =>
        input.report({ page: null, finding: { code: 'worker-lost', data: { url: file.output }, cause: file.output } }),
    },
    signal,
  );
}

/** Feeds of the home page, of every section and of every term; the sitemap; robots.txt; a page for each redirect. */
function textItems(
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
    items.push({ template: 'redirect.njk', output, id: `redirect:${output}`, kind: 'redirect', page });
  }
  return items.filter((item) => !hasStatic(item.output));
}

function hasFeed(record: PageRecord): boolean {
  const isList = record.kind === 'home' || record.kind === 'section' || record.kind === 'term';
  return isList && (record.list?.paginator?.number ?? 1) === 1 && record.output.endsWith('index.html');
}
