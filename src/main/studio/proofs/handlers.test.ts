/** The calls about proofs, over a real site and with changes that are written to it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { isFixable } from '../fixes/remedies.ts';
import { Bench } from '../fixes/testing/mending.ts';
import { type ProofDesk, proofHandlers } from './handlers.ts';
import { knownPages } from './known-pages.ts';
import { ProofStore } from './proof-store.ts';

const SITE = 'title: A Field Guide # ours\nurl: https://example.com/birds/\n';
const page = (title: string, body: string): string => `---\ntitle: ${title}\ndescription: D.\n---\n\n${body}\n`;

const benches: Bench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close();
});

async function desk(files: Record<string, string>) {
  const bench = await Bench.of({ 'site.yaml': SITE, 'content/_index.md': page('Home', 'Hello.'), ...files });
  benches.push(bench);
  const read = async (file: string): Promise<string | null> => (await bench.knowledge()).read(file);
  const store = new ProofStore({ isFixable, read });
  const made: ProofDesk = { store, knowledge: () => null, changes: bench.changes };
  const refresh = async (): Promise<void> => {
    await bench.build();
    const knowledge = await bench.knowledge();
    made.knowledge = () => knowledge;
    store.replace(bench.report, knownPages(knowledge.listing));
  };
  await refresh();
  const handlers = proofHandlers(() => made);
  const list = async (kind: 'all' | 'muted' = 'all') =>
    (await handlers['proofs.list'](null, { filter: { kind }, offset: 0, limit: 100 })).rows;
  return { bench, handlers, list, refresh, settings: () => readFile(join(bench.root, 'site.yaml'), 'utf8') };
}

const BROKEN = {
  'content/a.md': page('A', '[one](/gone/)\n\n[two](/lost/)'),
  'content/b.md': page('B', '[one](/gone/)'),
};

it('mutes one cause with a reason, and unmutes it without a trace', async () => {
  const { bench, handlers, list, refresh, settings } = await desk(BROKEN);
  const [gone, lost] = await list();
  const change = await handlers['proofs.mute'](null, { id: gone?.id ?? '', reason: 'comes: “soon”', page: null });
  expect(change.label).toBe('Muted “2 pages link to /gone/, but there is no page.”');
  expect(await settings()).toContain('# ours');
  await refresh();
  expect((await list()).map(({ id }) => id)).toEqual([lost?.id]);
  expect(bench.report.causes.warning).toBe(1);
  const [muted] = await list('muted');
  expect(muted).toMatchObject({ message: gone?.message, muted: { reason: 'comes: “soon”' } });
  expect((await handlers['proofs.read'](null, { id: muted?.id ?? '' })).fixes).toEqual([]);
  await handlers['proofs.unmute'](null, { id: muted?.id ?? '' });
  await refresh();
  expect((await list()).map(({ id }) => id)).toEqual([gone?.id, lost?.id]);
  expect(await list('muted')).toEqual([]);
});

it.each([
  ['the only setting of the checks', 'checks:\n  mute:\n    - ENTRY\n', ''],
  ['beside another', 'checks:\n  external: true # slow\n  mute:\n    - ENTRY\n', 'checks:\n  external: true # slow\n'],
  ['in brackets', 'checks: { mute: [ENTRY], external: true }\n', 'checks: { external: true }\n'],
  ['in brackets alone', 'checks: { mute: [ENTRY] }\n', ''],
  [
    'beside another entry',
    'checks:\n  mute:\n    - ENTRY\n    - { code: title-twice }\n',
    'checks:\n  mute:\n    - { code: title-twice }\n',
  ],
  [
    'below a remark, which stays',
    'checks:\n  mute:\n    # Ask Ana first.\n    - ENTRY\n',
    'checks:\n  mute: []\n    # Ask Ana first.\n',
  ],
  ['below a remark of the checks', 'checks:\n  # Ana\n  mute: [ENTRY]\n', 'checks:\n  # Ana\n  mute: []\n'],
])('leaves nothing empty where the entry was %s', async (_, before, after) => {
  const rest = 'params: { a: 1 } # end\n';
  const entry = '{ code: link-broken, reason: "No # 1" }';
  const { bench, handlers, list } = await desk({
    ...BROKEN,
    'site.yaml': SITE + before.replace('ENTRY', entry) + rest,
  });
  await handlers['proofs.unmute'](null, { id: (await list('muted'))[0]?.id ?? '' });
  expect(await bench.read('site.yaml')).toBe(SITE + after + rest);
});

it('mutes on one page only', async () => {
  const { handlers, list, refresh } = await desk(BROKEN);
  const [gone] = await list();
  await handlers['proofs.mute'](null, { id: gone?.id ?? '', reason: 'r', page: '/birds/b/' });
  await refresh();
  expect((await list())[0]).toMatchObject({ id: gone?.id, pageCount: 1 });
  expect((await list('muted'))[0]).toMatchObject({ pageCount: 1 });
});

it('does not mute errors, nor unmute what is not muted', async () => {
  const { handlers, list } = await desk({ 'content/a.md': '---\ntitle: A\ntitle: B\n---\nText\n' });
  const [error] = await list();
  const id = error?.id ?? '';
  await expect(handlers['proofs.mute'](null, { id, reason: 'r', page: null })).rejects.toMatchObject({
    code: 'refused',
  });
  await expect(handlers['proofs.unmute'](null, { id })).rejects.toMatchObject({ code: 'refused' });
  await expect(handlers['proofs.read'](null, { id: 'no' })).rejects.toMatchObject({ code: 'gone' });
});

it('says so when the entry that mutes was taken out by hand', async () => {
  const { bench, handlers, list } = await desk({
    ...BROKEN,
    'site.yaml': `${SITE}checks:\n  mute:\n    - { code: link-broken, reason: r }\n`,
  });
  const [muted] = await list('muted');
  await writeFile(join(bench.root, 'site.yaml'), SITE);
  await expect(handlers['proofs.unmute'](null, { id: muted?.id ?? '' })).rejects.toMatchObject({ code: 'stale' });
});

it('previews, makes and takes back a fix, to the byte', async () => {
  const { bench, handlers, list, refresh } = await desk({
    'content/a.md': page('A', 'See [us](/abuot/).'),
    'content/about.md': page('About', 'Us.'),
  });
  const [link] = await list();
  expect(link?.fixable).toBe(true);
  const detail = await handlers['proofs.read'](null, { id: link?.id ?? '' });
  expect(detail.fixes.map(({ label }) => label)).toEqual([
    'Lead the link to /about/',
    'Lead the link somewhere else',
    'Take the link out and keep its words',
  ]);
  const request = { proof: link?.id ?? '', fix: 'nearest', inputs: {} };
  const preview = await handlers['fixes.preview'](null, request);
  expect(preview).toEqual({
    files: [
      {
        file: 'content/a.md',
        hunks: [{ first: 5, before: ['', 'See [us](/abuot/).'], after: ['', 'See [us](/about/).'] }],
        created: false,
      },
    ],
    confirm: false,
    note: null,
  });
  const before = await bench.read('content/a.md');
  const { id } = await handlers['fixes.apply'](null, { ...request, confirmed: false });
  await refresh();
  expect(await list()).toEqual([]);
  await handlers['changes.undo'](null, { id });
  expect(await bench.read('content/a.md')).toBe(before);
  await refresh();
  expect((await list())[0]?.id).toBe(link?.id);
});

it('mends a text that is open and not saved, and refuses to take back what was changed since', async () => {
  const { bench, handlers, list } = await desk({
    'content/a.md': page('A', 'See [us](/abuot/).'),
    'content/about.md': page('About', 'Us.'),
  });
  const file = 'content/a.md';
  const { version, text } = await bench.documents.open(file, 'w');
  const typed = { from: text.length, to: text.length, insert: 'Typed.' };
  bench.documents.edit(file, version, [typed], { connection: 'w', client: 'c', seq: 1 });
  const request = { proof: (await list())[0]?.id ?? '', fix: 'nearest', inputs: {} };
  const { id } = await handlers['fixes.apply'](null, { ...request, confirmed: false });
  expect(bench.documents.textOf(file)?.text).toBe(`${text.replace('abuot', 'about')}Typed.`);
  expect(await bench.read(file)).toBe(bench.documents.textOf(file)?.text);
  await writeFile(join(bench.root, file), 'Another text.\n');
  await expect(handlers['changes.undo'](null, { id })).rejects.toMatchObject({ code: 'refused' });
  expect(await bench.read(file)).toBe('Another text.\n');
});
