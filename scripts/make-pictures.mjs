// Draws the pictures of examples/journal: layered prints of an estuary, made of shapes and paper grain.
// The same pictures come out each time.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { kingfisher, loaf, notebook, rounds } from './pictures/near.mjs';
import { MARGIN, numbers } from './pictures/shapes.mjs';
import { dusk, estuary, frost, island, sand, sluice, wall } from './pictures/shore.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../examples/journal');

const LIMIT = 120 * 1024;

const pictures = [
  ['content/estuary.jpg', estuary()],
  ['content/posts/first-frost/frost.jpg', frost()],
  ['content/posts/kingfisher/kingfisher.jpg', kingfisher()],
  ['content/posts/kingfisher/rounds.jpg', rounds()],
  ['content/posts/cold-kitchen-loaf/loaf.jpg', loaf()],
  ['content/posts/sea-wall-island/wall.jpg', wall()],
  ['content/posts/sea-wall-island/sluice.jpg', sluice()],
  ['content/posts/sea-wall-island/island.jpg', island()],
  ['content/posts/sea-wall-island/moonrise.jpg', dusk(109)],
  ['content/posts/sea-wall-island/sand.jpg', sand()],
  ['content/posts/notebook/curlew.jpg', dusk(173)],
  ['content/posts/notebook/notebook.jpg', notebook()],
];

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

/** Encodes under the size limit: the best quality that fits. */
async function encode(svg, seed) {
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
    if (bytes.length <= LIMIT) return { bytes, quality };
  }
  throw new Error('This picture does not fit into 120 KB at a quality worth keeping.');
}

for (const [index, [path, svg]] of pictures.entries()) {
  const { bytes, quality } = await encode(svg, 1000 + index);
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), bytes);
  console.log(`${path}  ${Math.round(bytes.length / 1024)} KB, quality ${quality}`);
}
