/** A person without a mouse: keys only, and what has the focus. */
import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';

export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** F6 until the pane has the focus. */
export async function toPane(page: Page, pane: 'pages' | 'work' | 'side'): Promise<void> {
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const focused = page.locator(`[data-pane="${pane}"]:focus-within`);
  for (let i = 0; i < 4 && (await focused.count()) === 0; i++) await page.keyboard.press('F6');
  await expect(focused).toHaveCount(1);
}

/** Tab until a thing of this name has the focus, if it has not got it already. Nobody walks to what is not there yet: it is waited for first. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect.poll(() => isThere(page, name), `“${name}” is there`).toBe(true);
  const walked: string[] = [];
  for (let i = 0; i < 80; i++) {
    const focused = await focusedName(page);
    if (focused === name) return;
    walked.push(focused.slice(0, 20));
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not lead to “${name}”, but to ${walked.join(' · ')}`);
}

/** Whether something that takes the focus has this name and is seen. */
function isThere(page: Page, name: string): Promise<boolean> {
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll('a, button, input, textarea, [tabindex]')].some(
        (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === wanted && one.checkVisibility(),
      ),
    name,
  );
}

/** What the focus is on, by its label or its text; nothing when a pane as a whole has it. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused?.matches('[data-pane]')) return '';
    return (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim();
  });
}
