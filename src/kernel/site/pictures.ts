/** Finding pictures by what documents and templates call them, and writing them as HTML. */
import type { AssetRecord } from '../../shared/snapshot.ts';
import {
  type ImageOptions,
  type ResponsiveContext,
  type ResponsiveImage,
  responsiveImage,
} from '../assets/responsive.ts';
import { currentRecorder } from '../trace/recorder.ts';
import { decodePath, encodePath } from '../url.ts';
import { sourcePath } from './links.ts';
import { escapeHtml } from './markup.ts';
import { folded } from './nearest.ts';
import type { SiteIndex } from './site-index.ts';

export type Picture =
  | { state: 'found'; asset: AssetRecord }
  /** A file of static/, or an address elsewhere: shown as it is. */
  | { state: 'plain'; url: string }
  /** Only upper and lower case differ; `near` is the name as it is on disk. */
  | { state: 'wrong-case'; name: string; near: string; picture: Picture }
  | { state: 'missing'; name: string; near: string | null };

const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;

/**
 * @param target as written: beside the document, in assets/, or a path of the site ("/img/a.png")
 * @param source the document that it is seen from; null for none
 */
export function findPicture(index: SiteIndex, target: string, source: string | null): Picture {
  if (elsewhere.test(target)) return { state: 'plain', url: target };
  const name = decodePath(target.replace(/[?#].*$/s, ''));
  const names = candidates(name, source);
  for (const candidate of names) {
    const found = lookUp(index, candidate);
    if (found !== null) return found;
  }
  return notFound(index, name, names);
}

/** Names to try, in order. A path that begins with `static:` is one of static/. */
function candidates(name: string, source: string | null): string[] {
  const rooted = name.startsWith('/');
  const bare = name.replace(/^\/+/, '').normalize('NFC');
  const beside = sourcePath(name, source);
  const names = rooted ? [`static:${bare}`, bare] : [];
  if (beside !== null) names.push(...underFolder(beside));
  if (!rooted) names.push(bare);
  return [...new Set([...names, ...underFolder(bare)])];
}

function underFolder(path: string): string[] {
  if (path.startsWith('assets/')) return [path.slice('assets/'.length)];
  return path.startsWith('static/') ? [`static:${path.slice('static/'.length)}`] : [path];
}

function lookUp(index: SiteIndex, candidate: string): Picture | null {
  if (!candidate.startsWith('static:')) {
    const asset = index.asset(candidate);
    return asset === null ? null : { state: 'found', asset };
  }
  currentRecorder().read(candidate);
  const path = candidate.slice('static:'.length);
  return index.lookups.isStatic(path) ? { state: 'plain', url: staticUrl(index, path) } : null;
}

function staticUrl(index: SiteIndex, path: string): string {
  currentRecorder().read('site:url');
  return `${index.snapshot.basePath.replace(/\/$/, '')}/${encodePath(path)}`;
}

function notFound(index: SiteIndex, name: string, names: readonly string[]): Picture {
  let near: string | null = null;
  for (const candidate of names) {
    const bare = candidate.replace(/^static:/, '');
    currentRecorder().read(`near:picture.${bare}`);
    const nearest = index.lookups.names('picture').nearest(bare);
    if (nearest !== null && folded(nearest) === folded(bare)) {
      const picture = lookUp(index, nearest) ?? lookUp(index, `static:${nearest}`);
      if (picture !== null) return { state: 'wrong-case', name, near: nearest, picture };
    }
    near ??= nearest;
  }
  return { state: 'missing', name, near };
}

/** How a picture is shown; `alt` null leaves the attribute out. */
export interface PictureOptions extends ImageOptions {
  alt: string | null;
  title?: string | null;
  class?: string | null;
  /** Further attributes, escaped, without a leading space. */
  attributes?: string;
}

/** An <img>, in a <picture> when there are several formats. Asks the running render's recorder for the variants. */
export function pictureHtml(index: SiteIndex, asset: AssetRecord, options: PictureOptions): string {
  return pictureMarkup(responsive(index, asset, options), options);
}

/** The variants of a picture; the running render's trace gets them as requests. */
export function responsive(index: SiteIndex, asset: AssetRecord, options: ImageOptions): ResponsiveImage {
  const recorder = currentRecorder();
  recorder.read('site:images');
  const image = responsiveImage(asset, responsiveContext(index), options);
  for (const request of image.requests) recorder.requests.set(request.output, request);
  return image;
}

export function pictureMarkup(image: ResponsiveImage, options: PictureOptions): string {
  const attributes = [
    image.srcset === '' ? '' : ` srcset="${escapeHtml(image.srcset)}" sizes="${escapeHtml(image.sizes)}"`,
    image.width === null ? '' : ` width="${image.width}"`,
    image.height === null ? '' : ` height="${image.height}"`,
  ];
  const img = imgTag(image.src, options, attributes.join(''));
  if (image.sources.length === 0) return img;
  const sources = image.sources.map(
    ({ type, srcset }) => `<source type="${type}" srcset="${escapeHtml(srcset)}" sizes="${escapeHtml(image.sizes)}">`,
  );
  return `<picture>${sources.join('')}${img}</picture>`;
}

function responsiveContext(index: SiteIndex): ResponsiveContext {
  return { images: index.config.images, basePath: index.snapshot.basePath, encoder: index.encoder };
}

/** @param more attributes with a leading space */
export function imgTag(src: string, options: PictureOptions, more = ''): string {
  const { alt, title, loading, attributes } = options;
  let html = `<img src="${escapeHtml(src)}"`;
  if (alt !== null) html += ` alt="${escapeHtml(alt)}"`;
  if (title) html += ` title="${escapeHtml(title)}"`;
  html += more;
  if (options.class) html += ` class="${escapeHtml(options.class)}"`;
  html += ` loading="${escapeHtml(loading ?? 'lazy')}" decoding="async"`;
  return `${html}${attributes ? ` ${attributes}` : ''}>`;
}
