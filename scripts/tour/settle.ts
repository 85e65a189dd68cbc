/** A window holds still when its fonts are there, and the page in its preview with the pictures that can be seen. */
import type { Frame, Page } from '@playwright/test';

// Expressions for the page, where other globals exist than here.
const fontsAreThere = 'document.fonts.ready.then(() => undefined)';
const picturesAreThere = `document.readyState === 'complete' && [...document.images].every(
  (picture) => picture.complete || picture.getBoundingClientRect().top > window.innerHeight)`;
const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))';

export async function settle(page: Page): Promise<void> {
  await page.evaluate(fontsAreThere);
  for (const frame of page.frames()) await settleFrame(frame);
  await page.evaluate(twoFrames);
}

/** A frame that goes while it is waited for is no longer in the picture. */
async function settleFrame(frame: Frame): Promise<void> {
  try {
    await frame.waitForFunction(picturesAreThere);
    await frame.evaluate(fontsAreThere);
  } catch (error) {
    if (!frame.isDetached()) throw error;
  }
}
