/** What templates do with a site, by the page that they are of. */
import type { Dice } from './dice.ts';

type Choices = readonly [string, ...string[]];

/** Of any page. */
const readings: Choices = [
  '{{ page.params.rating }}',
  '{{ page.params.author.name }}',
  '{{ page.params | json }}',
  '{% for key, value in page.params %}{{ key }}={{ value }} {% endfor %}',
  '{% for r in page.resources %}{{ r.name }} {{ r.bytes }} {{ r.url }}{% endfor %}',
  "{% for r in page.resources %}{% if r.kind == 'image' %}{{ image(r, { alt: r.name }) }}{% endif %}{% endfor %}",
  '{{ page.toc | length }}',
  '{% for h in page.toc %}{{ h.text }}{% for c in h.children %}<a href="#{{ c.id }}">{{ c.text }}</a>{% endfor %}{% endfor %}',
  '{{ image(page.params.cover) if page.params.cover }}',
  "{{ image('img/dot.png', { alt: page.title, widths: [16, 32] }) }}",
  "{% set dot = image('img/dot.png', { width: 10 }) %}{% if dot %}{{ dot.src }} {{ dot.srcset }} {{ dot.width }}{% endif %}",
  "{{ asset('main.css').integrity }} {{ asset('img/dot.png').width }} {{ asset('app.js').bytes }}",
  '<script src="{{ asset(\'app.js\') }}"></script>',
  '{{ data.prices.tea }}',
  '{{ data.deep.list | json }}{% for key in data.prices %}{{ key }}{% endfor %}',
  "{% for row in data.birds | where('size', '>', '3') | sort('name') %}{{ row.name }} {{ row.size }}{% endfor %}",
  '{{ data | json }}',
  "{{ t('more') }}",
  "{{ t('posts', { count: page.words }) }}",
  "{% include 'partials/' + (page.params.author.name or 'nav') + '.njk' ignore missing %}",
  "{% include ['partials/' + page.kind + '.njk', 'partials/foot.njk'] ignore missing %}",
  '{% import "macros.njk" as macros %}{{ macros.greet(page.title) }}',
  '{% from "macros.njk" import greet %}{{ greet(page.params.rating or "x") }}',
  '{{ page.readingTime }} {{ page.summary }} {{ page.words }}',
  '{% if page.prev %}{{ page.prev.content }}{{ page.prev.summary }}{% endif %}',
  '{% if page.parent %}{{ page.parent.content | plain | truncateWords(5) }}{{ page.parent.toc | length }}{% endif %}',
  '{% if page.next %}{% for r in page.next.resources %}{{ image(r.name, { page: page.next }) }}{% endfor %}{% endif %}',
  '{{ (section.pages | first).title if section }} {{ "in" if section and page in section.pages }}',
  '{{ (page.ancestors | reverse | first).title }} {{ page.ancestors | length }}',
  '{% cached section.title %}{% for p in section.pages %}{{ p.title }} {{ p.date | date("short") }}{% endfor %}{% endcached %}',
  '{% cached "all" %}{{ site.pages | length }}{{ data.prices.tea }}{{ t("more") }}{% endcached %}',
  "{% for p in site.pages | where('section.title', page.section.title) | limit(2) %}{{ p.title }}{% endfor %}",
  "{% for p in site.pages | where('params.author.name', page.params.author.name) %}{{ p.url }}{% endfor %}",
  '{{ page.date | date("d MMMM yyyy", locale="pt") }} {{ page.lastmod | date("HH:mm", zone="Asia/Tokyo") }}',
  '{{ page.description | markdownify(inline=true) }}',
  "{{ '/about/' | url }} {{ '/x' | absolute }} {{ page.permalink }}",
  '{{ page.weight }} {{ page.draft }} {{ page.unlisted }} {{ page.aliases | json }} {{ page.source }} {{ page.language }}',
  "{{ page.tags | has('Owls') }} {{ page.title | slugify }} {{ 1234.5 | number }}",
  '{% for m in menus.main %}{{ m.page.title }}{{ m.weight }}{% endfor %}{{ menus.other | length }}',
  '{{ site.home.title }} {{ site.params.x.y }} {{ site.description }} {{ site.language }}',
  '{% for s in site.sections %}{{ s.allPages | length }}{{ (s.pages | last).title }}{% endfor %}',
  '{{ page.nonsense }}{{ page.date.year }}{{ page.section.section.title }}',
];

/** Of a section or a term. */
const lists: Choices = [
  '{% for p in paginator.items %}<a href="{{ p.url }}">{{ p.title }}</a>{% endfor %}{% for p in paginator.pages %}<a href="{{ p.url }}">{{ loop.index }}</a>{% endfor %}',
  '{% if paginator %}{{ paginator.number }}/{{ paginator.total }} {{ paginator.prev.url }} {{ paginator.next.url }}{% for p in paginator.items %}{{ p.summary }}{% endfor %}{% endif %}',
  '{% for p in page.pages | sort("params.rating", "desc") | limit(3) %}<a href="{{ p.url }}">{{ p.title }} {{ p.params.rating }}</a>{% endfor %}',
  '{% for p in page.allPages | where("date", ">=", "2026-01-03") %}{{ p.title }} {{ p.summary }}{% endfor %}',
  '{% for g in page.pages | group("date.month") %}{{ g.key }}: {{ g.pages.length }} {% for p in g.pages %}{{ p.title }}{% endfor %}{% endfor %}',
  '{% for g in page.allPages | group("tags") %}{{ g.key }} {{ g.pages | length }}{% endfor %}',
  '{% for p in page.pages | where("params.rating", "in", [1, 2, 3]) | reverse %}{{ p.title }}{{ p.params.author.name }}{% endfor %}',
  '{% for p in page.pages | offset(1) | limit(2) %}{{ p.content }}{% endfor %}{{ (page.pages | last).title }}',
  '{{ page.pages.length }} {% for p in page.pages | where("resources") %}{{ p.title }}{% endfor %}',
];

/** Of the home page. */
const homes: Choices = [
  '{% for p in site.pages | limit(4) %}<a href="{{ p.url }}">{{ p.title }}</a>{{ p.content }}{% endfor %}',
  '{% for p in site.pages | where("tags", "Owls") | sort("title") %}{{ p.title }}{% endfor %}',
  '{% for p in site.pages | where("params.rating") %}{{ p.params.rating }}{{ p.params.author.name }}{% endfor %}',
  '{{ (site.pages | first).title }} {{ site.pages.length }}',
  '{% for t in site.taxonomies.tags.terms | sort("pages.length", "desc") | limit(2) %}{{ t.title }}{% for p in t.pages | limit(1) %}{{ p.title }}{% endfor %}{% endfor %}',
  '{% for y in site.pages | group("date.year") %}{{ y.key }}{% for p in y.pages | sort("title") %}{{ p.title }}{% endfor %}{% endfor %}',
  '{% for p in site.pages | sort("lastmod", "desc") | first(3) %}{{ image(p.params.cover, { page: p, width: 12 }) if p.params.cover }}{% endfor %}',
];

export function readingOf(dice: Dice): string {
  return dice.pick(readings);
}

export function listOf(dice: Dice): string {
  return dice.pick(lists);
}

export function homeOf(dice: Dice): string {
  return dice.pick(homes);
}
