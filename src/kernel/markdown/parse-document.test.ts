import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { decodeBody } from './body.ts';
import { createMarkdown } from './create-markdown.ts';
import { parseDocument } from './parse-document.ts';

const options = { html: true, highlight: true, typographer: true };

function parse(content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { document, encodedBody } = parseDocument(bytes, 'content/a.md', 'en', options);
  return { ...document, html: decodeBody(encodedBody).html };
}

describe('a document', () => {
  it('gives front matter and a body whose places count from the top of the file', () => {
    const source = '---\ntitle: A\ntitel: B\ntags: [x]\n---\n# Head\n\nText [l](m.md)\n';
    const { document, encodedBody } = parseDocument(Buffer.from(source), 'content/a.md', 'en', options);
    expect(document).toEqual({
      source: 'content/a.md',
      bytes: Buffer.byteLength(source),
      front: { title: 'A', titel: 'B', tags: ['x'] },
      heading: 'Head',
      summary: 'Text l',
      words: 3,
      readable: true,
      findings: [],
    });
    expect(decodeBody(encodedBody).holes[0]?.range).toEqual({
      start: { line: 8, column: 10 },
      end: { line: 8, column: 14 },
    });
  });

  it('names its file in every finding', () => {
    const { findings } = parse('---\nweight: x\n---\n:::note\n');
    expect(findings).toMatchObject([
      { code: 'value-wrong-type', file: 'content/a.md', range: { start: { line: 2 } } },
      { code: 'box-unclosed', file: 'content/a.md', range: { start: { line: 4 } } },
    ]);
  });

  it('may speak a language of its own', () => {
    expect(parse('---\nlanguage: de\n---\n"Ja"').html).toBe('<p>„Ja“</p>\n');
  });

  it('may be empty, have a byte order mark or CRLF', () => {
    expect(parse('')).toMatchObject({ readable: true, html: '', words: 0, summary: null, findings: [] });
    expect(parse('\uFEFF---\r\ntitle: A\r\n---\r\n# B\r\n')).toMatchObject({
      front: { title: 'A' },
      heading: 'B',
      findings: [],
    });
  });
});

describe('the title in a text', () => {
  const htmlOf = (source: string) => parse(source).html;

  it('is its first heading: no part of the text, nor of the list of its headings', () => {
    const { document, encodedBody } = parseDocument(
      Buffer.from('---\ndate: 2026-01-01\n---\n\n# The *old* `key`\n\nText\n\n## The old key\n'),
      'content/a.md',
      'en',
      options,
    );
    expect(document).toMatchObject({ heading: 'The old key', summary: 'Text', words: 4 });
    const { html, headings } = decodeBody(encodedBody);
    expect(html).toBe('<p>Text</p>\n<h2 id="the-old-key-1">The old key</h2>\n');
    expect(headings).toEqual([{ level: 2, id: 'the-old-key-1', text: 'The old key' }]);
  });

  it('may be underlined, below a comment, and may have an id to link to', () => {
    expect(htmlOf('Title\n=====\ntext')).toBe('<p>text</p>\n');
    expect(htmlOf('<!-- lint off -->\n\n# Title\n')).toBe('<!-- lint off -->\n');
    expect(htmlOf('# Title {#top}\n\n[up](#top)')).toBe('<span id="top"></span>\n<p><a href="#top">up</a></p>\n');
  });

  it('can be linked to from the text', () => {
    expect(htmlOf('# The title\n\n[up](#the-title)')).toContain('<span id="the-title"></span>');
  });

  it('stays where the document has another title', () => {
    expect(htmlOf('---\ntitle: Other\n---\n# Head\n')).toBe('<h1 id="head">Head</h1>\n');
    expect(htmlOf('---\ntitle: ""\n---\n# Head\n')).toBe('');
  });

  it('stays where it is not first, not of level 1, empty, or more than words', () => {
    expect(htmlOf('Text\n\n# Head')).toBe('<p>Text</p>\n<h1 id="head">Head</h1>\n');
    expect(htmlOf('## Head')).toBe('<h2 id="head">Head</h2>\n');
    expect(htmlOf('#\n\ntext')).toContain('<h1');
    expect(htmlOf('# See [x](https://x.org)')).toContain('<h1');
    expect(htmlOf('# ![x](x.png)')).toContain('<h1');
    expect(htmlOf('# Head\n\n# Head')).toBe('<h1 id="head-1">Head</h1>\n');
  });
});

