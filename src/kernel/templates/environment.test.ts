import { describe, expect, test } from 'vitest';
import { MAX_CHAIN, Recorder, running, withRecorder } from '../trace/recorder.ts';
import { createTemplateSet } from './environment.ts';
import { libraryOf, placeText, recordsOf, renderIn, renderText, setOf } from './testing.ts';
import { TemplateFault, type TemplateLibrary, type TemplateSet } from './types.ts';

describe('look-ups', () => {
  const files = {
    'page.njk':
      '{% extends "base.njk" %}{% from "m.njk" import k %}{% block b %}{{ k() }}{% if alt %}{% include "alt.njk" %}{% endif %}' +
      '{% for n in parts %}{% include n %}{% endfor %}{% include "maybe.njk" ignore missing %}{% include ["first.njk", "p2.njk"] %}{% endblock %}',
    'base.njk': '{% block b %}{% endblock %}{% include "foot.njk" %}',
    'foot.njk': 'F',
    'alt.njk': 'ALT',
    'm.njk': '{% import "m2.njk" as z %}{% macro k() %}{% include "deep/x.njk" %}{% endmacro %}',
    'm2.njk': '{% macro q() %}{% endmacro %}',
    'deep/x.njk': '{% include "./y.njk" %}{% include "../p1.njk" %}',
    'deep/y.njk': 'Y',
    'p1.njk': '1',
    'p2.njk': '2',
    'wide.njk': '{% include "../../../../etc/hostname" ignore missing %}',
  };
  const always = [
    'base.njk',
    'deep/x.njk',
    'deep/y.njk',
    'first.njk',
    'foot.njk',
    'm.njk',
    'm2.njk',
    'maybe.njk',
    'p1.njk',
    'p2.njk',
    'page.njk',
  ];
  const keys = (...names: string[]) => [...new Set([...always, ...names])].sort().map((name) => `file:${name}`);

  test('are noted cold and warm, present or absent, by branch', () => {
    const set = setOf(files);
    const context = { alt: true, parts: ['p1.njk'] };
    expect(renderIn(set, 'page.njk', context)).toMatchObject({ html: 'Y1ALT12F', keys: keys('alt.njk') });
    expect(renderIn(set, 'page.njk', context).keys).toEqual(keys('alt.njk'));
    expect(renderIn(set, 'page.njk', { alt: false, parts: [] })).toMatchObject({ html: 'Y12F', keys: keys() });
  });

  test('do not leave the templates', () => {
    expect(renderIn(setOf(files), 'wide.njk').keys).toEqual(['file:../../../../etc/hostname', 'file:wide.njk']);
  });
});

test('has() says what there is, without a recorder', () => {
  const set = setOf({ 'a.njk': '' });
  expect([set.has('a.njk'), set.has('b.njk'), set.has('__proto__')]).toEqual([true, false, false]);
});

test('nothing is rendered outside of a recorder', () => {
  expect(() => setOf({ 'a.njk': '' }).render('a.njk', {})).toThrow('read outside a render');
});

/** A library whose functions render other templates, with a recorder of their own or in the one that runs. */
function nesting(): { library: TemplateLibrary; use(set: TemplateSet): void; children: Recorder[] } {
  let set: TemplateSet | null = null;
  const children: Recorder[] = [];
  const child = (name: string, context: Record<string, unknown>): string => {
    const recorder = new Recorder(`child:${name}`);
    children.push(recorder);
    return withRecorder(recorder, () => set!.render(name, context));
  };
  const attempt = (name: string): string => {
    try {
      return child(name, {});
    } catch (error) {
      return error instanceof TemplateFault ? 'caught' : 'lost';
    }
  };
  const library = libraryOf({
    functions: { child, attempt, same: (name: string) => set!.render(name, {}) },
    filters: { childOf: (name: string, context: Record<string, unknown>) => child(name, context) },
  });
  return {
    library,
    children,
    use: (made) => {
      set = made;
    },
  };
}

