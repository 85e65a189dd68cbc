import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExplainedPage, Origin } from '../../../shared/contract/explain.ts';
import { makeSite, removeSite } from '../../engine/testing/site-folder.ts';
import { connectWindow, type TestWindow, testStudio } from '../testing/connect.ts';

let window: TestWindow;
const left: (() => Promise<void>)[] = [];

beforeAll(async () => {
  const { studio, remove } = await testStudio();
  const root = await makeSite({
    'site.yaml': [
      'title: A Field Guide',
      'url: https://example.com/birds/',
      'params:',
      '  author: Ana',
      'menus:',
      '  main: [{ page: /about.md }]',
      '',
    ].join('\n'),
    'content/_index.md': '---\ntitle: Welcome\n---\n',
    'content/about.md': '---\ntitle: About us\n---\nSee [the prices](prices.md) or [others](https://example.org/).\n',
    'content/prices.md': '---\ntitle: Prices\n---\nCheap.\n',
    'data/shop.yaml': 'tea: 3\n',
    'templates/page.njk':
      '<html lang="en"><head><title>{{ page.title }}</title></head><body>{{ site.params.author }} {{ data.shop.tea }} {% include "partials/line.njk" %} {{ page.content }} {% for p in section.pages %}{{ p.title }}{{ p.url }}{% endfor %}{% for e in menus.main %}{{ e.title }}{% endfor %}</body></html>',
    'templates/partials/line.njk': '<p>{{ site.title }}</p>',
  });
  left.push(() => removeSite(root), remove);
  window = connectWindow(studio);
  await window.ask('session.open', { root });
  await window.event('built');
});
afterAll(async () => {
  for (const one of left.reverse()) await one();
});

function origins(page: ExplainedPage, name: string): Origin[] {
  return page.groups.find((group) => group.name === name)?.origins ?? [];
}

describe('explain', () => {
  it('says in plain words what made a page, and where each thing can be changed', async () => {
    const page = await window.ask('explain.page', { page: 'content/about.md' });
    expect(page).toMatchObject({ title: 'About us', url: '/birds/about/', file: 'content/about.md' });
    expect(page.reason).toBe('It was made because the whole site was built.');
    expect(origins(page, 'documents')[0]).toMatchObject({ label: 'The text of this page', file: 'content/about.md' });
    expect(origins(page, 'design')).toContainEqual(
      expect.objectContaining({ label: 'The design of this page', file: 'templates/page.njk', line: 1 }),
    );
    expect(origins(page, 'parts')).toMatchObject([{ label: 'Part “line”', file: 'templates/partials/line.njk' }]);
    expect(origins(page, 'facts')).toMatchObject([{ label: 'shop, tea', value: '3', file: 'data/shop.yaml' }]);
    expect(origins(page, 'settings')).toContainEqual(
      expect.objectContaining({ label: 'A choice of the design: author', value: 'Ana', file: 'site.yaml', line: 4 }),
    );
    expect(origins(page, 'settings')).toContainEqual(
      expect.objectContaining({ label: 'The name of the site', value: 'A Field Guide', line: 1 }),
    );
    expect(origins(page, 'lists')).toContainEqual(
      expect.objectContaining({ label: 'The menu “main”', file: 'site.yaml', line: 6 }),
    );
    expect(origins(page, 'lists')).toContainEqual(
      expect.objectContaining({ label: 'The pages in “Welcome”', value: '2 pages, title, address' }),
    );
    expect(origins(page, 'links')).toContainEqual(
      expect.objectContaining({ label: 'To “Prices”', url: '/birds/prices/', file: 'content/prices.md' }),
    );
    expect(origins(page, 'links')).toContainEqual(
      expect.objectContaining({ label: 'To another site', value: 'https://example.org/', url: null }),
    );
  });

  it('says where the values that a page shows are written, in words and by their lines', async () => {
    const about = 'page:about.md@en';
    const values = async (...paths: string[][]): Promise<unknown[]> => {
      const { origins: found } = await window.ask('explain.values', { url: '/birds/about/', values: paths });
      return found.map(({ label, file, line }) => [label, file, line]);
    };
    expect(await values(['site', 'title'], ['site', 'params', 'author'])).toEqual([
      ['The name of the site', 'site.yaml', 1],
      ['A choice of the design: author', 'site.yaml', 4],
    ]);
    expect(await values(['menus', 'main', '0', 'title'])).toEqual([
      ['The menu “main”', 'site.yaml', 6],
      ['The title of this page', 'content/about.md', 2],
    ]);
    expect(await values(['data', 'shop', 'tea'])).toEqual([['Your list “shop”', 'data/shop.yaml', 1]]);
    expect(await values(['page', about, 'title'], ['page', 'page:prices.md@en', 'title'])).toEqual([
      ['The title of this page', 'content/about.md', 2],
      ['The title of “Prices”', 'content/prices.md', 2],
    ]);
    expect(await values(['page', about, 'content'])).toEqual([['The text of this page', 'content/about.md', 4]]);
    expect(await values(['string', 'nothing'], ['else', 'x'])).toEqual([['A word of the design', null, null]]);
    expect(await values(['page', 'page:gone.md@en', 'title'])).toEqual([['The title of “gone.md”', null, null]]);
  });

  it('uses no word of the trade outside of what is technical', async () => {
    const page = await window.ask('explain.page', { page: '/birds/prices/' });
    const words = page.groups.flatMap(({ title, origins: all }) => [title, ...all.map(({ label }) => label)]);
    for (const word of words) expect(word).not.toMatch(/template|asset|front matter|render|slug|query|column|partial/i);
  });

  it('says what would change with a file, before it is changed', async () => {
    const part = await window.ask('explain.impact', { file: 'templates/partials/line.njk' });
    expect(part.groups).toMatchObject([{ title: 'Pages made with it', total: 2 }]);
    expect(part.groups[0]?.pages).toContainEqual({ url: '/birds/about/', title: 'About us' });
    const text = await window.ask('explain.impact', { file: 'content/prices.md' });
    expect(text.groups.map(({ title }) => title)).toContain('Its own page');
    expect(text.others).toBeGreaterThan(0);
    await expect(window.ask('explain.impact', { file: 'README.txt' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('answers for a page that is not there', async () => {
    await expect(window.ask('explain.page', { page: '/nowhere/' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
