/** Markdown to HTML with holes. */
import type { Env, MarkdownIt, Token } from 'markdown-it';
import type { MarkdownOptions } from '../../shared/config.ts';
import type { Finding } from '../../shared/proof.ts';
import { createEnvironment, type Environment } from './environment.ts';
import { escapeHtml } from './escape.ts';
import { markTokens } from './mark-tokens.ts';
import { createParser } from './parser.ts';
import { countWords, plainText, proseOf } from './plain-text.ts';
import { renderBlocks } from './render.ts';
import { titleAt } from './title.ts';
import type { ParsedBody } from './types.ts';
import { quotesFor } from './typography.ts';
import { createWriter, type Writer } from './writer.ts';

export interface MarkdownResult extends ParsedBody {
  /** Text of the first level-1 heading, also of one that was taken for the title. */
  heading: string | null;
  /** Plain text up to `<!--more-->`, else the first paragraph; null when there is none. Headings are not in it. */
  summary: string | null;
  words: number;
  /** Without `file`: the parser does not know it. */
  findings: Finding[];
  /** The same with marks; null when nobody asked for them, or there is no place for any. */
  marked: ParsedBody | null;
}

/**
 * @param source the body of a document
 * @param language BCP 47; decides the quotation marks
 * @param firstLine 1-based line of the file on which `source` begins
 * @param takesTitle leave a level-1 heading that `source` begins with out of the HTML and the headings: it is the page's title
 * @param marks the document's name: the body is wanted once more with it and the line in every block, link and picture; null: it is not
 */
export type Markdown = (
  source: string,
  language: string,
  firstLine?: number,
  takesTitle?: boolean,
  marks?: string | null,
) => MarkdownResult;

/**
 * Makes the function that parses bodies under these options. It may be kept: nothing of one document reaches the next.
 * The function throws nothing: a failure inside the parser is a finding, and the text is shown as it is written.
 */
export function createMarkdown(options: MarkdownOptions): Markdown {
  let parser: MarkdownIt | null = null;
  return (source, language, firstLine = 1, takesTitle = false, marks = null) => {
    const text = withLineFeeds(source);
    try {
      if (parser === null) parser = createParser(options);
      const env = createEnvironment(text, firstLine - 1);
      if (options.typographer) parser.options.quotes = quotesFor(language);
      return parse(parser, env, options.highlight, takesTitle, marks);
    } catch (error) {
      return asWritten(text, error);
    }
  };
}

function withLineFeeds(source: string): string {
  const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
  return text.includes('\0') ? text.replace(/\0/g, '\uFFFD') : text;
}

function parse(
  parser: MarkdownIt,
  env: Environment,
  highlights: boolean,
  takesTitle: boolean,
  marks: string | null,
): MarkdownResult {
  const tokens: Token[] = parser.parse(env.source, env as unknown as Env);
  const title = takesTitle ? titleAt(tokens) : -1;
  const body = written(env, tokens, title, highlights);
  if (marks === null) return new Result(body, null);
  markTokens(tokens, marks, env.linesAbove);
  // What is found in it was found before.
  return new Result(body, new Written(written({ ...env, findings: [] }, tokens, title, highlights)));
}

function written(env: Environment, tokens: readonly Token[], title: number, highlights: boolean): Writer {
  const writer = createWriter(env, highlights);
  renderBlocks(writer, tokens, title);
  return writer;
}

/** The plain text is made when it is asked for: only search needs all of it. */
class Written implements ParsedBody {
  readonly html: string;
  readonly holes: ParsedBody['holes'];
  readonly headings: ParsedBody['headings'];

  constructor({ html, holes, headings }: Writer) {
    this.html = html;
    this.holes = holes;
    this.headings = headings;
  }

  get text(): string {
    return plainText(this.html);
  }
}

class Result extends Written implements MarkdownResult {
  readonly heading: string | null;
  readonly summary: string | null;
  readonly words: number;
  readonly findings: Finding[];

  constructor(
    writer: Writer,
    readonly marked: ParsedBody | null,
  ) {
    super(writer);
    this.heading = writer.title ?? writer.headings.find(({ level }) => level === 1)?.text ?? null;
    this.summary = summaryOf(writer);
    this.words = countWords(writer.html);
    this.findings = writer.env.findings;
  }
}

function summaryOf(writer: Writer): string | null {
  if (writer.moreAt >= 0) return proseOf(writer.html.slice(0, writer.moreAt)) || null;
  return writer.firstText ?? writer.firstInnerText;
}

function asWritten(text: string, error: unknown): MarkdownResult {
  const html = text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>\n`)
    .join('');
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    html,
    holes: [],
    headings: [],
    text: plainText(html),
    heading: null,
    summary: null,
    words: countWords(html),
    findings: [{ code: 'document-failed', data: {}, detail }],
    marked: null,
  };
}
