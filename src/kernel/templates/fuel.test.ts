import { describe, expect, test } from 'vitest';
import { renderIn, renderText, setOf } from './testing.ts';

const endless: Record<string, string> = {
  'a huge range': '{% for i in range(300000000) %}{% endfor %}',
  'a range without end': '{{ range(0, 1, 0.000000001) }}{{ range(1 / 0) }}',
  'loops in loops': '{% for a in range(2000) %}{% for b in range(2000) %}{% endfor %}{% endfor %}',
  'a list that grows while it is walked': '{% set l = [1] %}{% for i in l %}{% set x = l.push(1) %}{% endfor %}',
  'a text that doubles': '{% set s = "ab" %}{% for i in range(100) %}{% set s = s ~ s %}{% endfor %}',
  'a sum that doubles': '{% set s = "ab" %}{% for i in range(100) %}{% set s = s + s %}{% endfor %}',
  'a list that doubles': '{% set l = [1] %}{% for i in range(100) %}{% set l = l.concat(l) %}{% endfor %}',
  'lists in lists': '{% set l = [1] %}{% for i in range(60) %}{% set l = [l, l] %}{% endfor %}{{ l }}',
  'lists in lists, joined': '{% set l = [1] %}{% for i in range(60) %}{% set l = [l, l] %}{% endfor %}{{ l | join }}',
  'lists in lists, flattened':
    '{% set l = [1] %}{% for i in range(60) %}{% set l = [l, l] %}{% endfor %}{{ l.flat(100) }}',
  'lists in lists, dumped': '{% set l = [1] %}{% for i in range(60) %}{% set l = [l, l] %}{% endfor %}{{ l | dump }}',
  'a captured text that doubles':
    '{% set s = "ab" %}{% for i in range(100) %}{% set s %}{{ s }}{{ s }}{% endset %}{% endfor %}',
  'a repeated text': '{{ "x".repeat(300000000) }}',
  'a padded text': '{{ "x".padEnd(500000000) }}',
  'a centred text': '{{ "x" | center(300000000) }}',
  'an indented text': '{{ "x\ny" | indent(300000000) }}',
  'a batch': '{{ [1] | batch(300000000, "x") }}',
  slices: '{{ [1] | slice(300000000) }}',
  replacements: '{% set s = "a".repeat(10000000) %}{{ s | replace("a", s) }}',
  'replacements by a method': '{% set s = "a".repeat(10000000) %}{{ s.replaceAll("a", s) }}',
  'macros that fan out':
    '{% macro a(n) %}{% if n %}{{ a(n - 1) }}{{ a(n - 1) }}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(30) }}',
};

describe('work without end is a located fault', () => {
  test.each(Object.entries(endless))('%s', (_, source) => {
    const started = performance.now();
    const { fault } = renderText(source);
    expect(fault?.finding.code).toBe('template-too-much-work');
    expect(fault?.finding.file).toBe('templates/page.njk');
    expect(fault?.finding.range).toBeDefined();
    // Milliseconds for one that is refused at once, a second or so for one that works through its fuel.
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

test('a huge range ends at once', () => {
  const started = performance.now();
  renderText('{% for i in range(300000000) %}{% endfor %}');
  expect(performance.now() - started).toBeLessThan(100);
});

test('the same work costs the same, first and later, in any set', () => {
  const files = { 'page.njk': '{% for i in range(10) %}{{ f(i) }}{{ "x" | upper }}{% endfor %}', 'b.njk': 'b' };
  const library = { functions: { f: (n: number) => 'x'.repeat(n * 100) } };
  const set = setOf(files, library);
  const costs = [
    renderIn(set, 'page.njk').fuel,
    renderIn(set, 'page.njk').fuel,
    renderIn(setOf(files, library), 'page.njk').fuel,
  ];
  expect(costs).toEqual([costs[0], costs[0], costs[0]]);
  // 10 items, 10 turns, 11 calls, 10 filters; the texts of the calls (64 characters a unit), and the whole text.
  expect(costs[0]).toBe(10 + 10 + 11 + 10 + [1, 3, 4, 6, 7, 9, 10, 12, 14].reduce((a, b) => a + b) + (4510 >> 6));
});
