import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginning, type Happening, nextStanding, type Standing } from './site-state.ts';

const good: Happening = { type: 'built', things: 0, pages: 12, milliseconds: 80 };
const toFix: Happening = { type: 'built', things: 3, pages: 12, milliseconds: 80 };
const start: Happening = { type: 'build-started', operation: 'b1' };

function standing(...happenings: Happening[]): Standing {
  return happenings.reduce(nextStanding, beginning);
}

describe('where a site stands', () => {
  it.each<[string, Happening[], object]>([
    ['nothing has happened', [], { kind: 'not-built' }],
    ['a build began', [start], { kind: 'building', operation: 'b1', phase: null, done: 0, total: null }],
    [
      'it goes on',
      [start, { type: 'phase', operation: 'b1', phase: 'parse', done: 5, total: 9 }],
      { kind: 'building', phase: 'parse', done: 5, total: 9 },
    ],
    ['all is well', [start, good], { kind: 'good', pages: 12, milliseconds: 80 }],
    ['something is to be mended', [start, toFix], { kind: 'to-fix', things: 3 }],
    [
      'a text was saved',
      [start, toFix, { type: 'changed' }],
      { kind: 'changed', before: 'to-fix', things: 3, pages: 12 },
    ],
    ['a change while it builds', [start, { type: 'changed' }], { kind: 'building' }],
    ['the writer stopped it', [start, good, start, { type: 'stopped' }], { kind: 'stopped' }],
    ['a newer edit ended it', [start, good, { type: 'changed' }, start, { type: 'superseded' }], { kind: 'changed' }],
    ['stopped, then a change', [start, good, start, { type: 'stopped' }, { type: 'changed' }], { kind: 'changed' }],
    ['stopped before the first', [start, { type: 'stopped' }], { kind: 'stopped' }],
    [
      'the folder went away',
      [start, good, { type: 'gone', message: 'gone' }],
      { kind: 'folder-gone', message: 'gone' },
    ],
    ['it is back', [start, good, { type: 'gone', message: 'gone' }, { type: 'back' }], { kind: 'changed' }],
  ])('%s', (_name, happenings, shown) => {
    expect(standing(...happenings).shown).toMatchObject(shown);
  });

  it.each([
    ['write-enospc', 'disk-full'],
    ['write-edquot', 'disk-full'],
    ['site-locked', 'waiting'],
    ['site-unreadable', 'could-not-run'],
  ])('a build that failed with %s is %s, until one succeeds', (code, kind) => {
    const failed: Happening = { type: 'failed', code, message: 'What happened.', advice: 'What to do.' };
    expect(standing(start, good, start, failed).shown.kind).toBe(kind);
    expect(standing(start, good, start, failed, { type: 'changed' }).shown.kind).toBe(kind);
    expect(standing(start, failed, start, good).shown.kind).toBe('good');
  });

  it('hears nothing of a build that is not the one that is shown', () => {
    const late: Happening = { type: 'phase', operation: 'b0', phase: 'render', done: 1, total: 2 };
    expect(standing(start, late).shown).toMatchObject({ phase: null });
    expect(standing(start, good, late).shown.kind).toBe('good');
  });

  it('shows a build only between its beginning and its end', () => {
    const happening = fc.constantFrom<Happening>(
      ...[
        start,
        good,
        toFix,
        { type: 'stopped' } as const,
        { type: 'superseded' } as const,
        { type: 'changed' } as const,
      ],
    );
    fc.assert(
      fc.property(fc.array(happening), (happenings) => {
        const lastStart = happenings.lastIndexOf(start);
        const ended = happenings
          .slice(lastStart + 1)
          .some(({ type }) => type !== 'changed' && type !== 'build-started');
        expect(standing(...happenings).shown.kind === 'building').toBe(lastStart >= 0 && !ended);
      }),
    );
  });
});
