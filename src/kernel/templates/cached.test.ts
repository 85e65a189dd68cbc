import { expect, test } from 'vitest';
import { currentRecorder } from '../trace/recorder.ts';
import { placeText, renderIn, setOf } from './testing.ts';

function counting() {
  const calls: string[] = [];
  const read = (name: string): string => {
    calls.push(name);
    const recorder = currentRecorder();
    recorder.read(`site:${name}`);
    recorder.requests.set(`${name}.webp`, {
      asset: name,
      width: 1,
      format: 'webp',
      quality: 1,
      output: `${name}.webp`,
    });
    return name;
  };
  return { calls, library: { functions: { read } } };
}

const files = {
  'page.njk': '{% include "menu.njk" %}{{ own }}',
  'other.njk': '\n{% include "menu.njk" %}',
  'menu.njk': '{% cached "menu-" ~ section %}[{{ read(section) }}{{ site.nope }}]{% endcached %}',
};

test('a cached part is rendered once for a key, and read by every page that shows it', () => {
  const { calls, library } = counting();
  const set = setOf(files, library);
  const context = { section: 'a', site: {}, own: 1 };
  const first = renderIn(set, 'page.njk', context, 'one');
  const second = renderIn(set, 'page.njk', context, 'two');
  const third = renderIn(set, 'other.njk', { ...context, section: 'b' }, 'three');
  expect([first.html, second.html, third.html]).toEqual(['[a]1', '[a]1', '\n[b]']);
  expect(calls).toEqual(['a', 'b']);
  expect(second.keys).toEqual(first.keys);
  expect(second.keys).toContain('site:a');
  expect(second.findings).toEqual(first.findings);
  expect(second.findings[0]?.chain?.map(placeText)).toEqual(['templates/page.njk:1:12']);
  expect(third.findings[0]?.chain?.map(placeText)).toEqual(['templates/other.njk:2:12']);
  // Who renders it first is chance.
  expect(second.fuel).toBe(first.fuel);
});

test('a part that shows something of the page itself is of that page alone', () => {
  const calls: string[] = [];
  const own = (): string => {
    const page = currentRecorder().outer?.page ?? '';
    currentRecorder().read(`self:${page}`);
    calls.push(page);
    return page;
  };
  const set = setOf({ 'page.njk': '{% cached "k" %}{{ own() }}{% endcached %}' }, { functions: { own } });
  const pages = ['one', 'two', 'one'].map((page) => renderIn(set, 'page.njk', {}, page));
  expect(pages.map(({ html }) => html)).toEqual(['one', 'two', 'one']);
  expect(pages.map(({ keys }) => keys.includes('self:one'))).toEqual([true, false, true]);
});

test('a cached part brings the pictures that it asks for', () => {
  const { library } = counting();
  const set = setOf(
    { 'page.njk': '{% cached "k" %}{{ read("x") }}{{ count() }}{% endcached %}' },
    {
      functions: { ...library.functions, count: () => currentRecorder().requests.size },
    },
  );
  expect([renderIn(set, 'page.njk').html, renderIn(set, 'page.njk').html]).toEqual(['x1', 'x1']);
});

test('parts are of their place: the same key elsewhere is another part', () => {
  const set = setOf({ 'page.njk': '{% cached "k" %}one{% endcached %}{% cached "k" %}two{% endcached %}' });
  expect(renderIn(set, 'page.njk').html).toBe('onetwo');
});

test('a cached part that fails fails every page, with its place, and is noted', () => {
  const { library } = counting();
  const set = setOf(
    {
      'page.njk': '{% include "part.njk" %}',
      'part.njk': '{% cached 1 %}{{ read("x") }}\n{{ nothing() }}{% endcached %}',
    },
    library,
  );
  for (const page of ['one', 'two']) {
    const { fault, keys } = renderIn(set, 'page.njk', {}, page);
    expect(placeText(fault!.finding)).toBe('templates/part.njk:2:4');
    expect(fault?.finding.chain?.map(placeText)).toEqual(['templates/page.njk:1:12']);
    expect(keys).toEqual(['file:page.njk', 'file:part.njk', 'site:x']);
  }
});

test('a cached part inside itself is endless recursion', () => {
  const { fault } = renderIn(
    setOf({ 'page.njk': '{% cached 1 %}{% include "page.njk" %}{% endcached %}' }),
    'page.njk',
  );
  expect(fault?.finding.code).toBe('template-recursion');
});

test('names that a cached part sets stay inside', () => {
  const set = setOf({
    'page.njk': '{% for i in [1, 2] %}{% cached i %}{% set x = i %}{{ x }}{% endcached %}{% endfor %}{{ x }}',
  });
  expect(renderIn(set, 'page.njk').html).toBe('12');
});

test('a set forgets its parts when it is told to', () => {
  const { calls, library } = counting();
  const set = setOf(files, library);
  renderIn(set, 'page.njk', { section: 'a' });
  set.parts.clear();
  renderIn(set, 'page.njk', { section: 'a' });
  expect(calls).toEqual(['a', 'a']);
});
