/** Documents at random: every kind of front matter, every kind of reference, mistakes among them. */
import type { Dice } from './dice.ts';

export type Front = Record<string, string>;

const folders = ['', 'posts', 'docs', 'docs/deep', 'notes'] as const;

export function documentPath(dice: Dice): string {
  const names = ['_index.md', 'a.md', 'b.md', 'other.md', 'A.md'] as const;
  const name = dice.pick([`${dice.word()}.md`, `${dice.word()}/index.md`, ...names]);
  return ['content', dice.pick(folders), name].filter(Boolean).join('/');
}

/** @param documents that there are, to lead to */
export function bodyText(dice: Dice, documents: readonly string[]): string {
  const parts = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(makers)(dice, documents));
  return `${parts.join('\n\n')}\n`;
}

type Maker = (dice: Dice, documents: readonly string[]) => string;

const makers: readonly [Maker, ...Maker[]] = [
  (dice) => `Some ${dice.word()} and ${dice.word()}.`,
  (dice, documents) => {
    const one = `/${(dice.among(documents) ?? 'content/x.md').slice('content/'.length)}`;
    const others = ['./nothing.md', 'b.md', '/Posts/A.md', 'other.md#part', '/about/', 'https://example.org/'] as const;
    return `[link](${dice.pick([one, one, ...others])})`;
  },
  (dice) => {
    const target = dice.pick(['dot.png', '/img/dot.png', 'Dot.png', 'none.png', '/static.png']);
    return `![${dice.chance(0.7) ? 'A dot' : ''}](${target})`;
  },
  (dice) => `## ${dice.word()}`,
  (dice) => `#### ${dice.word()}`,
  (dice) => `::note{x="${dice.word()}"}`,
  (dice) => `:::box ${dice.word()}\n\nInside ${dice.word()} [a](/posts/a.md)\n\n:::`,
  () => '::unknown{a=1}',
  () => '::titles',
  () => '<!--more-->',
  () => '```js\nlet a = 1\n```',
  () => '<img src="/img/dot.png">',
  () => 'Noted.[^1]\n\n[^1]: A note.',
];

const fields: readonly [share: number, key: string, value: (dice: Dice) => string][] = [
  [0.85, 'title', (dice) => `${dice.word()} ${dice.below(9)}`],
  [
    0.5,
    'date',
    (dice) => dice.pick([`2026-01-0${1 + dice.below(9)}`, '2026-02-01T10:00:00Z', '2026-03-05', '2026-03-02']),
  ],
  [0.4, 'tags', (dice) => `[${dice.pick(tags)}, ${dice.pick(tags)}]`],
  [0.2, 'series', (dice) => `[${dice.pick(['One', 'Two'])}]`],
  [0.2, 'weight', (dice) => String(dice.below(5))],
  [0.1, 'draft', () => 'true'],
  [0.1, 'expires', (dice) => dice.pick(['2026-02-27', '2026-03-03'])],
  [0.1, 'lastmod', (dice) => `2026-02-1${dice.below(9)}`],
  [0.1, 'slug', (dice) => dice.word()],
  [0.06, 'url', (dice) => `/${dice.word()}/`],
  [0.1, 'layout', (dice) => dice.pick(['special', 'none', 'page'])],
  [0.15, 'aliases', (dice) => `[/old-${dice.word()}/]`],
  [0.3, 'description', (dice) => `About ${dice.word()}`],
  [0.15, 'summary', (dice) => `In short ${dice.word()}`],
  [0.3, 'rating', (dice) => String(dice.below(6))],
  [0.1, 'menu', () => 'main'],
  [0.1, 'unlisted', () => 'true'],
  [0.15, 'author', (dice) => `{ name: ${dice.word()} }`],
  [0.1, 'cover', (dice) => dice.pick(['dot.png', 'none.png', 'img/dot.png'])],
  [0.05, 'titel', (dice) => dice.word()],
];
const tags = ['Owls', 'Wrens', 'owls', 'Größe', 'C++'] as const;

export function frontMatter(dice: Dice): Front {
  const front: Front = {};
  for (const [share, key, value] of fields) if (dice.chance(share)) front[key] = value(dice);
  return front;
}

export function joined(front: Front, text: string): string {
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${value}\n`);
  return `---\n${lines.join('')}---\n${text}`;
}

/** The other way round; a text that is not of that form is all text. */
export function parted(document: string): [Front, string] {
  const [, block = '', text = document] = /^---\n([\s\S]*?)---\n([\s\S]*)$/.exec(document) ?? [];
  const pairs = block.split('\n').filter(Boolean);
  return [Object.fromEntries(pairs.map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string])), text];
}
