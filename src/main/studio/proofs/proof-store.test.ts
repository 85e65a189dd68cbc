import { describe, expect, it } from 'vitest';
import type { MutedProof, Proof } from '../../../shared/proof.ts';
import { codeFrame } from './code-frame.ts';
import { type KnownPages, knownPages } from './known-pages.ts';
import { ProofStore } from './proof-store.ts';

const at = (line: number, column: number, length = 3) => ({
  start: { line, column },
  end: { line, column: column + length },
});

function proof(code: Proof['code'], cause: string, more: Partial<Proof> = {}): Proof {
  const severity = more.severity ?? 'warning';
  return { code, cause, severity, message: `${code} of ${cause}`, pages: [], places: [], fixes: [], data: {}, ...more };
}

const document = (source: string, url: string | null, section: string, title: string) => ({
  ...{ source, url, section, title, kind: 'page' as const, output: null, date: null },
  ...{ state: 'published' as const, template: null },
});

const pages: KnownPages = knownPages({
  documents: [
    document('content/posts/a.md', '/posts/a/', 'posts', 'A'),
    document('content/docs/api/b.md', '/docs/api/b/', 'docs/api', ''),
    document('content/draft.md', null, '', 'Draft'),
  ],
  generated: [{ url: '/tags/', title: 'Tags', kind: 'taxonomy' }],
});

const link = proof('link-broken', 'x/index.html', {
  file: 'content/posts/a.md',
  range: at(3, 5),
  pages: ['/docs/api/b/', '/posts/a/'],
  places: [
    { file: 'content/docs/api/b.md', range: at(2, 1), expression: '/x/' },
    { file: 'content/posts/a.md', range: at(3, 5), expression: '/x/' },
  ],
});
const broken = proof('template-failed', 't', { severity: 'error', pages: ['/tags/'] });
const hint = proof('title-twice', 'T', { severity: 'hint', pages: ['/posts/a/'] });
const muted: MutedProof[] = [
  { proof: proof('link-broken', 'x/index.html', { pages: ['/tags/'] }), by: { code: 'link-broken', reason: 'later' } },
];

function store(proofs: Proof[] = [broken, link, hint], texts: Record<string, string> = {}): ProofStore {
  const made = new ProofStore({
    isFixable: ({ code }) => code === 'link-broken',
    read: async (file) => texts[file] ?? null,
  });
  made.replace({ proofs, muted }, pages);
  return made;
}

const codesOf = (found: { rows: { code: string }[] }): string[] => found.rows.map(({ code }) => code);

describe('the list', () => {
  it('counts causes: errors and warnings apart from hints, muted ones apart from all', () => {
    const { counts, codes, sections, total } = store().list({}, 0, 10);
    expect(counts).toEqual({ things: 2, suggestions: 1, errors: 1, warnings: 1, muted: 1 });
    expect(total).toBe(3);
    expect(codes.map(({ code, count }) => `${code} ${count}`)).toEqual([
      'template-failed 1',
      'link-broken 1',
      'title-twice 1',
    ]);
    expect(sections).toEqual([
      { section: 'docs', count: 1 },
      { section: 'posts', count: 2 },
    ]);
  });

  it.each([
    [{ kind: 'things' as const }, ['template-failed', 'link-broken']],
    [{ kind: 'errors' as const }, ['template-failed']],
    [{ kind: 'warnings' as const }, ['link-broken']],
    [{ kind: 'suggestions' as const }, ['title-twice']],
    [{ kind: 'muted' as const }, ['link-broken']],
    [{ code: 'title-twice' }, ['title-twice']],
    [{ section: 'docs' }, ['link-broken']],
    [{ page: '/posts/a/' }, ['link-broken', 'title-twice']],
    [{ text: 'LEADS nowhere' }, ['link-broken']],
    [{ text: '/tags/' }, ['template-failed']],
    [{ text: 'nothing of the kind' }, []],
  ])('%j lets through %j', (filter, codes) => {
    expect(codesOf(store().list(filter, 0, 10))).toEqual(codes);
  });

  it('comes by page', () => {
    const list = store().list({}, 1, 1);
    expect(list).toMatchObject({ total: 3, offset: 1 });
    expect(codesOf(list)).toEqual(['link-broken']);
    expect(store().list({}, 9, 5).rows).toEqual([]);
  });

  it('names a proof by its cause, over builds, and what is muted of it by another name', () => {
    const made = store();
    const [, before] = made.list({}, 0, 10).rows;
    const [other] = made.list({ kind: 'muted' }, 0, 10).rows;
    expect(other).toMatchObject({ muted: { reason: 'later' } });
    expect(other?.id).not.toBe(before?.id);
    made.replace({ proofs: [{ ...link, pages: ['/posts/a/'] }] }, pages);
    expect(made.list({}, 0, 10).rows[0]?.id).toBe(before?.id);
    expect(made.version).toBe(2);
    expect(() => made.get(other?.id ?? '')).toThrow(/not there any more/);
  });

  it('counts for the tree', () => {
    expect(Object.fromEntries(store().countsByPage())).toEqual({
      '/tags/': { things: 1, suggestions: 0 },
      '/docs/api/b/': { things: 1, suggestions: 0 },
      '/posts/a/': { things: 1, suggestions: 1 },
    });
  });
});

