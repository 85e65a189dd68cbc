/** The process of a window ended by itself: the window is loaded again, and the person is told. */
import { type BrowserWindow, dialog } from 'electron';
import { report } from './report.ts';

/** A page that ends its process each time is not loaded for ever. */
const OFTEN = 3;
const WITHIN_MS = 60_000;

/** @param now milliseconds; for tests */
export function setupCrashes(window: BrowserWindow, now: () => number = Date.now): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const moment = now();
    crashes = [...crashes.filter((earlier) => moment - earlier < WITHIN_MS), moment];
    if (crashes.length < OFTEN) {
      window.webContents.reload();
      tell(window, reason).catch(report('A dialog could not be shown'));
      return;
    }
    crashes = [];
    askWhatNow(window, reason).catch(report('A dialog could not be shown'));
  });
}

async function tell(window: BrowserWindow, reason: string): Promise<void> {
  await dialog.showMessageBox(window, {
    type: 'info',
    message: 'This window stopped by itself and was opened again.',
    detail: `What you typed is kept, up to about a second before. (${reason})`,
    buttons: ['Go on'],
  });
}

async function askWhatNow(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'This window stops again and again.',
    detail: `What you typed is kept. You can open the window once more, or close it and go on in another one. (${reason})`,
    buttons: ['Open it once more', 'Close it'],
    defaultId: 0,
    cancelId: 1,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
