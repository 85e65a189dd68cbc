import { defineConfig } from '@playwright/test';
import { presentChromium } from './scripts/find-chromium.ts';

const browser = presentChromium();

export default defineConfig({
  testDir: 'e2e',
  timeout: 60_000,
  workers: 1,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: browser === null ? {} : { executablePath: browser.path },
  },
});