describe('nested renders', () => {
  function rendered(files: Record<string, string>, context: Record<string, unknown> = {}) {
    const { library, use, children } = nesting();
    const set = createTemplateSet(recordsOf(files), library);
    use(set);
    return { ...renderIn(set, 'page.njk', context, 'outer'), children };
  }

  test('keep findings, keys, chains and places with their recorder, at every depth', () => {
    const depth = 8;
    const files: Record<string, string> = {
      'page.njk': '\n{{ before }}{{ child("n1.njk", {}) }}{{ after }}{% include "last.njk" %}',
      'last.njk': '{{ end }}',
    };
    for (let i = 1; i <= depth; i++) {
      const next = i < depth ? `{{ "n${i + 1}.njk" | childOf({}) }}` : '{{ deepest }}';
      files[`n${i}.njk`] = `{% macro m() %}{{ before${i} }}${next}{{ after${i} }}{% endmacro %}{{ m() }}`;
    }
    const { fault, findings, keys, children } = rendered(files);
    expect(fault).toBeNull();
    expect(findings.map((finding) => [finding.file, finding.expression, finding.chain?.length ?? 0])).toEqual([
      ['templates/page.njk', 'before', 0],
      ['templates/page.njk', 'after', 0],
      ['templates/last.njk', 'end', 1],
    ]);
    expect(keys).toEqual(['file:last.njk', 'file:page.njk']);
    children.forEach((child, at) => {
      const i = at + 1;
      const inside = i < depth ? [] : ['deepest'];
      expect(child.findings.map((finding) => finding.expression)).toEqual([`before${i}`, ...inside, `after${i}`]);
      for (const { file, chain } of child.findings) {
        expect(file).toBe(`templates/n${i}.njk`);
        expect(chain?.map((place) => place.expression)).toEqual(['m()']);
      }
      expect([...child.keys]).toEqual([`file:n${i}.njk`]);
      expect(child.chain).toEqual([]);
    });
  });

  test('that fail pass their fault on unchanged', () => {
    const { fault, children } = rendered({
      'page.njk': '{% include "mid.njk" %}',
      'mid.njk': '{{ child("bad.njk", {}) }}',
      'bad.njk': '\n{{ nothing() }}',
    });
    expect(placeText(fault!.finding)).toBe('templates/bad.njk:2:4');
    expect(fault?.finding.chain).toBeUndefined();
    expect(running.recorder).toBeNull();
    expect(children).toHaveLength(1);
  });

  test('that fail leave the outer render intact when the failure is caught', () => {
    const { html, fault, findings, keys } = rendered({
      'page.njk':
        '{% macro m() %}{{ attempt("bad.njk") }}{{ inner }}{% endmacro %}{{ one }}[{{ m() }}]{{ two }}{{ three.four }}',
      'bad.njk': '{% macro deep() %}{{ lost }}{{ nothing() }}{% endmacro %}{{ deep() }}',
    });
    expect([html, fault]).toEqual(['[caught]', null]);
    expect(findings.map((finding) => [finding.expression, finding.chain?.length ?? 0])).toEqual([
      ['one', 0],
      ['inner', 1],
      ['two', 0],
      ['three.four', 0],
    ]);
    expect(keys).toEqual(['file:page.njk']);
  });

  test('in the running recorder belong to it, and their chain begins where they were called', () => {
    const { findings, keys } = rendered({
      'page.njk': '{{ a }}{{ same("inner.njk") | safe }}{{ b }}',
      'inner.njk': '{{ c }}',
    });
    expect(
      findings.map((finding) => [finding.expression, finding.chain?.map((place) => place.expression) ?? []]),
    ).toEqual([
      ['a', []],
      ['c', ['same()']],
      ['b', []],
    ]);
    expect(keys).toEqual(['file:inner.njk', 'file:page.njk']);
  });

  test('without end are found', () => {
    const { fault, children } = rendered({ 'page.njk': '{{ child("page.njk", {}) }}' });
    expect(fault?.finding.code).toBe('template-recursion');
    expect(children.length).toBeLessThanOrEqual(MAX_CHAIN);
  });
});

