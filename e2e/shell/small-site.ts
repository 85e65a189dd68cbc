/** A site of two pages, built in no time: for specs about the host, not about what it shows. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param folder absolute; made when it is not there */
export function writeSmallSite(folder: string): void {
  mkdirSync(join(folder, 'content'), { recursive: true });
  writeFileSync(join(folder, 'site.yaml'), 'title: Birds\nurl: https://example.org/birds/\n');
  const head = (title: string): string => `---\ntitle: ${title}\ndescription: ${title} on the marsh.\n---\n`;
  writeFileSync(join(folder, 'content/_index.md'), `${head('Birds')}Those of the marsh.\n`);
  writeFileSync(join(folder, 'content/wren.md'), `${head('Wren')}Small and loud.\n`);
}
