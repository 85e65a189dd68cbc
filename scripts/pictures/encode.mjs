// From a drawn sheet to a file: paper grain laid over it, and the best quality that fits the limit.
import sharp from 'sharp';
import { MARGIN, numbers } from './shapes.mjs';

/** Paper grain, laid over the print: grey noise, faint. */
async function grain(width, height, seed) {
  const random = numbers(seed);
  const pixels = Buffer.alloc(width * height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 118 + random() * 20;
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .blur(0.9)
    .png()
    .toBuffer();
}

/** A diagram, as drawn and without grain. @returns a PNG of few colours */
export async function encodeDiagram(svg) {
  const drawn = sharp(Buffer.from(svg));
  const whole = await drawn.metadata();
  const [width, height] = [whole.width - 2 * MARGIN, whole.height - 2 * MARGIN];
  const cut = drawn.extract({ left: MARGIN, top: MARGIN, width, height }).removeAlpha();
  return await cut.png({ palette: true, colours: 64, effort: 10 }).toBuffer();
}

/** A painted sheet, with grain. @returns a JPEG of at most `limit` bytes */
export async function encode(svg, seed, limit) {
  const drawn = sharp(Buffer.from(svg));
  const whole = await drawn.metadata();
  const [width, height] = [whole.width - 2 * MARGIN, whole.height - 2 * MARGIN];
  const flat = await drawn.extract({ left: MARGIN, top: MARGIN, width, height }).removeAlpha().png().toBuffer();
  const print = await sharp(flat)
    .composite([{ input: await grain(width, height, seed), blend: 'soft-light' }])
    .removeAlpha()
    .png()
    .toBuffer();
  for (let quality = 82; quality >= 50; quality -= 4) {
    const bytes = await sharp(print).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (bytes.length <= limit) return bytes;
  }
  throw new Error(`This picture does not fit into ${Math.round(limit / 1024)} KB at a quality worth keeping.`);
}
