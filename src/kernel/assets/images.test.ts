import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetRecord } from '../../shared/snapshot.ts';
import { fingerprinted, isEntry, resolveName } from './paths.ts';
import { resourceRecords } from './resources.ts';
import { type ImageOptions, responsiveImage } from './responsive.ts';
import { readSvg } from './svg.ts';
import { variantCacheName, variantOutput } from './variant.ts';

const context = {
  images: { widths: [480, 960, 1600], formats: ['webp' as const], quality: 75 },
  basePath: '/base/',
  encoder: 'sharp/1',
};

function photo(width: number, height: number, changes: Partial<AssetRecord> = {}): AssetRecord {
  const name = 'content/trip/my photo.jpg';
  const place = { name, source: name, url: '/base/trip/my%20photo.jpg', output: 'trip/my photo.jpg' };
  const rest = { kind: 'image' as const, hash: 'abc', integrity: null, bytes: 9, uses: [] };
  return { ...place, ...rest, width, height, ...changes };
}

describe('names', () => {
  it('tell entries from what is only imported', () => {
    for (const name of ['main.css', 'js/a.ts', 'js/b.js']) expect(isEntry(name)).toBe(true);
    for (const name of ['_x.css', '_js/a.ts', 'a/_b/c.js', 'types.d.ts', 'a.png', 'css'])
      expect(isEntry(name)).toBe(false);
  });

  it('carry the fingerprint before the extension', () => {
    expect(fingerprinted('css/main.css', '0123456789abcdef')).toBe('assets/css/main.0123456789.css');
    expect(fingerprinted('js/a.b.ts', '0123456789abcdef')).toBe('assets/js/a.b.0123456789.js');
    expect(fingerprinted('dir.x/LICENSE', '0123456789abcdef')).toBe('assets/dir.x/LICENSE.0123456789');
    expect(fingerprinted('.keep', '0123456789abcdef')).toBe('assets/.keep.0123456789');
  });

  it('resolve within the root only', () => {
    expect(resolveName('css/main.css', '../img/./a.png')).toBe('img/a.png');
    expect(resolveName('css/main.css', '../../etc/passwd')).toBeNull();
  });
});

describe('responsiveImage', () => {
  it('offers the widths below the original', () => {
    const image = responsiveImage(photo(2000, 1000), context);
    expect(image.requests.map((request) => request.width)).toEqual([480, 960, 1600]);
    expect(image).toMatchObject({ src: '/base/trip/my%20photo.jpg', width: 2000, height: 1000, sources: [] });
    expect(image.sizes).toBe('auto, (min-width: 2000px) 2000px, 100vw');
    const sizesOf = (options: ImageOptions) => responsiveImage(photo(2000, 1000), context, options).sizes;
    expect(sizesOf({ loading: 'eager' })).toBe('(min-width: 2000px) 2000px, 100vw');
    expect(sizesOf({ loading: 'lazy', sizes: '50vw' })).toBe('50vw');
    const [first] = image.requests;
    expect(first?.output).toMatch(/^images\/my photo\.[0-9a-f]{10}-480\.webp$/);
    expect(image.srcset.split(', ')[0]).toBe(`/base/${first?.output.replace(' ', '%20')} 480w`);
  });

  it('adds the width of an original that is smaller than the largest', () => {
    expect(responsiveImage(photo(700, 350), context).requests.map((r) => r.width)).toEqual([480, 700]);
    expect(responsiveImage(photo(300, 100), context).requests.map((r) => r.width)).toEqual([300]);
    expect(responsiveImage(photo(960, 100), context).requests.map((r) => r.width)).toEqual([480, 960]);
  });

  it('keeps to the width at which it is shown', () => {
    const image = responsiveImage(photo(4000, 2000), context, { width: 600 });
    expect(image).toMatchObject({ width: 600, height: 300, sizes: 'auto, (min-width: 600px) 600px, 100vw' });
    expect(image.requests.map((request) => request.width)).toEqual([480, 960, 1200]);
  });

  it('puts the better formats into sources', () => {
    const image = responsiveImage(photo(500, 500), context, { formats: ['avif', 'webp'], quality: 50, sizes: '50vw' });
    expect(image.sources).toEqual([{ type: 'image/avif', srcset: expect.stringContaining('.avif 480w') }]);
    expect(image.srcset).toContain('.webp 500w');
    expect(image.sizes).toBe('50vw');
    expect(image.requests.every((request) => request.quality === 50)).toBe(true);
  });

  it.each([
    ['a drawing', { output: 'a.svg' }],
    ['a GIF', { output: 'A.GIF' }],
    ['an animation or an oversized picture', { fixed: true }],
    ['one of unknown size', { width: null, height: null }],
    ['one that is too tall for WebP', { width: 400, height: 20_000 }],
    ['a file', { kind: 'file' as const }],
  ])('leaves %s alone', (_what, changes) => {
    const asset = photo(2000, 2000, changes);
    const { src, srcset, sizes, requests } = responsiveImage(asset, context);
    expect({ src, srcset, sizes, requests }).toEqual({ src: asset.url, srcset: '', sizes: '', requests: [] });
  });

  it('never enlarges, and never asks for what WebP cannot hold', () => {
    const side = fc.integer({ min: 1, max: 40_000 });
    const widths = fc.array(fc.integer({ min: -5, max: 30_000 }));
    fc.assert(
      fc.property(side, side, widths, fc.option(side), (width, height, wanted, shown) => {
        const options = { widths: wanted, ...(shown === null ? {} : { width: shown }) };
        const image = responsiveImage(photo(width, height), context, options);
        const asked = image.requests.map((request) => request.width);
        expect(asked).toEqual([...new Set(asked)].sort((a, b) => a - b));
        for (const w of asked) {
          expect(w).toBeLessThanOrEqual(Math.min(width, 16_383));
          expect(w).toBeGreaterThan(0);
          expect(Math.round((height * w) / width)).toBeLessThanOrEqual(16_383);
        }
      }),
    );
  });
});

