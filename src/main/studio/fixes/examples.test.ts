/** Every broken example that a fix is offered for is mended by it: the proof is gone, and no error or warning came. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Proof } from '../../../shared/proof.ts';
import type { ProofCode } from '../../../shared/proofs/registry.ts';
import { fixableCodes } from './remedies.ts';
import { Bench, isSame, troubles } from './testing/mending.ts';

const folder = join(import.meta.dirname, '../../../../examples/broken');

/** Remedies that are offered for each example, with what is typed for those that ask. */
const offered: Partial<Record<ProofCode, Record<string, Record<string, string>>>> = {
  'address-needs-date': { write: { value: '2024-05-31' } },
  'address-wrong': { write: { value: '/about-us/' }, remove: {} },
  'alias-taken': { remove: {} },
  'alt-missing': { words: { alt: 'A robin "in" the snow' }, decoration: {} },
  'anchor-missing': { nearest: {}, another: { target: './about.md' }, remove: {} },
  'asset-not-found': { another: { target: 'https://example.org/robin.jpg' }, remove: {} },
  'asset-wrong-case': { nearest: {} },
  'attribute-refused': { remove: {} },
  'box-unclosed': { paragraph: {}, text: {} },
  'cascade-key': { remove: {} },
  'data-unreadable': { commas: {} },
  'description-missing': { design: {} },
  'embed-malformed': { repair: {} },
  'embed-unknown': { nearest: {} },
  'empty-value': { 'all-pages': { value: '2024-05-31' }, 'these-pages': { page0: '2024-05-31' }, hide: {} },
  'front-matter-duplicate': { 'keep-0': {}, 'keep-1': {} },
  'front-matter-malformed': { repair: {} },
  'front-matter-not-keys': { text: {} },
  'front-matter-unclosed': { close: {} },
  'heading-skipped': { levels: {} },
  'id-twice': { name: {} },
  'image-missing': { another: { target: 'https://example.org/harbour.png' }, remove: {} },
  'image-wrong-case': { nearest: {} },
  'key-misspelt': { 'rename-0': {} },
  'layout-missing': { remove: {} },
  'link-broken': { nearest: {}, another: { target: '/about/' }, remove: {} },
  'link-document-missing': { nearest: {}, another: { target: './travelling.md' }, remove: {} },
  'link-document-wrong-case': { nearest: {} },
  'link-outside-base': { nearest: {}, another: { target: '/birds/about/' }, remove: {} },
  'link-unreadable': { another: { target: 'https://example.org/' }, remove: {} },
  'list-misused': { nearest: {} },
  'menu-page-missing': { nearest: {}, remove: {} },
  'schema-mismatch': { write: { page0: '4' } },
  'schema-unusable': { remove: {} },
  'setting-missing': { set: { value: 'https://example.com/' } },
  'setting-unknown': { nearest: {}, remove: {} },
  'setting-wrong': { set: { value: '10' }, remove: {} },
  'string-missing': { word: { value: 'Our footer' } },
  'template-failed': { nearest: {} },
  'template-mark': { remove: {}, code: {} },
  'template-missing': { remove: {} },
  'template-recursion': { remove: {} },
  'term-spellings': { spelling: {} },
  'theme-missing': { 'use-journal': {}, 'use-plain': {} },
  'title-missing': { design: {} },
  'title-twice': { write: { page0: 'News of 2023', page1: 'News of 2024' } },
  'undefined-value': { 'rename-0': {}, 'all-pages': { value: 'Ana' }, 'these-pages': { page0: 'Ana' }, hide: {} },
  'url-twice': { write: { value: '/about-the-site/' } },
  'value-wrong-type': { guess: {}, write: { value: '2024-05-31' }, remove: {} },
};

/** For these there are words only: the mistake takes a person, or another file than a text. */
const adviceOnly: ProofCode[] = [
  'asset-missing',
  'asset-unused',
  'build-time-read',
  'content-cycle',
  'data-twice',
  'document-not-text',
  'front-matter-too-large',
  'image-encode-failed',
  'image-oversized',
  'image-too-large',
  'image-unreadable',
  'index-beside-pages',
  'link-outside',
  'nesting-too-deep',
  'path-twice',
  'script-broken',
  'script-import-missing',
  'style-broken',
  'style-reference-missing',
  'template-forbidden',
  'template-syntax',
  'template-too-much-work',
  'theme-broken',
];

/** What is wrong is a file as a whole, or something that stands nowhere yet. */
const withoutLine: ProofCode[] = [
  'address-needs-date',
  'asset-unused',
  'data-twice',
  'description-missing',
  'image-encode-failed',
  'image-too-large',
  'image-unreadable',
  'index-beside-pages',
  'link-outside',
  'path-twice',
  'title-missing',
];

const benches: Bench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close();
});

async function bench(code: string): Promise<Bench> {
  const made = await Bench.ofExample(`broken/${code}`);
  benches.push(made);
  return made;
}

function expectLine({ code, places }: Proof): void {
  const lines = places.map(({ range }) => range !== undefined);
  expect(new Set(lines), 'whether places have lines').toEqual(new Set([!withoutLine.includes(code)]));
}

const codes = Object.keys(offered) as ProofCode[];

describe('fixes', () => {
  it('are there, or are not, for every proof that a site can show', () => {
    expect([...codes, ...adviceOnly].sort()).toEqual(readdirSync(folder).sort());
    for (const code of codes) expect(fixableCodes, code).toContain(code);
  });

  it.each(codes)('%s is offered what mends it', async (code) => {
    const broken = await bench(code);
    expectLine(broken.proof(code));
    const remedies = await broken.remedies(broken.proof(code));
    expect(remedies.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(offered[code] ?? {})));
    for (const { id, label, inputs, kind } of remedies) {
      expect(label, id).not.toMatch(/undefined|null|\[object/);
      expect(inputs.length > 0, id).toBe(kind === 'ask');
    }
  });

  const cases = codes.flatMap((code) =>
    Object.entries(offered[code] ?? {}).map(([id, inputs]): [ProofCode, string, Record<string, string>] => [
      code,
      id,
      inputs,
    ]),
  );

  it.each(cases)('%s is mended by “%s”, and broken again by its undo', async (code, id, inputs) => {
    const broken = await bench(code);
    const proof = broken.proof(code);
    const before = troubles(broken.report);
    const remedy = (await broken.remedies(proof)).find((one) => one.id === id);
    expect(remedy).toBeDefined();
    const plan = await remedy?.plan(inputs);
    if (plan === undefined) return;
    const sources = await broken.sources();
    const change = await broken.make(plan);
    const report = await broken.build();
    const texts = await Promise.all(plan.edits.map(async ({ file }) => `${file}:\n${await broken.read(file)}`));
    expect(
      report.proofs.filter((one) => isSame(one, proof) || one.code === code),
      texts.join('\n'),
    ).toEqual([]);
    expect(
      troubles(report).filter((one) => !before.includes(one)),
      texts.join('\n'),
    ).toEqual([]);
    await broken.changes.undo(change);
    expect(await broken.sources()).toEqual(sources);
  });

  it.each(adviceOnly)('%s has advice in words', async (code) => {
    const broken = await bench(code);
    const proof = broken.proof(code);
    expectLine(proof);
    expect(await broken.remedies(proof)).toEqual([]);
    expect(proof.fixes.map(({ kind }) => kind)).toContain('advice');
  });
});
