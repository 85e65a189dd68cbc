/** One pass over a page's final HTML. It runs on every page: what it costs, every build pays. */
import { cssReferences } from '../css/references.ts';
import { importMapUrls, structuredDataUrls } from './json-references.ts';
import { isUrlMeta, linkKind } from './link-kinds.ts';
import { attributes, tags } from './names.ts';
import { ReferenceList } from './reference-list.ts';
import { decodedText, HtmlScanner, type OpenTag, type ScanSink } from './scanner.ts';
import { srcsetUrls } from './srcset.ts';
import type { ImageFact, PageFacts, ReferenceKind } from './types.ts';

/** What a page refers to and says of itself. Never throws: broken HTML, other text and an empty string give what they hold. */
export function collectFacts(html: string): PageFacts {
  const collector = new FactsCollector(html);
  collector.scanner.run();
  return collector.facts();
}

const a = attributes;

/** `{{ name … }}`, `{% word … %}`, `{{< name … >}}`, `{{% name … %}}`; `\frac{{a}}{b}` and its like are formulas. */
const mark =
  /\{\{[<%]\s*\/?\s*[a-z][^{}]*?[>%]\}\}|(?<![\w^\\{}$])\{\{-?\s*[A-Za-z_][^{}]*\}\}|\{%-?\s*[a-z]\w*(?:[^%]|%(?!\}))*%\}/g;

class FactsCollector implements ScanSink {
  readonly scanner: HtmlScanner;
  readonly #references = new ReferenceList();
  readonly #ids = new Set<string>();
  readonly #repeated = new Set<string>();
  readonly #headings: { level: number; text: string }[] = [];
  readonly #images: ImageFact[] = [];
  readonly #marks = new Set<string>();
  #language: string | null = null;
  #title: string | null = null;
  #description: string | null = null;
  #base: string | null = null;
  #noindex = false;
  /** 0 outside headings. */
  #headingLevel = 0;
  #headingText = '';
  /** Depth of elements that show code as it is written. */
  #code = 0;
  readonly #lookForMarks: boolean;

  constructor(private readonly html: string) {
    this.scanner = new HtmlScanner(html, this);
    this.#lookForMarks = html.includes('{{') || html.includes('{%');
  }

  facts(): PageFacts {
    this.#endHeading();
    return {
      references: this.#references.items,
      ids: [...this.#ids],
      repeatedIds: [...this.#repeated],
      headings: this.#headings,
      images: this.#images,
      language: this.#language,
      title: this.#title,
      description: this.#description,
      base: this.#base,
      marks: [...this.#marks],
      noindex: this.#noindex,
    };
  }

  open(tag: OpenTag): void {
    if (tag.seen !== 0) {
      if (tag.has(a.id)) this.#id(tag);
      if (tag.has(a.style)) this.#css(tag.value(a.style) as string);
    }
    const { code } = tag;
    if (code === 0) return;
    if (code === tags.a || code === tags.area) this.#anchor(tag);
    else if (isHeading(code)) this.#startHeading(code - tags.h1 + 1);
    else if (isCode(code)) this.#code++;
    else if (tag.seen !== 0) this.#element(tag);
  }

  close(code: number): void {
    if (isHeading(code)) this.#endHeading();
    else if (isCode(code) && this.#code > 0) this.#code--;
  }

  text(start: number, end: number): void {
    if (this.#headingLevel !== 0) this.#headingText += this.html.slice(start, end);
    if (this.#lookForMarks && this.#code === 0) this.#findMarks(this.html.slice(start, end));
  }

  raw(code: number, start: number, end: number): void {
    if (code === tags.title) {
      if (this.#title !== null || this.scanner.foreign > 0) return;
      this.#title = collapsed(decodedText(this.html, start, end));
      this.#findMarks(this.#title);
    } else if (code === tags.style) this.#css(this.html.slice(start, end));
    else if (code === tags.script) this.#script(start, end);
  }

  #element(tag: OpenTag): void {
    switch (tag.code) {
      case tags.img:
        this.#image(tag);
        break;
      case tags.link:
        this.#link(tag);
        break;
      case tags.meta:
        this.#meta(tag);
        break;
      case tags.script:
        this.#refer('script', tag, a.src);
        break;
      case tags.html:
        this.#language ??= tag.value(a.lang);
        break;
      case tags.base:
        this.#base ??= tag.value(a.href)?.trim() ?? null;
        break;
      case tags.form:
        // What is posted goes to a program, not to a page.
        if (tag.value(a.method)?.trim().toLowerCase() !== 'post') this.#refer('link', tag, a.action);
        break;
      default:
        this.#embedded(tag);
    }
  }

  #embedded(tag: OpenTag): void {
    const { code } = tag;
    if (code === tags.source || code === tags.video || code === tags.audio || code === tags.track) {
      this.#refer('media', tag, a.src);
      this.#refer('image', tag, a.poster);
      this.#srcset(tag, a.srcset);
    } else if (code === tags.embed || code === tags.iframe || code === tags.frame) this.#refer('frame', tag, a.src);
    else if (code === tags.object) this.#refer('frame', tag, a.data);
    else if (code === tags.use) this.#refer('svg', tag, tag.has(a.href) ? a.href : a['xlink:href']);
    else if (code === tags.image || code === tags.feimage) {
      // Outside SVG, browsers take <image> for <img>.
      this.#refer('image', tag, tag.has(a.href) ? a.href : a['xlink:href']);
      this.#refer('image', tag, a.src);
    } else if (code === tags.input && tag.value(a.type)?.trim().toLowerCase() === 'image') {
      this.#refer('image', tag, a.src);
    }
  }

  #refer(kind: ReferenceKind, tag: OpenTag, attribute: number): void {
    if (tag.has(attribute)) this.#references.add(kind, tag.value(attribute));
  }

  #srcset(tag: OpenTag, attribute: number): void {
    const srcset = tag.value(attribute);
    if (srcset !== null) for (const url of srcsetUrls(srcset)) this.#references.add('image', url);
  }

  #id(tag: OpenTag): void {
    const id = tag.value(a.id) as string;
    if (id === '') return;
    if (this.#ids.has(id)) this.#repeated.add(id);
    else this.#ids.add(id);
  }

  #anchor(tag: OpenTag): void {
    this.#refer('link', tag, tag.has(a.href) ? a.href : a['xlink:href']);
    const name = tag.code === tags.a ? tag.value(a.name) : null;
    if (name !== null && name !== '') this.#ids.add(name);
  }

  #image(tag: OpenTag): void {
    this.#refer('image', tag, a.src);
    this.#srcset(tag, a.srcset);
    const alt = tag.value(a.alt) ?? otherText(tag);
    if (alt !== null && this.#lookForMarks) this.#findMarks(alt);
    this.#images.push({ src: tag.value(a.src)?.trim() ?? '', alt, sized: tag.has(a.width) && tag.has(a.height) });
  }

  #link(tag: OpenTag): void {
    const kind = linkKind(tag.value(a.rel), tag.value(a.as));
    if (kind === null) return;
    this.#refer(kind, tag, a.href);
    this.#srcset(tag, a.imagesrcset);
  }

  #meta(tag: OpenTag): void {
    const content = tag.value(a.content);
    if (content === null) return;
    const name = (tag.value(a.name) ?? tag.value(a.property) ?? tag.value(a.itemprop))?.trim().toLowerCase();
    if (name === undefined) {
      if (tag.value(a['http-equiv'])?.trim().toLowerCase() === 'refresh') this.#refresh(content);
    } else if (name === 'description') this.#describe(content);
    else if (name === 'robots' || name === 'googlebot') {
      if (/\b(?:noindex|none)\b/i.test(content)) this.#noindex = true;
    } else if (isUrlMeta(name)) this.#references.add('meta', content);
  }

