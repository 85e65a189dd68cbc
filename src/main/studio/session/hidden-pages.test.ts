import { expect, it } from 'vitest';
import type { SiteListing } from '../../engine/types.ts';
import { HiddenPages, isHidden } from './hidden-pages.ts';

function listing(documents: { source: string; url: string | null; state: string }[]): SiteListing {
  return { documents } as unknown as SiteListing;
}
const published = listing([{ source: 'a.md', url: '/a/', state: 'published' }]);
const drafted = listing([{ source: 'a.md', url: null, state: 'draft' }]);

it('a page that becomes a draft keeps its address until it is published or gone', () => {
  const hidden = new HiddenPages();
  hidden.follow(published, drafted);
  expect(hidden.urlOf('a.md')).toBe('/a/');
  expect(hidden.sourceOf('/a/')).toBe('a.md');
  hidden.follow(drafted, drafted);
  expect(hidden.urlOf('a.md')).toBe('/a/');
  hidden.follow(drafted, published);
  expect(hidden.urlOf('a.md')).toBeNull();
  hidden.follow(published, drafted);
  hidden.follow(drafted, listing([]));
  expect(hidden.sourceOf('/a/')).toBeNull();
});

it('an address that was asked for is kept, and told as news once', () => {
  const hidden = new HiddenPages();
  expect(hidden.note('a.md', '/a/')).toBe(true);
  expect(hidden.note('a.md', '/a/')).toBe(false);
  hidden.follow(drafted, drafted);
  expect(hidden.urlOf('a.md')).toBe('/a/');
});

it('only documents that are there and not published are hidden', () => {
  expect(isHidden(drafted, 'a.md')).toBe(true);
  expect(isHidden(published, 'a.md')).toBe(false);
  expect(isHidden(drafted, 'b.md')).toBe(false);
  expect(isHidden(null, 'a.md')).toBe(false);
});
