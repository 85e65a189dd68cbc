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

/** Tab until a thing of this name has the focus. */
export async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key);
    if ((await focusedName(page)) === name) return;
  }
  throw new Error(`Tab does not lead to “${name}”.`);
}

/** What the focus is on, by its label or its text. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    return (focused?.getAttribute('aria-label') ?? focused?.textContent ?? '').trim();
  });
}
