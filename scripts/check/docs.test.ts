import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { proofSpecs } from '../../src/shared/proofs/registry.ts';
import { projectRoot } from '../project.ts';
import { checkDocs, type DocumentedCode } from './docs.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'galley-docs-'));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const page = '# A code\n\nWhat it means.\n\nWhat to do.\n';

it('finds every proof code documented and shown', () => {
  const codes: DocumentedCode[] = Object.entries(proofSpecs).map(([code, { kind }]) => ({ code, kind }));
  expect(codes.length).toBeGreaterThan(10);
  expect(checkDocs(projectRoot(), codes)).toEqual([]);
});

it('is content with a page and an example, or a page and a test', () => {
  const root = project({
    'docs/proofs/one.md': page,
    'examples/broken/one/site.yaml': 'title: One\n',
    'docs/proofs/two.md': page,
    'src/two.test.ts': "expect(code).toBe('two')",
  });
  expect(
    checkDocs(root, [
      { code: 'one', kind: 'site' },
      { code: 'two', kind: 'run' },
    ]),
  ).toEqual([]);
});

it('names what is missing and what is left over', () => {
  const root = project({
    'docs/proofs/old.md': page,
    'docs/proofs/short.md': '# Short\n',
    'examples/broken/short/site.yaml': 'title: Short\n',
    'examples/broken/older/site.yaml': 'title: Older\n',
  });
  const codes: DocumentedCode[] = [
    { code: 'new', kind: 'site' },
    { code: 'short', kind: 'site' },
    { code: 'fault', kind: 'run' },
  ];
  expect(checkDocs(root, codes)).toEqual([
    'docs/proofs/new.md is missing.',
    'examples/broken/new/site.yaml is missing.',
    'docs/proofs/short.md says too little.',
    'docs/proofs/fault.md is missing.',
    'docs/proofs/old.md is about a code that does not exist.',
    'examples/broken/older/ shows a code that does not exist.',
    "No test names 'fault', which is of kind run.",
  ]);
});
