import { describe, expect, test } from 'vitest';
import type { Finding } from '../../shared/proof.ts';
import { nearestName } from './missing.ts';
import { placeText, renderIn, renderText, setOf } from './testing.ts';

const files = {
  'base.njk': [
    '<title>{{ page.title }}</title>',
    '{% block head %}{{ site.nope }}{% endblock %}',
    '{% block body %}base {{ page.baseMissing }}{% endblock %}',
    '{% include "foot.njk" %}\n',
  ].join('\n'),
  'foot.njk': '<p>\n  {{ site.author.name }} {{ page.nul }}</p>',
  'm.njk':
    "{% macro card(t, u='x') %}\n[{{ t }}{{ u }}{{ caller() if caller }}]{% endmacro %}{% macro wrap() %}<{{ caller() }}>{% endmacro %}",
  'page.njk': [
    '{% extends "base.njk" %}',
    '{% from "m.njk" import card, wrap %}',
    '{% block body %}{{ super() }}',
    'plain {{ page.author.name }}',
    'if {% if page.x %}y{% endif %}{% if page.a.b.c %}y{% endif %}{% if not page.q.r %}n{% endif %}',
    'default {{ page.x | default("D") }} {{ page.a.b | default("E") }} {{ page.nul | default("N") }}',
    'filter {{ page.x | upper }}  {{ page.y | default(page.z) }}',
    'for {% for t in page.tags %}{{ t.a.b }}{% endfor %}{% for t in page.list %}{{ t.name }}{% endfor %}',
    'forelse {% for t in page.tags %}{% else %}none{% endfor %}',
    'set {% set v = page.x %}{{ v }}{% set w = page.a.b %}',
    'macro {{ card(page.x) }} {% call wrap() %}{{ page.inCaller }}{% endcall %}',
    'or {{ page.x or "fb" }} {{ page.x or page.y }} {{ page.a and page.a.b }} {{ page.x if page.x }} {{ (page.g).h }}',
    'cat {{ "a" ~ page.x }} {{ 1 + page.n }} {% if "a" in page.tags %}in{% endif %}{% if page.x is defined %}d{% endif %}',
    'idx {{ page["k-1"].z }} {{ page.list[7].name }} {{ page[page.kk] }} {{ page.fn() }} {{ page.fn().z }}',
    'multi {{\n   page\n .deep\n .er }}',
    '{# c\n c #}{% raw %}{{ x }}\n{% endraw %}{%- if true -%}  {{ page.afterRaw }}{%- endif %}',
    '\té𝒳 {{ page.uni }}',
    '{% filter upper %}{{ page.inFilterBlock }}{% endfilter %}{% set cap %}{{ page.inCap }}{% endset %}{% switch page.s %}{% case "a" %}A{% default %}{{ page.sw }}{% endswitch %}',
    '{% endblock %}',
  ].join('\n'),
};

const context = () => ({ site: {}, page: { title: 'T', nul: null, list: [{ name: 'ok' }, {}], fn: () => undefined } });

function row(finding: Finding): string {
  const via = (finding.chain ?? [])
    .map((place) => `${place.file.slice(10)}:${place.range?.start.line} ${place.expression}`)
    .join(' > ');
  const at = finding.data.at === finding.expression ? '' : ` at ${finding.data.at}`;
  return `${placeText(finding).slice(10)} ${finding.code === 'empty-value' ? 'empty ' : ''}${finding.expression}${at}${via === '' ? '' : ` < ${via}`}`;
}

/** What stands at the finding's range, on one line. */
function underlined(written: Record<string, string>, finding: Finding): string {
  const { start, end } = finding.range!;
  const lines = written[finding.file!.slice(10)]!.split(/\r?\n/).slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1]!.slice(0, end.column - 1);
  lines[0] = lines[0]!.slice(start.column - 1);
  return lines.map((line) => line.trim()).join('');
}

