/** What lies between a key and the paint: edits of a text, of a title and of a part of the design, step by step. */
import type { Figures } from './measure-studio.ts';
import { edited, part } from './site.ts';
import { type StudioWindow, type Typed, way } from './window.ts';

/** Edits of each kind: keys pressed one after the other. */
const EDITS = 200;

const words: Record<(typeof way)[number] | 'painted', string> = {
  sent: 'the editor, until the edit is sent',
  ordered: 'the window, until the page is told',
  asked: 'the page, until it asks',
  answered: 'the host and its threads, until it answers',
  arrived: 'on the way to the page',
  changed: 'reading the answer and changing the page',
  painted: 'layout and paint',
};

/** The preview shows the page of the text of 20 KB for all of them. */
export async function measureEdits(window: StudioWindow, figures: Figures, edits = EDITS): Promise<void> {
  const { page } = window;
  await openText(window);
  await toLine(window, 'Begun here.');
  note(figures, 'text', await window.type('zqa', edits, () => Promise.resolve()));
  await rest(window);
  await toLine(window, 'title: Written');
  note(figures, 'title', await window.type('zqb', edits, () => Promise.resolve()));
  await rest(window);
  await openFile(window, part);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('<p>');
  note(figures, 'part of the design', await window.type('zqc', edits, () => Promise.resolve()));
}

async function openText({ page }: StudioWindow): Promise<void> {
  await page.getByRole('textbox', { name: 'Find a page' }).fill(edited);
  await page.getByLabel('Pages found').getByRole('button').first().click();
  await page.getByRole('textbox', { name: `Text of content/${edited}` }).focus();
  await page.waitForTimeout(1500);
}

async function openFile({ page }: StudioWindow, file: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+p');
  await page.getByRole('combobox', { name: /^Find a page/ }).fill(file);
  await page.getByRole('listbox', { name: 'Found' }).getByRole('option', { name: file }).first().click();
  await page.getByRole('textbox', { name: `Text of ${file}` }).focus();
  await page.waitForTimeout(1500);
}

/** Behind the first place where these words stand, found as a person finds them. */
async function toLine({ page }: StudioWindow, text: string): Promise<void> {
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ControlOrMeta+f');
  const field = page.locator('.cm-search input[name=search]');
  // Key by key: the editor looks for what its keys have made of the field.
  await field.pressSequentially(text);
  await field.press('Enter');
  await page.locator('.cm-searchMatch-selected').waitFor();
  await field.press('Escape');
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ArrowRight');
}

async function rest(window: StudioWindow): Promise<void> {
  await window.page.waitForTimeout(2500);
  await window.settled();
}

function note(figures: Figures, what: string, typed: readonly Typed[]): void {
  const all = typed.map(({ milliseconds }) => milliseconds ?? Number.POSITIVE_INFINITY);
  figures.set(`${what}, key to paint: half of them`, quantile(all, 0.5));
  figures.set(`${what}, key to paint: p95`, quantile(all, 0.95));
  const known = typed.flatMap(({ steps }) => (steps === null ? [] : [steps]));
  for (const step of [...way, 'painted'] as const) {
    const taken = known.map((steps) => steps[step]);
    figures.set(`${what}: ${words[step]}: half of them`, quantile(taken, 0.5));
    figures.set(`${what}: ${words[step]}: p95`, quantile(taken, 0.95));
  }
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
