/** A time without the pages it is the time of is worth nothing: what each tool wrote is looked at before it counts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedPage, SampledPage } from './documents.ts';

export interface Expectation {
  pages: readonly ExpectedPage[];
  samples: readonly SampledPage[];
}

/** The number of index.html files in `output`. @throws Error when a page, its title or its text is not there */
export function verifyOutput(tool: string, output: string, { pages, samples }: Expectation): number {
  const missing = pages.filter((page) => !existsSync(join(output, page.folder, 'index.html')));
  if (missing.length > 0) {
    const names = missing.slice(0, 3).map((page) => page.source);
    throw new Error(`${tool} did not write ${missing.length} of ${pages.length} pages (${names.join(', ')} …).`);
  }
  for (const sample of samples) verifySample(tool, output, sample);
  for (const file of ['index.html', 'sitemap.xml', 'robots.txt', '404.html']) {
    if (!existsSync(join(output, file))) throw new Error(`${tool} did not write ${file}.`);
  }
  const files = readdirSync(output, { recursive: true, encoding: 'utf8' });
  if (!files.some((file) => file.endsWith('.xml') && !file.endsWith('sitemap.xml'))) {
    throw new Error(`${tool} wrote no feed.`);
  }
  return files.filter((file) => /(^|[/\\])index\.html$/.test(file)).length;
}

function verifySample(tool: string, output: string, sample: SampledPage): void {
  const html = plainText(readFileSync(join(output, sample.folder, 'index.html'), 'utf8'));
  for (const [what, text] of [
    ['title', sample.title],
    ['text', sample.phrase],
  ] as const) {
    if (text !== null && !html.includes(plainText(text))) {
      throw new Error(`${tool}: the page of ${sample.source} does not show its ${what}: ${text}`);
    }
  }
}

/** The letters and digits only: entities, typographic quotes and line breaks differ rightly between tools. */
function plainText(html: string): string {
  return html.replace(/&#?\w+;/g, '').replace(/[^A-Za-z0-9]+/g, '');
}
