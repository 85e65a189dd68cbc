/** What an <img> needs to offer a picture in several sizes; the variants themselves are encoded later. */
import type { SiteConfig } from '../../shared/config.ts';
import type { AssetRecord } from '../../shared/snapshot.ts';
import type { ImageRequest } from '../trace/recorder.ts';
import { encodePath } from '../url.ts';
import { extensionOf, withSlash } from './paths.ts';
import { type VariantFormat, variantOutput } from './variant.ts';

/** The tallest and widest that WebP can hold; AVIF and JPEG can more. */
const MAX_SIDE = 16_383;

export interface ResponsiveContext {
  /** The site's settings for images. */
  images: SiteConfig['images'];
  basePath: string;
  /** Versions of what encodes; part of every variant's name. */
  encoder: string;
}

/** Each absent option has the site's setting, or follows from the picture. */
export interface ImageOptions {
  /** Width in CSS pixels at which it is shown at most; variants go up to twice that. */
  width?: number;
  /** Widths of the variants, in pixels. */
  widths?: readonly number[];
  /** From the best to the one that every browser knows: the last goes into `srcset`, the others into `sources`. */
  formats?: readonly VariantFormat[];
  quality?: number;
  /** The `sizes` attribute. */
  sizes?: string;
  /** The `loading` attribute; null and absent: "lazy". */
  loading?: string | null;
}

export interface ResponsiveImage {
  /** URL of the original: what is shown where no variant fits. */
  src: string;
  /** "" when there are no variants: then `sizes` is "" too. */
  srcset: string;
  sizes: string;
  /** For <picture>, best first; empty with a single format. */
  sources: { type: string; srcset: string }[];
  /** In CSS pixels, for the attributes; null when unknown. */
  width: number | null;
  height: number | null;
  requests: ImageRequest[];
}

/** SVG, GIF, animated, oversized and unreadable pictures pass through unchanged. Nothing is ever enlarged. */
export function responsiveImage(
  asset: AssetRecord,
  context: ResponsiveContext,
  options: ImageOptions = {},
): ResponsiveImage {
  const { width, height } = asset;
  const shown = shownSize(width, height, options.width);
  const result: ResponsiveImage = { src: asset.url, srcset: '', sizes: '', sources: [], ...shown, requests: [] };
  if (width === null || height === null || !canVary(asset)) return result;
  const widths = variantWidths(width, height, options.widths ?? context.images.widths, options.width);
  const formats = options.formats ?? context.images.formats;
  if (widths.length === 0 || formats.length === 0) return result;
  const quality = options.quality ?? context.images.quality;
  const base = withSlash(context.basePath);
  formats.forEach((format, index) => {
    const requests = widths.map((w) => requestOf(asset, w, format, quality, context.encoder));
    const srcset = requests.map((request) => `${base}${encodePath(request.output)} ${request.width}w`).join(', ');
    result.requests.push(...requests);
    if (index === formats.length - 1) result.srcset = srcset;
    else result.sources.push({ type: `image/${format}`, srcset });
  });
  result.sizes = options.sizes ?? usualSizes(shown.width as number, options.loading ?? 'lazy');
  return result;
}

/** A lazy picture is fetched when its place is known: the browser takes its size from there, if it can (`auto`). */
function usualSizes(width: number, loading: string): string {
  const sizes = `(min-width: ${width}px) ${width}px, 100vw`;
  return loading === 'lazy' ? `auto, ${sizes}` : sizes;
}

function canVary(asset: AssetRecord): boolean {
  if (asset.kind !== 'image' || asset.fixed === true) return false;
  const extension = extensionOf(asset.output);
  return extension !== 'svg' && extension !== 'gif';
}

function shownSize(
  width: number | null,
  height: number | null,
  wanted: number | undefined,
): { width: number | null; height: number | null } {
  if (width === null || height === null || wanted === undefined || !(wanted >= 1) || wanted >= width) {
    return { width, height };
  }
  const shown = Math.round(wanted);
  return { width: shown, height: Math.max(1, Math.round((height * shown) / width)) };
}

/** The widths below the original's; the original's own too when none of the wanted is larger. Ascending. */
function variantWidths(width: number, height: number, wanted: readonly number[], shown: number | undefined): number[] {
  const limit = shown === undefined ? width : Math.min(width, Math.round(shown * 2));
  const usable = wanted.filter((w) => Number.isInteger(w) && w > 0);
  const below = usable.filter((w) => w < limit);
  if (usable.some((w) => w >= limit) || (shown !== undefined && below.length === 0)) below.push(limit);
  const fits = (w: number): boolean => w <= MAX_SIDE && Math.round((height * w) / width) <= MAX_SIDE;
  return [...new Set(below)].filter(fits).sort((a, b) => a - b);
}

function requestOf(
  asset: AssetRecord,
  width: number,
  format: VariantFormat,
  quality: number,
  encoder: string,
): ImageRequest {
  const output = variantOutput(asset.hash, asset.name, width, format, quality, encoder);
  return { asset: asset.name, width, format, quality, output };
}
