/** Templates at random, each with several ways to read the site. */
import type { Dice } from './dice.ts';

type Maker = (dice: Dice) => string;

export const templateMakers: Readonly<Record<string, Maker>> = {
  'base.njk': (dice) =>
    `<!doctype html><html lang="{{ page.language }}"><head><title>{{ page.title }} – {{ site.title }}</title>` +
    `${dice.chance(0.5) ? '<meta name="description" content="{{ page.description }}">' : ''}` +
    `<link rel="stylesheet" href="{{ asset('${dice.pick(['main.css', 'main.css', 'gone.css', 'css/x.css'])}') }}">` +
    `${dice.chance(0.3) ? '{{ page.author.name }}' : ''}</head><body>` +
    `{% include "partials/${dice.pick(['nav', 'nav', 'foot', 'absent'])}.njk" ignore missing %}` +
    `<main>{% block main %}{{ page.content }}{% endblock %}</main>` +
    `${dice.chance(0.3) ? `{{ site.params.${dice.pick(['color', 'colour', 'x.y'])} }}` : ''}` +
    `{% cached "foot" %}{% include "partials/foot.njk" ignore missing %}{% endcached %}<!-- ${dice.word()} --></body></html>`,
  'page.njk': (dice) =>
    `{% extends "base.njk" %}{% block main %}<h1>{{ page.title }}</h1>${dice.pick(['{{ page.date | date("long") }}', '{% if page.date %}{{ page.date }}{% endif %}', ''])}` +
    `{{ page.content }}{% if page.prev %}<a href="{{ page.prev.url }}">{{ page.prev.title }}</a>{% endif %}` +
    `{% if page.next %}<a href="{{ page.next.url }}">{{ page.next.title }}</a>{% endif %}` +
    `{% for tag in page.tags %}<a href="{{ tag.url }}">{{ tag.title }} {{ tag.pages.length }}</a>{% endfor %}` +
    `{% for page in page.ancestors %}{{ page.title }}/{% endfor %}${dice.pick(readings)}{% endblock %}`,
  'section.njk': (dice) =>
    `{% extends "base.njk" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}${dice.pick(lists)}` +
    `{% for s in page.sections %}<a href="{{ s.url }}">{{ s.title }}</a>{% endfor %}{% endblock %}`,
  'home.njk': (dice) =>
    `{% extends "base.njk" %}{% block main %}{{ page.content }}${dice.pick(homes)}` +
    `{% for s in site.sections %}<a href="{{ s.url }}">{{ s.title }}</a>{% endfor %}` +
    `{% for t in site.taxonomies.tags.terms %}<a href="{{ t.url }}">{{ t.title }} {{ t.pages.length }}</a>{% endfor %}{% endblock %}`,
  'special.njk': (dice) =>
    dice.pick([
      '{% extends "base.njk" %}{% block main %}special {{ page.title | upper }} {{ nonsense() }}{% endblock %}',
      '{% extends "base.njk" %}{% block main %}{{ page.description | markdownify }}{% endblock %}',
      '{% if %}',
      '{{ build.time }}',
      '{% import "macros.njk" as macros %}<p>{{ macros.greet(page.title) }}</p>',
    ]),
  'macros.njk': (dice) => `{% macro greet(x) %}${dice.pick(['Hi', 'Ho'])} {{ x }} {{ x.foo }}{% endmacro %}`,
  'partials/nav.njk': (dice) =>
    `<nav>{% for item in menus.main %}<a href="{{ item.url }}"${dice.pick(['', '{% if item.active %} class="on"{% endif %}'])}>` +
    `{{ item.title }}{% for child in item.children %}{{ child.title }}{% endfor %}</a>{% endfor %}${dice.word()}</nav>`,
  'partials/foot.njk': (dice) =>
    `<footer>${dice.word()} {{ site.title }} {{ site.params.footer }} {{ data.list | length }}` +
    `${dice.pick(["{{ t('pages', { count: 2 }) }}", "{{ t('none') }}", ''])}</footer>`,
  'shortcodes/note.njk': (dice) => `<b>${dice.word()} {{ attributes.x }} {{ page.title }}</b>`,
  'shortcodes/box.njk': (dice) => `<div>{{ title }}{{ body }}${dice.pick(['', '{{ page.words }}'])}</div>`,
  'shortcodes/titles.njk': () => '{% for p in site.pages | limit(3) %}{{ p.title }}{% endfor %}',
  'shortcodes/image.njk': () => '<i>{{ attributes.html }}</i>',
  'rss.xml.njk': (dice) =>
    '<rss>{% for p in pages %}{{ p.title | xml }} {{ p.permalink }} {{ p.content | absolute(p) | xml }}{% endfor %}' +
    `${dice.word()}</rss>`,
  'sitemap.xml.njk': () => '<urlset>{% for p in pages %}{{ p.permalink }} {{ p.lastmod | iso }}{% endfor %}</urlset>',
  'posts/page.njk': () => '{% extends "page.njk" %}{% block main %}P {{ super() }}{{ section.title }}{% endblock %}',
  'docs/section.njk': () =>
    '{% extends "base.njk" %}{% block main %}{% for p in page.allPages %}{{ p.title }}{{ p.parent.title }}{% endfor %}{% endblock %}',
};

