/** What fills the holes of a text: links, pictures and embeds, seen from the page that the text belongs to. */
import type { Finding, FindingData, Fix, SourceRange } from '../../shared/proof.ts';
import type { ProofCode } from '../../shared/proofs/registry.ts';
import type { PageRecord } from '../../shared/snapshot.ts';
import type { Hole, HoleFiller } from '../markdown/types.ts';
import { currentRecorder } from '../trace/recorder.ts';
import { faultFinding } from './faults.ts';
import { report } from './findings.ts';
import { type LinkTarget, resolveLink } from './links.ts';
import { escapeHtml, markSafe, type SafeText } from './markup.ts';
import { findPicture, imgTag, type Picture, type PictureOptions, pictureHtml } from './pictures.ts';
import type { SiteIndex } from './site-index.ts';

type LinkHole = Hole & { kind: 'link' };
type ImageHole = Hole & { kind: 'image' };
type EmbedHole = Hole & { kind: 'embed' };

const IMAGE_TEMPLATE = 'shortcodes/image.njk';
/** Embeds in embeds in texts that partials turn into HTML; deeper is taken for endless. */
const MAX_DEPTH = 20;

export class PageFiller implements HoleFiller {
  readonly #index: SiteIndex;
  readonly #page: PageRecord;
  readonly #file: string | null;

  /**
   * @param page whose text it is: paths are relative to its document, embeds see it as `page`
   * @param file the document that ranges are of; null for a text from elsewhere (markdownify), whose findings get the template's place
   */
  constructor(index: SiteIndex, page: PageRecord, file: string | null) {
    this.#index = index;
    this.#page = page;
    this.#file = file;
  }

  link(hole: LinkHole): string {
    const target = resolveLink(this.#index, hole.target, this.#page.source);
    if (target.state === 'missing' || target.state === 'wrong-case') this.#reportLink(hole, target);
    return escapeHtml(target.url);
  }

  #reportLink(hole: LinkHole, link: LinkTarget & { state: 'missing' | 'wrong-case' }): void {
    const code = link.state === 'missing' ? 'link-document-missing' : 'link-document-wrong-case';
    const near = link.near === null ? '' : this.#asWritten(link.near, hole.target);
    const data = { target: hole.target, text: hole.text, near, path: link.path };
    this.#report(code, data, hole, `no document at ${link.path}`, link.path);
  }

  image(hole: ImageHole): string {
    const picture = this.#picture(hole);
    if (this.#hasTemplate(IMAGE_TEMPLATE)) return this.#imageByTemplate(hole, picture);
    const { figure, alt, title } = hole;
    const { shown, attributes } = splitAttributes(hole.attributes);
    const options: PictureOptions = { ...shown, alt, title: figure ? null : title };
    if (!figure) options.attributes = attributes;
    const img = this.#img(picture, hole.target, options);
    if (!figure) return img;
    const caption = title === null || title === '' ? '' : `<figcaption>${escapeHtml(title)}</figcaption>`;
    return `<figure${attributes === '' ? '' : ` ${attributes}`}>${img}${caption}</figure>`;
  }

  /** One that is not there is noted too: it may come. */
  #hasTemplate(name: string): boolean {
    currentRecorder().read(`file:${name}`);
    return this.#index.templates.has(name);
  }

  /** The picture to show; a mistake in its name is reported here. */
  #picture(hole: ImageHole): Picture {
    const picture = findPicture(this.#index, hole.target, this.#page.source);
    if (picture.state !== 'missing' && picture.state !== 'wrong-case') return picture;
    const code = picture.state === 'missing' ? 'image-missing' : 'image-wrong-case';
    const near = picture.near === null ? '' : this.#asWritten(picture.near, hole.target);
    this.#report(code, { name: hole.target, near }, hole, `looked for ${picture.name}`, picture.name);
    return picture.state === 'wrong-case' ? picture.picture : picture;
  }

  #img(picture: Picture, target: string, options: PictureOptions): string {
    if (picture.state === 'found') return pictureHtml(this.#index, picture.asset, options);
    return imgTag(picture.state === 'plain' ? picture.url : target, options);
  }

