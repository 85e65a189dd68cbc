/** Every broken example is built by the real engine and shows its own code, and no other. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ProofCode, proofSpecs } from '../../shared/proofs/registry.ts';
import { buildOnce, makeSite, removeSite } from './testing/site-folder.ts';

const examples = join(import.meta.dirname, '../../../examples/broken');
const codes = Object.keys(proofSpecs) as ProofCode[];
const shown = codes.filter((code) => proofSpecs[code].kind === 'site').sort();

/** What cannot be shown alone: code → what comes with it, and why. */
const company: Partial<Record<ProofCode, { codes: ProofCode[]; because: string }>> = {};

const made: string[] = [];
afterEach(async () => {
  for (const root of made.splice(0)) await removeSite(root);
});

async function copyOf(code: string): Promise<string> {
  const root = await makeSite({});
  made.push(root);
  cpSync(join(examples, code), root, { recursive: true, verbatimSymlinks: true });
  return root;
}

describe('examples/broken', () => {
  it('has a folder for each proof that a site can show, and no other', () => {
    expect(readdirSync(examples).sort()).toEqual(shown);
  });

  it.each(shown)('%s', async (code) => {
    const root = await copyOf(code);
    const { proofs } = await buildOnce(root);
    const others = company[code]?.codes ?? [];
    expect([...new Set(proofs.map((proof) => proof.code))].sort()).toEqual([code, ...others].sort());
    for (const proof of proofs) {
      expect([proof.message, ...proof.fixes.map((fix) => fix.label)].join(' ')).not.toMatch(/undefined|NaN|\[object/);
      if (proof.file === undefined || proof.file.startsWith('theme:') || !existsSync(join(root, proof.file))) continue;
      if (proof.range === undefined) continue;
      const lines = readFileSync(join(root, proof.file), 'utf8').split('\n');
      const { start, end } = proof.range;
      expect(start.line).toBeLessThanOrEqual(lines.length);
      expect(end.line).toBeLessThanOrEqual(lines.length);
      expect(start.column).toBeLessThanOrEqual((lines[start.line - 1] as string).length + 1);
    }
  });
});

describe('proofs of runs', () => {
  const folders = ['src', 'bench'].map((name) => join(import.meta.dirname, '../../..', name));
  const tests = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  );

  it.each(codes.filter((code) => proofSpecs[code].kind === 'run'))('%s is named by a test', (code) => {
    expect(tests.some((text) => text.includes(`'${code}'`))).toBe(true);
  });
});
