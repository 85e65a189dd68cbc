/** Text: Markdown, plain text, numbers, JSON, XML. */
import { fillHoles } from '../../markdown/body.ts';
import { createMarkdown, type Markdown, type MarkdownResult } from '../../markdown/create-markdown.ts';
import { report } from '../../site/findings.ts';
import { escapeHtml, isSafe, markSafe, plainText, type SafeText } from '../../site/markup.ts';
import { PageFiller } from '../../site/page-filler.ts';
import { minutesOf, PageView } from '../../site/page-view.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { slugify } from '../../url.ts';
import { pay } from '../fuel.ts';
import { currentLanguage, finite, isOptions, knownLocale, splitOptions, text } from './arguments.ts';
import type { Functions } from './library.ts';

/** Short texts that many pages show are parsed once. */
const KEPT_TEXTS = 2_000;

export function textFilters(index: SiteIndex): Functions {
  const parse = markdownParser(index);
  return {
    markdownify: (value, options) => markdownify(index, parse, value, options),
    slugify: (value) => slugify(text(value) ?? ''),
    readingTime: (value) => minutesOf(wordsOf(plain(value)).length),
    plain,
    truncateWords: (value, count, ending) => truncateWords(plain(value), finite(count) ?? 50, text(ending) ?? '…'),
    json: (value, indent) => markSafe(scriptJson(value, finite(indent) ?? 0)),
    number: (value, ...args) => formatNumber(index, value, args),
    xml: (value) => markSafe(xml(text(value) ?? '')),
  };
}

function markdownParser(index: SiteIndex): (source: string, language: string) => MarkdownResult {
  let markdown: Markdown | null = null;
  const known = new Map<string, MarkdownResult>();
  return (source, language) => {
    const key = `${language}\n${source}`;
    let result = known.get(key);
    if (result === undefined) {
      if (known.size >= KEPT_TEXTS) known.clear();
      markdown ??= createMarkdown(index.config.markdown);
      result = markdown(source, language);
      known.set(key, result);
    }
    return result;
  };
}

function plain(value: unknown): string {
  const written = text(value) ?? '';
  return isSafe(value) ? plainText(written) : written.replace(/\s+/g, ' ').trim();
}

function wordsOf(value: string): string[] {
  return value === '' ? [] : value.split(' ');
}

function truncateWords(value: string, count: number, ending: string): string {
  const words = wordsOf(value);
  return words.length <= count ? value : words.slice(0, Math.max(0, count)).join(' ') + ending;
}

/** Fuel for a parse of no text; each two characters cost one more. Paid whether or not the result is known. */
const MARKDOWN_COST = 50;

const oneParagraph = /^<p>([\s\S]*)<\/p>\s*$/;

/** Markdown as in documents, links and embeds too. With `inline`, a single paragraph loses its tags. */
function markdownify(
  index: SiteIndex,
  parse: ReturnType<typeof markdownParser>,
  value: unknown,
  options: unknown,
): SafeText | null {
  if (value === null || value === undefined) return null;
  if (isSafe(value)) return value;
  const recorder = currentRecorder();
  recorder.read('site:markdown');
  const source = String(value);
  pay(recorder, MARKDOWN_COST + (source.length >> 1));
  const body = parse(source, currentLanguage(index));
  for (const { code, data, detail } of body.findings) report(code, data, detail ?? '');
  const page = index.pageById(recorder.page) ?? index.record(index.snapshot.home);
  const html = body.holes.length === 0 ? body.html : fillHoles(body, new PageFiller(index, page, null));
  const inline = isOptions(options) && options.inline === true;
  const inner = inline ? oneParagraph.exec(html)?.[1] : undefined;
  return markSafe(inner === undefined || inner.includes('<p>') ? html : inner);
}

const inScript: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Fuel for one value in JSON. */
const JSON_COST = 2;

/** JSON that can stand in a <script>: nothing in it can end the element. */
function scriptJson(value: unknown, indent: number): string {
  const recorder = currentRecorder();
  const counted = (_key: string, part: unknown): unknown => {
    pay(recorder, JSON_COST);
    return shown(part);
  };
  const json = JSON.stringify(value, counted, Math.min(10, Math.max(0, indent))) ?? 'null';
  return json.replace(/[<>&\u2028\u2029]/g, (mark) => inScript[mark] as string);
}

/** A page in JSON is its title and address; safe text is text. */
function shown(value: unknown): unknown {
  if (value instanceof PageView) return { title: value.title, url: value.url };
  return isSafe(value) ? value.toString() : value;
}

const numbers = new Map<string, Intl.NumberFormat>();
const KEPT_FORMATS = 100;

/** By the page's language: `1234.5 | number`, `0.25 | number(style='percent')`, `3.14159 | number(1)`. */
function formatNumber(index: SiteIndex, value: unknown, args: readonly unknown[]): string | null {
  const number = finite(value);
  if (number === null) return text(value);
  const { positional, options } = splitOptions(args);
  const digits = finite(positional[0] ?? options.digits);
  const style = options.style === 'percent' ? 'percent' : 'decimal';
  currentRecorder().read('locale');
  return numberFormat(text(options.locale) ?? currentLanguage(index), style, digits).format(number);
}

function numberFormat(locale: string, style: 'percent' | 'decimal', digits: number | null): Intl.NumberFormat {
  const key = `${locale}|${style}|${digits}`;
  let format = numbers.get(key);
  if (format === undefined) {
    if (numbers.size >= KEPT_FORMATS) numbers.clear();
    const fraction = digits === null ? null : Math.min(20, Math.max(0, Math.floor(digits)));
    format = new Intl.NumberFormat(knownLocale(locale), {
      style,
      ...(fraction === null ? {} : { minimumFractionDigits: fraction, maximumFractionDigits: fraction }),
    });
    numbers.set(key, format);
  }
  return format;
}

/** Control characters, lone surrogates and other code points that XML 1.0 cannot hold, even escaped. */
const notInXml = /(?![\t\n\r])\p{Cc}|\p{Noncharacter_Code_Point}|\p{Surrogate}/gu;

/** Text, or HTML that is to be carried as text, inside an XML element or attribute. */
function xml(value: string): string {
  return escapeHtml(value.replace(notInXml, '')).replaceAll('&#39;', '&apos;');
}