describe('missing values', () => {
  const expected = [
    'base.njk:3:25 page.baseMissing < page.njk:1 "base.njk"',
    'page.njk:4:10 page.author.name at page.author',
    'page.njk:7:11 page.x',
    'page.njk:7:33 page.y | default(page.z)',
    'page.njk:8:17 page.tags',
    'page.njk:8:79 t.name',
    'page.njk:10:28 v',
    'page.njk:10:43 page.a.b at page.a',
    'm.njk:2:5 t < page.njk:1 "base.njk" > page.njk:11 card()',
    'page.njk:11:46 page.inCaller < page.njk:1 "base.njk" > page.njk:11 wrap() > m.njk:2 caller()',
    'page.njk:12:38 page.y',
    'page.njk:12:100 (page.g).h at page.g',
    'page.njk:13:14 page.x',
    'page.njk:13:31 page.n',
    'page.njk:14:8 page["k-1"].z at page["k-1"]',
    'page.njk:14:28 page.list[7].name at page.list[7]',
    'page.njk:14:52 page[page.kk]',
    'page.njk:14:72 page.fn()',
    'page.njk:14:88 page.fn().z at page.fn()',
    'page.njk:16:4 page.deep.er at page.deep',
    'page.njk:21:33 page.afterRaw',
    'page.njk:22:9 page.uni',
    'page.njk:23:22 page.inFilterBlock',
    'page.njk:23:74 page.inCap',
    'page.njk:23:149 page.sw',
    'foot.njk:2:6 site.author.name at site.author < page.njk:1 "base.njk" > base.njk:4 "foot.njk"',
    'foot.njk:2:29 empty page.nul < page.njk:1 "base.njk" > base.njk:4 "foot.njk"',
  ];

  test.each(['\n', '\r\n'])('are reported once each, where they stand (line ends %j)', (end) => {
    const written = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('\n', end)]));
    const rendered = renderIn(setOf(written), 'page.njk', context());
    expect(rendered.fault).toBeNull();
    const rows = rendered.findings.map(row);
    expect(rows.filter((line) => line.includes('site.nope'))).toEqual([
      'base.njk:2:20 site.nope < page.njk:1 "base.njk"',
    ]);
    expect(rows.filter((line) => !line.includes('site.nope'))).toEqual(expected);
    for (const finding of rendered.findings) expect(underlined(written, finding)).toBe(finding.expression);
  });

  test('say the same when the template is rendered again', () => {
    const set = setOf(files);
    const first = renderIn(set, 'page.njk', context()).findings;
    expect(renderIn(set, 'page.njk', context()).findings).toEqual(first);
  });

  test('are undefined when a property of null is read, empty when null itself is printed', () => {
    const { findings } = renderText('{{ page.date }}{{ page.date.year }}', { page: { date: null } });
    expect(findings.map((finding) => [finding.code, finding.expression, finding.data.at])).toEqual([
      ['empty-value', 'page.date', 'page.date'],
      ['undefined-value', 'page.date.year', 'page.date'],
    ]);
  });

  test('have the name nearest to them among what is there, getters of classes included', () => {
    class View {
      get author(): string {
        return 'Ana';
      }
    }
    const { findings } = renderText(
      '{{ page.autor }}{{ pag.title }}{% for post in [1] %}{{ psot }}{% endfor %}{{ x.qqq }}',
      {
        page: new View(),
        x: { title: 1 },
      },
    );
    expect(findings.map((finding) => finding.data.nearest)).toEqual(['author', 'page', 'post', '']);
    expect(findings[0]?.fixes).toEqual([
      {
        kind: 'edit',
        label: 'Write “author” instead of “autor”',
        edits: [
          {
            file: 'templates/page.njk',
            range: { start: { line: 1, column: 9 }, end: { line: 1, column: 14 } },
            text: 'author',
            was: 'autor',
          },
        ],
      },
    ]);
    expect(findings[3]?.fixes).toBeUndefined();
  });

  test('of two different links at one place are two causes; of one link, one', () => {
    const set = setOf({ 'a.njk': '{{ a.b.c }}' });
    const cause = (context: Record<string, unknown>) => renderIn(set, 'a.njk', context).findings[0]?.cause;
    expect(cause({})).toBe('templates/a.njk:1:4');
    expect(cause({ a: {} })).toBe('templates/a.njk:1:6');
    expect(cause({ a: { b: {} } })).toBe('templates/a.njk:1:8');
  });

  test('in a loop are said once for a page and way', () => {
    const { findings } = renderText('{% for i in [1, 2, 3] %}{{ page.x }}{{ i.y }}{% endfor %}', { page: {} });
    expect(findings.map((finding) => finding.expression)).toEqual(['page.x', 'i.y']);
  });

  test('do not print "undefined", fail or count in sums of texts and searches', () => {
    const { html, fault } = renderText('[{{ "a" ~ x ~ "b" }}|{{ "a" in x }}|{{ x }}|{{ x | upper }}]', {});
    expect(fault).toBeNull();
    expect(html).toBe('[ab|false||]');
  });

  test('are not reported by lenient filters of the library', () => {
    const library = {
      filters: { fallback: (value: unknown, other: unknown) => value ?? other },
      lenientFilters: new Set(['fallback']),
    };
    expect(renderText('{{ page.a.b | fallback("c") }}', { page: {} }, library)).toMatchObject({
      html: 'c',
      findings: [],
    });
  });

  test('a byte order mark does not count', () => {
    expect(placeText(renderText('\uFEFF{{ a.b }}', {}).findings[0]!)).toBe('templates/page.njk:1:4');
  });
});

test('the nearest name differs by a third of its letters at most', () => {
  expect(nearestName('titel', ['url', 'title', 'site'])).toBe('title');
  expect(nearestName('Title', ['title', 'titles'])).toBe('title');
  expect(nearestName('abc', ['xyz'])).toBe('');
  expect(nearestName('ab', ['cd', 'ac'])).toBe('ac');
  expect(nearestName('x', ['y'])).toBe('');
});
