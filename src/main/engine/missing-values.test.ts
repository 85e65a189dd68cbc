/** Values that are not there, planted all over a site: each is found exactly where it was planted, and nothing else is. */
import { afterEach, expect, it } from 'vitest';
import { BadSites, type Files } from './testing/bad-site.ts';

const sites = new BadSites();
afterEach(() => sites.remove());

/** `«…»` marks a planted expression; the marks are taken out before the build. */
const planted: Record<string, string> = {
  'templates/parent.njk': [
    '<!DOCTYPE html><html lang="{{ site.language }}"><head><title>{{ page.title }}</title>',
    '<meta name="description" content="{{ page.title }}"><meta name="author" content="{{ «page.params.inParent» }}">',
    '{% block head %}{{ «site.params.inParentsBlock» }}{% endblock %}</head>',
    '<body>{% block body %}{% endblock %}{% include "partials/foot.njk" %}</body></html>',
  ].join('\n'),
  'templates/page.njk': [
    '{% extends "parent.njk" %}',
    '{% from "partials/macros.njk" import card, frame %}',
    '{% block body %}<h1>{{ page.title }}</h1>',
    '  é 𝒳 {{ «page.params.inBlock.deeper» }}',
    '{% for post in site.pages %}<i>{{ post.title }}{{ «post.params.inLoop» }}</i>{% endfor %}',
    '{% for x in «page.params.loopedOver» %}{{ x }}{% endfor %}',
    '{{ card(page.params.passedOn) }}',
    '{% call frame() %}{{ «page.params.inCaller» }}{% endcall %}',
    '{% set kept = page.params.inSet %}{{ «kept» }}',
    '{{ «page.params.inFilter» | upper }} {{ "a" ~ «page.params.inText» }}',
    '{{ «data.birds.nothing» }} {{ «menus.nowhere» }} {{ «section.params.inSection» }}',
    '{% if page.params.asked %}no{% endif %}{{ page.params.asked or "" }}{{ page.params.asked | default("") }}',
    '{{ page.content }}{% endblock %}',
  ].join('\n'),
  'templates/partials/foot.njk': '<footer>\n  {{ «page.params.inInclude» }}\n</footer>\n',
  'templates/partials/macros.njk': [
    '{% macro card(text) %}<b>{{ «text» }}</b>{% endmacro %}',
    '{% macro frame() %}<div>{{ «undefinedInMacro» }}{{ caller() }}</div>{% endmacro %}',
  ].join('\n'),
  'templates/shortcodes/seen.njk': '<aside>{{ attributes.bird }} {{ «attributes.inEmbed» }}{{ body }}</aside>\n',
};

const plant = /«([^»]*)»/g;

interface Planted {
  files: Files;
  /** "file:line:column expression" */
  places: string[];
}

function takeMarks(texts: Record<string, string>): Planted {
  const files: Files = {};
  const places: string[] = [];
  for (const [file, text] of Object.entries(texts)) {
    files[file] = text.replace(plant, '$1');
    text.split('\n').forEach((line, i) => {
      let marks = 0;
      for (const found of line.matchAll(plant)) {
        places.push(`${file}:${i + 1}:${found.index - marks + 1} ${found[1]}`);
        marks += 2;
      }
    });
  }
  return { files, places: places.sort() };
}

it.each([0, 2])('are found where they are, with %i workers', async (workers) => {
  const { files, places } = takeMarks(planted);
  const pages: Files = { 'data/birds.yaml': 'wren: 1\n' };
  for (let i = 0; i < 120; i++) {
    pages[`content/posts/p${i}.md`] =
      `---\ntitle: Post ${i}\ndate: 2025-01-01\n---\nText ${i}.\n\n:::seen{bird="wren"}\nIn the hedge.\n:::\n`;
  }
  const { report } = await sites.build({ ...pages, ...files }, { workers });
  const missing = report.proofs.filter((proof) => proof.code === 'undefined-value');
  expect(
    missing
      .map(({ file, range, expression }) => `${file}:${range?.start.line}:${range?.start.column} ${expression}`)
      .sort(),
  ).toEqual(places);
  for (const proof of missing) {
    const { start, end } = proof.range as NonNullable<typeof proof.range>;
    expect(end.line).toBe(start.line);
    expect(end.column - start.column).toBe(proof.expression?.length);
    expect(proof.places).toHaveLength(1);
  }
  const ofPosts = missing.filter((proof) => proof.pages.length >= 120).length;
  expect(ofPosts).toBe(missing.length);
  expect(report.proofs.filter((proof) => proof.code !== 'undefined-value').map((proof) => proof.code)).toEqual([]);
  expect(report.counts.degraded).toBe(0);
});

it('a site without any has no such proof', async () => {
  const { files } = takeMarks(planted);
  const whole = Object.fromEntries(
    Object.entries(planted).map(([file, text]) => [file, text.replace(plant, '"here"')]),
  );
  expect(Object.keys(whole)).toEqual(Object.keys(files));
  const { report } = await sites.build({
    ...whole,
    'content/seen.md': '---\ntitle: Seen\npassedOn: x\n---\n:::seen{bird="wren"}\nHere.\n:::\n',
  });
  expect(report.proofs.filter((proof) => proof.code === 'undefined-value').map((proof) => proof.expression)).toEqual(
    [],
  );
});
