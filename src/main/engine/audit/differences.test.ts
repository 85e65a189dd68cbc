import { describe, expect, it } from 'vitest';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { pagesThatDiffer } from './differences.ts';

function pages(outputs: Record<string, string>): { snapshot: SiteSnapshot } {
  const records = Object.entries(outputs).map(([id, output]) => ({ id, output }) as PageRecord);
  return { snapshot: { pages: records } as SiteSnapshot };
}

describe('pages of two models of the same sources', () => {
  const both = pages({ a: 'a/index.html', b: 'b/index.html' });

  it('do not differ, whatever their order', () => {
    expect(pagesThatDiffer(both, pages({ b: 'b/index.html', a: 'a/index.html' }))).toEqual([]);
  });

  it('differ where one has a page that the other has not, or has elsewhere', () => {
    const three = pages({ a: 'a/index.html', b: 'b/index.html', c: 'c/index.html' });
    expect(pagesThatDiffer(both, three)).toEqual(['c']);
    expect(pagesThatDiffer(three, both)).toEqual(['c']);
    expect(pagesThatDiffer(both, pages({ a: 'z/index.html', b: 'b/index.html' }))).toEqual(['a']);
  });
});
