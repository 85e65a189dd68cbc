/** What `image()` gives to a template: the whole HTML when printed, and the parts of it for templates that write their own. */
import type { AssetRecord } from '../../shared/snapshot.ts';
import type { ResponsiveImage } from '../assets/responsive.ts';
import { markSafe, type SafeText } from './markup.ts';
import { imgTag, type PictureOptions, pictureMarkup, responsive } from './pictures.ts';
import type { SiteIndex } from './site-index.ts';

/** `srcset` and `sizes` are "" when there are no variants; `width` and `height` are in CSS pixels, null when unknown. */
interface PictureParts {
  readonly src: string;
  readonly srcset: string;
  readonly sizes: string;
  readonly sources: readonly { readonly type: string; readonly srcset: string }[];
  readonly width: number | null;
  readonly height: number | null;
}

export type PictureText = SafeText & PictureParts;

export function pictureText(index: SiteIndex, asset: AssetRecord, options: PictureOptions): PictureText {
  const image = responsive(index, asset, options);
  return withParts(pictureMarkup(image, options), image);
}

/** A picture of which nothing is known but its address. */
export function plainPicture(src: string, options: PictureOptions): PictureText {
  const parts = { src, srcset: '', sizes: '', sources: [], width: null, height: null };
  return withParts(imgTag(src, options), parts);
}

function withParts(
  html: string,
  { src, srcset, sizes, sources, width, height }: PictureParts | ResponsiveImage,
): PictureText {
  return Object.freeze(Object.assign(markSafe(html), { src, srcset, sizes, sources, width, height }));
}
