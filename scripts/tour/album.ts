/** Pictures with a sentence each, in the order in which they were taken, and the page that tells the story with them. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { albumHtml, type Chapter } from './album-html.ts';
import { settle } from './settle.ts';

/** The studio's own, so that the story looks as the studio does; they lie beside it. */
const fonts = {
  'serif.woff2': '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  'sans.woff2': '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
};

export class Album {
  readonly chapters: Chapter[] = [];
  #pictures = 0;

  /** @param folder for the pictures and index.html; what was in it goes */
  constructor(readonly folder: string) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [name, file] of Object.entries(fonts))
      copyFileSync(createRequire(import.meta.url).resolve(file), join(folder, name));
  }

  begin(title: string): void {
    this.chapters.push({ title, words: null, problem: null, pictures: [] });
  }

  /** A picture of the window as it is now. */
  async take(page: Page, caption: string): Promise<void> {
    await settle(page);
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    const file = `${String(++this.#pictures).padStart(2, '0')}.png`;
    await page.screenshot({ path: join(this.folder, file), animations: 'disabled' });
    this.#last().pictures.push({ file, caption, ...size });
  }

  /** What came of the chapter, in a sentence. */
  say(words: string): void {
    this.#last().words = words;
  }

  /** What could not be done, with a picture of it; the window may be beyond even that. */
  async fail(page: Page | null, problem: string): Promise<void> {
    this.#last().problem = problem;
    if (page === null) return;
    const file = 'could-not.png';
    const bytes = await page.screenshot({ path: join(this.folder, file), timeout: 10_000 }).catch(() => null);
    const size = page.viewportSize() ?? { width: 1440, height: 900 };
    if (bytes !== null) this.#last().pictures.push({ file, caption: 'The window as it was then.', ...size });
  }

  /** @returns the file of the story */
  write(about: string): string {
    const file = join(this.folder, 'index.html');
    writeFileSync(file, albumHtml(this.chapters, about));
    return file;
  }

  #last(): Chapter {
    const chapter = this.chapters.at(-1);
    if (chapter === undefined) throw new Error('A picture needs a chapter: begin() comes first.');
    return chapter;
  }
}
