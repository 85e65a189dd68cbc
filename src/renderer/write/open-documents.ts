/** The documents that this window has open. An editor lives as long as its document is open, whatever is drawn around it. */
import { create } from 'zustand';
import type { OpenDocument } from '../../shared/contract/documents.ts';
import { showPage } from '../state/actions.ts';
import { onFlush } from '../state/flush.ts';
import { ask, messageOf, onHostEvent, onReopened } from '../state/host.ts';
import { useStudio } from '../state/store.ts';
import { DocumentSync } from './document-sync.ts';
import { editorExtensions } from './modes.ts';
import { foldDetails } from './places.ts';

/** Editors kept; the one longest unused is closed first, and only when the host has all of it. */
const KEPT = 12;

interface OpenDocuments {
  root: string | null;
  /** The last used is last. */
  syncs: readonly DocumentSync[];
  /** Grows when something about an open document changed. */
  revision: number;
  problem: { file: string; message: string } | null;
}

export const useDocuments = create<OpenDocuments>(() => ({ root: null, syncs: [], revision: 0, problem: null }));

function bump(): void {
  useDocuments.setState(({ revision }) => ({ revision: revision + 1 }));
}

const opening = new Map<string, Promise<void>>();

/** Opens a document, or brings the one that is open to the front of those that are kept. */
export function openInEditor(file: string): Promise<void> {
  const root = useStudio.getState().session?.site.root;
  if (root === undefined) return Promise.resolve();
  if (useDocuments.getState().root !== root) closeAll(root);
  const known = syncOf(file);
  if (known !== undefined) {
    useDocuments.setState(({ syncs }) => ({
      syncs: [...syncs.filter((sync) => sync !== known), known],
      problem: null,
    }));
    return Promise.resolve();
  }
  let running = opening.get(file);
  if (running === undefined) {
    running = load(root, file).finally(() => opening.delete(file));
    opening.set(file, running);
  }
  return running;
}

function syncOf(file: string): DocumentSync | undefined {
  return useDocuments.getState().syncs.find((sync) => sync.file === file);
}

async function load(root: string, file: string): Promise<void> {
  try {
    const opened = await ask('documents.open', { file });
    add(root, opened);
  } catch (error) {
    useDocuments.setState({ problem: { file, message: messageOf(error) } });
  }
}

function add(root: string, opened: OpenDocument): void {
  const sync = new DocumentSync(root, opened, editorExtensions(opened), bump);
  if (opened.mode === 'markdown') foldDetails(sync.view);
  useDocuments.setState(({ syncs }) => ({ syncs: [...syncs, sync], problem: null }));
  showDraft(opened);
  closeOldest();
}

/** Where a draft would be is known only when it is open; a published page is shown already. */
function showDraft({ file, url }: OpenDocument): void {
  const { destination, pages } = useStudio.getState();
  if (url === null || destination?.file !== file) return;
  if (pages?.find((row) => row.file === file)?.state !== 'published') showPage(url);
}

function closeOldest(): void {
  const { syncs } = useDocuments.getState();
  if (syncs.length <= KEPT) return;
  const oldest = syncs.find((sync) => sync.settled);
  if (oldest === undefined) return;
  oldest.destroy();
  useDocuments.setState({ syncs: syncs.filter((sync) => sync !== oldest) });
  ask('documents.close', { file: oldest.file }).catch(() => {
    // The host lets go of it when this window closes.
  });
}

function closeAll(root: string): void {
  for (const sync of useDocuments.getState().syncs) sync.destroy();
  useDocuments.setState({ root, syncs: [], problem: null });
}

onFlush(async () => {
  await Promise.all(useDocuments.getState().syncs.map((sync) => sync.flush()));
});

onHostEvent((event) => {
  if (event.type === 'document') syncOf(event.file)?.hear(event.event);
});

/** What was typed while the line was lost goes to the host. */
onReopened(() => {
  for (const sync of useDocuments.getState().syncs) {
    sync
      .reopen()
      .catch((error: unknown) => useDocuments.setState({ problem: { file: sync.file, message: messageOf(error) } }));
  }
});
