/** Templates that are wrong or hostile: the pages that need them are marked, the build ends, the rest is as it was. */
import { afterEach, describe, expect, it } from 'vitest';
import type { BuildReport } from '../../shared/report.ts';
import { BadSites, type Built, type Files } from './testing/bad-site.ts';

const sites = new BadSites();
afterEach(() => sites.remove());

/** A page of its own layout, so that only it can suffer. */
function page(template: string, more: Files = {}): Files {
  return {
    'content/bad.md': '---\ntitle: Bad\nlayout: bad\n---\nThe text.\n',
    'templates/bad.njk': template,
    ...more,
  };
}

function degraded(report: BuildReport): number {
  expect(report.verdict).toBe('errors');
  return report.counts.degraded;
}

/** The bad page is there as a marked frame with its text. */
function expectFrame({ tree, report }: Built): void {
  expect(degraded(report)).toBe(1);
  expect(tree['bad/index.html']).toContain('The text.');
}

describe('a template that fails gives its page a frame', () => {
  const loop = (inside: string) =>
    `\n{% for a in range(3000) %}{% for b in range(3000) %}${inside}{% endfor %}{% endfor %}`;
  const cases: Record<string, [template: string, row: string, more?: Files]> = {
    'a syntax error': ['<p>\n{% if %}</p>', 'template-syntax templates/bad.njk:2'],
    'an unclosed block': ['<p>\n{% block a %}</p>', 'template-syntax templates/bad.njk:2'],
    'an unknown tag': ['<p>\n{% frobnicate %}</p>', 'template-syntax templates/bad.njk:2'],
    'a syntax error in an include': [
      '<p>\n{% include "part.njk" %}</p>',
      'template-syntax templates/part.njk:2',
      { 'templates/part.njk': 'a\n{{ 1 + }}' },
    ],
    'a syntax error in a parent': [
      '{% extends "part.njk" %}',
      'template-syntax templates/part.njk:2',
      { 'templates/part.njk': 'a\n{% endfor %}' },
    ],
    'a syntax error in an import': [
      '\n{% import "part.njk" as part %}{{ part.x() }}',
      'template-syntax templates/part.njk:1',
      { 'templates/part.njk': '{% macro x( %}' },
    ],
    'an include that is not there': ['\n{% include "gone.njk" %}', 'template-missing templates/bad.njk:2'],
    'a parent that is not there': ['\n{% extends "gone.njk" %}', 'template-missing templates/bad.njk:2'],
    'an include of itself': ['\n{% include "bad.njk" %}', 'template-recursion templates/bad.njk:2'],
    'a parent of itself': ['\n{% extends "bad.njk" %}', 'template-recursion templates/bad.njk:2'],
    'a circle of includes': [
      '\n{% include "part.njk" %}',
      'template-recursion templates/bad.njk:2',
      { 'templates/part.njk': '{% include "bad.njk" %}' },
    ],
    'a macro that calls itself': [
      '\n{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}',
      'template-recursion templates/bad.njk:2',
    ],
    'a loop without end': [loop('x'), 'template-too-much-work templates/bad.njk:2'],
    'a silent loop without end': [loop(''), 'template-too-much-work templates/bad.njk:2'],
    'range(300000000)': [
      '\n{% for i in range(300000000) %}x{% endfor %}',
      'template-too-much-work templates/bad.njk:2',
    ],
    'a range of tiny steps': [
      '\n{{ range(0, 10, 0) | length }}{{ range(0, 10, -1) | length }}{{ range(0, 300000000, 0.0001) | length }}',
      'template-too-much-work templates/bad.njk:2',
    ],
    'a text that doubles': [
      '\n{% set s = "xxxxxxxxxxxxxxxx" %}{% for i in range(60) %}{% set s = s + s %}{% endfor %}{{ s | length }}',
      'template-too-much-work templates/bad.njk:2',
    ],
    'a list that doubles': [
      '\n{% set s = [1, 2, 3, 4] %}{% for i in range(60) %}{% set s = s.concat(s) %}{% endfor %}{{ s | length }}',
      'template-too-much-work templates/bad.njk:2',
    ],
    repeat: ['\n{{ "x".repeat(1000000000) }}', 'template-too-much-work templates/bad.njk:2'],
    'center, indent and wordwrap of much': [
      '\n{{ "x" | center(1000000000) }}',
      'template-too-much-work templates/bad.njk:2',
    ],
    'the name constructor': [
      '\n{{ "".constructor.constructor("return process")() }}',
      'template-forbidden templates/bad.njk:2',
    ],
    'constructor by computed name': [
      '\n{{ ""["con" + "structor"]["constructor"]("return 1")() }}',
      'template-forbidden templates/bad.njk:2',
    ],
    'constructor of a function': [
      '\n{{ range.constructor("return process")() }}',
      'template-forbidden templates/bad.njk:2',
    ],
    'the name __proto__': ['\n{{ page.__proto__.x }}', 'template-forbidden templates/bad.njk:2'],
    'constructor through a filter': [
      '\n{{ [range] | map("constructor") | join }}',
      'template-failed templates/bad.njk:2',
    ],
  };
  it.each(Object.entries(cases))('%s', async (_, [template, row, more]) => {
    const built = await sites.build(page(template, more));
    expect(built.rows).toEqual([row]);
    expectFrame(built);
  });
});

