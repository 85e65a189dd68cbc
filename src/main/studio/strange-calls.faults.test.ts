/** What a window may send that no window of ours would: each call gets one answer in words, and nothing outside the site is touched. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type MethodName, methods } from '../../shared/contract/methods.ts';
import type { HostMessage } from '../../shared/contract/wire.ts';
import { putFiles, readTree } from '../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from './testing/connect.ts';
import type { Studio } from './types.ts';

let studio: Studio;
let window: TestWindow;
let folder: string;
let root: string;
let remove: () => Promise<void>;
const troubles: unknown[] = [];
const note = (error: unknown): void => void troubles.push(error);

const SITE = {
  'site.yaml': 'title: Birds\nurl: https://example.com/\ntheme: journal\n',
  'content/_index.md': '---\ntitel: Home\n---\nSee [us](abuot.md).\n',
  'content/about.md': '---\ntitle: About\n---\nUs.\n',
  'data/list.yaml': '- a\n',
};

beforeAll(async () => {
  const made = await testStudio();
  ({ studio, folder, remove } = made);
  root = join(folder, 'site');
  await putFiles(root, SITE);
  await putFiles(folder, { 'victim/secret.md': 'secret', 'victim/deep/site.yaml': 'title: Other\n' });
  window = connectWindow(studio);
  await window.ask('session.open', { root });
  await window.event('built');
  process.on('unhandledRejection', note);
  vi.spyOn(console, 'error').mockImplementation(note);
});
afterAll(async () => {
  process.off('unhandledRejection', note);
  vi.restoreAllMocks();
  await remove();
});

type JsonSchema = z.core.JSONSchema.BaseSchema;

const words = [
  ...['content/about.md', 'content/_index.md', 'site.yaml', 'data/list.yaml', 'theme:journal/templates/page.njk'],
  ...[
    '../victim/secret.md',
    'content/../../victim/secret.md',
    '.galley/outputs',
    'themes/../../victim',
    'content',
    '.',
  ],
  ...[
    'constructor',
    '__proto__',
    'toString',
    '\0',
    'content/\0.md',
    'C:\\x',
    '\ud800',
    'ü'.repeat(200),
    ' ',
    '//',
    '%2e%2e',
  ],
  ...[
    'theme:',
    'theme:x/y',
    'theme:../x',
    'theme:journal/../../x',
    'posts',
    '/',
    'about',
    'nearest',
    'index',
    'CON',
    '\r\n',
  ],
];

/** Values that fit a schema, mostly, with what is odd among them. */
function valuesFor(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return fc.jsonValue({ maxDepth: 2 });
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map((one) => valuesFor(one as JsonSchema)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return fc.array(valuesFor((schema.items ?? {}) as JsonSchema), { maxLength: 3 });
    case 'string':
      return fc.oneof(pathOrWord(), fc.string({ unit: 'binary', maxLength: 12 }));
    case 'integer':
    case 'number':
      return fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(0, 1, 1000, 2 ** 31, Number.MAX_SAFE_INTEGER));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Absolute paths stay in the folder of the test: what is asked for here is done. */
function pathOrWord(): fc.Arbitrary<string> {
  const inside = fc.constantFrom(
    '',
    'site',
    'victim',
    'victim/secret.md',
    'nowhere/new',
    'site/content',
    'x\0y',
    'a/../..',
  );
  return fc.oneof(
    fc.constantFrom(...words),
    inside.map((path) => `${folder}/${path}`),
  );
}

function objectOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}) as [string, JsonSchema][];
  if (properties.length === 0 && typeof schema.additionalProperties === 'object')
    return fc.dictionary(fc.constantFrom(...words), valuesFor(schema.additionalProperties as JsonSchema), {
      maxKeys: 2,
    });
  return fc.record(Object.fromEntries(properties.map(([key, one]) => [key, valuesFor(one)])), {
    requiredKeys: schema.required ?? [],
    noNullPrototype: true,
  });
}

const names = Object.keys(methods) as MethodName[];
const calls = new Map(
  names.map((name) => {
    const schema = z.toJSONSchema(methods[name].args, { io: 'input', unrepresentable: 'any' });
    return [name, valuesFor(schema)] as const;
  }),
);
/** These leave the site, or make copies of starters: they are asked for elsewhere. */
const rare = new Set<MethodName>(['session.close', 'session.open', 'sites.create', 'tour.open']);

