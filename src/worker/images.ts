/** The image tasks of the pool: hashes, sizes and variants. Every failure is data; libvips is loaded at the first raster image. */
import { createHash, type Hash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { Sharp } from 'sharp';
import { readSvg } from '../kernel/assets/svg.ts';
import type {
  EncodeJob,
  EncodeResult,
  FileHash,
  ImageInfo,
  NotAnImage,
  UnreadableFile,
} from '../kernel/assets/tasks.ts';

/** An SVG's root is looked for in its first characters only. */
const SVG_HEAD = 65_536;
const CHUNK = 1 << 20;
/** SVG text that got a raster's name is refused by Galley although libvips could draw it. */
const rasterFormats = new Set(['jpeg', 'png', 'gif', 'webp', 'heif', 'avif']);

type SharpModule = typeof import('sharp')['default'];
let loading: Promise<SharpModule> | undefined;

/** One thread an image, since several images are worked on at a time; no cache, since no image comes twice. */
function loadSharp(): Promise<SharpModule> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  });
  return loading;
}

/** @param paths absolute; results in the same order */
export async function hashFiles(paths: readonly string[]): Promise<(FileHash | UnreadableFile)[]> {
  return inOrder(paths, (path) => orProblem(() => hashFile(path)));
}

/** Hash and size of each picture. @param paths absolute; results in the same order */
export async function imageInfo(paths: readonly string[]): Promise<(ImageInfo | NotAnImage | UnreadableFile)[]> {
  return inOrder(paths, (path) => orProblem(() => infoOf(path)));
}

async function inOrder<T>(paths: readonly string[], work: (path: string) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (const path of paths) results.push(await work(path));
  return results;
}

async function orProblem<T>(work: () => Promise<T>): Promise<T | UnreadableFile> {
  try {
    return await work();
  } catch (error) {
    return { problem: 'unreadable', message: messageOf(error) };
  }
}

async function hashFile(path: string): Promise<FileHash> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK);
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK);
      if (bytesRead === 0) return { hash: short(hash), bytes };
      hash.update(chunk.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** As everywhere in Galley: the first 32 hexadecimal characters. */
function short(hash: Hash): string {
  return hash.digest('hex').slice(0, 32);
}

async function infoOf(path: string): Promise<ImageInfo | NotAnImage> {
  if (extname(path).toLowerCase() === '.svg') return svgInfo(path);
  const known = await hashFile(path);
  const sharp = await loadSharp();
  try {
    const metadata = await sharp(path, { limitInputPixels: false }).metadata();
    const { format, compression, pages = 1 } = metadata;
    if (!rasterFormats.has(format) || (format === 'heif' && compression !== 'av1')) {
      return { ...known, problem: 'not-an-image', message: `its content is ${format}` };
    }
    const { width, height } = metadata.autoOrient;
    return { ...known, width, height, format: format === 'heif' ? 'avif' : format, animated: pages > 1 };
  } catch (error) {
    return { ...known, problem: 'not-an-image', message: refusalOf(error) };
  }
}

/**
 * What sharp says for itself. The rest of its message is libvips' buffer of errors, which all pictures of the process share: what is in it
 * depends on what else is worked on, and the same picture would be another proof each time.
 */
function refusalOf(error: unknown): string {
  return /^(?:Input|Processed) [^:]*/.exec(messageOf(error))?.[0] ?? 'it is damaged';
}

async function svgInfo(path: string): Promise<ImageInfo | NotAnImage> {
  const content = await readFile(path);
  const known = { hash: short(createHash('sha256').update(content)), bytes: content.length };
  const svg = readSvg(content.subarray(0, SVG_HEAD).toString('utf8'));
  if (svg === null) return { ...known, problem: 'not-an-image', message: 'it does not begin with an <svg> element' };
  const { width, height } = svg.size ?? { width: null, height: null };
  return { ...known, width, height, format: 'svg', animated: false };
}

/** Writes one variant, or finds it written. The original's orientation is applied and its other metadata left out. */
export async function encodeVariant(job: EncodeJob): Promise<EncodeResult> {
  try {
    const present = await wholeSizeOf(job.cachePath);
    if (present > 0) return { bytes: present, reused: true };
  } catch (error) {
    return writeProblem(error);
  }
  let original: Buffer;
  try {
    original = await readFile(job.source);
  } catch (error) {
    return { problem: 'unreadable', message: messageOf(error) };
  }
  if (short(createHash('sha256').update(original)) !== job.sourceHash) {
    return { problem: 'changed', message: 'the file changed during the build' };
  }
  let encoded: Buffer;
  try {
    encoded = await encode(original, job);
  } catch (error) {
    return { problem: 'encode', message: refusalOf(error) };
  }
  try {
    await store(job.cachePath, encoded);
    await store(sumOf(job.cachePath), Buffer.from(short(createHash('sha256').update(encoded))));
  } catch (error) {
    return writeProblem(error);
  }
  return { bytes: encoded.length, reused: false };
}

function writeProblem(error: unknown): EncodeResult {
  const { code } = error as NodeJS.ErrnoException;
  return { problem: 'write', message: messageOf(error), ...(code === undefined ? {} : { code }) };
}

/** Colours are converted to sRGB by libvips, with the original's profile, so that none needs to be kept. */
async function encode(original: Buffer, job: EncodeJob): Promise<Buffer> {
  const sharp = await loadSharp();
  const image = sharp(original).autoOrient().resize({ width: job.width, withoutEnlargement: true });
  return inFormat(image, job).toBuffer();
}

function inFormat(image: Sharp, { format, quality }: EncodeJob): Sharp {
  switch (format) {
    case 'webp':
      return image.webp({ quality });
    case 'avif':
      return image.avif({ quality });
    case 'jpeg':
      return image.flatten({ background: '#ffffff' }).jpeg({ quality, mozjpeg: true });
    case 'png':
      return image.png({ compressionLevel: 9 });
  }
}

/** Beside each variant: what its bytes come to. */
function sumOf(path: string): string {
  return `${path}.sum`;
}

/** Bytes of a variant that is as it was stored; 0: it is not there, or something has happened to it. */
async function wholeSizeOf(path: string): Promise<number> {
  try {
    const [content, sum] = await Promise.all([readFile(path), readFile(sumOf(path), 'utf8')]);
    return short(createHash('sha256').update(content)) === sum ? content.length : 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** Under a unique temporary name, synced, then renamed: what has a variant's name is whole. */
async function store(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
