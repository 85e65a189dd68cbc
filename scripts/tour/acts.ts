/** What a hand does in the studio. Every act ends when its effect is seen; none waits for a time. */
import type { Locator, Page } from '@playwright/test';

/** Waits until the verdict in the top bar reads so. */
export async function seeVerdict(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('banner').getByRole('status').filter({ hasText: words }).waitFor();
}

/** @param room as the rail calls it */
export async function openRoom(
  page: Page,
  room: 'Write' | 'Proofs' | 'Timings' | 'Publish' | 'Settings',
): Promise<void> {
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name: room }).click();
  await page.getByRole('main', { name: room }).waitFor();
}

/** Which proofs the list shows. */
export async function filterProofs(page: Page, which: 'Everything' | 'To fix'): Promise<void> {
  await page.getByRole('combobox', { name: 'Which' }).click();
  await page.getByRole('option', { name: new RegExp(`^${which}`) }).click();
}

/** @param words of the proof's sentence */
export async function chooseProof(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('listbox', { name: 'Proofs' }).getByRole('option', { name: words }).first().click();
  await page.locator('#proof-title').filter({ hasText: words }).waitFor();
}

export interface OpenFix {
  /** What is wrong, as the studio says it. */
  proof: string;
  /** What the fix is called. */
  label: string;
  dialog: Locator;
}

/** Opens the first fix of the proof that is looked at, answers what it asks, and waits until it shows what it would change. */
export async function openFix(page: Page, answer: string): Promise<OpenFix> {
  const proof = await page.locator('#proof-title').innerText();
  const button = page.getByRole('region', { name: 'What mends it' }).getByRole('button').first();
  const label = await button.innerText();
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const input = dialog.getByRole('textbox').first();
  if (await input.isVisible()) await input.fill(answer);
  await dialog.locator('ins').first().waitFor();
  return { proof, label, dialog };
}

export async function applyFix({ dialog }: OpenFix): Promise<void> {
  await dialog.getByRole('button', { name: /^(Do it|Change \d+ files)$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Mends whatever is first in the list, as long as something is to fix. */
export async function mendAll(page: Page): Promise<void> {
  await filterProofs(page, 'To fix');
  for (let left = 5; left > 0; left--) {
    await seeThingsToFix(page, left);
    await applyFix(await openFix(page, 'Ana Field'));
  }
  await seeVerdict(page, /all good/);
  await filterProofs(page, 'Everything');
}

/** Built, and this many things to fix. */
export async function seeThingsToFix(page: Page, things: number): Promise<void> {
  await seeVerdict(page, things === 0 ? /^\d+ pages, all good/ : new RegExp(`^\\d+ pages, ${things} things? to fix`));
}

/** Builds once more; waits until the status line tells of another build than before. */
export async function buildAgain(page: Page): Promise<void> {
  const last = page.getByRole('contentinfo').getByText(/last build/);
  const before = await last.innerText();
  await page.getByRole('banner').getByRole('button', { name: 'Build' }).click();
  await last.filter({ hasNotText: before }).waitFor();
}

/** Opens a page's text, as a click in the tree does. */
export async function openPage(page: Page, title: string): Promise<void> {
  await page.getByRole('treeitem', { name: new RegExp(`^${title}`) }).click();
  await editorOf(page).waitFor();
  await previewOf(page).getByRole('heading', { name: title, level: 1 }).waitFor();
}

/** Types a sentence at the end of the line of the text that has these words. */
export async function writeAfter(page: Page, words: string, sentence: string): Promise<void> {
  await editorOf(page).locator('.cm-line').filter({ hasText: words }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('End');
  await page.keyboard.type(sentence);
}

/** Gives a page another title, in the form above its text. */
export async function retitle(page: Page, title: string, other: string): Promise<void> {
  await openPage(page, title);
  const field = page.getByRole('main').getByRole('textbox', { name: 'Title' });
  await field.fill(other);
  await field.press('Enter');
  await previewOf(page).getByRole('heading', { name: other, level: 1 }).waitFor();
}

/** Waits until the preview shows these words. */
export async function seeInPreview(page: Page, words: string): Promise<void> {
  await previewOf(page).getByText(words).first().waitFor();
}

/** Waits until the editor says that what was typed is in the file. */
export async function seeSaved(page: Page): Promise<void> {
  await page.getByRole('main', { name: 'Write' }).getByText('Saved', { exact: true }).waitFor();
}

/** Confirms the practice folder where that was not done yet, and waits until what would change is shown. */
export async function planPublish(page: Page): Promise<void> {
  await openRoom(page, 'Publish');
  const confirm = page.getByRole('button', { name: 'Yes, publish there' });
  const publish = page.getByRole('button', { name: 'Publish…' });
  await confirm.or(publish).waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await publish.click();
  await story(page).waitFor();
}

/** Publishes what `planPublish` showed. */
export async function publish(page: Page): Promise<void> {
  await story(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('heading', { name: 'Releases' }).waitFor();
  await page.getByRole('main').getByRole('status').waitFor();
}

/** Asks to take the last release back; the dialog is open then. */
export async function askToTakeBack(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Take it back…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  return dialog;
}

/** Notices in the status line go by themselves, at no moment that a picture could count on. */
export async function dismissNotices(page: Page): Promise<void> {
  const dismiss = page.getByRole('contentinfo').getByRole('button', { name: 'Dismiss' });
  while (await dismiss.isVisible()) await dismiss.click();
}

/** @param to how the window looks, in the scheme that the computer asks for */
export async function dress(page: Page, to: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: to });
  await page.locator(`html[data-mantine-color-scheme="${to}"]`).waitFor();
}

export function previewOf(page: Page) {
  return page.frameLocator('iframe[title^="Preview of"]');
}

function editorOf(page: Page): Locator {
  return page.locator('.cm-content');
}

function story(page: Page): Locator {
  return page
    .getByRole('main')
    .getByRole('region')
    .filter({ has: page.getByRole('button', { name: 'Not now' }) });
}
