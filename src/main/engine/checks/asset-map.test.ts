import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PageFacts } from '../../../kernel/html/types.ts';
import { AssetMap } from './asset-map.ts';
import { testSnapshot } from './testing/test-input.ts';

const snapshot = testSnapshot({
  files: ['favicon.ico'],
  assets: [
    { name: 'css/main.css', output: 'css/main.1.css', uses: ['css/more.css', 'img/bg.png'] },
    { name: 'css/more.css', output: 'css/more.1.css', uses: ['font.woff2', 'css/main.css'] },
    { name: 'img/bg.png', output: 'img/bg.1.png' },
    { name: 'font.woff2', output: 'font.1.woff2' },
    { name: 'img/photo.jpg', output: 'img/photo.1.jpg' },
  ],
});
const variants = [{ asset: 'img/photo.jpg', output: 'img/photo-480.webp' }];

function factsOf(urls: readonly string[]): Pick<PageFacts, 'references' | 'base'> {
  return { references: urls.map((url) => ({ kind: 'other', url })), base: null };
}

it('answers both ways, through style sheets and variants', () => {
  const map = new AssetMap({ snapshot, variants });
  map.replace(
    '/b/',
    factsOf(['/css/main.1.css', '../favicon.ico', '/nothing.png', 'https://example.org/css/main.1.css']),
  );
  map.replace('/a/', factsOf(['/img/photo-480.webp']));
  expect(map.assetsOf('/b/')).toEqual([
    'css/main.css',
    'css/more.css',
    'font.woff2',
    'img/bg.png',
    'static:favicon.ico',
  ]);
  expect(map.assetsOf('/a/')).toEqual(['img/photo.jpg']);
  expect(map.pagesOf('font.woff2')).toEqual(['/b/']);
  expect(map.pagesOf('img/photo.jpg')).toEqual(['/a/']);
  expect(map.isUsed('img/bg.png')).toBe(true);
  map.replace('/b/', factsOf([]));
  expect(map.pagesOf('font.woff2')).toEqual([]);
  expect(map.isUsed('img/bg.png')).toBe(false);
  expect(map.assetsOf('/unknown/')).toEqual([]);
});

it('is, after any changes, the map built from nothing', () => {
  const urls = [
    '/css/main.1.css',
    '/css/more.1.css',
    '/img/bg.1.png',
    '/img/photo-480.webp',
    '/img/photo.1.jpg',
    '/favicon.ico',
    '/x',
  ];
  const page = fc.constantFrom('/a/', '/b/', '/c/d/');
  const change = fc.tuple(page, fc.option(fc.subarray(urls), { nil: null }));
  const names = [...snapshot.assets.map((asset) => asset.name), 'static:favicon.ico'];
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const map = new AssetMap({ snapshot, variants });
      const last = new Map<string, readonly string[]>();
      for (const [name, list] of changes) {
        if (list === null) {
          map.remove(name);
          last.delete(name);
        } else {
          map.replace(name, factsOf(list));
          last.set(name, list);
        }
      }
      const fresh = new AssetMap({ snapshot, variants });
      for (const [name, list] of last) fresh.replace(name, factsOf(list));
      for (const name of names) expect(map.pagesOf(name)).toEqual(fresh.pagesOf(name));
      for (const name of ['/a/', '/b/', '/c/d/']) expect(map.assetsOf(name)).toEqual(fresh.assetsOf(name));
    }),
  );
});
