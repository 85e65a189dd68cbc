/** Settings of a site at random. */
import type { Dice } from './dice.ts';

/** YAML by key; null: the key goes. */
export const settingMakers: Readonly<Record<string, (dice: Dice) => string | null>> = {
  title: (dice) => dice.word(),
  url: (dice) =>
    dice.pick(['https://example.com/', 'https://example.com/base/', 'https://other.example/', 'https://x.example/a/b']),
  params: (dice) =>
    dice.pick([
      '{ color: blue }',
      '{ colour: red, footer: x }',
      '{ color: red, footer: hello, x: { y: 2 } }',
      '{ x: 3 }',
      '{ accent: "#aa0000", footer: f, author: Ana, showReadingTime: false, numbers: true, levels: 1 }',
    ]),
  menus: (dice) =>
    dice.pick([
      '{ main: [ { page: /posts/a.md, children: [ { page: /docs/b.md } ] } ] }',
      '{ main: [] }',
      '{ other: [ { title: A, url: /a/ } ] }',
      '{ main: [ { page: /gone.md }, { title: B, page: /posts/_index.md } ] }',
      `{ main: [ { page: /posts/, weight: ${dice.below(3)} }, { page: /docs/, weight: 1 } ] }`,
    ]),
  taxonomies: (dice) =>
    dice.pick([
      '{ tags: {} }',
      '{ tags: { ordered: true }, series: {} }',
      '{ series: {} }',
      '{ tags: {}, series: { ordered: true }, topics: {} }',
      null,
    ]),
  permalinks: (dice) =>
    dice.pick([
      null,
      '{ posts: /:year/:slug/ }',
      '{ posts: /:title/ }',
      '{ docs: /d/:slug/ }',
      '{ posts: /:sections/:year-:month-:day/:slug.html, docs/deep: /:section/:title/ }',
    ]),
  pagination: (dice) => `{ size: ${1 + dice.below(5)} }`,
  cascade: (dice) =>
    dice.pick([
      null,
      '[ { section: posts, values: { layout: special } } ]',
      '[ { section: docs, values: { rating: 5, description: All of it } } ]',
      `[ { section: posts, values: { rating: ${dice.below(6)} } }, { section: docs/deep, values: { draft: true } } ]`,
      '[ { section: notes, values: { unlisted: true, expires: 2026-03-02 } } ]',
      '[ { section: /, values: { tags: [All] } } ]',
    ]),
  language: (dice) => dice.pick([null, 'de', 'pt']),
  timezone: (dice) => dice.pick([null, 'Asia/Tokyo', 'America/New_York']),
  markdown: (dice) => dice.pick([null, '{ html: false }', '{ typographer: false }', '{ highlight: false }']),
  checks: (dice) =>
    dice.pick([
      null,
      '{ mute: [ { code: description-missing, reason: later } ] }',
      '{ mute: [ { code: link-broken, page: /posts/a/ }, { code: alt-missing } ] }',
    ]),
  theme: (dice) => dice.pick([null, 'plain', 'journal', 'handbook', 'mine', 'mine', 'nobodys']),
  feeds: (dice) => dice.pick([null, '{ limit: 2 }']),
  description: (dice) => dice.word(),
  images: (dice) =>
    dice.pick([
      null,
      '{ widths: [16] }',
      '{ widths: [16, 32], quality: 40 }',
      '{ widths: [32], formats: [avif, webp] }',
    ]),
  schemas: (dice) => dice.pick([null, '{ posts: schemas/post.json }', '{ /: schemas/post.json }']),
  folders: (dice) => dice.pick([null, null, '{ data: facts }', '{ static: more }', '{ assets: content }']),
};
