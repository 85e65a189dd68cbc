// Draws the pictures of the example sites, made of shapes and paper grain: `node scripts/make-pictures.mjs [journal|tour|handbook]`.
// The same pictures come out each time.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { barnOwl, heron, swift, valley, wren } from './pictures/birds.mjs';
import { encode, encodeDiagram } from './pictures/encode.mjs';
import { kingfisher, loaf, notebook, rounds } from './pictures/near.mjs';
import { celandine, cowParsley, foxglove, ivy, quarry, reedBed } from './pictures/plants.mjs';
import { dusk, estuary, frost, island, sand, sluice, wall } from './pictures/shore.mjs';
import { caseLay, pressDiagram, stick, workshop } from './pictures/workshop.mjs';

const examples = join(dirname(fileURLToPath(import.meta.url)), '../examples');

/** Site → its pictures; each is `[file, drawing]`. `limit` in bytes, `seed` of the first picture's grain. */
const sites = {
  journal: {
    limit: 120 * 1024,
    seed: 1000,
    pictures: [
      ['content/estuary.jpg', estuary],
      ['content/posts/first-frost/frost.jpg', frost],
      ['content/posts/kingfisher/kingfisher.jpg', kingfisher],
      ['content/posts/kingfisher/rounds.jpg', rounds],
      ['content/posts/cold-kitchen-loaf/loaf.jpg', loaf],
      ['content/posts/sea-wall-island/wall.jpg', wall],
      ['content/posts/sea-wall-island/sluice.jpg', sluice],
      ['content/posts/sea-wall-island/island.jpg', island],
      ['content/posts/sea-wall-island/moonrise.jpg', () => dusk(109)],
      ['content/posts/sea-wall-island/sand.jpg', sand],
      ['content/posts/notebook/curlew.jpg', () => dusk(173)],
      ['content/posts/notebook/notebook.jpg', notebook],
    ],
  },
  tour: {
    limit: 110 * 1024,
    seed: 2000,
    pictures: [
      ['content/valley.jpg', valley],
      ['content/birds/heron/heron.jpg', heron],
      ['content/birds/barn-owl/barn-owl.jpg', barnOwl],
      ['content/birds/swift/swift.jpg', swift],
      ['content/birds/wren/wren.jpg', wren],
      ['content/plants/celandine/celandine.jpg', celandine],
      ['content/plants/foxglove/foxglove.jpg', foxglove],
      ['content/plants/cow-parsley/cow-parsley.jpg', cowParsley],
      ['content/plants/ivy/ivy.jpg', ivy],
      ['content/places/reed-bed/reed-bed.jpg', reedBed],
      ['content/places/quarry/quarry.jpg', quarry],
    ],
  },
  handbook: {
    limit: 120 * 1024,
    seed: 3000,
    pictures: [
      ['content/workshop.jpg', workshop],
      ['content/type/the-case/case.png', caseLay],
      ['content/type/composing/stick.png', stick],
      ['content/press/hand-press/making-ready/press.png', pressDiagram],
    ],
  },
};

const asked = process.argv.slice(2);
for (const [site, { limit, seed, pictures }] of Object.entries(sites)) {
  if (asked.length > 0 && !asked.includes(site)) continue;
  for (const [index, [path, draw]] of pictures.entries()) {
    const bytes = path.endsWith('.png') ? await encodeDiagram(draw()) : await encode(draw(), seed + index, limit);
    const file = join(examples, site, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    console.log(`${site}/${path}  ${Math.round(bytes.length / 1024)} KB`);
  }
}
