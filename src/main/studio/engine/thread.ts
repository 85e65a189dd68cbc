/**
 * The engine in a thread of its own, so that the host answers its windows while a site is built. One thread, one site. Reports of
 * earlier builds are read here too: they are large.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { loadConfig } from '../../engine/site/config.ts';
import type { AuditReport, AuditRequest, BuildRequest, ShowRequest, Site, SiteListing } from '../../engine/types.ts';
import { newsOf } from './listing-news.ts';
import {
  type EngineCall,
  type EngineCalls,
  type EngineStart,
  type FromEngine,
  type SiteFacts,
  type ToEngine,
  takeApart,
} from './messages.ts';
import { ProgressFilter } from './progress-filter.ts';
import { ListingKeeper } from './remembered-listing.ts';
import { errorToData } from './thread-errors.ts';

const { root, options, memory } = workerData as EngineStart;
const port = parentPort;
if (port === null) throw new Error('engine.js is a thread of the studio, and does nothing by itself');

let opened: Promise<Site> | null = null;
const stops = new Map<number, AbortController>();
const waiting = new Map<number, () => void>();

/** Opened, and the engine loaded, when that is needed first; a folder that was not there is tried again by the next call. */
async function site(): Promise<Site> {
  opened ??= import('../../engine/open-site.ts').then(({ openSite }) => openSite(root, options));
  try {
    return await opened;
  } catch (error) {
    opened = null;
    throw error;
  }
}

/** Loaded when it is needed, as the engine: what a window asks first is answered first. */
function savedReports(): Promise<typeof import('./saved-reports.ts')> {
  return import('./saved-reports.ts');
}

async function outline(): Promise<SiteFacts> {
  const { config, roots } = await loadConfig(root, options.themesPath);
  const { title, url, language } = config;
  const watched = [
    ...new Set([roots.root, ...Object.values(roots.folders), ...roots.layers.map((layer) => layer.path)]),
  ];
  return { title, url, language, basePath: new URL(url).pathname, watched, roots };
}

async function build(id: number, request: BuildRequest): Promise<unknown> {
  const controller = new AbortController();
  stops.set(id, controller);
  const filter = new ProgressFilter((event) => send({ type: 'event', id, event }));
  try {
    return await (await site()).build({ ...request, onEvent: (event) => filter.take(event) }, controller.signal);
  } finally {
    stops.delete(id);
  }
}

async function audit(id: number, request: AuditRequest): Promise<AuditReport> {
  const controller = new AbortController();
  stops.set(id, controller);
  try {
    return await (await site()).audit(request, controller.signal);
  } finally {
    stops.delete(id);
  }
}

/** The listing that the host was given last. */
let given: SiteListing | null = null;

async function listing(known: number | null): Promise<ReturnType<EngineCalls['listing']>> {
  const before = given;
  given = await (await site()).listing();
  if (given === null) return null;
  // What a build came to is remembered; what one that still runs has planned is not.
  if (stops.size === 0) memoryOfListings?.remember(given);
  const news = before !== null && before.version === known ? newsOf(before, given) : null;
  return news === null ? { whole: given } : { news };
}

const memoryOfListings = memory === null ? null : new ListingKeeper(memory, root);

type Answers = { [Name in EngineCall]: (id: number, argument: never) => unknown };

const answers: Answers = {
  outline: () => outline(),
  build: (id, request: BuildRequest) => build(id, request),
  explain: async (_id, page: string) => (await site()).explain(page),
  impact: async (_id, file: string) => (await site()).impact(file),
  listing: (_id, known: number | null) => listing(known),
  showPage: async (_id, request: ShowRequest) => (await site()).showPage(request),
  lastGood: async (_id, output: string) => (await site()).lastGood(output),
  file: async (_id, path: string) => (await site()).file(path),
  audit: (id, request: AuditRequest) => audit(id, request),
  reports: async () => (await savedReports()).readReports(root),
  report: async (_id, started: string) => (await savedReports()).readReport(root, started),
  close: async () => {
    for (const stop of stops.values()) stop.abort();
    if (opened !== null) await (await opened).close();
    await memoryOfListings?.close();
  },
};

function send(message: FromEngine): void {
  port?.postMessage(message);
}

async function answer(id: number, name: EngineCall, [argument]: readonly unknown[]): Promise<void> {
  try {
    const { head, parts } = takeApart(name, await answers[name](id, argument as never));
    for (const part of parts) {
      send({ type: 'part', id, part });
      await new Promise<void>((taken) => waiting.set(id, taken));
    }
    send({ type: 'result', id, result: head });
  } catch (error) {
    send({ type: 'error', id, error: errorToData(error) });
  } finally {
    waiting.delete(id);
  }
}

port.on('message', (message: ToEngine) => {
  if (message.type === 'call') void answer(message.id, message.name, message.args);
  else if (message.type === 'cancel') stops.get(message.id)?.abort();
  else waiting.get(message.id)?.();
});