describe('one proof', () => {
  const texts = { 'content/posts/a.md': 'one\ntwo\nSee [x](/x/).\nfour\nfive\nsix\n' };

  it('comes with its lines, its places, its pages by title and what can be done', async () => {
    const made = store(undefined, texts);
    const id = made.list({ code: 'link-broken' }, 0, 1).rows[0]?.id ?? '';
    const fix = { id: 'nearest', label: 'L', kind: 'edit' as const, inputs: [] };
    const detail = await made.read(id, [fix]);
    expect(detail).toMatchObject({ line: 3, pageCount: 2, placeCount: 2, fixable: true, fixes: [fix], openable: true });
    expect(detail.frame).toEqual({
      file: 'content/posts/a.md',
      first: 1,
      lines: ['one', 'two', 'See [x](/x/).', 'four', 'five'],
      mark: { line: 2, from: 5, to: 8 },
    });
    expect(detail.places.map(({ page }) => page?.title)).toEqual(['content/docs/api/b.md', 'A']);
    expect(detail.pages).toEqual([
      { url: '/docs/api/b/', title: 'content/docs/api/b.md' },
      { url: '/posts/a/', title: 'A' },
    ]);
    expect(detail.technical).toEqual({ code: 'link-broken', cause: 'x/index.html' });
    expect(detail.advice).not.toBe('');
  });

  it('whose file is gone has no lines and cannot be opened', async () => {
    const made = store();
    const detail = await made.read(made.list({ code: 'link-broken' }, 0, 1).rows[0]?.id ?? '', []);
    expect(detail).toMatchObject({ frame: null, openable: false, fixable: false });
  });

  it('with ten thousand places gives them by page, each with its own page', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `content/posts/p${String(i).padStart(5, '0')}.md`);
    const all = knownPages({
      documents: many.map((source, i) => document(source, `/posts/p${i}/`, 'posts', `P${i}`)),
      generated: [],
    });
    const places = many.map((file) => ({ file, range: at(1, 1) }));
    const made = new ProofStore({ isFixable: () => false, read: async () => null });
    made.replace({ proofs: [proof('link-broken', 'x', { pages: many, places })] }, all);
    const [row] = made.list({}, 0, 1).rows;
    const { total, places: shown } = made.places(row?.id ?? '', 9_990, 100);
    expect([total, shown.length]).toEqual([10_000, 10]);
    expect(shown[9]).toMatchObject({ file: 'content/posts/p09999.md', page: { url: '/posts/p9999/', title: 'P9999' } });
  });

  it('of the design has a row for each page that shows it', () => {
    const urls = ['/posts/a/', '/tags/', '/unknown/'];
    const place = { file: 'templates/page.njk', range: at(4, 2), expression: 'page.x' };
    const made = store([proof('undefined-value', 'c', { file: place.file, pages: urls, places: [place] })]);
    const { total, places } = made.places(made.list({}, 0, 1).rows[0]?.id ?? '', 0, 10);
    expect(total).toBe(3);
    expect(places.map(({ file, line, page }) => `${file}:${line} ${page?.title}`)).toEqual([
      'templates/page.njk:4 A',
      'templates/page.njk:4 Tags',
      'templates/page.njk:4 /unknown/',
    ]);
  });

  it('of another version of Galley is listed by its code', async () => {
    const { data: _, ...old } = proof('no-such-code' as Proof['code'], 'c');
    const made = store([old]);
    const [row] = made.list({}, 0, 1).rows;
    expect(row?.title).toBe('no-such-code');
    expect(await made.read(row?.id ?? '', [])).toMatchObject({ advice: '', fixes: [] });
  });
});

describe('lines around a place', () => {
  it('are cut where they are long, with the place in what is left', () => {
    const line = `${'\u{1f426}'.repeat(400)}here${'x'.repeat(500)}`;
    const frame = codeFrame('a.md', `short\r\n${line}\r\n`, at(2, 801, 4));
    const shown = frame?.lines[1] ?? '';
    const mark = frame?.mark ?? { line: -1, from: 0, to: 0 };
    expect(shown.length).toBeLessThan(250);
    expect(shown.slice(mark.from - 1, mark.to - 1)).toBe('here');
    expect(shown.startsWith('…') && shown.endsWith('…')).toBe(true);
    expect(() => encodeURIComponent(shown)).not.toThrow();
    expect(frame?.lines[0]).toBe('short');
  });

  it('end where the text does, and are not there when the text is shorter by now', () => {
    expect(codeFrame('a.md', 'one', at(1, 2, 99))).toMatchObject({ lines: ['one'], mark: { line: 0, from: 2, to: 4 } });
    expect(codeFrame('a.md', 'one', at(2, 1))).toBeNull();
    const over = { start: { line: 1, column: 2 }, end: { line: 3, column: 1 } };
    expect(codeFrame('a.md', 'one\ntwo\nthree\n', over)?.mark).toEqual({ line: 0, from: 2, to: 4 });
  });
});
