/** The shell in Electron itself, where its binary is; the same fixtures as for the built shell without it (../shell/fixture.ts). */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { _electron, test as base, type ElectronApplication } from '@playwright/test';
import { findElectron } from '../../src/main/hosts/choose/electron-binary.ts';
import { built } from '../shell/open.ts';

const root = join(import.meta.dirname, '../..');

interface Fixtures {
  shellArgs: readonly string[];
  electron: ElectronApplication;
}

/** Skipped, with the reason, where there is no binary: nothing is fetched for a test. */
export const test = base.extend<Fixtures>({
  shellArgs: [[], { option: true }],
  electron: async ({ shellArgs }, use, info) => {
    const binary = findElectron(root, process.env, process.platform);
    info.skip(binary === null, 'not checked: no Electron binary');
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'galley-e2e-electron-')));
    const app = await _electron.launch({
      // Always named: without it Playwright loads the package, which starts a download.
      executablePath: binary ?? '',
      // Chromium's own sandbox does not run as root, which is what containers are.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), dirname(built), ...shellArgs],
      env: { ...(process.env as Record<string, string>), GALLEY_HOME: home },
    });
    await use(app);
    await app.close();
    rmSync(home, { recursive: true, force: true });
  },
  page: async ({ electron }, use) => {
    await use(await electron.firstWindow());
  },
});
export { expect } from '@playwright/test';
