/**
 * Shows single pages as they would be, from the last build's model with unsaved texts laid over it. One thread is kept for it,
 * beside the pool: a page that somebody looks at waits for no batch, and texts that are being typed never meet a build's index.
 */
import { degradedPage } from '../../../kernel/site/degraded-page.ts';
import type { MarkSource, ShowResult, ShowTask } from '../../../kernel/tasks.ts';
import type { Finding, Proof } from '../../../shared/proof.ts';
import type { PageRecord } from '../../../shared/snapshot.ts';
import { mergeUnmuted } from '../checks/merge-findings.ts';
import { type TaskRunner, WorkerLost } from '../pool/runner.ts';
import { createThreadRunner } from '../pool/threads.ts';
import { absolutePath } from '../site/layers.ts';
import type { EngineOptions, ShownPage, ShowRequest } from '../types.ts';
import { AssetFiles } from './asset-files.ts';
import { recordOf } from './model.ts';
import { type Chosen, Models } from './models.ts';
import type { PlannedSite } from './planned.ts';
import { stateOf } from './state.ts';
import { TextParser } from './text-parser.ts';
import { laidData, type SortedTexts, sortTexts } from './texts.ts';

type Answer = Omit<ShownPage, 'milliseconds'>;

/** One page at a time leaves little behind: what a pool needs would be 70 MB that nobody uses. */
const YOUNG_GENERATION_MB = 24;

/** What a thread runs for the first times is not compiled yet, and takes several times as long. */
const REHEARSALS = 24;

export class Preview {
  readonly #parser = new TextParser();
  readonly #files: AssetFiles;
  #models: Promise<Models> | null = null;
  #runner: Promise<TaskRunner> | null = null;
  #versions = 0;
  #shows = 0;
  #isRehearsed = false;
  #served: PlannedSite | null = null;
  #closed = false;

  /** @param cacheFolder for bundles that public/ does not have yet; safe to delete */
  constructor(
    private readonly options: Pick<EngineOptions, 'workerPath' | 'themesPath'>,
    cacheFolder: string,
  ) {
    this.#files = new AssetFiles(cacheFolder);
  }

