import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { buildSite } from './testing.ts';

const folder = fileURLToPath(new URL('../../../../examples/broken/', import.meta.url));
const themes = fileURLToPath(new URL('../../../themes/', import.meta.url));

const codes = [
  'setting-missing',
  'setting-unknown',
  'setting-wrong',
  'theme-missing',
  'theme-broken',
  'data-unreadable',
  'data-twice',
  'link-outside',
  'url-twice',
  'path-twice',
  'alias-taken',
  'address-wrong',
  'address-needs-date',
  'layout-missing',
  'cascade-key',
  'term-spellings',
  'menu-page-missing',
  'index-beside-pages',
];

it.each(codes)('the example of %s shows that and nothing else', async (code) => {
  const built = await buildSite(folder + code, { themes });
  expect(built.codes).toEqual([code]);
  const [finding] = [...built.loaded.findings, ...built.found.findings, ...built.site.findings];
  if (finding?.range === undefined || finding.file === undefined) return;
  const lines = readFileSync(`${folder}${code}/${finding.file}`, 'utf8').split('\n');
  expect(finding.range.start.line).toBeLessThanOrEqual(lines.length);
});
