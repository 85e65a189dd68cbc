import { describe, expect, test } from 'vitest';
import { placeText, renderIn, renderText, setOf } from './testing.ts';

const shared = {
  'ok.njk': 'ok',
  'mac.njk': '{% macro bad(x) %}\n\n  {{ x | boom }}{% endmacro %}{% macro good() %}{% endmacro %}',
  'inc.njk': 'a\nb\n  {{ page.x | boom }}',
  'base.njk': '<base>\n\n{% block b %}{% endblock %}\n{% block c %}{{ 1 | boom }}{% endblock %}',
  'loop.njk': 'x\n{% include "loop2.njk" %}',
  'loop2.njk': '\n\n {% include "loop.njk" %}',
  'exself.njk': '{% extends "exself.njk" %}',
  'partsyntax.njk': 'line1\n{{ a b }}',
  'mrec.njk': '{% macro r(n) %}{{ r(n) }}{% endmacro %}\n{{ r(1) }}',
};

/** Source, code, place, something of the detail. */
const cases: Record<string, [string, string, string, string]> = {
  'an if that is not closed': ['a\nb{% if x %}\n', 'template-syntax', 'page.njk:2:5', 'end of file'],
  'an unknown tag': ['a\n  {% frobnicate x %}', 'template-syntax', 'page.njk:2:6', 'frobnicate'],
  'a bad expression': ['a\n\n  {{ page. }}', 'template-syntax', 'page.njk:3:12', 'name'],
  'an expression that is not closed': [
    'a\n {{ page.x \n <p>more</p>\n',
    'template-syntax',
    'page.njk:3:10',
    'unexpected token: /',
  ],
  'an expression that is not closed at the end': ['a\n {{ page.x', 'template-syntax', 'page.njk:2:10', ''],
  'a comment that is not closed': ['a\n {# foo', 'template-syntax', 'page.njk:2:2', 'comment'],
  'a text that is not closed': ['a\n{{ "abc }}\nx', 'template-syntax', 'page.njk:2:4', ''],
  'a bad dictionary': ['a\n{{ {a b} }}', 'template-syntax', 'page.njk:2:4', 'colon'],
  'a stray end tag': ['a\nb\n{% endif %}\nc', 'template-syntax', 'page.njk:3:4', 'endif'],
  'a syntax error in an included template': [
    'a\n{% include "partsyntax.njk" %}',
    'template-syntax',
    'partsyntax.njk:2:6',
    'variable end',
  ],
  'a block that is there twice': [
    '{% block a %}{% endblock %}\n\n{% block a %}{% endblock %}',
    'template-syntax',
    'page.njk:3:10',
    'more than once',
  ],
  'a missing include': ['a\n\n  {% include "nope.njk" %}', 'template-missing', 'page.njk:3:14', 'nope.njk'],
  'a missing parent': ['{# c #}\n{% extends "nope.njk" %}', 'template-missing', 'page.njk:2:12', 'nope.njk'],
  'a missing import': ['a\n{% import "nope.njk" as x %}', 'template-missing', 'page.njk:2:11', 'nope.njk'],
  'a list of missing includes': [
    '{% include ["a.njk", "b.njk"] %}',
    'template-missing',
    'page.njk:1:12',
    '“a.njk”, “b.njk”',
  ],
  'a missing name in an import': [
    'a\n{% from "mac.njk" import god %}',
    'template-failed',
    'page.njk:2:26',
    'did you mean “good”',
  ],
  'an unknown filter': ['a\n\n {{ x | uper }}', 'template-failed', 'page.njk:3:9', 'did you mean “upper”'],
  'an unknown test': ['a\n {% if x is notest %}{% endif %}', 'template-failed', 'page.njk:2:13', 'notest'],
  'an unknown test by name': ['{{ [1] | select("nope") }}', 'template-failed', 'page.njk:1:10', 'nope'],
  'a filter that throws': ['a\n\n\n  {{ page.x | upper | boom }}', 'template-failed', 'page.njk:4:23', 'boom failed'],
  'a filter that throws at its second call': [
    '{{ f() }}\n\n\n  {{ page.x | boom }}',
    'template-failed',
    'page.njk:4:15',
    'boom failed',
  ],
  'a function that throws': ['a\n {{ f() }} {{ g(1) }}', 'template-failed', 'page.njk:2:15', 'g failed'],
  'a getter that throws': ['a\n {{ page.bad }}', 'template-failed', 'page.njk:2:5', 'bad getter'],
  'a failure in an include': ['a\n{% include "inc.njk" %}', 'template-failed', 'inc.njk:3:15', 'boom failed'],
  'a failure in a macro': [
    '{% from "mac.njk" import bad %}\n\n{{ bad(3) }}',
    'template-failed',
    'mac.njk:3:10',
    'boom failed',
  ],
  'a failure after an include': [
    '{% include "ok.njk" %}\n\n{{ 1 | boom }}',
    'template-failed',
    'page.njk:3:8',
    'boom failed',
  ],
  'a failure in a block': [
    '{% extends "base.njk" %}\n{% block b %}\n\n{{ 1 | boom }}{% endblock %}{% block c %}{% endblock %}',
    'template-failed',
    'page.njk:4:8',
    'boom failed',
  ],
  'a failure in a parent': [
    '{% extends "base.njk" %}\n{% block b %}x{% endblock %}',
    'template-failed',
    'base.njk:4:21',
    'boom failed',
  ],
  'a call of undefined': [
    'a\n  {{ page.nofn(1) }}',
    'template-failed',
    'page.njk:2:6',
    '`page.nofn` cannot be called: it is undefined',
  ],
  'a call of an unknown function': ['{{ asset2("x") }}', 'template-failed', 'page.njk:1:4', 'did you mean “asset”'],
  'super() without a parent': [
    'a\n{% block z %}{{ super() }}{% endblock %}',
    'template-failed',
    'page.njk:2:17',
    'no parent',
  ],
  'super() outside of a block': ['a\n{{ super() }}', 'template-failed', 'page.njk:2:4', 'inside a block'],
  'an object without text': ['a\n\n {{ page.np }}', 'template-failed', 'page.njk:3:5', 'toString'],
  'a function that is printed': ['a {{ f }}', 'template-failed', 'page.njk:1:6', '`f` is a function'],
  'an include without a name': ['a\n {% include page.nothing %}', 'template-missing', 'page.njk:2:13', 'undefined'],
  'a recursive include': [
    '{% include "loop.njk" %}',
    'template-recursion',
    'loop2.njk:3:13',
    'loop.njk:2 → templates/loop2.njk:3',
  ],
  'a template that extends itself': [
    '{% extends "exself.njk" %}',
    'template-recursion',
    'exself.njk:1:12',
    'exself.njk:1',
  ],
  'a recursive macro': ['{% include "mrec.njk" %}', 'template-recursion', 'mrec.njk:1:20', 'mrec.njk:1'],
  'pairs that are none': ['{% for a, b in [1, none] %}{{ a }}{% endfor %}', 'template-failed', 'page.njk:1:16', 'null'],
  asyncEach: ['{% asyncEach x in y %}{% endeach %}', 'template-forbidden', 'page.njk:1:4', 'asyncEach'],
  asyncAll: ['{% asyncAll x in y %}{% endall %}', 'template-forbidden', 'page.njk:1:4', 'asyncAll'],
  ifAsync: ['{% ifAsync x %}{% endif %}', 'template-forbidden', 'page.njk:1:4', 'ifAsync'],
  'a regular expression': ['a {{ r/(a+)+$/.test(x) }}', 'template-forbidden', 'page.njk:1:6', 'regular expressions'],
  'a broken regular expression': ['a {{ r/(/ }}', 'template-forbidden', 'page.njk:1:6', 'regular expressions'],
  'a regular expression from a text': ['{{ "aaa".match("(a+)+$") }}', 'template-forbidden', 'page.njk:1:4', 'match'],
  'a random choice': ['{{ [1] | random }}', 'template-failed', 'page.njk:1:10', 'random'],
  'a very deep expression': [`{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`, 'template-syntax', '', 'deep'],
  'cached without a key': ['{% cached %}x{% endcached %}', 'template-syntax', 'page.njk:1:4', 'key'],
  'extends inside a block': [
    '{% block a %}{% extends "ok.njk" %}{% endblock %}',
    'template-syntax',
    'page.njk:1:17',
    'outside of blocks',
  ],
};

