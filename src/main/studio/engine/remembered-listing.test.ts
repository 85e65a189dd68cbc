import { mkdtemp, readdir, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEnginePath } from '../../engine/testing/bundle-worker.ts';
import { engineOptions, TEST_TIME, testSites } from '../../engine/testing/site-folder.ts';
import type { SiteListing } from '../../engine/types.ts';
import { type ListingMemory, recallListing, rememberListing } from './remembered-listing.ts';
import { RemoteSite } from './remote-site.ts';

const { site, removeAll } = testSites();
let memory: ListingMemory;
beforeEach(async () => {
  memory = {
    folder: join(await realpath(await mkdtemp(join(tmpdir(), 'galley-listings-'))), 'listings'),
    stamp: 'now',
  };
});
afterEach(async () => {
  await removeAll();
  await rm(join(memory.folder, '..'), { recursive: true });
});

const listing = {
  title: 'Birds',
  documents: [{ source: 'content/heron.md' }],
  generated: [],
  assets: [],
} as unknown as SiteListing;

describe('what a site listed when it was built last', () => {
  it('is there when the site is opened again, before it is built', async () => {
    const root = await site({ 'content/heron.md': '# Heron\n' });
    const open = (): RemoteSite => new RemoteSite(root, { ...engineOptions, ownThread: false }, testEnginePath, memory);
    const first = open();
    expect(await recallListing(memory, root)).toBeNull();
    await first.build({ now: TEST_TIME, drafts: false, clean: false, adopt: false, workers: 0 });
    const built = await first.listing();
    await first.close();
    const second = open();
    expect(await second.listing()).toBeNull();
    expect(await recallListing(memory, root)).toEqual(built);
    await second.close();
  });

  it('counts for its own site and for the Galley that wrote it', async () => {
    await rememberListing(memory, '/birds', listing);
    expect(await recallListing(memory, '/birds')).toEqual(listing);
    expect(await recallListing(memory, '/fish')).toBeNull();
    expect(await recallListing({ ...memory, stamp: 'later' }, '/birds')).toBeNull();
  });

  it('is all there, however long its lists are', async () => {
    const documents = Array.from({ length: 2500 }, (_, at) => ({ source: `content/${at}.md` }));
    const long = { ...listing, documents } as unknown as SiteListing;
    await rememberListing(memory, '/birds', long);
    expect(await recallListing(memory, '/birds')).toEqual(long);
  });

  it.each([
    ['cut off in its first line', (text: string) => text.slice(0, 25)],
    ['cut off in a later one', (text: string) => text.slice(0, -20)],
    ['without its last line', (text: string) => text.slice(0, text.lastIndexOf('\n'))],
    ['empty', () => ''],
  ])('is nothing when its file is damaged: %s', async (_how, damage) => {
    const documents = Array.from({ length: 1500 }, (_, at) => ({ source: `content/${at}.md` }));
    await rememberListing(memory, '/birds', { ...listing, documents } as unknown as SiteListing);
    const [name] = await readdir(memory.folder);
    const file = join(memory.folder, name as string);
    await writeFile(file, damage(await readFile(file, 'utf8')));
    expect(await recallListing(memory, '/birds')).toBeNull();
  });

  it('is kept for the twenty sites that were built last', async () => {
    await rememberListing(memory, '/first', listing);
    const [name] = await readdir(memory.folder);
    await utimes(join(memory.folder, name as string), 1, 1);
    for (let number = 1; number <= 20; number += 1) await rememberListing(memory, `/site-${number}`, listing);
    expect(await readdir(memory.folder)).toHaveLength(20);
    expect(await recallListing(memory, '/first')).toBeNull();
    expect(await recallListing(memory, '/site-1')).toEqual(listing);
  });
});
