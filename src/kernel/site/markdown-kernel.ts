import type { HoleFiller, ParsedBody } from '../markdown/types.ts';

export function decodeBody(bytes: Uint8Array): ParsedBody {
  return JSON.parse(new TextDecoder().decode(bytes)) as ParsedBody;
}

export function fillHoles(body: ParsedBody, filler: HoleFiller): string {
  const { holes, html } = body;
  let next = 0;
  const run = (from: number, to: number): string => {
    let out = '';
    let at = from;
    while (next < holes.length && holes[next]!.at <= to && holes[next]!.at >= at) {
      const hole = holes[next]!;
      if (hole.at === to && to !== html.length) break;
      next++;
      out += html.slice(at, hole.at);
      at = hole.at;
      if (hole.kind === 'link') out += filler.link(hole);
      else if (hole.kind === 'image') out += filler.image(hole);
      else {
        const inner = hole.end > hole.at ? run(hole.at, hole.end) : '';
        out += filler.embed(hole, inner);
        at = hole.end;
      }
    }
    return out + html.slice(at, to);
  };
  return run(0, html.length);
}

export function createMarkdown(_options: unknown): (source: string, language: string) => ParsedBody {
  return (source) => ({ html: `<p>${source}</p>\n`, holes: [], headings: [], text: source });
}

export function encodeBody(body: ParsedBody): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(body));
}