describe('variants', () => {
  it('have another name for every other input', () => {
    const names = new Set([
      variantOutput('abc', 'a.jpg', 480, 'webp', 75, 'e'),
      variantOutput('abd', 'a.jpg', 480, 'webp', 75, 'e'),
      variantOutput('abc', 'a.jpg', 480, 'webp', 76, 'e'),
      variantOutput('abc', 'a.jpg', 480, 'webp', 75, 'f'),
      variantOutput('abc', 'a.jpg', 481, 'webp', 75, 'e'),
      variantOutput('abc', 'a.jpg', 480, 'jpeg', 75, 'e'),
    ]);
    expect(names.size).toBe(6);
    expect(variantOutput('abc', 'x/.hidden', 480, 'jpeg', 75, 'e')).toMatch(
      /^images\/\.hidden\.[0-9a-f]{10}-480\.jpg$/,
    );
    const inputs = { sourceHash: 'abc', width: 480, format: 'webp' as const, quality: 75, encoder: 'e' };
    expect(variantCacheName(inputs)).toMatch(/^[0-9a-f]{64}\.webp$/);
  });
});

describe('readSvg', () => {
  it.each([
    ['<svg width="20" height="10px">', { width: 20, height: 10 }],
    [
      '<?xml version="1.0"?>\n<!-- <svg width="1"> --><!DOCTYPE svg [<!ENTITY a "b">]><svg\nviewBox="0 0 30 15">',
      { width: 30, height: 15 },
    ],
    ['\uFEFF<svg viewBox="0,0,30,15" width="60">', { width: 60, height: 30 }],
    ["<svg width='100%' height='100%' viewBox='0 0 7 7'>", { width: 7, height: 7 }],
    ['<svg width="1in" height="2.54cm">', { width: 96, height: 96 }],
    ['<svg data-width="5" xmlns="x">', null],
  ])('%s', (text, size) => expect(readSvg(text)).toEqual({ size }));

  it('knows what is no SVG', () => {
    for (const text of ['', 'svg', '<html><svg width="1" height="1">', '<!--', '<svgx>'])
      expect(readSvg(text)).toBeNull();
  });
});

describe('resourceRecords', () => {
  it('lie beside their page, encoded in the URL only', () => {
    const page = { url: '/base/my-trip/', output: 'my-trip/index.html' };
    const files = [
      { name: 'img/a b#1%?.png', source: 'content/my-trip/img/a b#1%?.png', bytes: 3 },
      { name: 'e\u0301🎉.txt', source: 'content/my-trip/e\u0301🎉.txt', bytes: 4 },
    ];
    expect(resourceRecords(page, files)).toEqual([
      { record: { ...files[0], url: '/base/my-trip/img/a%20b%231%25%3F.png' }, output: 'my-trip/img/a b#1%?.png' },
      { record: { ...files[1], url: '/base/my-trip/%C3%A9%F0%9F%8E%89.txt' }, output: 'my-trip/\u00e9🎉.txt' },
    ]);
  });
});
