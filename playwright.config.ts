import { defineConfig } from '@playwright/test';
import { presentChromium } from './scripts/find-chromium.ts';

const browser = presentChromium();

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  // What a person waits for takes longer where others use the machine too.
  expect: { timeout: 10_000 },
  workers: 1,
  reporter: [['list']],
  projects: [
    // The sites that a writer begins with: nothing in them waits for time, so that several may be looked at at once.
    { name: 'starters', testMatch: /e2e\/[^/]+\.spec\.ts$/ },
    { name: 'pages', testMatch: ['studio/**/*.spec.ts', 'host/**/*.spec.ts'] },
    // The built main process and preload, with only the module `electron` replaced.
    { name: 'shell', testMatch: ['shell/**/*.spec.ts', 'studio/**/*.spec.ts'], grep: /@core|shell\.spec/ },
    // The same in Electron itself, where its binary is.
    { name: 'electron', testMatch: ['electron/**/*.spec.ts', 'studio/**/*.spec.ts'] },
  ],
  use: {
    browserName: 'chromium',
    launchOptions: browser === null ? {} : { executablePath: browser.path },
  },
});
