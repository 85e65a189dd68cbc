/** What recording costs on a template that is nearly all lists: every page of a section with its date, subjects and text. */
import nunjucks from 'nunjucks';
import { loop, rendering, type TestPage, testPress } from '../src/kernel/site/testing.ts';
import { createTemplateSet } from '../src/kernel/templates/environment.ts';
import { recordsOf } from '../src/kernel/templates/testing.ts';
import type { TemplateLibrary } from '../src/kernel/templates/types.ts';
import { Recorder, withRecorder } from '../src/kernel/trace/recorder.ts';
import { median } from './measure.ts';

const template = `<h1>{{ page.title }}</h1>
<nav>{% for section in site.sections %}<a href="{{ section.url }}">{{ section.title }}</a>{% endfor %}</nav>
<ul>{% for entry in page.pages %}
<li class="{% if loop.first %}first{% else %}other{% endif %}"><a href="{{ entry.url }}">{{ entry.title }}</a>
{% if entry.date %}<time>{{ entry.date }}</time>{% endif %}{% if entry.description %}<p>{{ entry.description }}</p>{% endif %}
{% for tag in entry.tags %}<a href="{{ tag.url }}">{{ tag.title }}</a>{% if not loop.last %}, {% endif %}{% endfor %}</li>{% endfor %}
</ul>
`;

interface Listed {
  title: string;
  url: string;
  date: unknown;
  description: string | null;
  tags: readonly Listed[];
  pages: readonly Listed[];
}

interface Context {
  site: { sections: readonly Listed[] };
  page: Listed;
}

/** Stock's undefined is silent; Galley's compiler always checks, so it is on in both of its variants. */
const bare: TemplateLibrary = {
  filters: {},
  functions: {},
  tests: {},
  lenientFilters: new Set(),
  queryFilters: new Set(),
  consume: () => {},
};

/**
 * The same template three times, in turns: stock nunjucks on plain objects, Galley on the same plain objects, and Galley on
 * the views that record every field and query. All three must print the same.
 * @param pages in the list
 * @returns lines for a person
 */
export function benchRecording(pages: number, renders: number, rounds: number): string[] {
  const { index, templates } = testPress({ 'list.njk': template }, { pages: documents(pages) });
  const number = index.lookups.byId('section:posts')!;
  const views = { site: index.shared.site, page: index.selfPage(number) } as unknown as Context;
  const plain = copyOf(views);
  const set = createTemplateSet(recordsOf({ 'list.njk': template }), bare);
  const stock = nunjucks.compile(template, new nunjucks.Environment(null, { autoescape: true }));
  let keys = 0;
  const variants: Record<string, () => string> = {
    'stock nunjucks': () => stock.render(plain),
    'Galley, nothing recorded': () => withRecorder(new Recorder('bench'), () => set.render('list.njk', { ...plain })),
    'Galley, recording': () => {
      const recorder = new Recorder('bench');
      const html = withRecorder(recorder, () => templates.render('list.njk', { ...views }));
      keys = recorder.keys.size;
      return html;
    },
  };
  const outputs = Object.values(variants).map((run) => run());
  if (new Set(outputs).size > 1) throw new Error('The three do not print the same.');
  if (keys < 5) throw new Error(`Only ${keys} reads were recorded.`);
  const times = inTurns(variants, renders, rounds);
  return describe(times, `A list of ${pages} pages; ${outputs[0]!.length} characters; ${keys} keys in its trace.`);
}

function documents(count: number): TestPage[] {
  return Array.from({ length: count }, (_, i) => ({
    path: `posts/post-${i}.md`,
    title: `Post number ${i} about <things> & "others"`,
    date: `2024-03-${String((i % 28) + 1).padStart(2, '0')}T00:00:00+00:00`,
    description: i % 3 === 0 ? null : `What post ${i} is about, with words & <tags> to escape.`,
    tags: [`tag ${i % 7}`, `tag ${(i % 5) + 7}`],
  }));
}

/** What the template reads, without the views. */
function copyOf(views: Context): Context {
  const short = ({ title, url }: Listed): Listed => ({ title, url }) as Listed;
  const entry = (view: Listed): Listed =>
    ({
      ...{ title: view.title, url: view.url, date: view.date, description: view.description },
      tags: loop(view.tags, short),
    }) as unknown as Listed;
  return rendering('copy', () => ({
    site: { sections: loop(views.site.sections, short) },
    page: { title: views.page.title, pages: loop(views.page.pages, entry) } as unknown as Listed,
  })).value;
}

/** Microseconds of one render, a value for each round. */
function inTurns(variants: Record<string, () => string>, renders: number, rounds: number): Map<string, number[]> {
  const times = new Map(Object.keys(variants).map((name): [string, number[]] => [name, []]));
  for (let round = -2; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(variants)) {
      const began = process.hrtime.bigint();
      for (let i = 0; i < renders; i += 1) run();
      const each = Number(process.hrtime.bigint() - began) / 1000 / renders;
      if (round >= 0) times.get(name)!.push(each);
    }
  }
  return times;
}

function describe(times: ReadonlyMap<string, number[]>, first: string): string[] {
  const [stock, without] = [...times.values()] as [number[], number[]];
  const ratio = (list: readonly number[], base: readonly number[]): string =>
    median(list.map((time, round) => time / base[round]!))
      .toFixed(2)
      .padStart(19);
  return [
    first,
    '| template engine          |  µs a render | ÷ nothing recorded |   ÷ stock nunjucks |',
    '|--------------------------|-------------:|-------------------:|-------------------:|',
    ...[...times].map(
      ([name, list]) =>
        `| ${name.padEnd(24)} | ${median(list).toFixed(0).padStart(12)} |${ratio(list, without)} |${ratio(list, stock)} |`,
    ),
  ];
}