function context() {
  return {
    page: {
      x: 'v',
      np: Object.create(null) as object,
      get bad(): string {
        throw new Error('bad getter');
      },
    },
    f: () => 'F',
    g: () => {
      throw new Error('g failed');
    },
  };
}

const library = {
  filters: {
    boom: () => {
      throw new TypeError('boom failed');
    },
  },
  functions: { asset: () => '' },
};

describe.each(['\n', '\r\n'])('faults are located (line ends %j)', (end) => {
  test.each(Object.entries(cases))('%s', (_, [source, code, place, detail]) => {
    const files = Object.fromEntries(
      Object.entries({ ...shared, 'page.njk': source }).map(([name, text]) => [name, text.replaceAll('\n', end)]),
    );
    const started = performance.now();
    const { fault } = renderIn(setOf(files, library), 'page.njk', context());
    expect(performance.now() - started).toBeLessThan(1000);
    expect(fault?.finding.code).toBe(code);
    if (place !== '') expect(placeText(fault!.finding)).toBe(`templates/${place}`);
    expect(fault?.finding.detail).toContain(detail);
    expect(fault?.finding.data).toMatchObject({ file: fault?.finding.file, line: fault?.finding.range?.start.line });
  });
});

test('a fault has the chain that led to it', () => {
  const files = {
    ...shared,
    'page.njk': '{% include "mid.njk" %}',
    'mid.njk': '\n{% from "mac.njk" import bad %}{{ bad(1) }}',
  };
  const { fault } = renderIn(setOf(files, library), 'page.njk');
  expect(fault?.finding.chain?.map((place) => `${placeText(place)} ${place.expression}`)).toEqual([
    'templates/page.njk:1:12 "mid.njk"',
    'templates/mid.njk:2:35 bad()',
  ]);
});

