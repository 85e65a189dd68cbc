/** Sites of others with many mistakes, mended as their writers would: every fix one after another, then all of it taken back. */
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { FixOffer } from '../../shared/contract/fixes.ts';
import type { ProofDetail, ProofRow } from '../../shared/contract/proofs.ts';
import { putFiles, readTree } from '../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from './testing/connect.ts';
import { bakery } from './testing/strangers/bakery.ts';
import { choir } from './testing/strangers/choir.ts';
import { manual } from './testing/strangers/manual.ts';
import type { StrangersSite } from './testing/strangers/types.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of left.splice(0)) await one();
});

async function open(fill: (root: string) => Promise<void>): Promise<{ window: TestWindow; root: string }> {
  const { studio, folder, remove } = await testStudio();
  left.push(remove);
  const root = join(folder, 'theirs');
  await fill(root);
  const window = connectWindow(studio);
  await window.ask('session.open', { root });
  await built(window, 0);
  return { window, root };
}

async function built(window: TestWindow, from: number): Promise<void> {
  await window.event('built', () => true, from);
  await window.event('state', ({ state }) => state.kind === 'good' || state.kind === 'to-fix', from);
}

async function proofs(window: TestWindow): Promise<ProofDetail[]> {
  const { rows } = await window.ask('proofs.list', { filter: {}, offset: 0, limit: 1000 });
  const details: ProofDetail[] = [];
  for (const { id } of rows) details.push(await window.ask('proofs.read', { id }));
  return details;
}

/** Without what Galley makes: a quiet build may be at work in there. */
async function sources(root: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { name } of await readdir(root, { withFileTypes: true })) {
    if (name === 'public' || name === '.galley') continue;
    const path = join(root, name);
    if ((await stat(path)).isFile()) found[name] = await readFile(path, 'latin1');
    else for (const [inside, text] of Object.entries(await readTree(path))) found[`${name}/${inside}`] = text;
  }
  return found;
}

/** What a person would type. */
const typed: readonly [asked: RegExp, answer: string][] = [
  [/true or false/, 'true'],
  [/date/, '2024-05-31'],
  [/number/, '7'],
  [/timezone/, 'Europe/Lisbon'],
  [/permalinks/, '/:year/:slug/'],
  [/ link|picture/i, 'https://example.org/x.png'],
];

function answers({ code, message }: ProofDetail, { inputs }: FixOffer): Record<string, string> {
  const [, answer = 'Some words'] = typed.find(([asked]) => asked.test(message)) ?? [];
  return Object.fromEntries(
    inputs.map(({ name, value }) => {
      if (code === 'title-twice') return [name, `${value} ${name}`];
      return [name, value === '' || code === 'description-missing' ? answer : value];
    }),
  );
}

function named({ code, file, line }: Pick<ProofRow, 'code' | 'file' | 'line'>): string {
  return `${code} ${file}:${line}`;
}

/** Every first fix, as long as there is one. @returns the changes that were made */
async function mendAll(window: TestWindow): Promise<string[]> {
  const changes: string[] = [];
  for (;;) {
    const now = await proofs(window);
    const [proof] = now.filter(({ fixes }) => fixes.length > 0);
    const [fix] = proof?.fixes ?? [];
    if (proof === undefined || fix === undefined) return changes;
    const from = window.events.length;
    const request = { proof: proof.id, fix: fix.id, inputs: answers(proof, fix) };
    expect((await window.ask('fixes.preview', request)).files).not.toEqual([]);
    changes.push((await window.ask('fixes.apply', { ...request, confirmed: true })).id);
    await built(window, from);
    const { rows } = await window.ask('proofs.list', { filter: {}, offset: 0, limit: 1000 });
    expect(
      rows.map(({ id }) => id),
      `${named(proof)} ${fix.id}`,
    ).not.toContain(proof.id);
  }
}

