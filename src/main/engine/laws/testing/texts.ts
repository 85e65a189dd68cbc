/** Documents at random: every kind of front matter, every kind of reference, mistakes among them. */
import type { Dice } from './dice.ts';

/** YAML by key, in order. */
export type Front = Record<string, string>;

const folders = ['', 'posts', 'posts', 'docs', 'docs/deep', 'notes', 'tags', 'series/one'] as const;

export function documentPath(dice: Dice): string {
  const names = ['_index.md', 'index.md', 'a.md', 'b.md', 'other.md', 'A.md'] as const;
  const name = dice.pick([`${dice.word()}.md`, `${dice.word()}.md`, `${dice.word()}/index.md`, ...names]);
  return ['content', dice.pick(folders), dice.chance(0.03) ? '404.md' : name].filter(Boolean).join('/');
}

/** @param documents that there are, to lead to */
export function bodyText(dice: Dice, documents: readonly string[]): string {
  const parts = Array.from({ length: 1 + dice.below(4) }, () => dice.pick(makers)(dice, documents));
  return `${parts.join('\n\n')}\n`;
}

type Maker = (dice: Dice, documents: readonly string[]) => string;

/** The address of a document in texts ("/posts/a.md"). */
function someDocument(dice: Dice, documents: readonly string[]): string {
  return `/${(dice.among(documents) ?? 'content/x.md').slice('content/'.length)}`;
}

const makers: readonly [Maker, ...Maker[]] = [
  (dice) => `Some ${dice.word()} and ${dice.word()}.`,
  (dice) => `Some *${dice.word()}* "and" ${dice.word()}…\n${dice.word()}`,
  (dice, documents) => {
    const one = someDocument(dice, documents);
    const others = ['./nothing.md', 'b.md', '/Posts/A.md', 'other.md#part', '/about/', 'https://example.org/'] as const;
    return `[link](${dice.pick([one, one, `${one}#part`, `${one}#${dice.word()}`, `.${one}`, ...others])})`;
  },
  (dice) => {
    const target = dice.pick(['dot.png', '/img/dot.png', 'Dot.png', 'none.png', '/static.png', 'leaf.svg', 'note.txt']);
    return `![${dice.chance(0.7) ? 'A dot' : ''}](${target})`;
  },
  (dice) => `[a file](${dice.pick(['note.txt', '/data.txt', '/files/x.pdf', 'dot.png'])})`,
  (dice) => `## ${dice.word()}`,
  (dice) => `#### ${dice.word()}`,
  (dice) => `# ${dice.word()}`,
  (dice) => `::note{x="${dice.word()}"}`,
  (dice) => `In a line ::note{x=${dice.below(9)}} of text.`,
  (dice) => `:::box ${dice.word()}\n\nInside ${dice.word()} [a](/posts/a.md)\n\n:::`,
  (dice) => `::::box ${dice.word()}\n\n:::box *inner*\n\n::note{x=1}\n\n:::\n\n::::`,
  () => ':::tip Mind\n\nThe gap.\n\n:::',
  (dice, documents) => `::text{of="${someDocument(dice, documents)}"}`,
  () => '::unknown{a=1}',
  () => '::titles',
  () => '<!--more-->',
  () => '```js\nlet a = 1\n```',
  () => '<img src="/img/dot.png">',
  () => '<p id="part">raw <a href="/posts/a/">html</a></p>',
  () => 'Noted.[^1]\n\n[^1]: A note.',
  (dice) => `| a | b |\n|:--|--:|\n| ${dice.word()} | 1 |`,
  (dice) => `- [ ] ${dice.word()}\n- [x] ${dice.word()}`,
];

/** @param day 0 to 27 */
export function dateOf(day: number): string {
  return `2026-01-${String(day + 1).padStart(2, '0')}`;
}

