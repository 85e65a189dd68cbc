import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, MuteRule } from '../../../shared/proof.ts';
import type { PageFinding } from '../build-state.ts';
import { mergeFindings, mergeUnmuted } from './merge-findings.ts';

function link(page: string | null, address: string, more: Partial<Finding> = {}): PageFinding {
  return {
    page,
    finding: { code: 'link-broken', data: { target: address, address, near: '' }, cause: address, ...more },
  };
}

const range = { start: { line: 2, column: 1 }, end: { line: 2, column: 5 } };

it('makes one proof of one cause, with its places and pages', () => {
  const [proof, ...rest] = mergeFindings([
    link('/b/', '/x/', { file: 'content/b.md', range, detail: 'b' }),
    link('/c/', '/x/'),
    link('/a/', '/x/', { file: 'content/a.md', range, detail: 'a' }),
    link('/b/', '/x/', { file: 'content/b.md', range, detail: 'b' }),
  ]);
  expect(rest).toEqual([]);
  expect(proof).toEqual({
    code: 'link-broken',
    severity: 'warning',
    message: '3 pages link to /x/, but there is no page.',
    detail: 'a',
    file: 'content/a.md',
    range,
    pages: ['/a/', '/b/', '/c/'],
    places: [
      { file: 'content/a.md', range },
      { file: 'content/b.md', range },
    ],
    cause: '/x/',
    data: { target: '/x/', address: '/x/', near: '' },
    fixes: [{ kind: 'advice', label: 'Correct the link, take it out, or write the page.' }],
  });
});

it('puts the worst first, then what touches most pages', () => {
  const hint: PageFinding = { page: '/a/', finding: { code: 'description-missing', data: {}, cause: 'd' } };
  const order = mergeFindings([
    hint,
    link('/a/', '/one/'),
    link('/a/', '/two/'),
    link('/b/', '/two/'),
    link('/a/', '/nine/'),
  ]);
  expect(order.map(({ cause }) => cause)).toEqual(['/two/', '/nine/', '/one/', 'd']);
});

it('takes file, line and column for the cause when none is given, and joins edits', () => {
  const edit = (text: string) => ({ file: 'a.md', range, text });
  const fix = (text: string) => [{ kind: 'edit' as const, label: 'Correct it', edits: [edit(text)] }];
  const { cause: _, ...bare } = link('/a/', '/x/', { file: 'a.md', range, fixes: fix('1') }).finding;
  const proofs = mergeFindings([
    { page: '/a/', finding: bare },
    { page: '/b/', finding: { ...bare, fixes: fix('2') } },
    { page: '/c/', finding: { ...bare, fixes: fix('1') } },
  ]);
  expect(proofs.length).toBe(1);
  expect(proofs[0]?.cause).toBe('a.md:2:1');
  expect(proofs[0]?.fixes).toEqual([{ kind: 'edit', label: 'Correct it', edits: [edit('1'), edit('2')] }]);
});

describe('mergeUnmuted', () => {
  const all = [link('/a/', '/x/'), link('/b/', '/x/'), link('/b/c/', '/y/')];
  const mutedBy = (...mute: MuteRule[]): string[] =>
    mergeUnmuted(all, mute).muted.map(({ proof, by }) => `${proof.cause} ${proof.pages.join()} ${by.reason}`);

  it('keeps apart what is muted, with the entry that mutes it', () => {
    expect(mergeUnmuted(all, [])).toMatchObject({ muted: [], proofs: [{}, {}] });
    expect(mergeUnmuted(all, [{ code: 'link-broken' }]).proofs).toEqual([]);
    expect(mutedBy({ code: 'link-broken', reason: 'old' })).toEqual(['/x/ /a/,/b/ old', '/y/ /b/c/ old']);
    expect(mutedBy({ code: 'link-broken', page: '*/c/', reason: 'c' })).toEqual(['/y/ /b/c/ c']);
    expect(mutedBy({ code: 'title-twice' })).toEqual([]);
  });

  it('leaves the pages that are not muted', () => {
    const some = mergeUnmuted(all, [{ code: 'link-broken', page: '/b/' }]);
    expect(some.proofs.map((proof) => proof.pages)).toEqual([['/a/']]);
    expect(some.muted.map(({ proof }) => proof.pages)).toEqual([['/b/'], ['/b/c/']]);
  });

  it('mutes one cause, wherever its lines have moved to, and says the first entry that does', () => {
    expect(mutedBy({ code: 'link-broken', cause: '/y/', reason: 'y' }, { code: 'link-broken', reason: 'all' })).toEqual(
      ['/x/ /a/,/b/ all', '/y/ /b/c/ y'],
    );
    const moved = link('/a/', '/z/', { cause: 'content/a.md:7:1 x' });
    expect(mergeUnmuted([moved], [{ code: 'link-broken', cause: 'content/a.md:3:1 x' }]).proofs).toEqual([]);
    expect(mergeUnmuted([moved], [{ code: 'link-broken', cause: 'content/a.md x' }]).proofs).toEqual([]);
    expect(mergeUnmuted([moved], [{ code: 'link-broken', cause: 'content/a.md y' }]).proofs).toHaveLength(1);
  });

  it('does not mute errors', () => {
    const error: PageFinding = {
      page: '/a/',
      finding: { code: 'url-twice', data: { first: 'a', second: 'b', url: '/a/' } },
    };
    expect(mergeUnmuted([error], [{ code: 'url-twice' }])).toMatchObject({
      muted: [],
      proofs: [{ code: 'url-twice' }],
    });
  });
});

it('gives the same proofs whatever the order of the findings', () => {
  const position = fc.integer({ min: 1, max: 3 });
  const finding = fc
    .record({
      page: fc.constantFrom(null, '/a/', '/b/', '/\u{1f600}/', '/\uffee/'),
      code: fc.constantFrom('link-broken', 'anchor-missing', 'alt-missing') as fc.Arbitrary<Finding['code']>,
      data: fc.record({
        address: fc.constantFrom('/x/', '/y/'),
        near: fc.constant(''),
        name: fc.constant('n'),
        id: fc.constantFrom('1', '2'),
      }),
      cause: fc.constantFrom(undefined, 'c1', 'c2'),
      file: fc.constantFrom(undefined, 'a.md', 'b.md'),
      line: position,
      detail: fc.constantFrom(undefined, 'd1', 'd2'),
      fixes: fc.constantFrom(
        undefined,
        [{ kind: 'advice' as const, label: 'f1' }],
        [{ kind: 'advice' as const, label: 'f2' }],
      ),
    })
    .map(({ page, line, ...rest }): PageFinding => {
      const start = { line, column: 1 };
      const made = { ...rest, range: { start, end: start } };
      return { page, finding: JSON.parse(JSON.stringify(made)) as Finding };
    });
  const shuffled = fc.array(finding, { maxLength: 15 }).chain((list) => {
    return fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }));
  });
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      expect(mergeFindings(other)).toEqual(mergeFindings(list));
    }),
    { numRuns: 500 },
  );
});