  #imageByTemplate(hole: ImageHole, picture: Picture): string {
    const { alt, title, figure, target } = hole;
    const { shown, attributes } = splitAttributes(hole.attributes);
    const html = this.#img(picture, target, { ...shown, alt, title: figure ? null : title, attributes });
    const asset = picture.state === 'found' ? picture.asset : null;
    const values = {
      src: asset?.url ?? (picture.state === 'plain' ? picture.url : target),
      alt,
      title,
      figure,
      width: asset?.width ?? null,
      height: asset?.height ?? null,
      html: markSafe(html),
    };
    return this.#render(IMAGE_TEMPLATE, { attributes: Object.freeze(values), title, body: '', inline: !figure }, html);
  }

  embed(hole: EmbedHole, body: string): string {
    const name = `shortcodes/${hole.name}.njk`;
    if (!this.#hasTemplate(name)) return this.#unknownEmbed(hole, body);
    const { attributes, title, inline } = hole;
    const heading = title === null ? null : markSafe(title);
    const values = { attributes: Object.freeze(attributes), title: heading, body: bodyText(body), inline };
    return this.#fromText(hole, this.#render(name, values, body));
  }

  /** What an embed prints is asked for by a line of the text. */
  #fromText({ range }: EmbedHole, html: string): string {
    const marker = currentRecorder().marker;
    if (marker === null || this.#file === null || html === '') return html;
    return marker.around(html, { place: 0, values: [['text', this.#file, String(range.start.line)]] });
  }

  #unknownEmbed(hole: EmbedHole, body: string): string {
    currentRecorder().read(`near:embed.${hole.name}`);
    const near = this.#index.lookups.names('embed').nearest(hole.name) ?? '';
    this.#report(
      'embed-unknown',
      { name: hole.name, near },
      hole,
      `no template shortcodes/${hole.name}.njk`,
      hole.name,
    );
    return hole.title === null ? body : `<p><strong>${hole.title}</strong></p>\n${body}`;
  }

  /**
   * What ran out of fuel or goes in circles ends the outermost embed: each level that went on would multiply the work.
   * @param fallback what stands there when the template fails
   */
  #render(name: string, values: Readonly<Record<string, unknown>>, fallback: string): string {
    const index = this.#index;
    const page = index.selfPage(index.numberOfRecord(this.#page) as number);
    try {
      return index.nested(MAX_DEPTH, () => index.templates.render(name, { ...index.shared, page, ...values }));
    } catch (error) {
      const finding = faultFinding(error, name);
      if (index.nesting > 0 && isEndless(finding)) throw error;
      currentRecorder().findings.push(finding);
      return fallback;
    }
  }

  /** @param cause what is wrong wherever it is written: one proof for all its places */
  #report(code: ProofCode, data: FindingData & { near: string }, hole: Hole, detail: string, cause: string): void {
    if (this.#file === null) {
      report(code, data, detail);
      return;
    }
    const { range } = hole;
    const expression = hole.kind === 'embed' ? hole.name : hole.target;
    const finding: Finding = { code, data, file: this.#file, range, expression, detail, cause };
    if (hole.kind !== 'embed' && data.near !== '')
      finding.fixes = [renameFix(this.#file, range, hole.target, data.near)];
    currentRecorder().findings.push(finding);
  }

  /** The name of a document or picture as this document would write it, in the manner of what it wrote. */
  #asWritten(path: string, target: string): string {
    const { source } = this.#page;
    const inContent = path.startsWith('content/');
    if (target.startsWith('/')) return `/${inContent ? path.slice('content/'.length) : path}`;
    return inContent && source !== null ? relativePath(source, path, target.startsWith('./')) : path;
  }
}

function isEndless({ code }: Finding): boolean {
  return code === 'template-recursion' || code === 'template-too-much-work';
}

function relativePath(source: string, path: string, dotted: boolean): string {
  const from = source.split('/').slice(0, -1);
  const to = path.split('/');
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common++;
  const up = from.slice(common).map(() => '..');
  return [...(up.length === 0 && dotted ? ['.'] : up), ...to.slice(common)].join('/');
}

const notBare = /[\s()<>%?#]/g;

/** Replaces a name by `near`; an edit where the range holds exactly the name, else advice. */
function renameFix(file: string, range: SourceRange, target: string, near: string): Fix {
  const label = `Write “${near}”`;
  const { start, end } = range;
  if (start.line !== end.line || end.column - start.column !== target.length) return { label, kind: 'advice' };
  const rest = target.slice(target.search(/[?#]|$/));
  const name = near.replace(notBare, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  return { label, kind: 'edit', edits: [{ file, range, text: name + rest, was: target }] };
}

const ofPicture = /(?:^| )(width|loading)="([^"]*)"/g;

/** `{width=300 loading=eager .wide}` behind a picture: how it is shown, and what its outermost element gets. */
function splitAttributes(written: string): { shown: Pick<PictureOptions, 'width' | 'loading'>; attributes: string } {
  const shown: Pick<PictureOptions, 'width' | 'loading'> = {};
  const attributes = written.replace(ofPicture, (whole, name: string, value: string) => {
    if (name === 'loading') shown.loading = value;
    else if (/^\d{1,5}$/.test(value)) shown.width = Number(value);
    else return whole;
    return '';
  });
  return { shown, attributes: attributes.trim() };
}

/** Empty is the empty string, so that `if body` is what it says. */
function bodyText(html: string): SafeText | '' {
  return html.trim() === '' ? '' : markSafe(html);
}