describe('what is not allowed but harmless', () => {
  it('reaches nothing: no process, no disk, no module', async () => {
    const { tree } = await sites.build(
      page(
        '[{{ process }}{{ require }}{{ global }}{{ globalThis }}{{ this }}{{ module }}{{ __dirname }}{{ env }}{{ self }}{{ frame }}{{ runtime }}{{ context }}]',
      ),
    );
    expect(tree['bad/index.html']).toContain('[]');
  });

  it('changes nothing that another page sees', async () => {
    const template = '{% set page = 1 %}{% set site = 2 %}{{ data.a.list.push(4) }}{{ data.a.list.sort() }}';
    const { tree } = await sites.build({
      ...page(template, { 'data/a.yaml': 'list: [3, 1, 2]\n' }),
      'content/other.md': '---\ntitle: Other\nlayout: other\n---\n',
      'templates/other.njk': '[{{ data.a.list | join(",") }}]{{ site.title }}',
    });
    expect(tree['other/index.html']).toBe('[3,1,2]A Field Guide');
  });
});

describe('content that goes in circles', () => {
  const shortcode = '{{ (site.pages | where("title", attributes.title) | first).content }}';

  it('is left out where it would begin again', async () => {
    const { rows, tree } = await sites.build({
      'templates/shortcodes/show.njk': shortcode,
      'content/a.md': '---\ntitle: A\n---\nText of A.\n\n::show{title="B"}\n',
      'content/b.md': '---\ntitle: B\n---\nText of B.\n\n::show{title="C"}\n',
      'content/c.md': '---\ntitle: C\n---\nText of C.\n\n::show{title="A"}\n',
    });
    expect(rows).toEqual(['content-cycle content/a.md:6']);
    for (const [path, text] of Object.entries({ a: 'Text of A.', b: 'Text of B.', c: 'Text of C.' }))
      expect(tree[`${path}/index.html`]).toContain(text);
  });

  it('is found in a page that shows itself', async () => {
    const { rows } = await sites.build({
      'templates/shortcodes/show.njk': shortcode,
      'content/a.md': '---\ntitle: A\n---\nText of A.\n\n::show{title="A"}\n',
    });
    expect(rows).toEqual(['content-cycle content/a.md:6']);
  });

  it('is no circle when it is only long', async () => {
    const chain = Array.from({ length: 120 }, (_, i): [string, string] => [
      `content/p${i}.md`,
      `---\ntitle: P${i}\n---\nText ${i}.\n\n${i < 119 ? `::show{title="P${i + 1}"}` : ''}\n`,
    ]);
    const { rows, tree } = await sites.build({
      'templates/shortcodes/show.njk': shortcode,
      ...Object.fromEntries(chain),
    });
    expect(rows.filter((row) => !row.startsWith('template-recursion'))).toEqual([]);
    expect(tree['p100/index.html']).toContain('Text 119.');
  });
});

