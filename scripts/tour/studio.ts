/** A studio to be walked through: the built browser host with a state folder of its own, seen in Chromium. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startBrowserHost } from '../../e2e/studio/browser-host.ts';
import { findChromium } from '../find-chromium.ts';

/** A build, with a cold program, on a slow machine. Milliseconds. */
export const patience = 45_000;

export interface TourStudio {
  page: Page;
  /** Folder of all state that outlives a window. */
  home: string;
  /** Folder of the tour's copy. */
  site: string;
  /** Where the tour publishes to. */
  practice: string;
  close(): Promise<void>;
}

/** null: there is no Chromium to be had, which was said in a sentence. */
export async function openBrowser(): Promise<Browser | null> {
  const found = await findChromium();
  if (found === null) {
    process.stderr.write(
      'No Chromium was found or could be installed. Install Chromium, Chrome or Edge, or name one in GALLEY_CHROMIUM.\n',
    );
    return null;
  }
  return chromium.launch({ executablePath: found.path });
}

/** A folder for state, gone when this program ends, however it ends. */
export function temporaryHome(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'galley-tour-')));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'home');
}

/** @param args of the browser host: `--tour`, or none for Welcome */
export async function openStudio(browser: Browser, home: string, args: readonly string[]): Promise<TourStudio> {
  const host = await startBrowserHost({ home, user: dirname(home) }, args);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(host.address);
  const tour = join(home, 'tour');
  return {
    page,
    home,
    site: join(tour, 'site'),
    practice: join(tour, 'practice'),
    async close() {
      await context.close();
      await host.stop();
    },
  };
}
