import { expect, it } from 'vitest';
import { type Here, linkUse } from './links.ts';

const origin = 'http://0123.galley.localhost:4321';
const here: Here = { origin, page: '/birds/about/', basePath: '/birds/', siteUrl: 'https://example.com/birds/' };

it.each([
  [`${origin}/birds/finches/`, { kind: 'follow', url: `${origin}/birds/finches/` }],
  [`${origin}/birds/finches`, { kind: 'follow', url: `${origin}/birds/finches` }],
  [`${origin}/birds`, { kind: 'follow', url: `${origin}/birds` }],
  [`${origin}/birds/old.html?a=1#b`, { kind: 'follow', url: `${origin}/birds/old.html?a=1#b` }],
  [`${origin}/birds/about/`, { kind: 'follow', url: `${origin}/birds/about/` }],
  [`${origin}/birds/about/#nest`, { kind: 'own' }],
  [`${origin}/birds/about/?page=2#nest`, { kind: 'follow', url: `${origin}/birds/about/?page=2#nest` }],
  [`${origin}/birds/map.pdf`, { kind: 'leave', url: `${origin}/birds/map.pdf` }],
  // The site's own address is here.
  ['https://example.com/birds/finches/', { kind: 'follow', url: `${origin}/birds/finches/` }],
  ['http://example.com/birds/map.pdf', { kind: 'leave', url: `${origin}/birds/map.pdf` }],
  // Its neighbours are not.
  ['https://example.com/shop/', { kind: 'leave', url: 'https://example.com/shop/' }],
  [`${origin}/shop/?a#b`, { kind: 'leave', url: 'https://example.com/shop/?a#b' }],
  [`${origin}//evil.example/`, { kind: 'leave', url: 'https://example.com/evil.example/' }],
  ['https://example.com:8443/birds/', { kind: 'leave', url: 'https://example.com:8443/birds/' }],
  ['http://galley.localhost:4321/', { kind: 'leave', url: 'http://galley.localhost:4321/' }],
  ['mailto:ana@example.com', { kind: 'leave', url: 'mailto:ana@example.com' }],
  ['javascript:void 0', { kind: 'own' }],
  ['data:text/plain,x', { kind: 'own' }],
  ['http://[', { kind: 'own' }],
])('%s', (href, use) => {
  expect(linkUse(href, false, here)).toEqual(use);
});

it('does not open what asks to be saved', () => {
  expect(linkUse(`${origin}/birds/list/`, true, here)).toEqual({ kind: 'leave', url: `${origin}/birds/list/` });
});

it('knows its own origin under a scheme of the shell', () => {
  const shell: Here = { ...here, origin: 'galley-preview://0123.site' };
  const url = 'galley-preview://0123.site/birds/finches/';
  expect(linkUse(url, false, shell)).toEqual({ kind: 'follow', url });
});
