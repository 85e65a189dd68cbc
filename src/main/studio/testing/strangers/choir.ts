/** A choir's site with a design of its own: what theme authors get wrong, in templates, lists of facts and strings. */
import type { StrangersSite } from './types.ts';

export const choir: StrangersSite = {
  files: {
    'site.yaml': [
      'title: The Harbour Choir',
      'url: https://choir.example/',
      'params:',
      '  conductor: { name: Ida Lund }',
      '  colour: "#034"',
      'menus:',
      '  main:',
      '    - title: Concerts',
      '      page: /concerts/_index.md',
      '    - title: Join',
      '      page: /jion.md',
      'taxonomies: { voices: {} }',
      'schemas: { concerts: schemas/concert.json }',
      '',
    ].join('\n'),
    'schemas/concert.json':
      '{ "type": "object", "required": ["hall"], "properties": { "hall": { "type": "string" }, "seats": { "type": "number" } } }\n',
    'data/singers.yaml': '- name: Ann\n  voice: alto\n- name: Ben\n  voice: bass\n',
    'data/prices.json': '{\n  "adult": 12,\n  "child": 5,\n}\n',
    'strings/en.yaml': 'read_more: Read more\nnext_concert: Next concert\n',
    'templates/base.njk': [
      '<!doctype html>',
      '<html lang="{{ site.language }}"><head><meta charset="utf-8"><title>{{ page.title }}</title>',
      '<meta name="description" content="{{ page.description }}"></head><body>',
      '{% include "partials/haeder.njk" %}',
      '<main>{% block main %}{% endblock %}</main>',
      '<footer>{{ site.params.condutor.name }} · {{ site.params.phone }} · {{ t("next_concrt") }}</footer>',
      '</body></html>',
      '',
    ].join('\n'),
    'templates/partials/header.njk':
      '<header><a href="{{ site.url }}">{{ site.titel }}</a>{% for item in menus.main %}<a href="{{ item.url }}">{{ item.title }}</a>{% endfor %}</header>\n',
    'templates/page.njk':
      '{% extends "base.njk" %}\n{% block main %}\n<h1>{{ page.title | uper }}</h1>\n{{ page.content }}\n{% endblock %}\n',
    'templates/home.njk': [
      '{% extends "base.njk" %}',
      '{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}',
      '<ul>{% for s in data.singer %}<li>{{ s.name }}</li>{% endfor %}</ul>',
      '{% for p in section.pages | sort("dat") %}<a href="{{ p.url }}">{{ p.titel }}</a>{% endfor %}',
      '{% endblock %}',
      '',
    ].join('\n'),
    'templates/section.njk': [
      '{% extends "base.njk" %}',
      '{% block main %}<h1>{{ page.title }}</h1>{{ page.content }}',
      '{% for p in section.pages %}<h2><a href="{{ p.url }}">{{ p.title }}</a></h2><p>{{ p.params.hall }}, {{ p.params.seats }} seats, {{ p.params.soloist.name }}</p>{% endfor %}',
      '{% endblock %}',
      '',
    ].join('\n'),
    'templates/concerts/page.njk':
      '{% extends "base.njk" %}\n{% block main %}<h1>{{ page.title }}</h1><p>{{ page.params.hall }} {{ page.date | date("yyyy") }}</p>{{ page.content }}{% for w in page.params.works %}<li>{{ w }}</li>{% endfor %}{% endblock %}\n',
    'templates/term.njk':
      '{% extends "base.njk" %}\n{% block main %}{{ page.title }}{% for p in paginator.itms %}{{ p.title }}{% endfor %}{% endblock %}\n',
    'templates/taxonomy.njk': '{% extends "base.njk" %}\n{% block main %}{{ page.title }}{% endblock %}\n',
    'templates/404.njk':
      '{% extends "base.njk" %}\n{% block main %}<p>Lost? <a href="/concert/">Concerts</a></p>{% if page.title %}\n{% endblock %}\n',
    'content/_index.md':
      '---\ntitle: Harbour Choir\ndescription: We sing.\n---\n\nCome and [join](join.md). ::youtube{id=x}\n',
    'content/join.md':
      '---\ntitle: Join us\ndescription: Everyone can.\nvoices: [Alto, alto, tenor]\n---\n\nWrite to [Ida](mailto:ida@choir.example), see [last concert](concerts/spring.md), or [dates](/concerts/#dates).\n\n<img src="/img/choir.jpg">\n',
    'content/concerts/_index.md':
      '---\ntitle: Concerts\ndescription: When and where.\n---\n\nTickets: see [prices](/prices).\n',
    'content/concerts/spring.md':
      '---\ntitle: Spring\ndate: 2025-04-12\nhall: St. Mary\nseats: many\nworks: Requiem\nsoloist: { name: Eva }\ndescription: Brahms.\n---\n\nSee you [there](../jion.md).\n',
    'content/concerts/autumn.md':
      '---\ntitle: Autumn\ndate: 2025-10-04\nhal: Town hall\nseats: 120\nworks: [Messiah]\ndescription: Handel.\n---\n\nSee [spring](./Spring.md).\n',
    'content/concerts/winter.md': '---\ntitle: Winter\ndate: 2025-12-14\nhall: Old mill\nseats: 80\n---\n\nCarols.\n',
  },
  planted: [
    ['menu-page-missing', 'site.yaml', 11],
    ['data-unreadable', 'data/prices.json', null],
    ['template-missing', 'templates/base.njk', 4],
    ['template-failed', 'templates/page.njk', 3],
    ['template-syntax', 'templates/404.njk', null],
    ['schema-mismatch', 'content/concerts/spring.md', null],
    ['schema-mismatch', 'content/concerts/autumn.md', null],
    ['link-document-missing', 'content/concerts/spring.md', 11],
    ['link-document-wrong-case', 'content/concerts/autumn.md', 10],
    ['embed-unknown', 'content/_index.md', 6],
    ['empty-value', 'templates/base.njk', 3],
  ],
};