/** How often each key is there, and with what. */
const fields: Readonly<Record<string, readonly [share: number, value: (dice: Dice) => string]>> = {
  title: [
    0.85,
    (dice) => dice.pick([`${dice.word()} ${dice.below(9)}`, dice.word(), `"${dice.word()} & <${dice.word()}>"`]),
  ],
  date: [
    0.5,
    (dice) =>
      dice.pick([
        `2026-01-0${1 + dice.below(9)}`,
        '2026-01-03',
        '2026-02-01T10:00:00Z',
        '2026-02-28 23:30',
        '2026-03-05',
        '2026-03-02',
        '2026-03-01T12:00:01Z',
        'soon',
      ]),
  ],
  tags: [0.4, (dice) => dice.pick([`[${dice.pick(tags)}, ${dice.pick(tags)}]`, dice.pick(tags), '[]'])],
  series: [0.2, (dice) => `[${dice.pick(['One', 'Two'])}]`],
  weight: [0.2, (dice) => String(dice.below(5) - 1)],
  draft: [0.1, (dice) => dice.pick(['true', 'true', 'false'])],
  expires: [0.1, (dice) => dice.pick(['2026-02-27', '2026-03-03', '2026-03-01T12:00:01Z'])],
  lastmod: [0.1, (dice) => `2026-02-1${dice.below(9)}`],
  slug: [0.1, (dice) => dice.word()],
  url: [0.06, (dice) => dice.pick([`/${dice.word()}/`, `/${dice.word()}.html`, '/posts/a/', 'x'])],
  layout: [0.1, (dice) => dice.pick(['special', 'none', 'page', 'section'])],
  aliases: [0.15, (dice) => dice.pick([`[/old-${dice.word()}/]`, '[/posts/a/]', '[/old.html, /older/]'])],
  description: [
    0.3,
    (dice) => dice.pick([`About ${dice.word()}`, '"See *[a](/posts/a.md)* ::note{x=2}"', '"![dot](/img/dot.png)"']),
  ],
  summary: [0.15, (dice) => `In short ${dice.word()}`],
  rating: [0.3, (dice) => dice.pick([String(dice.below(6)), String(dice.below(6)), 'high', 'null'])],
  menu: [0.08, (dice) => dice.pick(['main', '[main, other]'])],
  menus: [0.06, (dice) => `{ main: { weight: ${dice.below(3)}, title: ${dice.word()} } }`],
  unlisted: [0.1, () => 'true'],
  noindex: [0.06, () => 'true'],
  images: [0.06, () => '[dot.png]'],
  language: [0.06, (dice) => dice.pick(['de', 'pt', 'xx-'])],
  cascade: [
    0.06,
    (dice) =>
      dice.pick([
        '{ layout: special }',
        `{ rating: ${dice.below(6)}, author: { name: ${dice.word()} } }`,
        '{ tags: [Handed] }',
        '{ unlisted: true }',
        '{ slug: x }',
      ]),
  ],
  author: [0.15, (dice) => dice.pick([`{ name: ${dice.word()} }`, dice.word(), '{ nam: x }'])],
  cover: [0.15, (dice) => dice.pick(['dot.png', 'none.png', 'img/dot.png', '/static.png'])],
  titel: [0.05, (dice) => dice.word()],
  '# a remark': [0.05, (dice) => dice.word()],
};
const tags = ['Owls', 'Wrens', 'owls', 'Größe', 'C++', 'Swans'] as const;

export const frontKeys: readonly string[] = Object.keys(fields);

/** null: it is the wish that there be none. */
export function frontValue(dice: Dice, key: string): string | null {
  return dice.chance(0.25) ? null : (fields[key]?.[1](dice) ?? null);
}

export function frontMatter(dice: Dice): Front {
  const front: Front = {};
  for (const [key, [share, value]] of Object.entries(fields)) if (dice.chance(share)) front[key] = value(dice);
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

/** A document whose top is not YAML, or is not what it should be. */
export function otherDocument(dice: Dice, documents: readonly string[]): string {
  const title = dice.word();
  const top = dice.pick([
    `+++\ntitle = "${title}"\ndate = 2026-01-0${1 + dice.below(9)}\ntags = ["Owls"]\n+++\n`,
    `{ "title": "${title}", "weight": ${dice.below(4)}, "rating": ${dice.below(6)} }\n`,
    `---\r\ntitle: ${title}\r\n---\r\n`,
    `\uFEFF---\ntitle: ${title}\n---\n`,
    `---\ntitle: ${title}\ntitle: twice\n---\n`,
    `---\ntitle: [${title}\n---\n`,
    `---\ntitle: ${title}\n`,
    '',
  ]);
  return top + bodyText(dice, documents);
}
