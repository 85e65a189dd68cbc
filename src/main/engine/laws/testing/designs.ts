/** Templates at random, each with several ways to read the site. */
import type { Dice } from './dice.ts';
import { homeOf, listOf, readingOf } from './readings.ts';

type Maker = (dice: Dice) => string;

/** By lookup name. Some stand before a theme's, some before another of these. */
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
    `{% for page in page.ancestors %}{{ page.title }}/{% endfor %}${readingOf(dice)}${readingOf(dice)}{% endblock %}`,
  'section.njk': (dice) =>
    `{% extends "base.njk" %}{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}${listOf(dice)}${dice.chance(0.3) ? readingOf(dice) : ''}` +
    `{% for s in page.sections %}<a href="{{ s.url }}">{{ s.title }}</a>{% endfor %}{% endblock %}`,
  'home.njk': (dice) =>
    `{% extends "base.njk" %}{% block main %}{{ page.content }}${homeOf(dice)}${dice.chance(0.3) ? readingOf(dice) : ''}` +
    `{% for s in site.sections %}<a href="{{ s.url }}">{{ s.title }}</a>{% endfor %}` +
    `{% for t in site.taxonomies.tags.terms %}<a href="{{ t.url }}">{{ t.title }} {{ t.pages.length }}</a>{% endfor %}{% endblock %}`,
  'taxonomy.njk': () =>
    '{% extends "base.njk" %}{% block main %}{{ page.taxonomy }}{% for t in page.terms %}<a href="{{ t.url }}">{{ t.title }} {{ t.pages | length }}</a>{% endfor %}{% endblock %}',
  'term.njk': (dice) => `{% extends "base.njk" %}{% block main %}{{ page.term }}${listOf(dice)}{% endblock %}`,
  'tags/term.njk': (dice) => `{% extends "term.njk" %}{% block main %}{{ super() }}${readingOf(dice)}{% endblock %}`,
  '404.njk': (dice) =>
    `{% extends "base.njk" %}{% block main %}Lost ${dice.word()} {{ page.url }}${homeOf(dice)}{% endblock %}`,
  'special.njk': (dice) =>
    dice.pick([
      '{% extends "base.njk" %}{% block main %}special {{ page.title | upper }} {{ nonsense() }}{% endblock %}',
      '{% extends "base.njk" %}{% block main %}{{ page.description | markdownify }}{% endblock %}',
      '{% if %}',
      '{{ build.time }}',
      '{{ build.time | date("yyyy") }}{{ page.content }}',
      '{% import "macros.njk" as macros %}<p>{{ macros.greet(page.title) }}</p>',
      '{% extends page.params.base or "base.njk" %}',
      '{% extends "page.njk" %}{% block main %}{{ super() }}!{% endblock %}',
      '{% include "special.njk" %}',
      '{% for i in range(9999999) %}{{ i }}{% endfor %}',
    ]),
  'macros.njk': (dice) => `{% macro greet(x) %}${dice.pick(['Hi', 'Ho'])} {{ x }} {{ x.foo }}{% endmacro %}`,
  'partials/nav.njk': (dice) =>
    `<nav>{% for item in menus.main %}<a href="{{ item.url }}"${dice.pick(['', '{% if item.active %} class="on"{% endif %}'])}>` +
    `{{ item.title }}{% for child in item.children %}{{ child.title }}{% endfor %}</a>{% endfor %}${dice.word()}</nav>`,
  'partials/foot.njk': (dice) =>
    `<footer>${dice.word()} {{ site.title }} {{ site.params.footer }} {{ data.list | length }}` +
    `${dice.pick(["{{ t('pages', { count: 2 }) }}", "{{ t('none') }}", ''])}</footer>`,
  'partials/header.njk': (dice) => `<header>${dice.word()}{% include "partials/nav.njk" ignore missing %}</header>`,
  'partials/list.njk': (dice) => `{% for entry in entries %}{{ entry.title }} ${dice.word()}{% endfor %}`,
  'partials/page.njk': (dice) => `<i>${dice.word()} {{ page.title }}</i>`,
  'shortcodes/note.njk': (dice) => `<b>${dice.word()} {{ attributes.x }} {{ page.title }}</b>`,
  'shortcodes/tip.njk': (dice) => `<aside>${dice.word()}{{ title }}{{ body }}</aside>`,
  'shortcodes/box.njk': (dice) =>
    `<div>{{ title }}{{ body }}${dice.pick(['', '{{ page.words }}', '{{ data.prices.tea }}'])}</div>`,
  'shortcodes/text.njk': () =>
    "{% for p in site.pages | where('source', 'content' + attributes.of) %}{{ p.content }}{% endfor %}",
  'shortcodes/titles.njk': () => '{% for p in site.pages | limit(3) %}{{ p.title }}{% endfor %}',
  'shortcodes/image.njk': (dice) =>
    dice.pick(['<i>{{ attributes.html }}</i>', '<img src="{{ attributes.src }}" alt="x">']),
  'rss.xml.njk': (dice) =>
    '<rss>{% for p in pages %}{{ p.title | xml }} {{ p.permalink }} {{ p.content | absolute(p) | xml }}{% endfor %}' +
    `${dice.word()}${dice.pick(['', "{{ image('img/dot.png', { width: 20 }) }}", "{{ asset('app.js') }}", '{{ page.nonsense }}'])}</rss>`,
  'atom.xml.njk': (dice) =>
    `<feed>{{ output.permalink }}{{ page.title | xml }}${dice.word()}{{ pages | length }}</feed>`,
  'sitemap.xml.njk': () => '<urlset>{% for p in pages %}{{ p.permalink }} {{ p.lastmod | iso }}{% endfor %}</urlset>',
  'robots.txt.njk': (dice) => `# ${dice.word()} {{ site.url }}`,
  'redirect.njk': () => '<a href="{{ page.url }}">{{ page.title }}</a>',
  'posts/page.njk': () => '{% extends "page.njk" %}{% block main %}P {{ super() }}{{ section.title }}{% endblock %}',
  'posts/section.njk': (dice) =>
    `{% extends "section.njk" %}{% block main %}{{ super() }}${listOf(dice)}{% endblock %}`,
  'docs/deep/page.njk': (dice) => `{% extends "docs/page.njk" %}{% block main %}deep ${readingOf(dice)}{% endblock %}`,
  'docs/page.njk': (dice) =>
    `{% extends "page.njk" %}{% block main %}{{ page.content }}${readingOf(dice)}{% endblock %}`,
  'docs/section.njk': () =>
    '{% extends "base.njk" %}{% block main %}{% for p in page.allPages %}{{ p.title }}{{ p.parent.title }}{% endfor %}{% endblock %}',
};

/** A template of any name. */
export function someTemplate(dice: Dice): [name: string, text: string] {
  const name = dice.among(Object.keys(templateMakers)) as string;
  return [name, templateMakers[name]?.(dice) ?? ''];
}
