/** Keeps the store true to the host: the connection, the open session, and every event. */
import type { StudioEvent } from '../../shared/contract/events.ts';
import { contractHash } from '../../shared/contract/hash.ts';
import type { Hello } from '../../shared/contract/hello.ts';
import type { ArgsOf, MethodName, ResultOf } from '../../shared/contract/methods.ts';
import type { PageRow, PageRows } from '../../shared/contract/pages.ts';
import type { SessionSnapshot } from '../../shared/contract/session.ts';
import { StudioError } from '../../shared/contract/wire.ts';
import { Client } from '../connection/client.ts';
import { readFragment } from '../connection/transport.ts';
import { notify } from './notices.ts';
import { applyPublishEvent } from './publish-events.ts';
import { initialPublish, type Notice, useStudio } from './store.ts';

type Listener = (event: StudioEvent) => void;
const listeners = new Set<Listener>();

const client = new Client({
  onHello: (hello) => void greet(hello),
  onEvent: (event, seq) => receive(event, seq),
  onLost: (refused) => useStudio.setState({ line: refused ? 'refused' : 'lost' }),
});

/** Once, at the start of the window. */
export function connectToHost(): void {
  client.connect();
}

/** @throws StudioError what the host answered; LineLost when it cannot be asked */
export function ask<Name extends MethodName>(method: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>> {
  return client.call(method, args);
}

/** Like `ask`, for actions of a person: what goes wrong is said in the status line. @returns null when it failed */
export async function attempt<Name extends MethodName>(
  method: Name,
  args: ArgsOf<Name>,
): Promise<ResultOf<Name> | null> {
  try {
    return await client.call(method, args);
  } catch (error) {
    notify({ tone: 'warning', message: messageOf(error) });
    return null;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Every event of the host, after the store has taken it. @returns stops listening */
export function onHostEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const reopened = new Set<() => void>();

/** When the same site was opened once more: the line was lost, or an event missed. What is open in it is asked for again. */
export function onReopened(listener: () => void): void {
  reopened.add(listener);
}

async function greet(hello: Hello): Promise<void> {
  if (hello.contract !== contractHash) {
    useStudio.setState({ line: 'stale' });
    return;
  }
  const { session } = useStudio.getState();
  const root = session?.site.root ?? hello.site ?? readFragment(window.location.hash).site;
  useStudio.setState({ line: 'open', hello, ui: hello.ui, opening: root !== null && session === null });
  if (root !== null) await openSite(root);
}

/** Opens a site in this window, or the same once more when the line was lost or an event missed. @returns whether it is open */
export async function openSite(root: string): Promise<boolean> {
  try {
    const session = await client.call('session.open', { root });
    const again = useStudio.getState().session?.site.root === session.site.root;
    heard = session.seq;
    useStudio.setState({ session, openProblem: null, opening: !again });
    if (!again) enterSite(session.site.basePath);
    else for (const listener of reopened) listener();
    await refreshPages();
    return true;
  } catch (error) {
    const code = error instanceof StudioError ? error.code : 'internal';
    useStudio.setState({ openProblem: { root, code, message: messageOf(error) } });
    return false;
  } finally {
    useStudio.setState({ opening: false });
  }
}

function enterSite(basePath: string): void {
  const { room } = useStudio.getState();
  useStudio.setState({
    pages: null,
    room: room === 'settings' ? 'proofs' : room,
    destination: null,
    proof: null,
    preview: { url: basePath, reload: 0, changes: 0, show: null },
    publish: initialPublish,
  });
}

export async function closeSite(): Promise<void> {
  await attempt('session.close', {});
  useStudio.setState({ session: null, pages: null, destination: null, proof: null });
}

/** The last event of the session that was heard. Not in the store: an event that changes nothing there draws nothing anew. */
let heard = 0;

function receive(event: StudioEvent, seq: number): void {
  const { session } = useStudio.getState();
  if (event.type === 'command') {
    for (const listener of listeners) listener(event);
    return;
  }
  if (session === null || seq <= heard) return;
  if (seq > heard + 1) {
    // Something was missed: the host is asked for everything again.
    void openSite(session.site.root);
    return;
  }
  heard = seq;
  apply(event);
  for (const listener of listeners) listener(event);
}

function apply(event: StudioEvent): void {
  const { session } = useStudio.getState();
  if (session === null) return;
  const part = sessionPart(event);
  if (part !== null) useStudio.setState({ session: { ...session, ...part } });
  // A page that is there keeps the policy with which it was loaded.
  if (event.type === 'site' && event.site.mine !== session.site.mine) reloadPreview();
  if (event.type === 'pages') void refreshPages();
  else if (event.type === 'preview') changePreview(event.urls, event.changes);
  else if (event.type === 'notice') notify(noticeOf(event));
  else applyPublishEvent(event);
}

function noticeOf({ tone, message, stays }: Extract<StudioEvent, { type: 'notice' }>): Omit<Notice, 'id'> {
  return { tone, message, ...(stays && { stays }) };
}

/** What an event changes of the session. */
function sessionPart(event: StudioEvent): Partial<SessionSnapshot> | null {
  switch (event.type) {
    case 'state':
      return { state: event.state };
    case 'site':
      return { site: event.site };
    case 'pages':
      return { pagesVersion: event.version };
    case 'proofs':
      return { proofsVersion: event.version, proofs: event.counts };
    case 'built':
      return { lastBuild: event.build };
    case 'unsaved':
      return { unsaved: event.files };
    case 'changes':
      return { changes: event.changes };
    default:
      return null;
  }
}

function reloadPreview(): void {
  const { preview } = useStudio.getState();
  useStudio.setState({ preview: { ...preview, reload: preview.reload + 1 } });
}

function changePreview(urls: readonly string[] | null, changes: number): void {
  const { preview } = useStudio.getState();
  if (urls !== null && (preview.url === null || !urls.includes(preview.url))) return;
  useStudio.setState({ preview: { ...preview, changes } });
}

/** Rows asked for at a time; the contract's most. */
const ROWS = 1000;
let refreshing: Promise<void> | null = null;
let refreshAgain = false;

/** Fetches the tree, one request after the other; a change meanwhile begins once more. */
function refreshPages(): Promise<void> {
  if (refreshing !== null) {
    refreshAgain = true;
    return refreshing;
  }
  refreshing = fetchPages()
    .catch((error: unknown) => {
      // A lost line is said elsewhere; the tree is asked for again with the next session.
      if (error instanceof StudioError) notify({ tone: 'warning', message: error.message });
    })
    .finally(() => {
      refreshing = null;
      if (!refreshAgain) return;
      refreshAgain = false;
      void refreshPages();
    });
  return refreshing;
}

interface Fetched {
  /** As the session was opened: versions of another one mean other rows. */
  site: SessionSnapshot['site'] | undefined;
  version: number;
  rows: PageRow[];
}

/** The rows that this window has. */
let fetched: Fetched | null = null;

async function fetchPages(): Promise<void> {
  const site = useStudio.getState().session?.site;
  if (fetched !== null && fetched.site === site && (await takeNews(fetched))) return;
  let whole = await fetchRows();
  while (whole === null) whole = await fetchRows();
  const { version, known, rows } = whole;
  fetched = { site, version, rows };
  useStudio.setState({ pages: known === 'none' ? null : rows, pagesRemembered: known === 'remembered' });
}

/** Asks for the next rows before it takes in the last ones: the host makes them meanwhile. @returns null: the tree became another one */
async function fetchRows(): Promise<Pick<PageRows, 'version' | 'known' | 'rows'> | null> {
  const ask = (offset: number): Promise<PageRows> => client.call('pages.rows', { offset, limit: ROWS });
  const { version, known, total, rows } = await ask(0);
  let next = rows.length < total ? ask(rows.length) : null;
  while (next !== null) {
    const part: PageRows = await next;
    if (part.version !== version) return null;
    const had = rows.length + part.rows.length;
    next = part.rows.length > 0 && had < total ? ask(had) : null;
    rows.push(...part.rows);
  }
  return { version, known, rows };
}

/** @returns false: all rows are to be fetched */
async function takeNews({ site, version, rows }: Fetched): Promise<boolean> {
  const news = await client.call('pages.news', { since: version });
  if (news === null) return false;
  const all = rows.slice();
  for (const [at, row] of news.rows) all[at] = row;
  fetched = { site, version: news.version, rows: all };
  const pages = news.known === 'none' ? null : news.rows.length === 0 ? useStudio.getState().pages : all;
  useStudio.setState({ pages, pagesRemembered: news.known === 'remembered' });
  return true;
}