async function answerTo(method: string, args: unknown): Promise<HostMessage> {
  const id = 5_000_000 + window.messages.length;
  window.raw(JSON.stringify({ id, method, args }));
  const isOurs = (message: HostMessage): boolean => 'id' in message && message.id === id;
  return vi.waitFor(
    () => {
      const found = window.messages.filter(isOurs);
      expect(found).toHaveLength(1);
      return found[0] as HostMessage;
    },
    { interval: 1, timeout: 10_000 },
  );
}

describe('arguments that nobody means', () => {
  it.each(names.filter((name) => !rare.has(name)))('%s answers in words', { timeout: 60_000 }, async (name) => {
    const victim = await readTree(join(folder, 'victim'));
    troubles.length = 0;
    await fc.assert(
      fc.asyncProperty(calls.get(name) as fc.Arbitrary<unknown>, async (args) => {
        const answer = await answerTo(name, args);
        if (answer.type !== 'failure') return;
        expect(answer.error).not.toMatchObject({ code: 'internal' });
        expect(answer.error.message).toMatch(/\S[\s\S]*[.?]$/);
        expect(answer.error.message).not.toMatch(/\bE[A-Z]{4,}\b|undefined|\[object|\bat \w+ \(/);
      }),
      { numRuns: 25 },
    );
    expect(troubles).toEqual([]);
    expect(await readTree(join(folder, 'victim'))).toEqual(victim);
  });
});

describe('a path', () => {
  const evil = [
    ...['../../etc/passwd', '/etc/passwd', 'content/../../victim/secret.md', 'content/../.galley/outputs', 'victim'],
    ...[
      '.galley/outputs',
      '.galley/recovery/x',
      '.git/config',
      'theme:../../victim/secret.md',
      'theme:journal/../../../etc/passwd',
    ],
    ...['themes/../../victim/secret.md', 'content/x\0.md', `content/${'ü'.repeat(300)}.md`, `${'a/'.repeat(1900)}b.md`],
  ];

  it.each(evil)('%j opens nothing', async (file) => {
    const takers = ['documents.open', 'documents.takeOver', 'documents.form', 'documents.history'] as const;
    for (const method of takers) {
      const answer = await answerTo(method, { file });
      expect(answer).not.toMatchObject({ error: { code: 'internal' } });
      expect(JSON.stringify(answer)).not.toMatch(/root:x|secret\b(?!\.md)/);
      if (answer.type === 'reply') expect(answer.result).not.toMatchObject({ readOnly: null });
    }
    const changes = [{ from: 0, to: 0, insert: 'x' }];
    expect(await answerTo('documents.edit', { file, version: 0, client: 'c', seq: 0, changes })).toMatchObject({
      type: 'failure',
    });
    expect(await readTree(join(folder, 'victim'))).toMatchObject({ 'secret.md': 'secret' });
  });

  it.each([
    '/proc/self/fd',
    '/dev/null',
    '/proc/1/root',
    '/nowhere/at/all',
    `/${'x'.repeat(300)}`,
    '/tmp/',
    '//',
    '/proc/self/environ',
  ])('%j is listed, with the reason when it cannot be', async (path) => {
    const answer = await answerTo('folders.list', { path });
    expect(answer).toMatchObject({ type: 'reply', result: { crumbs: expect.any(Array) } });
  });

  it.each(['', 'x', '../x', '/tmp/../etc', '/x\0y', '~', 'C:\\'])('%j is no folder to list', async (path) => {
    expect(await answerTo('folders.list', { path })).toMatchObject({
      type: 'failure',
      error: { code: expect.stringMatching(/^(?:bad-call|refused)$/) },
    });
  });

  it('of a site is checked like any other', async () => {
    const other = connectWindow(studio);
    for (const path of [
      'relative',
      '/x\0y',
      `/${'x'.repeat(300)}`,
      '/proc/self/mem',
      join(folder, 'victim/secret.md'),
    ]) {
      await expect(other.ask('session.open', { root: path })).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:bad-call|refused|gone|not-a-site)$/),
      });
      await expect(other.ask('sites.adopt', { root: path, title: 'T' })).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:bad-call|refused|cannot)$/),
      });
    }
    for (const path of ['relative', join(folder, 'victim'), '/proc/new', '/dev/null/x', join(folder, 'x\0y')]) {
      await expect(other.ask('sites.create', { starter: 'journal', title: 'T', folder: path })).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:bad-call|refused|cannot)$/),
      });
    }
    expect(await readTree(join(folder, 'victim'))).toMatchObject({ 'secret.md': 'secret' });
    expect(troubles).toEqual([]);
  });
});
