/** Pictures for the repository: small, and written only where an eye would see a difference. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import sharp from 'sharp';

/** Best first. */
const qualities = [92, 88, 84, 80, 75, 70, 60, 50] as const;
/** Of 255: what a channel must differ by to count as another colour. */
const seen = 6;
/** Pixels that may differ: a time of day, or how long a build took, in small type. */
const trifle = 400;

/**
 * @param limit bytes
 * @returns a line on what was done
 * @throws Error when no quality is small enough
 */
export async function savePicture(png: Buffer, file: string, limit: number): Promise<string> {
  const name = basename(file);
  const bytes = await encode(png, limit);
  if (bytes === null) throw new Error(`${name} is larger than ${limit / 1024} KB, whatever its quality.`);
  if (existsSync(file) && (await looksAlike(bytes, await readFile(file)))) return `${name}  as it was`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, bytes);
  return `${name}  ${Math.ceil(bytes.length / 1024)} KB`;
}

async function encode(png: Buffer, limit: number): Promise<Buffer | null> {
  for (const quality of qualities) {
    const bytes = await sharp(png).webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length <= limit) return bytes;
  }
  return null;
}

/** Two pictures of one size that differ in a trifle at most. */
export async function looksAlike(one: Buffer, other: Buffer): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
  );
  if (a === undefined || b === undefined || a.info.width !== b.info.width || a.info.height !== b.info.height)
    return false;
  let different = 0;
  for (let at = 0; at < a.data.length; at += a.info.channels) {
    let apart = 0;
    for (let channel = at; channel < at + a.info.channels; channel++)
      apart = Math.max(apart, Math.abs((a.data[channel] ?? 0) - (b.data[channel] ?? 0)));
    if (apart > seen) different++;
  }
  return different <= trifle;
}
