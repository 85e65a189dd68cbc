/** docs/guide/site-format.md against the code: the settings and the keys of documents that it lists are those that there are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { knownKeys } from '../../../kernel/front-matter/known-keys.ts';
import { siteShape } from './settings.ts';

const guide = readFileSync(join(import.meta.dirname, '../../../../docs/guide/site-format.md'), 'utf8');

/** The names in the first column of the table whose head begins with this. */
function firstColumn(head: string): string[] {
  const table = guide.slice(guide.indexOf(`| ${head} |`)).split('\n\n')[0] as string;
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split(' | ')[0] as string).matchAll(/`(\w+)`/g)].map(([, name]) => name as string))
    .sort();
}

it('lists the settings of site.yaml', () => {
  expect(firstColumn('setting')).toEqual(Object.keys(siteShape.keys).sort());
});

it('lists the keys that a document may have', () => {
  expect(firstColumn('key')).toEqual([...knownKeys].sort());
});