function isPlanted(proof: ProofDetail, [code, file, line]: StrangersSite['planted'][number]): boolean {
  return proof.code === code && (file === null || proof.file === file) && (line === null || proof.line === line);
}

describe('a site of somebody else', () => {
  it.each([
    ['a bakery', bakery, []],
    ['a choir', choir, ['template-syntax templates/404.njk:3', 'embed-unknown content/_index.md:6']],
    [
      'a manual',
      manual,
      [
        'document-not-text content/parts/latin1.md:2',
        'image-unreadable content/setup/img/my plug.png:null',
        'asset-unused assets/img/Press.png:null',
      ],
    ],
  ])(
    '%s: each mistake is found at its place, mended by its fix, and comes back by its undo',
    { timeout: 180_000 },
    async (...given) => {
      const [, site, advised] = given;
      const { window, root } = await open((folder) => putFiles(folder, site.files));
      const before = await sources(root);
      const first = await proofs(window);
      expect(site.planted.filter((mistake) => !first.some((proof) => isPlanted(proof, mistake)))).toEqual([]);
      const changes = await mendAll(window);
      expect((await proofs(window)).map(named)).toEqual(advised);
      for (const id of changes.reverse()) await window.ask('changes.undo', { id });
      expect(await sources(root)).toEqual(before);
      const from = window.events.length;
      await window.ask('build.start', {});
      await built(window, from);
      expect((await proofs(window)).map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    },
  );
});

it('an address with letters that are not English is said as it was written', async () => {
  const page = '[aqui](pãezinhos.md) [ali](100%25%.md) ![x](<fotos/café da manhã.png>) ![y](fotos/café.png)\n';
  const { window } = await open((root) =>
    putFiles(root, { 'site.yaml': 'title: Pão\nurl: https://example.com/\n', 'content/a.md': page }),
  );
  const messages = (await proofs(window)).map(({ message }) => message).join('\n');
  expect(messages).toContain('“pãezinhos.md”');
  expect(messages).toContain('“fotos/café da manhã.png”');
  expect(messages).not.toContain('%C3');
});

const corpus = join(import.meta.dirname, '../../../../shared/corpora/eips/content');

describe.skipIf(!existsSync(corpus))('949 texts as their authors wrote them', () => {
  it('are mended in five hundred files by one fix, and brought back to the byte', { timeout: 180_000 }, async () => {
    const { window, root } = await open(async (folder) => {
      await putFiles(folder, { 'site.yaml': 'title: Proposals\nurl: https://example.com/\n' });
      await cp(corpus, join(folder, 'content'), { recursive: true });
    });
    const before = await sources(root);
    const { rows, counts } = await window.ask('proofs.list', { filter: {}, offset: 0, limit: 1000 });
    // What is wrong there: files of another folder. Nothing is an error, and nothing is said twice.
    expect(counts.errors).toBe(0);
    expect(new Set(rows.map(({ message, file, line }) => `${message} ${file} ${line}`)).size).toBe(rows.length);
    const [most] = [...rows]
      .sort((a, b) => b.placeCount - a.placeCount)
      .filter(({ code }) => code === 'link-document-missing');
    const proof = most?.id ?? '';
    await expect(
      window.ask('fixes.apply', { proof, fix: 'remove', inputs: {}, confirmed: false }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/changes \d{3} files/),
    });
    const from = window.events.length;
    const change = await window.ask('fixes.apply', { proof, fix: 'remove', inputs: {}, confirmed: true });
    expect(change.files.length).toBe(most?.pageCount);
    await built(window, from);
    const after = await window.ask('proofs.list', { filter: {}, offset: 0, limit: 1000 });
    expect(after.rows.map(({ id }) => id).sort()).toEqual(
      rows
        .map(({ id }) => id)
        .filter((id) => id !== proof)
        .sort(),
    );
    await window.ask('changes.undo', { id: change.id });
    expect(await sources(root)).toEqual(before);
  });
});
