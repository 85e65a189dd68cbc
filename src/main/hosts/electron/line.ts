/** The line between a window and the studio: the one place that touches IPC, and the one that checks who speaks. */
import type { BrowserWindow, IpcMainEvent, WebContents } from 'electron';
import type { Channel } from '../../../shared/contract/wire.ts';
import { hasOrigin } from './origins.ts';

/** Names of the two messages; the preload says the same. */
export const MESSAGE = 'galley:message';
export const LISTENING = 'galley:listening';

/** Only the top frame of the window itself, still on our own origin, is heard. */
function isTrusted(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, own: WebContents, origin: string): boolean {
  const frame = event.senderFrame;
  return event.sender === own && frame !== null && frame.parent === null && hasOrigin(frame.url, origin);
}

/**
 * Calls `connect` with a fresh line whenever the window's page begins to listen: once for every time that it is loaded. A line that
 * was given before falls silent then.
 */
export function setupLine(window: BrowserWindow, origin: string, connect: (channel: Channel) => void): void {
  const contents = window.webContents;
  let listener: ((text: string) => void) | null = null;
  let newest = 0;
  contents.ipc.on(LISTENING, (event) => {
    if (!isTrusted(event, contents, origin)) return;
    const mine = ++newest;
    listener = null;
    connect({
      post: (text) => {
        if (mine === newest && !contents.isDestroyed()) contents.send(MESSAGE, text);
      },
      onMessage: (hear) => {
        if (mine === newest) listener = hear;
      },
    });
  });
  contents.ipc.on(MESSAGE, (event, text: unknown) => {
    if (!isTrusted(event, contents, origin) || typeof text !== 'string') return;
    // Its length is judged by the studio's gate, which answers.
    listener?.(text);
  });
}
