/** Fixes on sites with more in them than one mistake. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { applyFix, offersFor, previewFix } from './fix-desk.ts';
import { Bench, namesOf, troubles } from './testing/mending.ts';
import type { FileEdit, Remedy } from './types.ts';

const SITE = 'title: A Field Guide\nurl: https://example.com/birds/\n';
const page = (title: string, body: string): string => `---\ntitle: ${title}\ndescription: D.\n---\n\n${body}\n`;
const HOME = { 'site.yaml': SITE, 'content/_index.md': page('Home', 'Welcome.') };

const benches: Bench[] = [];
afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close();
});

async function bench(files: Record<string, string>): Promise<Bench> {
  const made = await Bench.of({ ...HOME, ...files });
  benches.push(made);
  return made;
}

async function remedy(site: Bench, code: string, id: string): Promise<Remedy> {
  const found = (await site.remedies(site.proof(code))).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no fix ${id} for ${code}`);
  return found;
}

/** Makes the fix and builds again. */
async function mend(site: Bench, code: string, id: string, inputs: Record<string, string> = {}): Promise<string[]> {
  const plan = await (await remedy(site, code, id)).plan(inputs);
  await site.make(plan);
  await site.build();
  return namesOf(plan.edits);
}

describe('the tour', () => {
  it('is mended by five fixes', async () => {
    const tour = await Bench.ofExample('tour');
    benches.push(tour);
    expect(troubles(tour.report)).toHaveLength(5);
    await mend(tour, 'undefined-value', 'all-pages', { value: 'Nell' });
    await mend(tour, 'link-document-missing', 'nearest');
    await mend(tour, 'asset-wrong-case', 'nearest');
    await mend(tour, 'key-misspelt', 'rename-0');
    await mend(tour, 'template-failed', 'nearest');
    expect(troubles(tour.report)).toEqual([]);
    expect(tour.report.verdict).toBe('good');
    await mend(tour, 'alt-missing', 'words', { alt: 'Ivy on a wall' });
    await mend(tour, 'description-missing', 'write', { page0: 'What to tick off.' });
    await mend(tour, 'heading-skipped', 'levels');
    expect(tour.report.proofs).toEqual([]);
  });
});

describe('names at the top', () => {
  it('that the site’s rules nearly know are written as they know them, on every page', async () => {
    const text = (title: string, more: string): string =>
      `---\ntitle: ${title}\ndescription: D.\n${more}---\n\nText.\n`;
    const site = await bench({
      'site.yaml': `${SITE}schemas: { birds: bird.json }\n`,
      'bird.json': '{ "required": ["rating"], "properties": { "rating": { "type": "integer" } } }',
      'content/birds/a.md': text('A', 'raitng: 3 # of 5\n'),
      'content/birds/b.md': text('B', '"raitng": 4\n'),
    });
    expect((await site.remedies(site.proof('schema-mismatch'))).map(({ label }) => label)).toEqual(['Write “rating”']);
    expect(await mend(site, 'schema-mismatch', 'rename-0')).toEqual(['content/birds/a.md', 'content/birds/b.md']);
    expect(await site.read('content/birds/a.md')).toBe(text('A', 'rating: 3 # of 5\n'));
    expect(await site.read('content/birds/b.md')).toBe(text('B', '"rating": 4\n'));
    expect(troubles(site.report)).toEqual([]);
  });
});