const readings = [
  '{{ page.params.rating }}',
  '{{ page.params.author.name }}',
  '{% for r in page.resources %}{{ r.name }} {{ r.bytes }}{% endfor %}',
  '{{ page.toc | length }}',
  '{{ image(page.params.cover) if page.params.cover }}',
  '{{ data.prices.tea }}',
  "{{ t('more') }}",
  "{% include 'partials/' + (page.params.author.name or 'nav') + '.njk' ignore missing %}",
  '{{ page.readingTime }} {{ page.summary }}',
] as const;

const lists = [
  '{% for p in paginator.items %}<a href="{{ p.url }}">{{ p.title }}</a>{% endfor %}{% for p in paginator.pages %}<a href="{{ p.url }}">{{ loop.index }}</a>{% endfor %}',
  '{% for p in page.pages | sort("params.rating", "desc") | limit(3) %}<a href="{{ p.url }}">{{ p.title }} {{ p.params.rating }}</a>{% endfor %}',
  '{% for p in page.allPages | where("date", ">=", "2026-01-03") %}{{ p.title }} {{ p.summary }}{% endfor %}',
  '{% for g in page.pages | group("date.month") %}{{ g.key }}: {{ g.pages.length }} {% for p in g.pages %}{{ p.title }}{% endfor %}{% endfor %}',
] as const;

const homes = [
  '{% for p in site.pages | limit(4) %}<a href="{{ p.url }}">{{ p.title }}</a>{{ p.content }}{% endfor %}',
  '{% for p in site.pages | where("tags", "Owls") | sort("title") %}{{ p.title }}{% endfor %}',
  '{% for p in site.pages | where("params.rating") %}{{ p.params.rating }}{{ p.params.author.name }}{% endfor %}',
  '{{ (site.pages | first).title }} {{ site.pages.length }}',
] as const;

/** Settings by key; null: the key goes. */
export const settingMakers: Readonly<Record<string, (dice: Dice) => string | null>> = {
  title: (dice) => dice.word(),
  url: (dice) => dice.pick(['https://example.com/', 'https://example.com/base/', 'https://other.example/']),
  params: (dice) =>
    dice.pick([
      '{ color: blue }',
      '{ colour: red, footer: x }',
      '{ color: red, footer: hello, x: { y: 2 } }',
      '{ x: 3 }',
    ]),
  menus: (dice) =>
    dice.pick([
      '{ main: [ { page: /posts/a.md, children: [ { page: /docs/b.md } ] } ] }',
      '{ main: [] }',
      '{ other: [ { title: A, url: /a/ } ] }',
      '{ main: [ { page: /gone.md }, { title: B, page: /posts/_index.md } ] }',
    ]),
  taxonomies: (dice) => dice.pick(['{ tags: {} }', '{ tags: { ordered: true }, series: {} }', '{ series: {} }']),
  permalinks: (dice) => dice.pick([null, '{ posts: /:year/:slug/ }', '{ posts: /:title/ }', '{ docs: /d/:slug/ }']),
  pagination: (dice) => `{ size: ${1 + dice.below(5)} }`,
  cascade: (dice) =>
    dice.pick([
      null,
      '[ { section: posts, values: { layout: special } } ]',
      '[ { section: docs, values: { rating: 5, description: All of it } } ]',
    ]),
  language: (dice) => dice.pick([null, 'de', 'pt']),
  timezone: (dice) => dice.pick([null, 'Asia/Tokyo']),
  markdown: (dice) => dice.pick([null, '{ html: false }', '{ typographer: false }']),
  checks: (dice) => dice.pick([null, '{ mute: [ { code: description-missing, reason: later } ] }']),
  theme: (dice) => dice.pick([null, 'journal', 'handbook', 'mine']),
  feeds: (dice) => dice.pick([null, '{ limit: 2 }']),
  description: (dice) => dice.word(),
  images: (dice) => dice.pick([null, '{ widths: [1] }']),
  schemas: (dice) => dice.pick([null, '{ posts: schemas/post.json }']),
};
