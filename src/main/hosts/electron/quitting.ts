/** Galley ends only when all that was typed is on disk. */
import { app, dialog } from 'electron';

export interface QuittingOptions {
  platform: NodeJS.Platform;
  /** Saves everything; may take a while. */
  close(): Promise<void>;
  /** On a Mac a program without windows stays; its icon opens one again. */
  reopen(): void;
}

export function setupQuitting({ platform, close, reopen }: QuittingOptions): void {
  app.on('window-all-closed', () => {
    if (platform !== 'darwin') app.quit();
  });
  app.on('activate', (_event, hasVisibleWindows) => {
    if (!hasVisibleWindows) reopen();
  });
  let closing = false;
  app.on('will-quit', (event) => {
    // Ended by `exit` below, once.
    event.preventDefault();
    if (closing) return;
    closing = true;
    close().then(
      () => app.exit(0),
      (error: unknown) => {
        dialog.showErrorBox('Not everything could be saved', unsaved(error));
        app.exit(1);
      },
    );
  });
}

function unsaved(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${reason}\n\nWhat you typed is in Galley's recovery log, and is offered when you open the site again.`;
}
