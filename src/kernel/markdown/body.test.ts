import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBody, encodeBody, fillHoles } from './body.ts';
import { parse, shown } from './testing.ts';
import type { HoleFiller } from './types.ts';

const piece = fc.constantFrom(
  'text ',
  '[a](b.md)',
  '![c](d.png)',
  '::e{f="é"}',
  '\n\n',
  '\n',
  ':::g T\n',
  '\n:::\n',
  '::::h{i=1}\n',
  '\n::::\n',
  '- ',
  '> ',
  '# ',
  '`x`',
  '\uE000',
  '\u0001',
  '👋',
  '“',
  '[^1]',
  '\n\n[^1]: n\n\n',
  '{.k}',
  '| a |\n|---|\n| [l](m) |\n',
  '<b>',
  '<!--more-->',
  '  ',
);
const document = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

describe('bodies as bytes', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(document, (source) => {
        const body = parse(source);
        const bytes = encodeBody(body);
        const shared = new Uint8Array(bytes.length + 7);
        shared.set(bytes, 7);
        const back = decodeBody(shared.subarray(7));
        expect({ html: back.html, holes: back.holes, headings: back.headings, text: back.text }).toEqual({
          html: body.html,
          holes: body.holes,
          headings: body.headings,
          text: body.text,
        });
      }),
    );
  });

  it('may be empty', () => {
    expect(decodeBody(new Uint8Array(0))).toMatchObject({ html: '', holes: [], headings: [] });
    expect(encodeBody(parse('')).length).toBeLessThan(8);
  });
});

describe('filling holes', () => {
  it('puts each hole where the parser left it, inside out', () => {
    const asked: string[] = [];
    const filler: HoleFiller = {
      link: ({ target }) => target,
      image: ({ alt }) => `<${alt}>`,
      embed: ({ name }, body) => {
        asked.push(name);
        return `(${name} ${body})`;
      },
    };
    const body = parse('::::out\n:::in\n[a](b.md) ![i](j.png)\n:::\n::leaf{x}\n::::');
    expect(fillHoles(body, filler)).toBe('(out (in <p><a href="b.md">a</a> <i></p>\n)\n(leaf )\n)\n');
    expect(asked).toEqual(['in', 'leaf', 'out']);
  });

  it('loses and repeats nothing', () => {
    fc.assert(
      fc.property(document, (source) => {
        const body = parse(source);
        const empty = fillHoles(body, { link: () => '', image: () => '', embed: (_, inner) => inner });
        expect(empty).toBe(body.html);
        expect(shown(body).length).toBeGreaterThanOrEqual(body.html.length);
        const order = body.holes.map(({ at }) => at);
        expect(order).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });

  it('gives the HTML itself when there are none', () => {
    const body = parse('plain');
    expect(fillHoles(body, { link: () => '', image: () => '', embed: () => '' })).toBe(body.html);
  });
});