describe('embeds', () => {
  it('one that fails marks the pages that use it', async () => {
    const { rows, report } = await sites.build({
      'templates/shortcodes/broken.njk': 'a\n{{ 1 + }}',
      'content/a.md': '---\ntitle: A\n---\nText of A.\n\n::broken{}\n',
    });
    expect(rows).toEqual(['template-syntax templates/shortcodes/broken.njk:2']);
    expect(degraded(report)).toBe(0);
    expect(report.proofs[0]?.pages).toEqual(['/birds/a/']);
  });

  it('one that embeds itself ends', async () => {
    const { rows } = await sites.build({
      'templates/shortcodes/again.njk': '{{ "::again{}" | markdownify }}',
      'content/a.md': '---\ntitle: A\n---\nText of A.\n\n::again{}\n',
    });
    expect(rows).toEqual(['template-recursion templates/shortcodes/again.njk:1']);
  });

  it('names and keys of objects are names and keys', async () => {
    const { rows, tree } = await sites.build({
      'templates/shortcodes/show.njk': '[{{ attributes.name }}{{ constructor }}{{ attributes.constructor }}]',
      'content/a.md':
        '---\ntitle: A\n---\nText of A.\n\n::constructor{}\n\n::show{constructor="c" __proto__="p" name="n"}\n',
    });
    expect(rows).toEqual(['template-forbidden templates/shortcodes/show.njk:1', 'embed-unknown content/a.md:6']);
    expect(tree['a/index.html']).toContain('Text of A.');
  });
});

/** Each takes minutes, or all memory, when what it goes through is not paid for. */
describe('work that is large for what it makes', () => {
  const again = (times: number) => `{{ "${'::again{}\\n\\n'.repeat(times)}" | markdownify }}`;
  it.each([2, 10])('embeds that embed themselves %i times', async (times) => {
    const { rows } = await sites.build({
      'templates/shortcodes/again.njk': again(times),
      'content/a.md': '---\ntitle: A\n---\nText of A.\n\n::again{}\n',
    });
    expect(rows).toEqual(['template-recursion templates/shortcodes/again.njk:1']);
  });

  const turns = (inside: string) => `{% for i in range(1000000) %}${inside}{% endfor %}`;
  const deep = (inside: string) => `{% set s = [1] %}{% for i in range(60) %}{% set s = [s, s] %}{% endfor %}${inside}`;
  it.each([
    turns('{% set x = data.rows | where("a", i) %}'),
    turns('{% set x = data.rows | json %}'),
    turns('{% set x = data.text | truncateWords(3) %}'),
    turns('{% set x = data.text | markdownify %}'),
    turns('{% set x = data.text.indexOf("zz") %}'),
    turns('{% if "zz" in data.text %}{% endif %}'),
    turns('{% set x = site.pages | sort("params.x" ~ i) %}'),
    turns('{% set x = image("gone" ~ i ~ ".png") %}'),
    deep('{{ s }}'),
    deep('{{ s | json }}'),
    deep('{{ s | sort }}'),
    deep('{{ s | string }}'),
  ])('%s', async (template) => {
    const rows = JSON.stringify(Array.from({ length: 2000 }, (_, a) => ({ a })));
    const data = { 'data/rows.json': rows, 'data/text.json': JSON.stringify('word '.repeat(10_000)) };
    const { report } = await sites.build(page(template, data));
    expect(report.proofs[0]).toMatchObject({ code: 'template-too-much-work', file: 'templates/bad.njk' });
    expect(report.counts.degraded).toBe(1);
  });
});

describe('texts by templates', () => {
  it('a broken feed template costs its feeds alone', async () => {
    const root = await sites.make({ 'templates/atom.xml.njk': '<feed>{{ 1 + }}' });
    const { rows, tree } = await sites.buildAgain(root);
    // Pages announce a feed that is not there.
    expect(rows).toEqual(['template-syntax templates/atom.xml.njk:1', 'asset-not-found']);
    expect(Object.keys(tree).filter((path) => path.endsWith('atom.xml'))).toEqual([]);
  });

  it('a page template that asks for too much takes no other with it', async () => {
    const { report } = await sites.build({ 'templates/term.njk': '{% for i in range(300000000) %}x{% endfor %}' });
    expect(degraded(report)).toBe(1);
  });
});
