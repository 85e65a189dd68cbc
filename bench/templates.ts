/**
 * Galley's templates against stock nunjucks, the same templates and data, in one process:
 * `node scripts/run-ts.mjs bench/templates.ts [RENDERS]`. Repetitions take turns, so that a busy machine slows all alike;
 * the table shows medians.
 */
import nunjucks from 'nunjucks';
import { createTemplateSet } from '../src/kernel/templates/environment.ts';
import { recordsOf } from '../src/kernel/templates/testing.ts';
import type { TemplateLibrary } from '../src/kernel/templates/types.ts';
import { Recorder, running, withRecorder } from '../src/kernel/trace/recorder.ts';

const files: Record<string, string> = {
  'base.njk': `<!doctype html>
<html lang="{{ site.language }}">
<head>
<meta charset="utf-8">
<title>{% block title %}{{ page.title }} - {{ site.title }}{% endblock %}</title>
<meta name="description" content="{{ page.description or site.description }}">
<link rel="canonical" href="{{ page.permalink }}">
{% if page.image %}<meta property="og:image" content="{{ page.image }}">{% endif %}
{% block head %}<link rel="stylesheet" href="/assets/main.css">{% endblock %}
</head>
<body class="{{ page.look | default('page') }}">
{% include "parts/menu.njk" %}
<main>{% block main %}{% endblock %}</main>
{% include "parts/footer.njk" %}
</body>
</html>
`,
  'page.njk': `{% extends "base.njk" %}
{% from "macros.njk" import card, day %}
{% block head %}{{ super() }}<link rel="stylesheet" href="/assets/page.css">{% endblock %}
{% block main %}
<article>
<header><h1>{{ page.title }}</h1>
<p>{{ day(page.date, page.iso) }} by <a href="{{ page.author.url }}">{{ page.author.name }}</a></p>
{% if page.tags and page.tags.length %}<ul class="tags">{% for tag in page.tags %}<li><a href="/tags/{{ tag | lower }}/">{{ tag }}</a></li>{% endfor %}</ul>{% endif %}
</header>
{{ content | safe }}
</article>
<aside><h2>Recent</h2>
{% for post in site.recent %}{{ card(post, loop.index, featured=loop.first) }}{% endfor %}
</aside>
{% if page.prev or page.next %}<nav>
{% if page.prev %}<a rel="prev" href="{{ page.prev.url }}">{{ page.prev.title }}</a>{% endif %}
{% if page.next %}<a rel="next" href="{{ page.next.url }}">{{ page.next.title }}</a>{% endif %}
</nav>{% endif %}
{% endblock %}
`,
  'macros.njk': `{% macro day(date, iso) %}<time datetime="{{ iso }}">{{ date }}</time>{% endmacro %}
{% macro card(post, i, featured=false) %}
<div class="card{% if featured %} first{% endif %}" data-i="{{ i }}">
<a href="{{ post.url }}"><h3>{{ post.title }}</h3></a>
<p>{{ post.description | truncate(120) }}</p>
<small>{{ day(post.date, post.iso) }}{% if post.author %} / {{ post.author.name }}{% endif %}</small>
</div>
{% endmacro %}
`,
  'parts/menu.njk': `<nav><ul>{% for item in site.menu %}
<li{% if item.url == page.url %} class="active"{% endif %}><a href="{{ item.url }}">{{ item.title }}</a></li>{% endfor %}
</ul></nav>
`,
  'parts/footer.njk': '<footer><p>&copy; {{ site.year }} {{ site.title }}. Built {{ site.built }}</p></footer>\n',
  'list.njk': `<h1>{{ site.title }}</h1>
<ul>{% for post in site.recent %}
<li class="{% if loop.first %}first{% elif loop.last %}last{% else %}other{% endif %}"><a href="{{ post.url }}">{{ post.title }}</a> <time datetime="{{ post.iso }}">{{ post.date }}</time>
{% for tag in post.tags %}<a href="/tags/{{ tag | lower }}/">{{ tag }}</a>{% if not loop.last %}, {% endif %}{% endfor %}</li>{% endfor %}
</ul>
`,
};

function post(i: number) {
  return {
    url: `/posts/post-${i}/`,
    permalink: `https://example.org/posts/post-${i}/`,
    title: `Post number ${i} about <things> & "others"`,
    description: `A description of post ${i} that goes on for a little while, with words & <tags>, so that there is something to cut and to escape here.`,
    date: '3 March 2024',
    iso: '2024-03-03',
    author: { name: "Ann O'Neil", url: '/authors/ann/' },
    tags: ['JavaScript', 'Web', 'Testing'],
    image: null,
    look: undefined,
  };
}

const site = {
  language: 'en',
  title: 'My & Site',
  description: 'What it is about',
  year: 2024,
  built: '2024-03-04',
  menu: Array.from({ length: 7 }, (_, i) => ({ url: `/n${i}/`, title: `Item ${i}` })),
  recent: Array.from({ length: 20 }, (_, i) => post(i)),
};
const content = `<p>${'Lorem ipsum dolor sit amet, consectetur <em>adipiscing</em> elit. '.repeat(60)}</p>`;
const context = { site, content, page: { ...post(99), prev: post(98), next: post(100) } };

/** Reads noted as a real collection notes them: one key for each list that is walked, once a render. */
class Noted {
  #last: Recorder | null = null;
  constructor(readonly key: string) {}
  note(): void {
    if (this.#last === running.recorder) return;
    this.#last = running.recorder;
    this.#last?.read(this.key);
  }
}

const lists = new WeakMap<object, Noted>([
  [site.recent, new Noted('query:recent')],
  [site.menu, new Noted('menu:main')],
]);

const library: TemplateLibrary = {
  filters: {},
  functions: {},
  tests: {},
  lenientFilters: new Set(['default', 'd']),
  queryFilters: new Set(),
  consume: (value) => {
    if (Array.isArray(value)) lists.get(value)?.note();
  },
};

function stock() {
  class Files extends nunjucks.Loader {
    getSource(name: string): nunjucks.LoaderSource {
      return { src: files[name]!, path: name, noCache: false };
    }
  }
  return new nunjucks.Environment([new Files() as unknown as nunjucks.ILoader]);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

function measure(variants: Record<string, () => string>, renders: number): Map<string, number> {
  const times = new Map<string, number[]>();
  for (const run of Object.values(variants)) for (let i = 0; i < renders; i++) run();
  for (let round = 0; round < 9; round++) {
    for (const [name, run] of Object.entries(variants)) {
      const started = process.hrtime.bigint();
      for (let i = 0; i < renders; i++) run();
      const each = Number(process.hrtime.bigint() - started) / 1000 / renders;
      times.set(name, [...(times.get(name) ?? []), each]);
    }
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]));
}

function main(): void {
  const renders = Number(process.argv[2] ?? 1500);
  const theirs = stock();
  const ours = createTemplateSet(recordsOf(files), library);
  for (const name of ['page.njk', 'list.njk']) {
    const variants = {
      'stock nunjucks': () => theirs.render(name, context),
      'Galley, recording': () => withRecorder(new Recorder('bench'), () => ours.render(name, context)),
    };
    const [expected, made] = Object.values(variants).map((run) => run());
    if (expected !== made) throw new Error(`${name}: the output differs from stock`);
    const medians = measure(variants, renders);
    const base = medians.get('stock nunjucks')!;
    console.log(`${name} (${made!.length} characters)`);
    for (const [variant, time] of medians)
      console.log(`  ${variant.padEnd(20)} ${time.toFixed(1).padStart(7)} µs  × ${(time / base).toFixed(2)}`);
  }
}

main();
