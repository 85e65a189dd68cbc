/** All that a window sees of the desktop: one line of texts to the host, and the path of what is dropped on it. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Channel } from '../shared/contract/wire.ts';

/** The names that the host's end listens to (src/main/hosts/electron/line.ts; a test holds them together). */
const MESSAGE = 'galley:message';
const LISTENING = 'galley:listening';

const host = {
  post: (text) => ipcRenderer.send(MESSAGE, text),
  onMessage: (listener) => {
    // Never the event itself: it would hand the page a way to everything else.
    ipcRenderer.on(MESSAGE, (_event, text: string) => listener(text));
    ipcRenderer.send(LISTENING);
  },
  /** Absolute path of a file or folder that was dropped; an empty text when it is not on disk. */
  pathOf: (file) => webUtils.getPathForFile(file),
} satisfies Channel & { pathOf(file: File): string };

contextBridge.exposeInMainWorld('galleyHost', host);
