import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePath, encodePath, slugify } from './url.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });

describe('encodePath', () => {
  it('leaves plain paths alone', () => {
    expect(encodePath('css/main.0123456789.css')).toBe('css/main.0123456789.css');
    expect(encodePath('images/logo@2x.png')).toBe('images/logo@2x.png');
  });

  it('encodes what would end or change a URL, an attribute, a srcset or a CSS url()', () => {
    expect(encodePath('a b#1?x%.png')).toBe('a%20b%231%3Fx%25.png');
    expect(encodePath("o'clock (1),2!*.png")).toBe('o%27clock%20%281%29%2C2%21%2A.png');
    expect(encodePath('🎉/é.png')).toBe('%F0%9F%8E%89/%C3%A9.png');
  });

  it('gives NFC and NFD twins one URL', () => {
    expect(encodePath('e\u0301.png')).toBe(encodePath('\u00e9.png'));
  });

  it('survives half a surrogate pair', () => {
    expect(encodePath('a\ud83d.png')).toBe('a%EF%BF%BD.png');
  });

  it('is undone by decodePath', () => {
    fc.assert(fc.property(text, (path) => decodePath(encodePath(path)) === path.normalize('NFC')));
  });

  it('resolves by the URL standard to itself', () => {
    fc.assert(
      fc.property(fc.array(text.map((part) => `x${part.replaceAll('/', '')}`)), (parts) => {
        const path = `/${encodePath(parts.join('/'))}`;
        expect(new URL(path, 'https://example.com').pathname).toBe(path);
      }),
    );
  });
});

describe('decodePath', () => {
  it('keeps what is not percent-encoding', () => {
    expect(decodePath('100%')).toBe('100%');
    expect(decodePath('%zz%20%ff')).toBe('%zz%20%ff');
    expect(decodePath('%E0%A4%A')).toBe('%E0%A4%A');
    expect(decodePath('%2')).toBe('%2');
  });
});

describe('slugify', () => {
  it.each([
    ['Hello, World!', 'hello-world'],
    ["Don't panic", 'dont-panic'],
    ['Über Straße', 'über-straße'],
    ['日本語 の ページ', '日本語-の-ページ'],
    ['C++ & C#', 'c-c'],
    ['v1.2 release', 'v1.2-release'],
    ['...hidden...', 'hidden'],
    ['a_b  c', 'a_b-c'],
    ['🎉', 'u1f389'],
    ['??', 'u3f-u3f'],
    ['', ''],
    ['party 🎉', 'party'],
  ])('%s → %s', (name, slug) => expect(slugify(name)).toBe(slug));

  it('is stable, lower case, NFC, and never a path', () => {
    fc.assert(
      fc.property(text, (name) => {
        const slug = slugify(name);
        expect(slugify(slug)).toBe(slug);
        expect(slug.normalize('NFC')).toBe(slug);
        expect(slug).not.toMatch(/[/\\#?%\s]|^\.|\.$|\.\./);
        if (name.trim() !== '') expect(slug).not.toBe('');
      }),
    );
  });
});
