/** Messages between the orchestrator and the image tasks of the workers (src/worker/images.ts). Plain data. */
import type { ImageRequest } from '../trace/recorder.ts';

/** Above this many pixels an image is not decoded. */
export const MAX_PIXELS = 100_000_000;

export interface FileHash {
  hash: string;
  bytes: number;
}

export interface UnreadableFile {
  problem: 'unreadable';
  /** What the system said. */
  message: string;
}

/** A file that is no picture, or none that browsers show, whatever its name says. */
export interface NotAnImage extends FileHash {
  problem: 'not-an-image';
  /** What the decoder said. */
  message: string;
}

export interface ImageInfo extends FileHash {
  /** As shown, with the photo's orientation respected; null for an SVG that states no size. */
  width: number | null;
  height: number | null;
  /** "jpeg", "png", "gif", "webp", "avif", "svg" or another that the decoder knows. */
  format: string;
  animated: boolean;
}

export interface EncodeJob {
  /** Absolute path of the original. */
  source: string;
  /** Hash that the original must have: its variants are stored under names made of it. */
  sourceHash: string;
  width: number;
  format: ImageRequest['format'];
  quality: number;
  /** Absolute path at which the variant is stored. Its name stands for all inputs: what is there already is right. */
  cachePath: string;
}

/** `changed`: the original is not what it was when the build began. `code` is the system's ("ENOSPC"), for `write`. */
export type EncodeResult =
  | { bytes: number; reused: boolean }
  | { problem: 'unreadable' | 'changed' | 'encode' | 'write'; message: string; code?: string };
