/** Paths of the machine that made a picture are nobody's business, and would make every picture another. */
import type { Page } from '@playwright/test';

/** Shown in their stead. */
const shown = '/home/ana/.local/share/galley';

/** Replaces the state folder's path in the texts of the window, just before a picture of it is taken. */
export async function hidePlaces(page: Page, home: string): Promise<void> {
  const names = [home, shown].map((path) => JSON.stringify(path)).join(', ');
  await page.evaluate(`((from, to) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { currentNode } = texts;
      if (currentNode.data.includes(from)) currentNode.data = currentNode.data.replaceAll(from, to);
    }
  })(${names})`);
}