  #describe(content: string): void {
    if (this.#description !== null) return;
    this.#description = collapsed(content);
    if (this.#lookForMarks) this.#findMarks(content);
  }

  #refresh(content: string): void {
    const target = /^\s*[\d.]+\s*[;,]?\s*(?:url\s*=\s*)?(["']?)(.*)$/is.exec(content);
    if (target === null) return;
    const [, quote, rest] = target as unknown as [string, string, string];
    const end = quote === '' ? -1 : rest.indexOf(quote);
    this.#references.add('link', end === -1 ? rest : rest.slice(0, end));
  }

  #script(start: number, end: number): void {
    const type = this.scanner.tag.value(a.type)?.trim().toLowerCase();
    if (type === 'application/ld+json') {
      for (const url of structuredDataUrls(this.html.slice(start, end))) this.#references.add('meta', url);
    } else if (type === 'importmap') {
      for (const url of importMapUrls(this.html.slice(start, end))) this.#references.add('script', url);
    }
  }

  #css(css: string): void {
    for (const { kind, url } of cssReferences(css)) {
      this.#references.add(kind === 'import' ? 'style' : kind === 'font' ? 'font' : 'css', url);
    }
  }

  #startHeading(level: number): void {
    this.#endHeading();
    this.#headingLevel = level;
  }

  #endHeading(): void {
    if (this.#headingLevel === 0) return;
    const text = collapsed(decodedText(this.#headingText, 0, this.#headingText.length));
    this.#headings.push({ level: this.#headingLevel, text });
    this.#headingLevel = 0;
    this.#headingText = '';
  }

  #findMarks(text: string): void {
    if (!text.includes('{')) return;
    const read = text.includes('&') ? decodedText(text, 0, text.length) : text;
    for (const [found] of read.matchAll(mark)) this.#marks.add(collapsed(found));
  }
}

/** What a picture without alt says instead; '' when it is marked as decoration. */
function otherText(tag: OpenTag): string | null {
  const role = tag.value(a.role);
  if (role === 'presentation' || role === 'none' || tag.value(a['aria-hidden']) === 'true') return '';
  return tag.value(a['aria-label']) ?? (tag.has(a['aria-labelledby']) ? '' : null);
}

function isHeading(code: number): boolean {
  return code >= tags.h1 && code <= tags.h6;
}

function isCode(code: number): boolean {
  return code >= tags.code && code <= tags.samp;
}

function collapsed(text: string): string {
  return spaces.test(text) ? text.replace(/[ \t\n\r\f]+/g, ' ').trim() : text;
}

const spaces = /[\t\n\r\f]|^ | $| {2}/;
