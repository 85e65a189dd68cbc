import { afterEach, describe, expect, it } from 'vitest';
import { openSite } from './open-site.ts';
import { engineOptions, putFiles, TEST_TIME, testSites } from './testing/site-folder.ts';
import type { Site, SiteListing } from './types.ts';

const { site, removeAll } = testSites();
const opened: Site[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
  await removeAll();
});

async function listed(
  files: Record<string, string | Uint8Array>,
): Promise<{ one: Site; listing: SiteListing; root: string }> {
  const root = await site(files);
  const one = await openSite(root, engineOptions);
  opened.push(one);
  expect(await one.listing()).toBe(null);
  await build(one);
  return { root, one, listing: (await one.listing()) as SiteListing };
}

function build(one: Site) {
  return one.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 });
}

describe('what a site is made of', () => {
  it('is a tree of documents, a folder’s own before what is in it', async () => {
    const { listing } = await listed({
      'content/posts.md': '# Beside\n',
      'content/posts/a.md': '# A\n',
      'content/posts/_index.md': '---\ntitle: Posts\n---\n',
      'content/posts/trip/index.md': '# Trip\n',
      'content/posts/trip/day.md': '# Day\n',
      'content/posts/Z.md': '# Z\n',
      'content/_index.md': '# Home\n',
      'content/about.md': '# About\n',
    });
    expect(listing.documents.map(({ source, kind }) => [source.slice('content/'.length), kind])).toEqual([
      ['_index.md', 'home'],
      ['about.md', 'page'],
      ['posts/_index.md', 'section'],
      ['posts/Z.md', 'page'],
      ['posts/a.md', 'page'],
      ['posts/trip/index.md', 'page'],
      ['posts/trip/day.md', 'page'],
      ['posts.md', 'page'],
    ]);
  });

  it('holds what is not published or cannot be read, and says why', async () => {
    const { listing } = await listed({
      'content/a.md': '---\ntitle: A\ndate: 2025-05-31\n---\n',
      'content/notes/draft-of-mine.md': '---\ndraft: true\n---\n',
      'content/notes/later/index.md': '---\ntitle: Later\ndate: 2026-04-01\n---\n',
      'content/notes/_index.md': '---\ntitle: Notes\ndraft: true\n---\n',
      'content/old.md': '---\ntitle: Old\nexpires: 2020-01-01\n---\n',
      'content/odd.md': new Uint8Array([0xff, 0xfe, 0x00]),
    });
    const rows = listing.documents.map(({ source, title, state, url, date, section, kind }) => ({
      ...{ source, title, state, url, date, section, kind },
    }));
    const hidden = { url: null, date: null };
    expect(rows).toEqual([
      {
        source: 'content/a.md',
        title: 'A',
        state: 'published',
        url: '/birds/a/',
        date: '2025-05-31T00:00:00+00:00',
        section: '',
        kind: 'page',
      },
      {
        source: 'content/notes/_index.md',
        title: 'Notes',
        state: 'draft',
        section: 'notes',
        kind: 'section',
        ...hidden,
      },
      {
        source: 'content/notes/draft-of-mine.md',
        title: 'Draft of mine',
        state: 'draft',
        section: 'notes',
        kind: 'page',
        ...hidden,
      },
      {
        source: 'content/notes/later/index.md',
        title: 'Later',
        state: 'future',
        section: 'notes',
        kind: 'page',
        url: null,
        date: '2026-04-01T00:00:00+00:00',
      },
      { source: 'content/odd.md', title: 'Odd', state: 'unreadable', section: '', kind: 'page', ...hidden },
      { source: 'content/old.md', title: 'Old', state: 'expired', section: '', kind: 'page', ...hidden },
    ]);
    expect(listing.nextChange).toBe('2026-04-01T00:00:00.000Z');
  });

  it('names generated pages, templates, data and files', async () => {
    const { listing } = await listed({
      'content/a.md': '---\ntitle: A\ntags: [x]\n---\n',
      'templates/page.njk': '{{ page.title }}',
      'data/deep/prices.yaml': 'tea: 1\n',
      'data/readme.txt': 'not data',
      'assets/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"></svg>',
    });
    expect(listing.generated.map(({ url, kind }) => `${kind} ${url}`).sort()).toEqual([
      '404 /birds/404.html',
      'home /birds/',
      'taxonomy /birds/tags/',
      'term /birds/tags/x/',
    ]);
    expect(listing.templates).toContainEqual({ name: 'page.njk', file: 'templates/page.njk', own: true });
    expect(listing.templates).toContainEqual({ name: 'base.njk', file: 'theme:plain/templates/base.njk', own: false });
    expect(listing.data).toEqual(['data/deep/prices.yaml']);
    expect(listing.assets.find(({ name }) => name === 'p.svg')).toMatchObject({ kind: 'image', width: 4, height: 3 });
    expect(structuredClone(listing)).toEqual(listing);
  });

  it('is the newest build’s, and stays when a later one cannot run', async () => {
    const { one, listing, root } = await listed({ 'content/a.md': '# A\n' });
    await putFiles(root, { 'content/b.md': '# B\n' });
    await build(one);
    const second = (await one.listing()) as SiteListing;
    expect(second.documents.length).toBe(2);
    expect(second.version).toBeGreaterThan(listing.version);
    await putFiles(root, { 'site.yaml': 'title: [\n' });
    await expect(build(one)).rejects.toMatchObject({ name: 'CannotBuild' });
    expect(await one.listing()).toEqual(second);
    await one.close();
    expect(await one.listing()).toBe(null);
  });
});
