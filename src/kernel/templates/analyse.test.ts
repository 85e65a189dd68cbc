import { expect, test } from 'vitest';
import { analyseTemplates } from './analyse.ts';
import { recordsOf } from './testing.ts';

const files = {
  'list.njk': '{% extends "base.njk" %}{% block main %}{% include "./parts/pager.njk" ignore missing %}{% endblock %}',
  'base.njk': '<title>{% block main %}{% endblock %}',
  'parts/pager.njk': '{% from "../deep.njk" import links %}{{ links() }}',
  'deep.njk': '{% macro links() %}{% if paginator.next %}{{ paginator.next.url }}{% endif %}{% endmacro %}',
  'plain.njk': '{% extends "base.njk" %}paginator {# paginator #}{{ "paginator" }}{{ page.paginator }}',
  'dynamic.njk': '{% include kind ~ ".njk" %}',
  'choice.njk': '{% include "deep.njk" if x else "base.njk" %}',
  'lists.njk': '{% include ["none.njk", "deep.njk"] %}',
  'circle.njk': '{% include "circle2.njk" %}',
  'circle2.njk': '{% include "circle.njk" %}',
  'broken.njk': '{% if paginator %}',
  'broken2.njk': '{% if %}',
};

test('a template mentions what it and all that it can reach have as a name', () => {
  const { mentions } = analyseTemplates(recordsOf(files));
  const found = Object.keys(files).filter((name) => mentions(name, 'paginator'));
  expect(found).toEqual([
    'list.njk',
    'parts/pager.njk',
    'deep.njk',
    'dynamic.njk',
    'choice.njk',
    'lists.njk',
    'broken.njk',
  ]);
  expect(mentions('none.njk', 'paginator')).toBe(false);
  expect(mentions('list.njk', 'elsewhere')).toBe(false);
});

test('the way from a template to one that it is made of is the shortest that is written down', () => {
  const { path } = analyseTemplates(recordsOf(files));
  expect(path('list.njk', 'deep.njk')).toEqual(['list.njk', 'parts/pager.njk', 'deep.njk']);
  expect(path('list.njk', 'list.njk')).toEqual(['list.njk']);
  expect(path('circle.njk', 'circle2.njk')).toEqual(['circle.njk', 'circle2.njk']);
  expect(path('dynamic.njk', 'deep.njk')).toBe(null);
  expect(path('none.njk', 'deep.njk')).toBe(null);
});
