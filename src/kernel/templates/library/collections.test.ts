/** The filters, tests and functions of nunjucks on the collections of a site: right answers, and the query in the trace. */
import { describe, expect, it } from 'vitest';
import { type TestSite, testPage } from '../../site/testing.ts';

const A = 'page:content/posts/a.md';

const site: TestSite = {
  params: { count: 3 },
  pages: [
    { path: 'posts/a.md', title: 'A', weight: 1, params: { hot: true, size: 2 } },
    { path: 'posts/b.md', title: 'B', weight: 2, params: { hot: false, size: 3 } },
    { path: 'posts/c.md', title: 'C', weight: 3, params: { hot: true, size: 5 } },
    { path: 'd.md', title: 'D', weight: 4 },
  ],
};

function rendered(source: string) {
  const { html, failure, findings, trace } = testPage({ 'page.njk': source }, site, A);
  expect(failure).toBeUndefined();
  expect(findings).toEqual([]);
  return { html, keys: trace.keys };
}

const sitePages = '[["site.pages"]]';
const section = '[["pages","section:posts"]]';
const titles = (list: string) => `{% for p in ${list} %}{{ p.title }}{% endfor %}`;
const runs = (list: string) => `{% for run in ${list} %}${titles('run')}|{% endfor %}`;

describe.each([
  ['site.pages', 'ABCD', sitePages],
  ['section.pages', 'ABC', section],
])('on %s', (name, all, canon) => {
  const backwards = [...all].reverse().join('');

  it.each([
    [`{{ ${name} | length }}`, String(all.length)],
    [`{{ ${name}.length }}`, String(all.length)],
    [`{{ ${name} | join(', ', 'title') }}`, [...all].join(', ')],
    [runs(`${name} | batch(2)`), all === 'ABCD' ? 'AB|CD|' : 'AB|C|'],
    [runs(`${name} | slice(2)`), all === 'ABCD' ? 'AB|CD|' : 'AB|C|'],
    [titles(`${name} | list`), all],
    [titles(`${name} | default([])`), all],
    [titles(`${name} | selectattr('draft')`), ''],
    [titles(`${name} | rejectattr('draft')`), all],
    [titles(`${name} | reverse | list`), backwards],
    [`{{ ${name} | sum('weight') }}`, all === 'ABCD' ? '10' : '6'],
    [`{% for kind, list in ${name} | groupby('kind') %}{{ kind }}: ${titles('list')}{% endfor %}`, `page: ${all}`],
    [`{{ page in ${name} }}`, 'true'],
    [`{{ ${name} | has(page) }}`, 'true'],
    [`{{ site.home in ${name} }}`, 'false'],
    [`{{ ${name}[1].title }}`, 'B'],
    [`{% for p in ${name} %}{% if loop.last %}{{ loop.length }}{% endif %}{% endfor %}`, String(all.length)],
    [`{% set list = ${name} %}${titles('list')}`, all],
    [`{% macro m(list) %}${titles('list')}{% endmacro %}{{ m(${name}) }}`, all],
    [`{% if ${name}.length > 2 %}many{% endif %}`, 'many'],
  ])('%s', (source, expected) => {
    const { html, keys } = rendered(source);
    expect(html).toBe(expected);
    expect(keys.some((key) => key.startsWith('query:') && key.includes(canon.slice(1, -1)))).toBe(true);
  });

  it.each([
    [`{{ (${name} | first).title }}`, 'A', '["limit",1]'],
    [`{{ (${name} | last).title }}`, all.at(-1), '["last",1]'],
    [titles(`${name} | first(2)`), 'AB', '["limit",2]'],
    [titles(`${name} | reverse`), backwards, '["reverse"]'],
    [titles(`${name} | sort('weight', 'desc')`), backwards, '["sort","weight","desc"]'],
    [`{{ ${name} | where('weight', '>', 1) | length }}`, String(all.length - 1), '["where","weight",">",1]'],
    [`{{ ${name} | where('params.hot') | join('', 'title') }}`, 'AC', '["where","params.hot"]'],
    [runs(`${name} | offset(1) | batch(2)`), all === 'ABCD' ? 'BC|D|' : 'BC|', '["offset",1]'],
  ])('%s depends on the result alone', (source, expected, step) => {
    const { html, keys } = rendered(source);
    expect(html).toBe(expected);
    const queries = keys.filter((key) => key.startsWith('query:'));
    expect(queries).toEqual([`query:${canon.slice(0, -1)},${step}]`]);
  });

  it('what a filter reads of the pages is in the trace', () => {
    expect(rendered(`{{ ${name} | join('', 'title') }}`).keys).toContain(`column:title@${canon}`);
    expect(rendered(`{{ ${name} | sum('weight') }}`).keys).toContain(`column:weight@${canon}`);
    expect(rendered(titles(`${name} | rejectattr('draft')`)).keys).toContain(`column:draft@${canon}`);
  });
});

it('there is no random', () => {
  const { failure } = testPage({ 'page.njk': '{{ site.pages | random }}' }, site, A);
  expect(failure?.detail).toContain('random');
});
