import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { expect, it } from 'vitest';
import { attributes, tags } from './names.ts';
import { HtmlScanner, type OpenTag } from './scanner.ts';

type Seen = { tag: number; attributes: Record<string, string> };

const tagCodes = new Map(Object.entries(tags));
const known = Object.entries(attributes);

function ours(html: string): Seen[] {
  const seen: Seen[] = [];
  const sink = {
    open(tag: OpenTag) {
      const values = known.filter(([, code]) => tag.has(code)).map(([name, code]) => [name, tag.value(code) as string]);
      seen.push({ tag: tag.code, attributes: Object.fromEntries(values) });
    },
    close() {},
    text() {},
    raw() {},
  };
  new HtmlScanner(html, sink).run();
  return seen;
}

/** The same by htmlparser2, an independent reading of the standard. */
function theirs(html: string): Seen[] {
  const seen: Seen[] = [];
  const names = new Set(known.map(([name]) => name));
  const parser = new Parser({
    onopentag(name, all, implied) {
      const tag = tagCodes.get(name) ?? 0;
      const values = Object.entries(all).filter(([attribute]) => names.has(attribute));
      if (!implied && (tag !== 0 || values.length > 0)) seen.push({ tag, attributes: Object.fromEntries(values) });
    },
  });
  parser.end(html);
  return seen;
}

const space = fc.constantFrom('', ' ', '\n', '\t ');
const value = fc
  .array(fc.constantFrom('a', '/', '.', '&amp;', '&copy=', '&eacute;', '&#x41;', '&', ' ', '<', '>', '=', 'é'), {
    maxLength: 5,
  })
  .map((parts) => parts.join(''));
const quoted = fc.tuple(fc.constantFrom('"', "'"), value).map(([quote, text]) => `${quote}${text}${quote}`);
const bare = fc.stringMatching(/^[a-z./#?&;-]{1,6}$/);
const attribute = fc
  .tuple(
    fc.constantFrom('href', 'SRC', 'src', 'srcset', 'id', 'class', 'data-src', 'xlink:href', 'style', 'alt'),
    fc.option(fc.tuple(space, space, fc.oneof(quoted, bare)), { nil: null }),
  )
  .map(([name, rest]) => (rest === null ? ` ${name}` : ` ${name}${rest[0]}=${rest[1]}${rest[2]}`));
const name = fc.constantFrom(
  'a',
  'A',
  'img',
  'p',
  'div',
  'source',
  'link',
  'h2',
  'areas',
  'custom-a',
  'object',
  'section',
);
const opening = fc
  .tuple(name, fc.array(attribute, { maxLength: 4 }), space, fc.constantFrom('>', '/>', '>', ''))
  .map(([tag, list, gap, end]) => `<${tag}${list.join('')}${gap}${end}`);
const rawText = fc
  .tuple(fc.constantFrom('script', 'style', 'textarea', 'title', 'iframe'), opening, fc.constantFrom('</', '< /', ''))
  .map(([tag, inner, end]) => `<${tag}>x${inner}${end}${tag}>`);
const other = fc.constantFrom(
  'text',
  '<!-- a > b -->',
  '<!-->',
  '<!doctype html>',
  '</p>',
  '</ >',
  '<?x?>',
  '<!x>',
  ' & ',
  '<',
  '"',
);
const page = fc
  .array(fc.oneof({ weight: 4, arbitrary: opening }, rawText, other), { maxLength: 8 })
  .map((parts) => parts.join(''));

it('sees the tags and attributes that htmlparser2 sees', () => {
  fc.assert(
    fc.property(page, (html) => {
      expect(ours(html)).toEqual(theirs(html));
    }),
    { numRuns: 3000 },
  );
});

it('can tell a difference', () => {
  expect(ours('<a href="x">')).not.toEqual(theirs('<a href="y">'));
});

it('reads a page larger than its working memory', () => {
  const filler = 'x'.repeat(200_000);
  expect(ours(`<a href="1">${filler}<a href="2">`).map((tag) => tag.attributes.href)).toEqual(['1', '2']);
  expect(ours('<a href="3">').map((tag) => tag.attributes.href)).toEqual(['3']);
});
