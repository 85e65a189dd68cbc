/** Checks that go on from those of the build before say what checks from nothing say. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AssetMap } from './asset-map.ts';
import { SiteChecks } from './run-checks.ts';
import { type TestSite, testInput } from './testing/test-input.ts';
import type { CheckedPage, CheckInput } from './types.ts';

const noPause = async (): Promise<void> => {};
const names = ['a', 'b', 'c', 'posts/a'];
const parts = [
  ...[
    '<title>One</title>',
    '<title>Two</title>',
    '<meta name=description content=x>',
    '<meta name=robots content=noindex>',
  ],
  ...[
    '<h2>Two</h2>',
    '<h4>Four</h4>',
    '<i id=part></i>',
    '<i id=prat></i>',
    '<i id=other></i>',
    '{{ mark }}',
    '<img src=/x.png>',
  ],
  ...[
    '<a href="/a/">a</a>',
    '<a href="/b/#part">b</a>',
    '<a href="#part">own</a>',
    '<a href="/c/#other">c</a>',
    '<a href="/A/">A</a>',
  ],
  ...[
    '<img src="/y.png" alt="">',
    '<a href="/posts/b/">gone</a>',
    '<a href="/f.pdf">f</a>',
    '<a href="/zz/#part">zz</a>',
  ],
  Array.from({ length: 60 }, (_, i) => `<a href="/gone-${i}/">x</a><a href="/${i}-b/">x</a>`).join(''),
];

const html = fc.array(fc.constantFrom(...parts), { maxLength: 6 }).map((some) => some.join(''));
const pages = fc.array(html, { minLength: 2, maxLength: 4 });
const files = fc.subarray(['x.png', 'y.png', 'f.pdf', 'zz/index.html']);
const said = fc.subarray(['/posts/b/', '/zz/', 'y.png']);
const edit = fc.oneof(
  { weight: 6, arbitrary: fc.record({ page: fc.nat({ max: 3 }), html }) },
  { weight: 2, arbitrary: fc.record({ degraded: fc.nat({ max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ lost: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ files }) },
  { weight: 1, arbitrary: fc.record({ said }) },
  { weight: 1, arbitrary: fc.record({ pages }) },
);

/** An open site, of which the same objects are checked as long as nothing changes them. */
class Site {
  pages: string[];
  files: string[] = [];
  said: string[] = [];
  readonly degraded = new Set<number>();
  /** Nothing is known of these pages, whose files are there. */
  readonly lost = new Set<number>();
  readonly checks = new SiteChecks();
  #input: CheckInput | null = null;

  constructor(first: string[]) {
    this.pages = first;
  }

  /** What it is now, as a build would put it. */
  now(): CheckInput {
    const site: TestSite = { pages: {}, files: this.files };
    this.pages.forEach((text, i) => {
      site.pages[`${names[i]}/index.html`] = text;
    });
    const input = testInput(site);
    input.pages.forEach((page, i) => {
      page.degraded = this.degraded.has(i);
    });
    const findings = this.said.map((target) => ({
      page: '/a/',
      finding: { code: 'link-document-missing' as const, data: { target } },
    }));
    return { ...input, pages: input.pages.filter((_, i) => !this.lost.has(i)), findings };
  }

  /** The same, with what the open site has of it. */
  kept(now: CheckInput): CheckInput {
    const before = this.#input;
    const sameFiles =
      before !== null && JSON.stringify([...before.files.keys()]) === JSON.stringify([...now.files.keys()]);
    const assets = sameFiles ? before.assets : new AssetMap({ snapshot: now.snapshot, variants: [] });
    const known = this.checks.pages;
    const all = now.pages.map((page, i) => (isSame(known[i], page) ? (known[i] as CheckedPage) : page));
    for (const { url, facts } of all)
      if (!sameFiles || !known.some((page) => page.facts === facts)) assets.replace(url, facts);
    this.#input = { ...now, pages: all, assets, sameFiles };
    return this.#input;
  }
}

function isSame(known: CheckedPage | undefined, page: CheckedPage): boolean {
  return JSON.stringify(known) === JSON.stringify(page);
}

it('whatever is edited', async () => {
  await fc.assert(
    fc.asyncProperty(pages, fc.array(edit, { minLength: 1, maxLength: 8 }), async (first, edits) => {
      const site = new Site(first);
      for (const change of [{}, ...edits] as Partial<Record<string, never>>[]) {
        apply(site, change);
        const now = site.now();
        const expected = await new SiteChecks().run(now, noPause);
        expect(await site.checks.run(site.kept(now), noPause)).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
});

function apply(
  site: Site,
  change: {
    page?: number;
    html?: string;
    degraded?: number;
    lost?: number;
    files?: string[];
    said?: string[];
    pages?: string[];
  },
): void {
  if (change.page !== undefined && change.page < site.pages.length) site.pages[change.page] = change.html ?? '';
  if (change.degraded !== undefined && !site.degraded.delete(change.degraded)) site.degraded.add(change.degraded);
  if (change.lost !== undefined && !site.lost.delete(change.lost)) site.lost.add(change.lost);
  site.files = change.files ?? site.files;
  site.said = change.said ?? site.said;
  site.pages = change.pages ?? site.pages;
}
