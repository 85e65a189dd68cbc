/** What a folder of documents must become: the expectation comes from the sources, never from what a tool wrote. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A document that every tool must publish. */
export interface ExpectedPage {
  source: string;
  /** Folder of its page in the output, lower case ("posts/page-1"). */
  folder: string;
}

/** A page with words that its output must contain. */
export interface SampledPage extends ExpectedPage {
  /** null: the document has no title of its own. */
  title: string | null;
  /** A run of plain words of its text; null: it has none that every tool must print unchanged. */
  phrase: string | null;
}

const addressable = /^[a-z0-9/_-]+$/;

/**
 * The documents under `folder` whose address every tool forms the same way: lower-cased ASCII names. Others (spaces, dots,
 * other scripts) are counted in `unusual` and are not looked for one by one.
 */
export function expectedPages(folder: string): { pages: ExpectedPage[]; unusual: number } {
  const pages: ExpectedPage[] = [];
  let unusual = 0;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!entry.endsWith('.md') || /(^|\/)_index\.md$/.test(entry)) continue;
    const page = entry
      .slice(0, -3)
      .replace(/\/?index$/, '')
      .toLowerCase();
    if (!addressable.test(page)) unusual += 1;
    else pages.push({ source: entry, folder: page });
  }
  return { pages, unusual };
}

/** `count` pages spread evenly over `pages`, with what they must contain. */
export function samplePages(folder: string, pages: readonly ExpectedPage[], count: number): SampledPage[] {
  const step = Math.max(1, Math.floor(pages.length / count));
  return pages
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((page) => {
      const text = readFileSync(join(folder, page.source), 'utf8').replaceAll('\r\n', '\n');
      const front = /^---\n([\s\S]*?)\n---\n/.exec(text);
      const title = /^title:[ \t]*(["']?)(.*?)\1[ \t]*$/m.exec(front?.[1] ?? '')?.[2] ?? null;
      const phrase = /^(?:[A-Za-z]+ ){4,12}[a-z]+(?=[ .,;]|$)/m.exec(text.slice(front?.[0].length ?? 0))?.[0] ?? null;
      return { ...page, title: title === '' ? null : title, phrase };
    });
}