describe('what is no document', () => {
  it('is not read: not UTF-8, or with zero bytes', () => {
    const latin = Buffer.from('---\ntitle: A\n---\nOne\ncaf\xe9 au lait\nmore', 'latin1');
    expect(parse(latin)).toMatchObject({
      readable: false,
      findings: [{ code: 'document-not-text', data: { line: 5, problem: 'encoding' }, file: 'content/a.md' }],
    });
    expect(parse('a\nb\0c')).toMatchObject({
      readable: false,
      findings: [{ code: 'document-not-text', data: { line: 2, problem: 'nul' } }],
    });
    expect(parse(Buffer.from('é\n\xe9', 'latin1'))).toMatchObject({ findings: [{ data: { line: 1 } }] });
    expect(parse(Buffer.concat([Buffer.from('é\n\n'), Buffer.from([0xe2, 0x82])]))).toMatchObject({
      findings: [{ data: { line: 3 } }],
    });
  });

  it('is not read when it is larger than any page (document-too-large)', () => {
    const started = performance.now();
    const huge = parse(Buffer.alloc(50_000_000, 'a'));
    expect(huge).toMatchObject({
      readable: false,
      findings: [{ code: 'document-too-large', data: { megabytes: 50, limit: 20 } }],
    });
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('is read with a warning when it is very large (document-large)', () => {
    const large = parse('A line of text, as it comes.\n\n'.repeat(180_000));
    expect(large.readable).toBe(true);
    expect(large.findings).toMatchObject([{ code: 'document-large', data: { megabytes: 5.4 } }]);
  });
});

describe('a failure of the parser', () => {
  it('is a finding, and the text is shown as it is written (document-failed)', async () => {
    vi.resetModules();
    vi.doMock('./render.ts', () => ({
      renderBlocks: () => {
        throw new Error('planted');
      },
    }));
    const fresh = await import('./create-markdown.ts');
    const result = fresh.createMarkdown(options)('# a < b\n\nc', 'en');
    expect(result.html).toBe('<p># a &lt; b</p>\n<p>c</p>\n');
    expect(result.findings).toMatchObject([{ code: 'document-failed' }]);
    expect(result.findings[0]?.detail).toContain('planted');
    vi.doUnmock('./render.ts');
  });
});

/** A folder of real documents, named by the environment: what is in it is not part of the project. */
const corpus = process.env.GALLEY_CORPUS;

describe('real documents', () => {
  it.skipIf(corpus === undefined)(
    'are read without a finding (set GALLEY_CORPUS to a folder)',
    { timeout: 120_000 },
    () => {
      const folder = corpus as string;
      const names = readdirSync(folder).filter((name) => name.endsWith('.md'));
      expect(names.length).toBeGreaterThan(0);
      const findings = names.flatMap(
        (name) => parseDocument(readFileSync(join(folder, name)), name, 'en', options).document.findings,
      );
      expect(findings).toEqual([]);
    },
  );

  it('do not depend on those before them', () => {
    const first = createMarkdown(options);
    const texts = [
      'a[^1]\n\n[^1]: b\n\n[r]: s.md',
      '# a\n\n[r] [^1]',
      '```markdown\n<style>a{}</style>\n```',
      '```html\n<style>a{}</style>\n```',
      '```js\nhtml`<b>`\n```',
    ];
    const alone = texts.map((text) => createMarkdown(options)(text, 'en').html);
    expect(
      [...texts]
        .reverse()
        .map((text) => first(text, 'en').html)
        .reverse(),
    ).toEqual(alone);
  });
});
