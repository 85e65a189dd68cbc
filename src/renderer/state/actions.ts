/** What a person can do from anywhere in the window. Rooms, the palette, keys and the native menu all call these. */
import type { ChangeSummary } from '../../shared/contract/fixes.ts';
import { defaultUiState, type UiState } from '../../shared/contract/home.ts';
import { flushEdits } from './flush.ts';
import { ask, attempt, messageOf } from './host.ts';
import { notify } from './notices.ts';
import { type Room, type SideTab, useStudio } from './store.ts';

let nonce = 0;

export function goTo(room: Room): void {
  leaveWide();
  useStudio.setState({ room });
}

/** The width that the preview had before it took the whole work. */
let narrower: UiState['previewWidth'] = defaultUiState.previewWidth;

/** The preview gives the work its place back, since something in it is to be looked at. */
function leaveWide(): void {
  if (useStudio.getState().ui.previewWidth === 'wide') rememberUi({ previewWidth: narrower });
}

export function showSide(side: SideTab): void {
  const { ui } = useStudio.getState();
  if (ui.panes.side === 0) rememberUi({ panes: { ...ui.panes, side: 420 } });
  useStudio.setState({ side });
}

/**
 * Opens a document in the editor, at a line when one is given, and shows its page beside it. Where the preview has the whole work, a
 * page without a line is only looked at.
 */
export function openDocument(file: string, line: number | null = null, column: number | null = null): void {
  const page = useStudio.getState().pages?.find((row) => row.file === file);
  if (line !== null || !page?.url) leaveWide();
  useStudio.setState({ room: 'write', destination: { file, line, column, nonce: ++nonce }, treeOpen: false });
  if (page?.url) showPage(page.url);
}

/** Shows a page in the preview. */
export function showPage(url: string): void {
  const { preview } = useStudio.getState();
  useStudio.setState({ preview: { ...preview, url, show: null } });
}

/** "Show me on the page": the page in the preview, with what comes from this place outlined. */
export function showOnPage(url: string, file: string, line: number | null, column: number | null): void {
  const { preview } = useStudio.getState();
  showSide('preview');
  useStudio.setState({ preview: { ...preview, url, show: { url, file, line, column, nonce: ++nonce } } });
}

/** Takes the outline away. */
export function hideOnPage(): void {
  const { preview } = useStudio.getState();
  if (preview.show !== null) useStudio.setState({ preview: { ...preview, show: null } });
}

export function openProof(id: string): void {
  leaveWide();
  useStudio.setState({ room: 'proofs', proof: id });
}

/** @param adopt what lies in the output folder may be replaced, although Galley has no record of it */
export async function build(adopt = false): Promise<void> {
  // What cannot reach the host now is in the tab; the call says that the line is lost.
  await flushEdits().catch(() => undefined);
  await attempt('build.start', { adopt });
}

export async function cancelBuild(): Promise<void> {
  const state = useStudio.getState().session?.state;
  if (state?.kind === 'building') await attempt('operation.cancel', { operation: state.operation });
}

/** Says that it is saved also when it was already: that is what the key is pressed for. */
export async function saveAll(): Promise<void> {
  try {
    await flushEdits();
    await ask('documents.save', { file: null });
    notify({ tone: 'plain', message: 'Everything is saved.' });
  } catch (error) {
    notify({ tone: 'warning', message: messageOf(error) });
  }
}

export async function undoLastChange(): Promise<void> {
  const change = useStudio.getState().session?.changes.find((one) => !one.undone);
  if (change === undefined) {
    notify({ tone: 'plain', message: 'There is nothing to undo.' });
    return;
  }
  await undoChange(change);
}

export async function undoChange({ id, label }: Pick<ChangeSummary, 'id' | 'label'>): Promise<void> {
  const undone = await attempt('changes.undo', { id });
  if (undone !== null) notify({ tone: 'plain', message: `Taken back: ${label}.` });
}

/** Changes how the window looks, at once, and remembers it for the next one. */
export function rememberUi(part: Partial<UiState>): void {
  const before = useStudio.getState().ui;
  if (before.previewWidth !== 'wide') narrower = before.previewWidth;
  const ui = { ...before, ...part };
  useStudio.setState({ ui });
  ask('home.write', { ui }).catch(() => {
    // Looks are kept for this window even when they cannot be remembered.
  });
}

/** An address outside of the site: through the host where it can, else in a tab of the browser. */
export async function openOutside(url: string): Promise<void> {
  if (useStudio.getState().hello?.capabilities.openExternal) await attempt('links.open', { url });
  else window.open(url, '_blank', 'noopener,noreferrer');
}