test('a fault that is known when compiling has the chain of each render', () => {
  const set = setOf({
    ...shared,
    'a.njk': '{% include "partsyntax.njk" %}',
    'b.njk': '\n{% include "partsyntax.njk" %}',
  });
  const chains = ['a.njk', 'b.njk', 'a.njk'].map((name) => renderIn(set, name).fault?.finding.chain?.map(placeText));
  expect(chains).toEqual([['templates/a.njk:1:12'], ['templates/b.njk:2:12'], ['templates/a.njk:1:12']]);
});

test.each([
  ['partials/adress.njk', 'partials/address.njk'],
  ['address.njk', 'partials/address.njk'],
  ['partials/quite-another.njk', ''],
])('the template that is nearest to %s is %j', (name, nearest) => {
  const files = {
    'page.njk': `{% include "${name}" %}`,
    'partials/address.njk': '',
    'partials/feeds.njk': '',
    'dress.njk': '',
  };
  expect(renderIn(setOf(files), 'page.njk').fault?.finding.data.nearest).toBe(nearest);
});

test('a template that is not there is named, with the nearest', () => {
  const { fault, keys } = renderIn(setOf({ 'page.njk': '' }), 'pge.njk');
  expect(fault?.finding).toMatchObject({ code: 'template-missing', data: { nearest: 'page.njk' } });
  expect(keys).toEqual(['file:*', 'file:pge.njk']);
});

test('what was looked up is noted although the render fails', () => {
  const { keys } = renderIn(
    setOf({ ...shared, 'page.njk': '{% include "inc.njk" %}' }, library),
    'page.njk',
    context(),
  );
  expect(keys).toEqual(['file:inc.njk', 'file:page.njk']);
});

test('a raw block may end on a line of its own', () => {
  expect(renderText('{% raw %}a\n{{ b }}{%\nendraw %}{{ q }}', { q: 1 }).html).toBe('a\n{{ b }}1');
});
