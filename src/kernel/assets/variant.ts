/** Names of image variants: made of the inputs alone, so that a page can point at a variant before it is encoded. */
import { createHash } from 'node:crypto';
import type { ImageRequest } from '../trace/recorder.ts';

export type VariantFormat = ImageRequest['format'];

const extensions: Record<VariantFormat, string> = { webp: 'webp', avif: 'avif', jpeg: 'jpg', png: 'png' };

export interface VariantInputs {
  /** Hash of the original's bytes. */
  sourceHash: string;
  width: number;
  format: VariantFormat;
  quality: number;
  /** Versions of what encodes ("sharp/0.35.5 vips/8.18.7 …"). */
  encoder: string;
}

/** Stands for everything that the variant's bytes depend on. Hexadecimal, 64 characters. */
function variantHash(inputs: VariantInputs): string {
  const { sourceHash, width, format, quality, encoder } = inputs;
  return createHash('sha256').update(`${sourceHash}\n${width}\n${format}\n${quality}\n${encoder}`).digest('hex');
}

/** Its file in the cache, without the folder. */
export function variantCacheName(inputs: VariantInputs): string {
  return `${variantHash(inputs)}.${extensions[inputs.format]}`;
}

/** Path in public/, not encoded: `images/<stem>.<hash10>-<width>.<ext>`. `name` is the asset's. */
export function variantOutput(
  sourceHash: string,
  name: string,
  width: number,
  format: VariantFormat,
  quality: number,
  encoder: string,
): string {
  const file = name.slice(name.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  const stem = (dot > 0 ? file.slice(0, dot) : file).normalize('NFC');
  const hash = variantHash({ sourceHash, width, format, quality, encoder });
  return `images/${stem}.${hash.slice(0, 10)}-${width}.${extensions[format]}`;
}
