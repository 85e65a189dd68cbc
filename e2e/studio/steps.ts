/** What a person does and sees in the window, named once for all specs. */
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect } from './fixture.ts';

/** A build follows an edit at once, or after five seconds in which nothing was typed. */
export const afterBuild = { timeout: 30_000 };

/** The sentence on where the site stands. */
export function verdict(page: Page): Locator {
  return page.getByRole('banner').getByRole('status');
}

/** What just happened. */
export function statusLine(page: Page): Locator {
  return page.getByRole('contentinfo').getByRole('status');
}

export type RoomName = 'Write' | 'Proofs' | 'Timings' | 'Publish' | 'Settings';

export async function goTo(page: Page, room: RoomName): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Rooms' })
    .getByRole('button', { name: new RegExp(`^${room}`) })
    .click();
  await expect(page.getByRole('main', { name: room })).toBeVisible();
}

export function work(page: Page): Locator {
  return page.getByRole('main');
}

/** A row's name is its title and then its state. */
export function rowOf(title: string): RegExp {
  return new RegExp(`^${title}( (\\d|changed|draft|later|not as).*)?$`);
}

/** Opens a page of the tree in the editor, as a person does who has seen the one before. */
export async function openPage(page: Page, title: string): Promise<Locator> {
  await beginningSeen(page);
  await page
    .getByRole('tree', { name: 'Pages' })
    .getByRole('treeitem', { name: rowOf(title) })
    .click();
  const editor = editorOf(page);
  await expect(editor).toBeVisible();
  return editor;
}

/** A frame that is sent on while its first page is on its way is sometimes lost to Playwright, though the page in it is shown. */
async function beginningSeen(page: Page): Promise<void> {
  if ((await page.locator('iframe[title^="Preview of"]').count()) === 0) return;
  const begun = (): boolean =>
    page.frames().some((frame) => frame.parentFrame() !== null && !/^(about:|$)/.test(frame.url()));
  await expect.poll(begun).toBe(true);
}

/** Opens any file by the box that finds. */
export async function openFile(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Find', exact: false }).first().click();
  await page.getByRole('combobox', { name: /^Find a page/ }).fill(file);
  await page.getByRole('listbox', { name: 'Found' }).getByRole('option', { name: file }).first().click();
}

export function editorOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Text of / });
}

/** Puts the caret behind the last character of the text. */
export async function caretAtEnd(page: Page): Promise<void> {
  await editorOf(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
}

export function preview(page: Page): FrameLocator {
  return page.frameLocator('iframe[title^="Preview of"]');
}

export async function choose(page: Page, list: string, option: RegExp | string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option }).click();
}

/** Takes an action by its name, as the box that finds offers it. */
export async function act(page: Page, action: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+P');
  await page.getByRole('combobox', { name: /^Find a page/ }).fill(`> ${action}`);
  await page.getByRole('listbox', { name: 'Found' }).getByRole('option', { name: action }).first().click();
}
