/** The walk: a site with five mistakes is opened, mended, changed, published and taken back, as a person would. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import * as act from './acts.ts';
import type { Album } from './album.ts';
import { patience, type TourStudio } from './studio.ts';

/** Milliseconds between two looks at a file. */
const pollEvery = 50;

export interface Step {
  title: string;
  /** @returns what came of it, in a sentence; throws when it could not be done */
  walk(studio: TourStudio, album: Album): Promise<string>;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'] as const;

export const steps: readonly Step[] = [
  { title: 'Open a site with five mistakes', walk: open },
  ...ordinals.map((ordinal, i) => ({
    title: `Mend the ${ordinal} mistake`,
    walk: (studio: TourStudio, album: Album) => mend(studio, album, ordinals.length - i),
  })),
  { title: 'All is good', walk: beGood },
  { title: 'Change a sentence, and see it on the page', walk: write },
  { title: 'See where a page comes from', walk: explain },
  { title: 'See where the time went', walk: time },
  { title: 'Publish to the practice folder', walk: publish },
  { title: 'Take it back', walk: takeBack },
];

async function open({ page }: TourStudio, album: Album): Promise<string> {
  await act.seeThingsToFix(page, 5);
  await page.getByText('This site has five mistakes to try things on.').waitFor();
  await act.previewOf(page).getByRole('heading', { level: 1 }).first().waitFor();
  await album.take(
    page,
    'The first thing that “npm start” shows: what is wrong, each with its place, its cause and what mends it; the page as readers see it stands beside.',
  );
  await act.filterProofs(page, 'To fix');
  await act.chooseProof(page, /mill pond/);
  await page.getByRole('button', { name: 'Show me on the page' }).click();
  await act.previewOf(page).getByRole('link', { name: 'the mill pond' }).waitFor();
  await inTheDark(page, () =>
    album.take(page, '“Show me on the page”: the link is outlined where it stands. The same in the dark.'),
  );
  return 'It is a copy of its own, already built; “Start again” brings it back as it was.';
}

async function mend({ page }: TourStudio, album: Album, left: number): Promise<string> {
  await act.seeThingsToFix(page, left);
  await page.getByRole('listbox', { name: 'Proofs' }).getByRole('option').first().click();
  const fix = await act.openFix(page, 'Ana Field');
  await album.take(page, `“${fix.label}” shows before and after. Nothing is changed until it is agreed to.`);
  await act.applyFix(fix);
  await act.seeThingsToFix(page, left - 1);
  return `${fix.proof} Mended with “${fix.label}”.`;
}

async function beGood({ page }: TourStudio, album: Album): Promise<string> {
  await act.filterProofs(page, 'Everything');
  await act.seeVerdict(page, /all good/);
  await album.take(
    page,
    'What is left are suggestions; they do not keep a site from being good. Publish is the button to press now.',
  );
  await page.setViewportSize({ width: 1024, height: 700 });
  await album.take(page, 'On a small screen the pages become a drawer, and the preview takes half.');
  await page.setViewportSize({ width: 1440, height: 900 });
  return 'Five mistakes, five fixes. Each can be taken back.';
}

const sentence = ' Children laugh, and it bows again.';

async function write({ page, site }: TourStudio, album: Album): Promise<string> {
  await act.openPage(page, 'The dipper');
  await act.writeAfter(page, 'It comes up where you did not expect it', sentence);
  await act.seeInPreview(page, sentence.trim());
  await album.take(page, 'The preview follows while it is typed, before anything is saved or built.');
  await holds(join(site, 'content/birds/dipper.md'), sentence.trim());
  await holds(join(site, 'public/birds/dipper/index.html'), sentence.trim());
  await act.seeVerdict(page, /all good/);
  await inTheDark(page, () =>
    album.take(page, 'It was saved by itself, built again by itself, and all is still good.'),
  );
  await page.setViewportSize({ width: 1024, height: 700 });
  await album.take(page, 'Writing on a small screen.');
  await page.setViewportSize({ width: 1440, height: 900 });
  return `Typed: “${sentence.trim()}”`;
}

async function explain({ page }: TourStudio, album: Album): Promise<string> {
  await page.getByRole('tab', { name: 'Explain' }).click();
  await page.getByRole('tabpanel').getByRole('button').first().waitFor();
  await album.take(page, 'Every part of the design, list, picture and document that made this page. Each is a link.');
  await page.getByRole('tab', { name: 'Preview' }).click();
  return 'Nothing on a page is there without a reason that can be looked at.';
}

async function time({ page }: TourStudio, album: Album): Promise<string> {
  await act.openRoom(page, 'Timings');
  await page.getByRole('main').getByRole('heading', { level: 2 }).first().waitFor();
  await album.take(page, 'The last build, phase by phase, and who worked on it.');
  return page.getByRole('main').getByRole('heading', { level: 2 }).first().innerText();
}

async function publish({ page, practice }: TourStudio, album: Album): Promise<string> {
  await act.planPublish(page);
  await album.take(page, 'Before anything happens: what would change, by the titles of the pages.');
  await act.publish(page);
  const files = filesIn(practice);
  if (!files.includes('index.html')) throw new Error(`Nothing was published: ${practice} has ${files.length} files.`);
  await album.take(page, 'Published. Every release is kept in a list, and can be taken back.');
  return `${files.length} files are in the practice folder now.`;
}

async function takeBack({ page, practice }: TourStudio, album: Album): Promise<string> {
  const dialog = await act.askToTakeBack(page);
  await album.take(page, 'Asked once, with what it means.');
  await dialog.getByRole('button', { name: 'Take it back', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page
    .getByRole('main')
    .getByText(/taken (away|back)/i)
    .first()
    .waitFor();
  const files = filesIn(practice);
  if (files.includes('index.html'))
    throw new Error('It was said to be taken back, but index.html is still in the practice folder.');
  await album.take(page, 'What was published is gone from there again; the texts on this computer are as they were.');
  return 'The practice folder is as it was before.';
}

async function inTheDark(page: Page, take: () => Promise<void>): Promise<void> {
  await act.dress(page, 'dark');
  await take();
  await act.dress(page, 'light');
}

/** Waits until a file holds these words: what the studio says of it may be of a moment before. */
async function holds(file: string, words: string): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(existsSync(file) && readFileSync(file, 'utf8').includes(words))) {
    if (Date.now() > deadline) throw new Error(`“${words}” was typed, but ${file} does not have it.`);
    await setTimeout(pollEvery);
  }
}

/** Names of the files below a folder; none when it is not there. */
function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}
