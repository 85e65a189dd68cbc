import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveReference } from './resolve.ts';

const site = { url: 'https://example.com/birds/', basePath: '/birds/' };
const page = { url: '/birds/posts/a/', base: null };

function resolve(url: string, base: string | null = null): unknown {
  return resolveReference(url, { ...page, base }, site);
}

describe('resolveReference', () => {
  it.each([
    ['/birds/about/', 'page', 'about/index.html', null],
    ['/birds/', 'page', 'index.html', null],
    ['/birds', 'page', 'index.html', null],
    ['/birds/#x', 'page', 'index.html', 'x'],
    ['/birds/a.pdf?v=1#p=2', 'file', 'a.pdf', 'p=2'],
    ['/birds/old.html', 'page', 'old.html', null],
    ['/birds/about', 'file', 'about', null],
    ['../b/', 'page', 'posts/b/index.html', null],
    ['x.png', 'file', 'posts/a/x.png', null],
    ['./x.png', 'file', 'posts/a/x.png', null],
    ['/birds/a/./../c.png', 'file', 'c.png', null],
    ['/birds/%2e%2E/birds/c.png', 'file', 'c.png', null],
    ['/birds/.hidden/../c.png', 'file', 'c.png', null],
    ['/birds/.hidden/.', 'page', '.hidden/index.html', null],
    ['.\\x.png', 'file', 'posts/a/x.png', null],
    ['/birds/caf%C3%A9/', 'page', 'café/index.html', null],
    ['/birds/café/', 'page', 'café/index.html', null],
    ['/birds/a b.png', 'file', 'a b.png', null],
    ['/birds/a%20b.png', 'file', 'a b.png', null],
    ['/birds/x\n.png', 'file', 'x.png', null],
    ['https://example.com/birds/about/', 'page', 'about/index.html', null],
    ['http://EXAMPLE.com/birds/about/', 'page', 'about/index.html', null],
    ['//example.com/birds/about/#p', 'page', 'about/index.html', 'p'],
    ['?page=2', 'page', 'posts/a/index.html', null],
    ['#part', 'page', 'posts/a/index.html', 'part'],
    ['', 'page', 'posts/a/index.html', null],
    ['#', 'page', 'posts/a/index.html', ''],
    ['/birds/#caf%C3%A9', 'page', 'index.html', 'café'],
    ['/birds/#a:~:text=b', 'page', 'index.html', 'a'],
    ['/birds/#:~:text=b%20c', 'page', 'index.html', ''],
  ])('%s', (url, kind, path, fragment) => {
    expect(resolve(url)).toEqual({ kind, path, fragment });
  });

  it.each([
    ['https://example.org/birds/', 'external'],
    ['https://example.com:8080/birds/', 'external'],
    ['https://example.com/other-project/', 'external'],
    ['mailto:ana@example.com', 'ignored'],
    ['tel:+351', 'ignored'],
    ['/about/', 'outside-base'],
    ['../../../x', 'outside-base'],
    ['/birdsong/', 'outside-base'],
    ['http://[', 'unreadable'],
    ['/birds/100%.html', 'unreadable'],
    ['/birds/%FF.html', 'unreadable'],
  ])('%s is %s', (url, kind) => {
    expect(resolve(url)).toMatchObject({ kind });
  });

  it('counts from <base href>', () => {
    expect(resolve('x.png', '/birds/img/')).toMatchObject({ path: 'img/x.png' });
    expect(resolve('#part', '/birds/')).toMatchObject({ path: 'index.html', fragment: 'part' });
    expect(resolve('/birds/x.png', 'https://example.org/')).toMatchObject({ kind: 'external' });
  });

  it('agrees with the URL standard on paths', () => {
    const part = fc.constantFrom(
      'a',
      'B-1',
      '.',
      '..',
      '',
      'x.y',
      '~',
      'é',
      '%41',
      'a b',
      '@',
      '...',

      'a:b',
    );
    const path = fc
      .tuple(fc.constantFrom('', '/', '/birds/', './', '../'), fc.array(part))
      .map(([start, parts]) => start + parts.join('/'));
    fc.assert(
      fc.property(path, (url) => {
        fc.pre(!/^[a-z][a-z0-9+.-]*:/i.test(url));
        fc.pre(URL.canParse(url, 'https://example.com/birds/posts/a/'));
        const parsed = new URL(url, 'https://example.com/birds/posts/a/');
        fc.pre(parsed.host === 'example.com');
        const decoded = decodeURIComponent(parsed.pathname);
        const found = resolveReference(url, page, site) as { kind: string; path: string };
        if (decoded.startsWith('/birds/')) {
          const inside = decoded.slice('/birds/'.length);
          expect(found.path).toBe(inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside);
        } else if (decoded === '/birds') expect(found.path).toBe('index.html');
        else expect(found.kind).toBe(url.startsWith('//') ? 'external' : 'outside-base');
      }),
      { numRuns: 5000 },
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), fc.option(fc.string()), (url, base) => void resolve(url, base)));
  });
});
