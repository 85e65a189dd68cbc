import { expect, it } from 'vitest';
import type { BuildReport } from '../../shared/report.ts';
import { phaseTable } from './phase-table.ts';
import { Progress } from './progress.ts';
import { spoken } from './text.ts';
import { exitCodeOf, verdict } from './verdict.ts';

function report(causes: Partial<BuildReport['causes']>, more: Partial<BuildReport> = {}): BuildReport {
  const counts = {
    documents: 24,
    pages: 1024,
    rendered: 24,
    degraded: 0,
    written: 24,
    unchanged: 0,
    deleted: 0,
    assets: 0,
    images: 0,
    bytes: 0,
  };
  return {
    format: 1,
    galley: '0',
    site: { title: 'A Field Guide', root: '/site' },
    started: '2026-03-01T00:00:00Z',
    milliseconds: 412,
    workers: 2,
    phases: [
      { phase: 'parse', start: 0, wall: 100, cpu: 180.4, items: 1024 },
      { phase: 'render', start: 100, wall: 206, cpu: 400, items: 1024 },
    ],
    lanes: [],
    counts,
    pagesPerSecond: 2485,
    reasons: [],
    slowestPages: [{ url: '/a/', milliseconds: 4.25 }],
    slowestTemplates: [{ template: 'post.njk', milliseconds: 120, pages: 20 }],
    proofs: [],
    causes: { error: 0, warning: 0, hint: 0, ...causes },
    verdict: 'good',
    cancelled: false,
    ...more,
  };
}

it.each([
  [{}, 'A Field Guide: 1,024 pages in 0.4 s, all good', 0, 0],
  [{ hint: 1 }, 'A Field Guide: 1,024 pages in 0.4 s, all good, 1 suggestion', 0, 0],
  [{ warning: 1 }, 'A Field Guide: 1,024 pages in 0.4 s, 1 thing to mend', 0, 2],
  [{ error: 2, warning: 3, hint: 2 }, 'A Field Guide: 1,024 pages in 0.4 s, 5 things to mend, 2 suggestions', 2, 2],
])('sums up %j', (causes, sentence, code, strict) => {
  expect(verdict(report(causes))).toBe(sentence);
  expect([exitCodeOf(report(causes), false), exitCodeOf(report(causes), true)]).toEqual([code, strict]);
});

it('counts a page that could not be made as designed as a mistake', () => {
  const degraded = report({}, { counts: { ...report({}).counts, degraded: 1 } });
  expect(exitCodeOf(degraded, false)).toBe(2);
  expect(verdict(degraded)).toContain('1 page could not be made as designed');
});

it('ends with 1 when the build was stopped', () => {
  expect(exitCodeOf(report({}, { cancelled: true }), false)).toBe(1);
});

it('says times as a person would', () => {
  expect([0.4, 84, 99.6, 412, 9_949, 9_960, 59_000, 72_400].map(spoken)).toEqual([
    '0 ms',
    '84 ms',
    '0.1 s',
    '0.4 s',
    '9.9 s',
    '10 s',
    '59 s',
    '1 min 12 s',
  ]);
});

it('shows where the time went', () => {
  expect(phaseTable(report({}))).toBe(
    [
      'phase           time  processor  items  share',
      'Reading pages  0.1 s      0.2 s  1,024   24 %',
      'Making pages   0.2 s      0.4 s  1,024   50 %',
      '',
      '2 workers, 2,485 pages a second',
      '',
      'slowest pages    time',
      '/a/            4.3 ms',
      '',
      'slowest templates   time  pages',
      'post.njk           0.1 s     20',
      '',
    ].join('\n'),
  );
});

it('draws progress at most every 80 ms and takes it away', () => {
  const written: string[] = [];
  let now = 0;
  const progress = new Progress({ write: (text) => written.push(text), columns: 60 }, () => now);
  progress.show({ type: 'phase-started', phase: 'render', total: 10 });
  progress.show({ type: 'phase-progress', phase: 'render', done: 1, total: 10 });
  now = 100;
  progress.show({ type: 'phase-progress', phase: 'render', done: 5, total: 10 });
  progress.clear();
  expect(written).toEqual([
    '\r\u001b[KMaking pages …',
    `\r\u001b[K${'━'.repeat(12)}${'╌'.repeat(12)} Making pages, 5 of 10`,
    '\r\u001b[K',
  ]);
});
