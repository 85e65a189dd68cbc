/** Files of the design and pictures: look-ups, since what they are called and how large they are is known before rendering. */
import type { AssetRecord, PageRecord } from '../../../shared/snapshot.ts';
import type { VariantFormat } from '../../assets/variant.ts';
import { report } from '../../site/findings.ts';
import { PageView } from '../../site/page-view.ts';
import { type PictureText, pictureText, plainPicture } from '../../site/picture-text.ts';
import { findPicture, type Picture, type PictureOptions } from '../../site/pictures.ts';
import { ResourceView } from '../../site/resource-view.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { finite, isOptions, text } from './arguments.ts';
import type { Functions } from './library.ts';

/** A file of assets/, as it was written. Printed, it is its URL. */
class AssetView {
  readonly url: string;
  readonly integrity: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number;

  constructor(asset: AssetRecord) {
    this.url = asset.url;
    this.integrity = asset.integrity;
    this.width = asset.width;
    this.height = asset.height;
    this.bytes = asset.bytes;
    Object.freeze(this);
  }

  toString(): string {
    return this.url;
  }
}

export function assetFunctions(index: SiteIndex): Functions {
  const views = new Map<AssetRecord, AssetView>();
  return {
    asset(name) {
      const record = assetNamed(index, text(name) ?? '');
      if (record === null) return null;
      let view = views.get(record);
      if (view === undefined) {
        view = new AssetView(record);
        views.set(record, view);
      }
      return view;
    },
    image: (target, options) => imageFor(index, target, isOptions(options) ? options : {}),
  };
}

function assetNamed(index: SiteIndex, written: string): AssetRecord | null {
  const name = written.replace(/^\/?(?:assets\/)?/, '');
  const record = index.asset(name);
  if (record !== null) return record;
  currentRecorder().read(`near:asset.${name}`);
  const near = index.lookups.names('asset').nearest(name) ?? '';
  report('asset-missing', { name, near }, `asset('${written}') is in no assets/ folder`, name);
  return null;
}

/** @returns null when there is no such picture, which is reported */
function imageFor(index: SiteIndex, target: unknown, options: Record<string, unknown>): PictureText | null {
  const name = ResourceView.sourceOf(target) ?? text(target);
  if (name === null || name === '') return null;
  const shown = pictureOptions(options);
  const picture = resolved(index, name, target instanceof ResourceView ? null : pageOf(index, options.page));
  if (picture === null) return null;
  return picture.state === 'found' ? pictureText(index, picture.asset, shown) : plainPicture(picture.url, shown);
}

function resolved(
  index: SiteIndex,
  name: string,
  page: PageRecord | null,
): (Picture & { state: 'found' | 'plain' }) | null {
  const picture = findPicture(index, name, page?.source ?? null);
  if (picture.state === 'found' || picture.state === 'plain') return picture;
  const code = picture.state === 'missing' ? 'image-missing' : 'image-wrong-case';
  report(code, { name, near: picture.near ?? '' }, `image('${name}')`, `${name} ${page?.id ?? ''}`);
  const other = picture.state === 'wrong-case' ? picture.picture : null;
  return other?.state === 'found' || other?.state === 'plain' ? other : null;
}

/** Pictures are named from a page's folder: that of `page:`, else of the page that is rendered. */
function pageOf(index: SiteIndex, option: unknown): PageRecord | null {
  const number = PageView.numberOf(option);
  return number === null ? index.pageById(currentRecorder().page) : index.record(number);
}

const formats = new Set(['webp', 'avif', 'jpeg', 'png']);

function pictureOptions(options: Record<string, unknown>): PictureOptions {
  const { alt, title, loading, sizes } = options;
  const made: PictureOptions = {
    alt: alt === undefined ? null : (text(alt) ?? ''),
    title: text(title),
    class: text(options.class),
    loading: text(loading),
  };
  const width = finite(options.width);
  const quality = finite(options.quality);
  if (width !== null && width >= 1) made.width = width;
  if (quality !== null && quality >= 1 && quality <= 100) made.quality = Math.round(quality);
  if (text(sizes) !== null) made.sizes = text(sizes) as string;
  if (Array.isArray(options.widths)) made.widths = options.widths.map(finite).filter((w) => w !== null);
  const wanted = Array.isArray(options.formats) ? options.formats.map(String).filter((f) => formats.has(f)) : [];
  if (wanted.length > 0) made.formats = wanted as VariantFormat[];
  return made;
}
