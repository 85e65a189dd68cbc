import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { ownArguments, readArguments, siteFolder } from './opening.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

it.each([
  [[], { kind: 'nothing' }],
  [['--no-sandbox', '--inspect=0'], { kind: 'nothing' }],
  [['--tour'], { kind: 'tour' }],
  [['birds'], { kind: 'site', root: resolve('/sites/birds') }],
  [['--site', 'birds'], { kind: 'site', root: resolve('/sites/birds') }],
  [['--site=/else/birds', '--no-sandbox'], { kind: 'site', root: resolve('/else/birds') }],
  [['--site'], { kind: 'nothing' }],
])('%j', (args, wish) => {
  expect(readArguments(args, '/sites')).toEqual(wish);
});

it.each([
  [['electron', '.', '--tour'], false, ['--tour']],
  [['electron', '--inspect=0', '--no-sandbox', '/galley', '--site', 'x'], false, ['--site', 'x']],
  [['electron'], false, []],
  [['Galley', '--tour'], true, ['--tour']],
])('of %j (packed: %s) ours are %j', (argv, packed, own) => {
  expect(ownArguments(argv, packed)).toEqual(own);
});

it('a file belongs to the nearest folder with a site.yaml, else to its own', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'galley-opening-')));
  writeFileSync(join(root, 'a.md'), '');
  expect(siteFolder(join(root, 'a.md'))).toBe(root);
  expect(siteFolder(root)).toBe(root);
  expect(siteFolder(join(root, 'missing'))).toBe(join(root, 'missing'));
  rmSync(root, { recursive: true });
});
