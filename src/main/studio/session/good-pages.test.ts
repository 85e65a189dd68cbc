import { beforeEach, expect, it, vi } from 'vitest';
import type { Proof } from '../../../shared/proof.ts';
import type { ShownPage } from '../../engine/types.ts';
import { GoodPages, type GoodPagesParts } from './good-pages.ts';

const url = '/birds/wren/';
const changed = vi.fn();
let before: Awaited<ReturnType<GoodPagesParts['before']>>;
let pages: GoodPages;

beforeEach(() => {
  changed.mockReset();
  before = null;
  pages = new GoodPages({
    before: async () => before,
    outputOf: () => 'wren/index.html',
    changed,
    now: () => '2026-03-01T14:02:00Z',
  });
});

function page(part: Partial<ShownPage>): ShownPage {
  return {
    ...{ found: true, url, source: 'content/wren.md', output: 'wren/index.html', title: 'The wren', html: 'good' },
    ...{ state: 'published', degraded: false, proofs: [], trusted: false, milliseconds: 1, template: 'page.njk' },
    ...part,
  };
}

const failed = page({
  degraded: true,
  html: 'only the text',
  proofs: [
    { code: 'link-broken', severity: 'error', message: 'A link.', pages: [], places: [], cause: 'l', fixes: [] },
    {
      ...{ code: 'template-failed', severity: 'error', message: 'A part failed.', file: 'templates/page.njk' },
      range: { start: { line: 12, column: 3 }, end: { line: 12, column: 5 } },
      ...{ pages: [], places: [], cause: 't', fixes: [] },
    },
  ],
});
const unread = page({ found: false, html: '', output: '', state: 'unreadable' });

it('keeps showing how a page looked, and says what is the matter', async () => {
  expect((await pages.choose(url, page({})))?.html).toBe('good');
  expect(changed).not.toHaveBeenCalled();
  expect((await pages.choose(url, failed))?.html).toBe('good');
  expect((await pages.choose(url, failed))?.html).toBe('good');
  const broken = { what: 'design', message: 'A part failed.', file: 'templates/page.njk', line: 12, column: 3 };
  expect(changed.mock.calls).toEqual([[url, { ...broken, good: '2026-03-01T14:02:00Z' }]]);
  expect(pages.brokenAt(url)).toMatchObject(broken);
});

it('shows it as it is when that is asked for, until it is mended', async () => {
  await pages.choose(url, page({}));
  await pages.choose(url, failed);
  pages.showVersion('now');
  expect((await pages.choose(url, failed))?.html).toBe('only the text');
  expect((await pages.choose(url, page({ html: 'mended' })))?.html).toBe('mended');
  expect(changed.mock.lastCall).toEqual([url, null]);
  expect((await pages.choose(url, failed))?.html).toBe('mended');
});

it('takes what was built before where it has not seen the page good itself', async () => {
  expect((await pages.choose(url, failed))?.html).toBe('only the text');
  expect(pages.brokenAt(url)?.good).toBeNull();
  before = { html: 'built', written: '2026-02-28T09:00:00Z' };
  expect(await pages.choose(url, failed)).toMatchObject({ html: 'built', found: true });
  expect(pages.brokenAt(url)?.good).toBe('2026-02-28T09:00:00Z');
  expect(await pages.choose(url, unread)).toMatchObject({ html: 'built', found: true });
  expect(pages.brokenAt(url)?.what).toBe('text');
});

it('shows how a page looked whose text cannot be read, whatever was asked for', async () => {
  await pages.choose(url, page({}));
  pages.showVersion('now');
  expect((await pages.choose(url, unread))?.html).toBe('good');
});

it('keeps how a page looked while the values at its top cannot be read', async () => {
  await pages.choose(url, page({}));
  const proof = { code: 'front-matter-malformed', severity: 'error', message: 'Mend line 3.', file: 'content/wren.md' };
  const rest = { pages: [], places: [], cause: 'f', fixes: [] };
  const typing = page({ html: 'without its title', proofs: [{ ...proof, ...rest } as Proof] });
  expect((await pages.choose(url, typing))?.html).toBe('good');
  expect(pages.brokenAt(url)).toMatchObject({ what: 'values', message: 'Mend line 3.' });
  pages.showVersion('now');
  expect((await pages.choose(url, typing))?.html).toBe('without its title');
});

it('has nothing to show of a page that is not there', async () => {
  expect(await pages.choose(url, page({ found: false }))).toBeNull();
  expect(pages.brokenAt(url)).toBeNull();
});

it('remembers the pages that were looked at last', async () => {
  await pages.choose(url, page({}));
  for (let i = 0; i < 20; i++) await pages.choose(`/birds/${i}/`, page({ url: `/birds/${i}/` }));
  expect((await pages.choose(url, failed))?.html).toBe('only the text');
  expect((await pages.choose('/birds/19/', failed))?.html).toBe('good');
});
