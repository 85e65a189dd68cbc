/** What only a desktop can do, as the studio asks for it. */
import { join } from 'node:path';
import { type BrowserWindow, dialog, shell } from 'electron';
import type { Shell, WindowHandle } from '../../studio/types.ts';
import { setupSecrets } from './secrets.ts';
import { mayOpenOutside } from './security.ts';

/** The studio's view of a window of ours. */
export class DesktopWindow implements WindowHandle {
  /** @param onTitle told after each change: a site was opened in it, or closed */
  constructor(
    readonly window: BrowserWindow,
    private readonly onTitle: () => void,
  ) {}

  focus(): void {
    if (this.window.isDestroyed()) return;
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  setTitle(title: string): void {
    if (this.window.isDestroyed()) return;
    this.window.setTitle(title);
    this.onTitle();
  }
}

/** After the application is ready, when the system says how secrets can be kept. @param home where sealed secrets lie */
export function setupDesktop(home: string, platform: NodeJS.Platform): Shell {
  const secrets = setupSecrets(join(home, 'secrets.json'), platform);
  return {
    capabilities: {
      folderDialog: true,
      dropFolder: true,
      revealFile: true,
      nativeMenu: true,
      windows: true,
      openExternal: true,
      secretStore: secrets.kind,
    },
    secrets: secrets.store,
    chooseFolder: (handle) => chooseFolder(handle instanceof DesktopWindow ? handle.window : null),
    revealFile: async (path) => shell.showItemInFolder(path),
    openExternal,
  };
}

/** @param parent the dialog belongs to this window; null: to none. @returns null when it was closed */
export async function chooseFolder(parent: BrowserWindow | null): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: 'Open a site',
    buttonLabel: 'Open',
    properties: ['openDirectory', 'createDirectory'],
  };
  const answer = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options));
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

/** The studio checks addresses too; what is handed to the system is checked where it leaves. */
async function openExternal(url: string): Promise<void> {
  if (!mayOpenOutside(url)) throw new Error(`This kind of address is not opened: ${url}`);
  await shell.openExternal(url);
}
