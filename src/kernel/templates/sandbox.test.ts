import { afterEach, describe, expect, test } from 'vitest';
import { renderIn, renderText, setOf } from './testing.ts';

const hit = 'globalThis.__attacked=1';

/** Attacks that succeed against stock nunjucks, and more of their kind. */
const attacks: Record<string, string> = {
  'a chain of members': `{{ range.constructor("${hit};return 1")() }}`,
  "a text's constructor": `{{ "".constructor.constructor("${hit};return process.version")() }}`,
  'a computed key': `{% set k = "constr" ~ "uctor" %}{{ page.title[k]("${hit}")() }}`,
  'a list as key': `{{ page.title[["constructor"]]("${hit}")() }}`,
  'a safe text as key': `{{ page.title["constructor" | safe]("${hit}")() }}`,
  'a safe text used twice': `{% set k = "constructor" | safe %}{{ (""[k])[k]("${hit}")() }}`,
  'a polluted prototype': '{{ constructor.assign(__proto__, {attacked: 1}) }}{{ page.attacked }}',
  'a leaked context': '{{ valueOf().env.loaders[0].getSource }}{% if valueOf().env %}LEAK{% endif %}',
  'a looked-up getter': '{% if page.__lookupGetter__("__proto__") %}LEAK{% endif %}',
  'a defined getter': '{{ page.__defineGetter__("title", range) }}{% if not page.title %}x{% endif %}LEAK',
  'code in the name of a call': `{{ page['x\\\\",context,[(${hit})])),env.opts.autoescape);//']() }}`,
  'code in an imported name': `{% from "ok.njk" import "a\\",${hit}))//" %}`,
  'code in a set name': `{% set "a\\",(${hit}),\\"b" = 1 %}`,
  'code in the name of a macro': `{% macro "m\\"),(${hit}),(\\"x"() %}{% endmacro %}`,
  'code in an import target': `{% import "ok.njk" as "m\\",(${hit}),\\"x" %}`,
  'code in the name of a test': `{{ 1 is "odd\\"),(${hit}),env.getTest(\\"odd" }}`,
  'code in the name of a parameter': `{% macro f("x\\",(${hit}),\\"y"=1) %}{% endmacro %}`,
  'code in a symbol': '{{ a"&Function`globalThis\\x2e__attacked\\x3d1```&"b }}',
  'a change of shared data': '{{ page.list.push(1) }}',
  'a read outside of the templates': '{% include "../../../../etc/hostname" %}',
  'code in a loop variable': `{% for a"b in [1] %}{% endfor %}`,
  'code in a block name': '{% block a`b %}{% endblock %}',
  'code in a filter name': '{{ 1 | a`b }}',
  'code in a key': `{{ {"__proto__": {attacked: 1}} }}`,
  'a keyword argument called __proto__': '{% macro m(a) %}{% endmacro %}{{ m(__proto__=1) }}',
  "a function's call": '{{ range.call(1, 2) }}',
  "a method's bind": `{{ page.list.map.constructor("${hit}")() }}`,
  'the caller of a function': '{{ page.list.push.caller }}{{ page.list.push.arguments }}',
  'inherited has': '{{ page.hasOwnProperty("x") }}',
  'the prototype by key': '{% set k = "__proto__" %}{{ page[k].attacked }}',
  'a grouped prototype': '{{ ("x").__proto__ }}',
  'a constructor of a filter': `{{ [1] | map(attribute="constructor") }}`,
};

function context() {
  const list = Object.freeze([1, 2]);
  return { page: Object.freeze({ list, title: 't' }) };
}

afterEach(() => {
  delete (globalThis as Record<string, unknown>).__attacked;
});

describe('attacks fail with a located fault', () => {
  test.each(Object.entries(attacks))('%s', (_, source) => {
    const { fault, html } = renderIn(setOf({ 'page.njk': source, 'ok.njk': '' }), 'page.njk', context());
    expect((globalThis as Record<string, unknown>).__attacked).toBeUndefined();
    expect(({} as Record<string, unknown>).attacked).toBeUndefined();
    expect(html).not.toContain('LEAK');
    expect(fault?.finding.file).toBe('templates/page.njk');
    expect(fault?.finding.range?.start.line).toBe(1);
  });
});

test('names of the process are unknown names', () => {
  const { html, findings } = renderText('{{ process }}{{ globalThis }}{{ require }}{{ Buffer }}', {});
  expect(html).toBe('');
  expect(findings.map((finding) => finding.code)).toEqual(Array(4).fill('undefined-value'));
});

test('what every object has is not there', () => {
  const { html, findings } = renderText(
    '{{ page.toString }}{{ page.valueOf }}{{ page["isPrototypeOf"] }}{{ range.name }}',
    context(),
  );
  expect(html).toBe('');
  expect(findings).toHaveLength(4);
});

test('data may have dangerous names as its own', () => {
  const data = JSON.parse('{"constructor": "own", "toString": "text", "__proto__": "odd"}') as Record<string, unknown>;
  expect(renderText('{% for k, v in data %}{{ data[k] }} {% endfor %}', { data }).html).toBe('own text odd ');
});

test('texts and lists keep their own methods', () => {
  expect(renderText('{{ [1, 2].toString() }}{{ (5).toString(2) }}{{ "a".valueOf() }}', {}).html).toBe('1,2101a');
});
