/** For tests: bodies with their holes made visible. */
import { fillHoles } from './body.ts';
import { createMarkdown, type MarkdownResult } from './create-markdown.ts';
import type { ParsedBody } from './types.ts';

const markdown = createMarkdown({ html: true, highlight: false, typographer: false });

export function parse(source: string): MarkdownResult {
  return markdown(source, 'en');
}

/** Links as their targets, images as `{img TARGET}`, embeds as `{NAME|BODY}`. */
export function shown(body: ParsedBody): string {
  return fillHoles(body, {
    link: ({ target }) => target,
    image: ({ target, figure }) => `{${figure ? 'figure' : 'img'} ${target}}`,
    embed: ({ name }, inner) => `{${name}|${inner}}`,
  });
}

export function render(source: string): string {
  return shown(parse(source));
}

/** The source text that each hole's range covers. */
export function covered(source: string): string[] {
  const lines = source.split(/\r\n|\r|\n/);
  return parse(source).holes.map(({ range: { start, end } }) => {
    const line = lines[start.line - 1] ?? '';
    return start.line === end.line ? line.slice(start.column - 1, end.column - 1) : '(several lines)';
  });
}
