import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PageRow } from '../../shared/contract/pages.ts';
import { buildPageTree, ROOT, searchPages } from './page-tree.ts';

function row(id: string, depth: number, title = id): PageRow {
  return {
    id,
    depth,
    title,
    file: id,
    kind: 'page',
    url: `/${id}/`,
    state: 'published',
    degraded: false,
    changed: false,
    things: 0,
    suggestions: 0,
  };
}

test('rows become a tree by their depth', () => {
  const tree = buildPageTree([row('home', 0), row('posts', 0), row('a', 1), row('deep', 1), row('b', 2), row('c', 0)]);
  expect(tree.childrenOf(ROOT)).toEqual(['home', 'posts', 'c']);
  expect(tree.childrenOf('posts')).toEqual(['a', 'deep']);
  expect(tree.childrenOf('deep')).toEqual(['b']);
  expect(tree.parentOf('b')).toBe('deep');
  expect(tree.folders).toEqual(['posts', 'deep']);
});

test('walking the tree gives the rows in their order', () => {
  const depths = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(depths, (wanted) => {
      let last = -1;
      const rows = wanted.map((depth, i) => {
        last = Math.min(depth, last + 1);
        return row(`r${i}`, last);
      });
      const tree = buildPageTree(rows);
      const walk = (id: string): string[] => tree.childrenOf(id).flatMap((child) => [child, ...walk(child)]);
      expect(walk(ROOT)).toEqual(rows.map(({ id }) => id));
    }),
  );
});

test('search wants every word, in the title or the file, and puts titles that begin with it first', () => {
  const rows = [row('x/wren.md', 0, 'The wren'), row('y/b.md', 0, 'Wren songs'), row('z/c.md', 0, 'Robins')];
  expect(searchPages(rows, 'wren', 10).map(({ title }) => title)).toEqual(['Wren songs', 'The wren']);
  expect(searchPages(rows, 'wren song', 10).map(({ title }) => title)).toEqual(['Wren songs']);
  expect(searchPages(rows, '  ', 10)).toEqual([]);
});