  /** From now on pages are shown by this build. */
  serve(planned: PlannedSite): void {
    if (planned === this.#served) return;
    const { themesPath } = this.options;
    this.#served = planned;
    this.#models = Models.of(planned, { themesPath, nextVersion: () => ++this.#versions });
  }

  get serves(): boolean {
    return this.#served !== null;
  }

  /** Starts the thread and opens the index in it, so that the first page need not wait for that. One that dies at it is no loss. */
  async warm(): Promise<void> {
    if (this.#models === null || this.#closed) return;
    try {
      const [runner, { built }] = await Promise.all([this.#start(), this.#models]);
      if (!this.#closed) await runner.run('openIndex', built.site);
    } catch (error) {
      if (!this.#closed && !(error instanceof WorkerLost)) throw error;
    }
  }

  async show(request: ShowRequest): Promise<ShownPage> {
    const started = performance.now();
    this.#shows++;
    const answer = await this.#answer(request).catch((error: unknown) => {
      // Closing ends the thread under whatever it does.
      if (this.#closed) return nothing(request);
      throw error;
    });
    // What fails in it fails with the next page that is asked for, which says so.
    if (answer.trusted && !this.#isRehearsed) this.#rehearse(request).catch(() => undefined);
    return { ...answer, milliseconds: performance.now() - started };
  }

  /** Somebody has begun to type: the thread makes this page again and again until it is asked for the next. */
  async #rehearse(request: ShowRequest): Promise<void> {
    this.#isRehearsed = true;
    const shows = this.#shows;
    for (let time = 1; time <= REHEARSALS && shows === this.#shows && !this.#closed; time++) {
      // Another text each time, or its parse would be known; and always the same page.
      const texts = request.texts.map(({ file, text }) => ({ file, text: text + '\n'.repeat(time) }));
      await this.#answer({ ...request, texts });
    }
  }

  async file(output: string): Promise<string | null> {
    const models = await this.#models;
    return models === null ? null : this.#files.find(models, output);
  }

  async close(): Promise<void> {
    const runner = this.#runner;
    this.#closed = true;
    this.#served = null;
    this.#models = null;
    this.#runner = null;
    await (await runner)?.close();
  }

  #start(): Promise<TaskRunner> {
    this.#runner ??= createThreadRunner(this.options.workerPath, 1, { youngGeneration: YOUNG_GENERATION_MB });
    return this.#runner;
  }

  async #answer(request: ShowRequest): Promise<Answer> {
    const models = await this.#models;
    if (models === null || this.#closed) return nothing(request);
    const { planned } = models;
    const runner = await this.#start();
    const texts = sortTexts(planned, request.texts);
    const documents = await this.#parser.parse(runner, planned, texts.documents, request.marks);
    const wanted = models.identify(request.page);
    const document =
      'source' in wanted ? (documents.get(wanted.source)?.document ?? models.saved(wanted.source)) : undefined;
    if (document?.readable === false) return unread(planned, request, document.source, document.findings);
    const chosen = await models.choose(runner, { wanted, settings: texts.settings, documents });
    if (chosen === null) return nothing(request);
    const record = recordOf(chosen.model, chosen.page);
    const { source } = record;
    const typed = source === null ? undefined : documents.get(source);
    const own = typed?.document ?? (source === null ? undefined : models.saved(source));
    const { marks, trusting = false } = request;
    const message: ShowTask = {
      ...{ site: chosen.model.site, page: chosen.page, bodies: chosen.bodies, marks, trusting },
      overlay: { records: chosen.records, templates: texts.templates, data: await laidData(planned, texts.data) },
      document: source === null || !marks ? null : markSource(chosen, planned, source, texts, typed?.marked ?? null),
    };
    const result = await this.#render(runner, message, chosen);
    this.#files.note(result.requests);
    return answer(chosen, result, [...(own?.findings ?? []), ...result.findings]);
  }

  async #render(runner: TaskRunner, message: ShowTask, chosen: Chosen): Promise<ShowResult> {
    try {
      return (await runner.run('showPage', message)).result;
    } catch (error) {
      if (error instanceof WorkerLost) return lost(titled(chosen));
      throw error;
    }
  }
}

function markSource(
  { model }: Chosen,
  { found }: PlannedSite,
  source: string,
  { documents }: SortedTexts,
  marked: Uint8Array | null,
): MarkSource {
  const { language, markdown } = model.snapshot.config;
  const text = documents.get(source) ?? null;
  return { source, path: absolutePath(found.roots, source), text, marked, language, markdown };
}

/** The page's record with the title that the texts give it. */
function titled({ model, page, records }: Chosen): PageRecord {
  return { ...recordOf(model, page), ...records.find((record) => record.page === page)?.patch };
}

function answer(
  chosen: Chosen,
  { html, degraded, template, trusted }: ShowResult,
  findings: readonly Finding[],
): Answer {
  const { url, output, title, source, draft, date, expires } = titled(chosen);
  const { time, config } = chosen.model.snapshot;
  return {
    ...{ found: true, url, source, output, title, html, degraded, template, trusted },
    state: stateOf({ draft, date, expires }, Date.parse(time)),
    proofs: proofsOf(url, findings, config.checks.mute),
  };
}

/** As a build makes them, of this page alone. */
function proofsOf(page: string | null, findings: readonly Finding[], mute: { code: string; page?: string }[]): Proof[] {
  return mergeUnmuted(
    findings.map((finding) => ({ page, finding })),
    mute,
  ).proofs;
}

function nothing({ page }: ShowRequest): Answer {
  const named = 'url' in page ? { url: page.url, source: null } : { url: '', source: page.source };
  const empty = { output: '', title: '', html: '', template: '', trusted: false };
  return { found: false, ...named, ...empty, state: 'published', degraded: false, proofs: [] };
}

function unread(planned: PlannedSite, request: ShowRequest, source: string, findings: readonly Finding[]): Answer {
  const proofs = proofsOf(null, findings, planned.snapshot.config.checks.mute);
  return { ...nothing(request), source, state: 'unreadable', proofs };
}

/** A page that stops its thread gets what it gets in a build: a marked frame without its content. */
function lost(record: PageRecord): ShowResult {
  const place = record.source === null ? {} : { file: record.source };
  const finding: Finding = { code: 'worker-lost', data: { url: record.url }, cause: 'worker', ...place };
  const { template } = record;
  return {
    html: degradedPage(record, ''),
    degraded: true,
    template,
    findings: [finding],
    requests: [],
    trusted: false,
    milliseconds: 0,
  };
}