describe('collections', () => {
  class Pages {
    constructor(readonly items: string[]) {}
    get length(): number {
      return this.items.length;
    }
    [Symbol.iterator](): Iterator<string> {
      return this.items[Symbol.iterator]();
    }
    toString(): string {
      return this.items.join('+');
    }
  }
  const uses: Record<string, [string, number, string]> = {
    'a loop': ['{% for p in pages %}{{ p }}{% endfor %}', 1, 'ab'],
    'a loop of pairs': ['{% for p, q in pages %}{% endfor %}', 1, ''],
    printing: ['{{ pages }}', 1, 'a+b'],
    'a length': ['{{ pages.length }}', 1, '2'],
    'a key': ['{% set k = "length" %}{{ pages[k] }}', 1, '2'],
    'a filter that reads': ['{{ pages | read }}', 1, 'read'],
    'a filter that asks': ['{{ pages | ask }}', 0, 'asked'],
    'an argument of a filter that reads': ['{{ 1 | read(pages) }}', 1, 'read'],
    'a filter of nunjucks': ['{{ pages | string }}', 1, 'a+b'],
    'a function that reads': ['{{ readAll(pages) }}', 1, 'all'],
    'a function that asks': ['{{ askAll(pages) }}', 0, 'asked'],
    'a search': ['{{ "a" in pages }}', 1, 'true'],
    'a test': ['{% if pages %}yes{% endif %}', 0, 'yes'],
    'a default': ['{% for p in pages | default([]) %}{{ p }}{% endfor %}', 1, 'ab'],
    'a variable': ['{% set list = pages %}', 0, ''],
    'an argument of a macro': ['{% macro m(list) %}{% endmacro %}{{ m(pages) }}', 0, ''],
  };

  test.each(Object.entries(uses))('are read by %s', (_, [source, times, html]) => {
    const consumed: object[] = [];
    const rendered = renderText(
      source,
      { pages: new Pages(['a', 'b']) },
      {
        filters: { read: () => 'read', ask: () => 'asked' },
        functions: { readAll: () => 'all', askAll: () => 'asked' },
        queryFilters: new Set(['ask', 'askAll']),
        consume: (value) => {
          if (value instanceof Pages) consumed.push(value);
        },
      },
    );
    expect([consumed.length, rendered.html]).toEqual([times, html]);
  });
});

describe('better than nunjucks on purpose', () => {
  const same: Record<string, [Record<string, string>, string]> = {
    'names of pairs are there in an include': [
      { 'page.njk': '{% for k, v in [["a", 1]] %}{% include "i.njk" %}{% endfor %}', 'i.njk': '[{{ k }}{{ v }}]' },
      '[a1]',
    ],
    'super() works in a block inside a block': [
      {
        'page.njk': '{% extends "b.njk" %}{% block o %}{% block i %}<{{ super() }}>{% endblock %}{% endblock %}',
        'b.njk': '{% block o %}{% block i %}x{% endblock %}{% endblock %}',
      },
      '<x>',
    ],
    'a caller inside a caller is its own': [
      {
        'page.njk':
          '{% macro a() %}{% call b() %}{{ caller() }}{% endcall %}{% endmacro %}{% macro b() %}({{ caller() }}){% endmacro %}{% call a() %}x{% endcall %}',
      },
      '(x)',
    ],
    'an inner else sees its own loop': [
      { 'page.njk': '{% for l in [[1], none] %}{% for i in l %}{{ i }}{% else %}none{% endfor %}{% endfor %}' },
      '1none',
    ],
  };

  test.each(Object.entries(same))('%s', (_, [files, html]) => {
    expect(renderIn(setOf(files), 'page.njk')).toMatchObject({ html, fault: null });
  });

  test('a parent that is not printed is not rendered', () => {
    const files = {
      'page.njk': '{% extends "b.njk" %}{% block o %}{% if no %}{{ super() }}{% endif %}{% endblock %}',
      'b.njk': '{% block o %}{{ nope }}{% endblock %}',
    };
    expect(renderIn(setOf(files), 'page.njk').findings).toEqual([]);
  });
});

test('shared data cannot be changed, with a located fault', () => {
  const { fault } = renderText('a\n{{ list.push(1) }}', { list: Object.freeze([1]) });
  expect(placeText(fault!.finding)).toBe('templates/page.njk:2:4');
});

test('a set made again with one template changed renders the change', () => {
  const files = { 'page.njk': '{% include "a.njk" %}{{ x }}', 'a.njk': 'one' };
  expect(renderIn(setOf(files), 'page.njk').html).toBe('one');
  for (const text of ['two', 'three', 'four', 'five', 'six', 'one']) {
    const { html, findings } = renderIn(setOf({ ...files, 'a.njk': `${text}{{ y }}` }), 'page.njk');
    expect([html, findings.map(placeText)]).toEqual([
      text,
      [`templates/a.njk:1:${text.length + 4}`, 'templates/page.njk:1:25'],
    ]);
  }
});

test('the library wins over what nunjucks brings', () => {
  const library = {
    filters: { upper: () => 'own filter' },
    tests: { odd: () => true },
    functions: { range: () => 'own function' },
  };
  expect(renderText('{{ "x" | upper }} {{ 2 is odd }} {{ range(3) }}', {}, library).html).toBe(
    'own filter true own function',
  );
});
