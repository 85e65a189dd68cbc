/** What the specs of the themes see of a page as it is read: what moves, what is painted. */
import type { Page } from '@playwright/test';

/** For `page.addInitScript`: keeps the size of each shift of the layout, for `shiftsOf`. */
export function watchShifts(): void {
  const shifts: number[] = [];
  (window as unknown as { shifts: number[] }).shifts = shifts;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
  }).observe({ type: 'layout-shift', buffered: true });
}

export async function shiftsOf(page: Page): Promise<number[]> {
  return await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
}

/** Scrolls through the page, so that all of it is loaded. */
export async function readToTheEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let y = 0; y < document.documentElement.scrollHeight; y += 700) {
      window.scrollTo(0, y);
      await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    }
  });
  await page.waitForLoadState('networkidle');
}

/** Contrast of the first such element's text with the page's ground, as painted: 1 to 21. */
export async function contrast(page: Page, selector: string): Promise<number> {
  return await page.evaluate((found) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (canvas === null) throw new Error('no canvas');
    const luminance = (color: string): number => {
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const linear = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => {
        const part = value / 255;
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (linear[0] ?? 0) + 0.7152 * (linear[1] ?? 0) + 0.0722 * (linear[2] ?? 0);
    };
    const element = document.querySelector(found) as Element;
    const pair = [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor].map(luminance);
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  }, selector);
}