describe('links', () => {
  it('are corrected from every folder, in every way of writing, and not in code', async () => {
    const site = await bench({
      'content/trips/north.md': page('North', 'By train.'),
      'content/a.md': page('A', 'See [it](trips/nort.md) and [again](trips/nort.md#top) and `[it](trips/nort.md)`.'),
      'content/trips/b.md': page('B', 'See [it][n], ![no](x).\n\n[n]: ./nort.md "Far"\n'),
      'content/posts/deep/c.md': page('C', 'See [it](../../trips/nort.md) or [it](/trips/nort.md).'),
    });
    await mend(site, 'link-document-missing', 'nearest');
    expect(site.report.proofs.filter(({ code }) => code.startsWith('link-'))).toEqual([]);
    expect(await site.read('content/a.md')).toContain(
      'See [it](trips/north.md) and [again](trips/north.md#top) and `[it](trips/nort.md)`.',
    );
    expect(await site.read('content/trips/b.md')).toContain('[n]: ./north.md "Far"');
    expect(await site.read('content/posts/deep/c.md')).toContain(
      'See [it](../../trips/north.md) or [it](/trips/north.md).',
    );
  });

  it('are found again when the text has moved, and are stale when they are gone', async () => {
    const site = await bench({ 'content/about.md': page('About', 'Us.'), 'content/a.md': page('A', '[us](/abuot/)') });
    const knowledge = await site.knowledge();
    const [link] = site.report.proofs;
    if (link === undefined) throw new Error('no proof');
    const path = join(site.root, 'content/a.md');
    await writeFile(path, page('A', 'Another line.\n\nAnd *one*. [us](/abuot/)'));
    const { files } = await previewFix(link, knowledge, { fix: 'nearest', inputs: {} });
    expect(files[0]?.hunks[0]?.after).toContain('And *one*. [us](/about/)');
    await writeFile(path, page('A', 'Nothing of that.'));
    await expect(previewFix(link, knowledge, { fix: 'nearest', inputs: {} })).rejects.toMatchObject({ code: 'stale' });
  });

  it('keep their words, whatever these are', async () => {
    const site = await bench({
      'content/a.md': page('A', 'Go [*there* \\] [now]](gone.md "T"), or <a href="gone.md">x</a>.'),
    });
    await mend(site, 'link-document-missing', 'remove');
    expect(await site.read('content/a.md')).toContain('Go *there* \\] [now], or x.');
    expect(troubles(site.report)).toEqual([]);
  });

  const all = {
    'content/my page.md': page('My page', '## Part one'),
    'content/café/menu.md': page('Menu', 'x'),
    'content/trip/map.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    'assets/img/boat.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="10"></svg>',
    'static/files/Price List.pdf': 'x',
  };
  it.each([
    ['[x](<my pge.md>)', '[x](<my%20page.md>)'],
    ['# H [x](my%20pge.md "T") h', '# H [x](my%20page.md "T") h'],
    ['- [x][r]\n\n[r]: <my pge.md>', '- [x][r]\n\n[r]: <my%20page.md>'],
    ['[x](café/mneu.md)', '[x](café/menu.md)'],
    ['[x](my%20page.md#part-on)', '[x](my%20page.md#part-one)'],
    ['[x](/my-pge/?a=b#part-one)', '[x](/my-page/?a=b#part-one)'],
    ['<https://example.com/birds/my-pge/>', '<https://example.com/birds/my-page/>'],
    ["<a href='/birds/my-pge/'>x</a>", "<a href='/birds/my-page/'>x</a>"],
    ['<a href="/birds/files/price%20list.pdf">x</a>', '<a href="/birds/files/Price%20List.pdf">x</a>'],
    ['[![p](img/baot.svg "c"){width=5}](my%20page.md)', '[![p](img/boat.svg "c"){width=5}](my%20page.md)'],
    ['> :::note\n> [x](MY%20PAGE.md)\n> :::', '> :::note\n> [x](my%20page.md)\n> :::'],
  ])('written as %s are corrected', async (before, after) => {
    const site = await bench({ ...all, 'content/a.md': page('A', before) });
    const [proof] = site.report.proofs;
    await mend(site, proof?.code ?? '', 'nearest');
    expect(await site.read('content/a.md')).toBe(page('A', after));
    expect(site.report.proofs.filter(({ code }) => code === proof?.code)).toEqual([]);
  });

  it.each([
    ['<img src="mpa.svg" alt="">', '<img src="map.svg" alt="">'],
    ['<a href="../my-pge/">x</a>', '<a href="../my-page/">x</a>'],
    ['<img src="Map.svg" alt="">', '<img src="map.svg" alt="">'],
  ])('beside their page, written as %s, stay beside it', async (before, after) => {
    const site = await bench({ ...all, 'content/trip/index.md': page('Trip', before) });
    const [proof] = site.report.proofs.filter(({ file }) => file === 'content/trip/index.md');
    await mend(site, proof?.code ?? '', 'nearest');
    expect(await site.read('content/trip/index.md')).toBe(page('Trip', after));
    expect(troubles(site.report)).toEqual([]);
  });

  it('whose address stands apart are taken out with it, in all their forms', async () => {
    const site = await bench({
      'content/a.md': page(
        'A',
        'See [Here][x], [*there*][X], [x][], [x] and `[x]`, ![pic][x]\n\n[X]: gone.md "T"\n[y]: https://example.org/\n\nAnd [y].',
      ),
    });
    await mend(site, 'link-document-missing', 'remove');
    expect(await site.read('content/a.md')).toContain(
      'See Here, *there*, x, x and `[x]`, \n\n[y]: https://example.org/\n\nAnd [y].',
    );
    expect(troubles(site.report)).toEqual([]);
  });

  it('that cannot be taken out simply are not offered that', async () => {
    const site = await bench({ 'content/a.md': page('A', '[x [y] z][r]\n\n[r]: ./gone.md') });
    const remedies = await site.remedies(site.proof('link-document-missing'));
    expect(remedies.map(({ id }) => id)).toEqual(['another']);
  });

  it('of menus are corrected in the settings', async () => {
    const menus = 'menus:\n  main:\n    - { title: Us, url: /abuot/ } # first\n';
    const site = await bench({ 'content/about.md': page('About', 'Us.'), 'site.yaml': SITE + menus });
    await mend(site, 'link-broken', 'nearest');
    expect(await site.read('site.yaml')).toBe(SITE + menus.replace('abuot', 'about'));
    expect(troubles(site.report)).toEqual([]);
  });

  it('of menus are corrected in every menu, each as it is written, and beside them in the texts', async () => {
    const menus = [
      'menus:',
      '  main:',
      '    - { title: Us, url: "/about/#uss" }',
      '    - title: List',
      '      url: /Files/list.pdf',
      '    - { title: Gone, url: /abuot/ }',
      '  foot:',
      '    - { title: Us, url: "/about/#uss" }\n',
    ].join('\n');
    const site = await bench({
      'content/about.md': page('About', '## Us'),
      'content/a.md': page('A', '[us](/abuot/)'),
      'static/files/list.pdf': 'x',
      'site.yaml': SITE + menus,
    });
    await mend(site, 'anchor-missing', 'nearest');
    await mend(site, 'asset-wrong-case', 'nearest');
    expect((await site.remedies(site.proof('link-broken'))).map(({ id }) => id)).toEqual([
      'nearest',
      'another',
      'remove',
      'menu-nearest',
      'menu-another',
      'menu-remove',
    ]);
    await mend(site, 'link-broken', 'nearest');
    await mend(site, 'link-broken', 'remove');
    const mended = menus.replaceAll('uss', 'us').replace('Files', 'files');
    expect(await site.read('site.yaml')).toBe(SITE + mended.replace(/ {4}- \{ title: Gone.*\n/, ''));
    expect(troubles(site.report)).toEqual([]);
  });

  it('keep the ends of their lines', async () => {
    const text = page('A', 'One\r\n[us](/abuot/)\r\nthree').replace(/(?<!\r)\n/g, '\r\n');
    const site = await bench({ 'content/about.md': page('About', 'Us.'), 'content/a.md': text });
    await mend(site, 'link-broken', 'nearest');
    expect(await site.read('content/a.md')).toBe(text.replace('abuot', 'about'));
  });

  it('of the site’s own design are corrected there', async () => {
    const site = await bench({
      'content/about.md': page('About', 'Us.'),
      'templates/partials/footer.njk': '<footer><a href="/birds/abuot/">Us</a></footer>\n',
    });
    expect(await mend(site, 'link-broken', 'nearest')).toEqual(['templates/partials/footer.njk']);
    expect(await site.read('templates/partials/footer.njk')).toContain('<a href="/birds/about/">');
    expect(troubles(site.report)).toEqual([]);
  });
});

describe('values', () => {
  it('of one page each are asked for, and only what was said is written', async () => {
    const site = await bench({
      'templates/page.njk': '<title>{{ page.title }}</title><meta name=description content="x">{{ page.params.place }}',
      'content/a.md': page('A', 'a'),
      'content/b.md': page('B', 'b'),
    });
    const asked = await remedy(site, 'undefined-value', 'these-pages');
    expect(asked.inputs.map(({ label }) => label)).toEqual(['A', 'B']);
    expect(await mend(site, 'undefined-value', 'these-pages', { page0: 'Fen: "low"', page1: '' })).toEqual([
      'content/a.md',
    ]);
    expect(site.proof('undefined-value').pages).toEqual(['/birds/b/']);
    await expect((await remedy(site, 'undefined-value', 'these-pages')).plan({})).rejects.toMatchObject({
      code: 'refused',
    });
  });

  it('of the site go into its settings, beside what is there', async () => {
    const site = await bench({
      'site.yaml': `${SITE}params:\n  # The line below the name.\n  motto: Look # often\n`,
      'templates/partials/footer.njk': '<p>{{ site.params.author.name }}</p>\n',
    });
    await mend(site, 'undefined-value', 'site', { value: 'Ana' });
    expect(troubles(site.report)).toEqual([]);
    expect(await site.read('site.yaml')).toBe(
      `${SITE}params:\n  # The line below the name.\n  motto: Look # often\n  author:\n    name: Ana\n`,
    );
  });

  it('that the design looks for in the wrong place are written where writers can, and read from there', async () => {
    const site = await bench({
      'templates/page.njk': '<title>{{ page.title }}</title><meta name=description content=x>{{ page.author.name }}',
      'content/a.md': page('A', 'a'),
    });
    expect(await mend(site, 'undefined-value', 'all-pages', { value: 'Ana' })).toEqual([
      'site.yaml',
      'templates/page.njk',
    ]);
    expect(await site.read('templates/page.njk')).toContain('{{ page.params.author.name }}');
    expect(troubles(site.report)).toEqual([]);
  });

  it('that are looped over are lists', async () => {
    const site = await bench({
      'templates/page.njk':
        '<title>{{ page.title }}</title><meta name=description content=x>{% for x in page.params.places %}{{ x }}{% endfor %}',
      'content/a.md': page('A', 'a'),
    });
    await mend(site, 'undefined-value', 'these-pages', { page0: 'Fen, Hill' });
    expect(await site.read('content/a.md')).toContain('places: [Fen, Hill]');
    expect(troubles(site.report)).toEqual([]);
  });

  it('that a theme shows are left out in the site’s own copy of that part', async () => {
    const site = await bench({
      'site.yaml': `${SITE}theme: paper\n`,
      'themes/paper/theme.yaml': 'name: paper\n',
      'themes/paper/templates/partials/footer.njk': '<p>{{ page.params.place }}</p>\n',
    });
    const { note } = await (await remedy(site, 'undefined-value', 'hide')).plan({});
    expect(note).toMatch(/own copy .*templates\/partials\/footer\.njk/);
    expect(await mend(site, 'undefined-value', 'hide')).toEqual(['templates/partials/footer.njk']);
    expect(await site.read('templates/partials/footer.njk')).toBe(
      '<p>{% if page.params.place %}{{ page.params.place }}{% endif %}</p>\n',
    );
    expect(await site.read('themes/paper/templates/partials/footer.njk')).toBe('<p>{{ page.params.place }}</p>\n');
    expect(troubles(site.report)).toEqual([]);
  });
});

describe('a fix', () => {
  const pages = Object.fromEntries(
    Array.from({ length: 7 }, (_, i) => [`content/p${i}.md`, page(`P${i}`, '[x](./nort.md)')]),
  );
  const request = { fix: 'nearest', inputs: {} };
  const made: FileEdit[][] = [];
  const changes = {
    make: async (label: string, edits: readonly FileEdit[]) => {
      made.push([...edits]);
      return { id: '1', label, made: '', files: namesOf(edits), undone: false };
    },
    undo: () => Promise.reject(new Error('not asked for')),
  };

  it('of more than five files is made after a yes, as one change with its label', async () => {
    const site = await bench({ 'content/north.md': page('North', 'x'), ...pages });
    const proof = site.proof('link-document-missing');
    const knowledge = await site.knowledge();
    expect(await previewFix(proof, knowledge, request)).toMatchObject({ confirm: true, note: null });
    const no = applyFix(proof, knowledge, { ...request, confirmed: false }, changes);
    await expect(no).rejects.toMatchObject({ code: 'refused' });
    expect(made).toEqual([]);
    const summary = await applyFix(proof, knowledge, { ...request, confirmed: true }, changes);
    expect(summary).toMatchObject({ label: 'Lead the link to “North”', files: Object.keys(pages).sort() });
    expect(made).toHaveLength(1);
  });

  it('that is not offered cannot be made', async () => {
    const site = await bench({ 'content/north.md': page('North', 'x'), ...pages });
    const proof = site.proof('link-document-missing');
    const knowledge = await site.knowledge();
    expect((await offersFor(proof, knowledge)).map(({ id }) => id)).toEqual(['nearest', 'another', 'remove']);
    await expect(previewFix(proof, knowledge, { fix: 'toString', inputs: {} })).rejects.toMatchObject({
      code: 'stale',
    });
    const { data: _, ...old } = proof;
    expect(await offersFor(old, knowledge)).toEqual([]);
  });
});

describe('values that cannot be read', () => {
  const whole = async (front: string, id: string): Promise<string> => {
    const site = await bench({ 'content/c.md': `${front}\nText.\n` });
    const [proof] = site.report.proofs.filter(({ severity }) => severity === 'error');
    await mend(site, proof?.code ?? '', id);
    expect(troubles(site.report)).toEqual([]);
    return (await site.read('content/c.md')).replace('\nText.\n', '');
  };

  it.each([
    ['---\ntitle: C: the sea\n---', 'repair', '---\ntitle: "C: the sea"\n---'],
    ['---\ntitle: C\ntags: [a, b\n---', 'repair', '---\ntitle: C\ntags: [a, b]\n---'],
    ['---\ntitle: C\nby:\n\tname: x\n---', 'repair', '---\ntitle: C\nby:\n  name: x\n---'],
    ['---\r\ntitle: C\r\ntags:\r\n  - a\r\ntags: b\r\n---', 'keep-1', '---\r\ntitle: C\r\ntags: b\r\n---'],
    ['+++\ntitle = "C"\n', 'close', '+++\ntitle = "C"\n+++\n'],
    ['---\ntitle: C\nA line of text,\nand another.', 'close', '---\ntitle: C\n---\nA line of text,\nand another.'],
  ])('%j are mended', async (front, id, after) => {
    expect(await whole(front, id)).toBe(after);
  });
});
