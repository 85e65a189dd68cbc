/** Which browser the tests drive: one that is installed, since Playwright's own may not be there. */
import { existsSync } from 'node:fs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** GALLEY_CHROMIUM first; undefined: Playwright looks for its own. */
export function findChromium(): string | undefined {
  return process.env.GALLEY_CHROMIUM || usual.find((path) => existsSync(path));
}
