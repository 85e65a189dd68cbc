// Draws the pictures of examples/journal: layered prints of an estuary, made of shapes and paper grain.
// The same pictures come out each time.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = join(dirname(fileURLToPath(import.meta.url)), '../examples/journal');
const LIMIT = 120 * 1024;
/** Drawn around each picture and cut off again: blurs would fade at the edge otherwise. */
const MARGIN = 80;

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Smooth noise in one dimension: a few waves of falling height. */
function terrain(random, width, roughness) {
  const waves = Array.from({ length: 7 }, (_, i) => ({
    length: width / (0.7 + i * roughness * (0.8 + random() * 0.5)),
    height: 1 / (1 + i * 1.15),
    phase: random() * Math.PI * 2,
  }));
  return (x) => waves.reduce((sum, w) => sum + Math.sin((x / w.length) * Math.PI * 2 + w.phase) * w.height, 0) / 2.6;
}

const n = (value) => Math.round(value * 10) / 10;

/** A filled ridge from edge to edge, down to the bottom of the picture. */
function ridge({ random, width, height, y, rise, roughness = 1, fill, opacity = 1 }) {
  const shape = terrain(random, width, roughness);
  const points = [];
  for (let x = -10; x <= width + 10; x += 8) points.push(`${n(x)},${n(y + shape(x) * rise)}`);
  return `<path d="M-10,${height + 10} L${points.join(' L')} L${width + 10},${height + 10} Z" fill="${fill}" opacity="${opacity}"/>`;
}

/** Broken horizontal strokes: light on water. */
function glints({ random, x, y, width, height, count, fill, thin = 1.4, thick = 5, long = 120 }) {
  const strokes = [];
  for (let i = 0; i < count; i++) {
    const depth = random();
    const length = (0.25 + random() * 0.75) * long * (0.35 + depth);
    const spread = (random() + random() + random()) / 3 - 0.5;
    const cx = x + spread * 2 * width * (0.35 + depth * 0.65);
    const cy = y + depth ** 1.25 * height;
    strokes.push(
      `<rect x="${n(cx - length / 2)}" y="${n(cy)}" width="${n(length)}" height="${n(thin + depth * (thick - thin))}" rx="3" opacity="${n(0.35 + random() * 0.6)}"/>`,
    );
  }
  return `<g fill="${fill}">${strokes.join('')}</g>`;
}

/** A flock far away: each bird is two short curved strokes. */
function flock({ random, x, y, width, height, count, size, stroke }) {
  const birds = [];
  for (let i = 0; i < count; i++) {
    const t = (random() + random()) / 2;
    const bx = x + t * width;
    const by = y + Math.sin(t * Math.PI * 1.4) * height + (random() - 0.5) * height * 0.7;
    const s = size * (0.6 + random() * 0.7);
    const lift = s * (0.15 + random() * 0.5);
    birds.push(
      `<path d="M${n(bx - s)},${n(by - lift)} Q${n(bx - s * 0.4)},${n(by - lift * 0.9)} ${n(bx)},${n(by)} Q${n(bx + s * 0.4)},${n(by - lift * 1.1)} ${n(bx + s)},${n(by - lift * 0.7)}"/>`,
    );
  }
  return `<g fill="none" stroke="${stroke}" stroke-width="${n(size * 0.2)}" stroke-linecap="round" stroke-linejoin="round">${birds.join('')}</g>`;
}

/** Reeds or grasses, leaning with the wind. */
function reeds({ random, x, width, y, tall, count, stroke, thick = 3, lean = 0.25, heads = false }) {
  const blades = [];
  for (let i = 0; i < count; i++) {
    const bx = x + random() * width;
    const length = tall * (0.4 + random() * 0.6);
    const bend = length * (lean + (random() - 0.5) * 0.3);
    blades.push(
      `<path d="M${n(bx)},${n(y)} Q${n(bx + bend * 0.15)},${n(y - length * 0.6)} ${n(bx + bend)},${n(y - length)}" stroke-width="${n(thick * (0.5 + random() * 0.6))}"/>`,
    );
    if (heads && random() < 0.45)
      blades.push(
        `<path d="M${n(bx + bend * 0.72)},${n(y - length * 0.86)} L${n(bx + bend * 1.05)},${n(y - length * 1.03)}" stroke-width="${n(thick * 2.4)}"/>`,
      );
  }
  return `<g fill="none" stroke="${stroke}" stroke-linecap="round">${blades.join('')}</g>`;
}

/** Drifts of haze or cloud: long ellipses, blurred. */
function haze({ random, width, y, height, count, fill, opacity = 0.3 }) {
  const drifts = [];
  for (let i = 0; i < count; i++) {
    const w = width * (0.18 + random() * 0.4);
    drifts.push(
      `<ellipse cx="${n(random() * width)}" cy="${n(y + (random() - 0.5) * height)}" rx="${n(w)}" ry="${n(height * (0.05 + random() * 0.12))}" opacity="${n(opacity * (0.4 + random() * 0.8))}"/>`,
    );
  }
  return `<g fill="${fill}" filter="url(#soft)">${drifts.join('')}</g>`;
}

const sky = (id, stops, line = 'x1="0" y1="0" x2="0" y2="1"') =>
  `<linearGradient id="${id}" ${line}>${stops.map(([at, color]) => `<stop offset="${at}" stop-color="${color}"/>`).join('')}</linearGradient>`;

function sheet(width, height, defs, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * MARGIN}" height="${height + 2 * MARGIN}" viewBox="${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}">
<defs>${defs}<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="14"/></filter>
<filter id="glow" x="-100%" y="-100%" width="300%" height="300%"><feGaussianBlur stdDeviation="38"/></filter></defs>
${body}</svg>`;
}

/** Home: low sun over mud and channels, waders lifting. */
function estuary() {
  const [w, h, random] = [1800, 760, numbers(11)];
  const size = { random, width: w, height: h };
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#8fa9b8'],
      [0.5, '#d3d3c4'],
      [0.78, '#f0d9b4'],
      [1, '#eec99a'],
    ]) +
      sky('m', [
        [0, '#8c9a98'],
        [0.35, '#5f7379'],
        [1, '#2c3f4a'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 150, height: 230, count: 9, fill: '#f5ecd9', opacity: 0.5 })}
     <circle cx="1260" cy="300" r="120" fill="#fff3d4" filter="url(#glow)" opacity=".9"/><circle cx="1260" cy="300" r="46" fill="#fff6e0"/>
     ${ridge({ ...size, y: 356, rise: 22, roughness: 0.9, fill: '#a3afae' })}
     ${ridge({ ...size, y: 378, rise: 13, roughness: 1.5, fill: '#7f9195' })}
     <rect y="392" width="${w}" height="${h}" fill="#e9cfa6"/>
     ${glints({ random, x: 1260, y: 398, width: 300, height: 240, count: 90, fill: '#fff6df', long: 130 })}
     ${glints({ random, x: 700, y: 396, width: 1100, height: 220, count: 60, fill: '#8ea1a4', long: 260, thick: 7 })}
     ${ridge({ ...size, y: 470, rise: 16, roughness: 0.6, fill: '#8b9590', opacity: 0.55 })}
     <path d="M-10,520 C300,486 520,520 760,506 S1180,560 1010,610 S560,640 700,770 L-10,770Z" fill="url(#m)"/>
     <path d="M1810,500 C1560,506 1400,548 1330,590 S1120,690 1190,770 L1810,770Z" fill="url(#m)"/>
     <path d="M120,610 C330,580 420,640 610,615" stroke="#b8b8a4" stroke-width="7" fill="none" opacity=".55" stroke-linecap="round"/>
     <path d="M1480,640 C1570,620 1640,660 1790,632" stroke="#d0c3a2" stroke-width="6" fill="none" opacity=".5" stroke-linecap="round"/>
     ${flock({ random, x: 260, y: 190, width: 760, height: 90, count: 64, size: 11, stroke: '#34464f' })}
     ${reeds({ random, x: -30, width: 520, y: 775, tall: 190, count: 90, stroke: '#1d2c34', thick: 3.4, heads: true })}
     ${reeds({ random, x: 1500, width: 330, y: 775, tall: 120, count: 46, stroke: '#1d2c34', thick: 3 })}`,
  );
}

/** Frost on the saltings: pale, nearly empty. */
function frost() {
  const [w, h, random] = [1600, 900, numbers(23)];
  const size = { random, width: w, height: h };
  const tufts = Array.from({ length: 34 }, () => {
    const depth = random();
    return reeds({
      random,
      x: random() * w,
      width: 60 + depth * 120,
      y: 560 + depth * 340,
      tall: 26 + depth * 92,
      count: 12,
      stroke: depth > 0.55 ? '#6f7f86' : '#aab7bb',
      thick: 1.4 + depth * 2.4,
      lean: 0.35,
    });
  }).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#b9cbd6'],
      [0.6, '#e6e6e6'],
      [1, '#f6e4d7'],
    ]) +
      sky('g', [
        [0, '#e9eef0'],
        [1, '#b5c4ca'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     <circle cx="420" cy="420" r="150" fill="#fff1e2" filter="url(#glow)"/><circle cx="420" cy="430" r="40" fill="#fff8ef"/>
     ${ridge({ ...size, y: 470, rise: 26, roughness: 1.1, fill: '#c3ced4' })}
     ${ridge({ ...size, y: 500, rise: 12, roughness: 1.9, fill: '#a8b7bf' })}
     <rect y="520" width="${w}" height="${h}" fill="url(#g)"/>
     <path d="M900,522 C840,560 1180,590 1060,650 S520,720 640,910 L980,910 C860,760 1330,720 1300,640 S960,560 980,522Z" fill="#f3ded2"/>
     <path d="M905,524 C850,560 1190,592 1070,652 S530,722 650,910" stroke="#8699a2" stroke-width="4" fill="none" opacity=".6"/>
     ${haze({ random, width: w, y: 520, height: 200, count: 8, fill: '#ffffff', opacity: 0.55 })}
     ${tufts}
     ${flock({ random, x: 960, y: 210, width: 420, height: 60, count: 21, size: 12, stroke: '#5c6f79' })}`,
  );
}

/** The weir: dark willows, green water, one blue stroke. */
function kingfisher() {
  const [w, h, random] = [1600, 900, numbers(37)];
  const trunks = Array.from({ length: 15 }, (_, i) => {
    const x = i * 118 + (random() - 0.5) * 90;
    const t = 16 + random() * 40;
    return `<path d="M${n(x)},0 C${n(x + 12)},200 ${n(x - 16)},330 ${n(x - 4)},520 L${n(x + t)},520 C${n(x + t - 12)},330 ${n(x + t + 18)},200 ${n(x + t + 6)},0Z" fill="${['#22343a', '#2b4146', '#1b2a30'][i % 3]}"/>`;
  }).join('');
  const withies = Array.from({ length: 120 }, () => {
    const x = random() * w;
    const l = 120 + random() * 330;
    return `<path d="M${n(x)},-10 Q${n(x + 26)},${n(l * 0.5)} ${n(x + 14 + random() * 20)},${n(l)}"/>`;
  }).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#9fb3a6'],
      [1, '#dcd9bd'],
    ]) +
      sky('r', [
        [0, '#6f8f86'],
        [0.4, '#456b6a'],
        [1, '#17343c'],
      ]) +
      sky(
        'b',
        [
          [0, '#0a86c9'],
          [0.55, '#19b3e6'],
          [1, '#7fe0f5'],
        ],
        'x1="1" y1="0" x2="0" y2="0"',
      ),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 320, height: 380, count: 10, fill: '#f1eed2', opacity: 0.6 })}
     ${trunks}
     <g fill="none" stroke="#3d5a4e" stroke-width="2.4" opacity=".75">${withies}</g>
     <rect y="515" width="${w}" height="${h}" fill="url(#r)"/>
     <path d="M-10,512 L1610,498 L1610,540 L-10,560Z" fill="#d7dccb"/>
     <path d="M-10,556 L1610,536 L1610,546 L-10,572Z" fill="#8faaa2"/>
     ${glints({ random, x: 800, y: 580, width: 1500, height: 290, count: 150, fill: '#a9c4ba', long: 170, thick: 5 })}
     ${glints({ random, x: 520, y: 580, width: 500, height: 290, count: 50, fill: '#e6e4c8', long: 120, thick: 6 })}
     <path d="M1150,612 C960,640 760,652 560,646 C760,664 980,660 1160,632Z" fill="url(#b)"/>
     <path d="M1142,606 q26,-16 56,-6 q14,4 20,14 l44,4 l-44,8 q-22,22 -60,16 q-20,-4 -30,-14Z" fill="#0b7fc2"/>
     <path d="M1158,634 q24,10 46,-2 q-10,20 -34,16Z" fill="#d9722e"/>
     <path d="M1204,602 q10,2 14,10 l-16,2Z" fill="#f5efe0"/>
     <path d="M1120,690 C980,704 840,708 690,704" stroke="#5fc4e4" stroke-width="5" fill="none" opacity=".45" stroke-linecap="round" stroke-dasharray="60 26 22 18"/>
     ${reeds({ random, x: -20, width: 300, y: 910, tall: 300, count: 60, stroke: '#0e2026', thick: 5, heads: true })}
     ${reeds({ random, x: 1330, width: 300, y: 910, tall: 220, count: 44, stroke: '#0e2026', thick: 4.4 })}`,
  );
}

/** Bread on a board by a window. */
function loaf() {
  const [w, h, random] = [1600, 900, numbers(53)];
  const flour = Array.from({ length: 260 }, () => {
    const a = random() * Math.PI * 2;
    const r = 250 + random() * 330;
    return `<circle cx="${n(800 + Math.cos(a) * r * 1.5)}" cy="${n(640 + Math.sin(a) * r * 0.32)}" r="${n(1 + random() * 3)}" opacity="${n(0.3 + random() * 0.6)}"/>`;
  }).join('');
  const cuts = [-3, -2, -1, 0, 1, 2, 3]
    .map((i) => {
      const x = 800 + i * 92;
      const top = 372 + i * i * 8.5;
      return `<path d="M${x - 40},${top + 128} Q${x - 26},${top + 36} ${x + 40},${top + 8} Q${x + 4},${top + 52} ${x - 14},${top + 134}Z" fill="#f3dfb6"/><path d="M${x - 40},${top + 128} Q${x - 26},${top + 36} ${x + 40},${top + 8}" fill="none" stroke="#6d3a17" stroke-width="7" stroke-linecap="round"/>`;
    })
    .join('');
  return sheet(
    w,
    h,
    sky('w', [
      [0, '#4d5d63'],
      [1, '#6f7f80'],
    ]) +
      sky('c', [
        [0, '#d99a52'],
        [0.45, '#b06a2b'],
        [1, '#5e3115'],
      ]) +
      sky('t', [
        [0, '#c9b392'],
        [1, '#8f7857'],
      ]) +
      sky('p', [
        [0, '#dfe7e6'],
        [1, '#f6e9cf'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#w)"/>
     <g opacity=".95"><rect x="150" y="60" width="440" height="430" fill="url(#p)"/><path d="M150,360 Q300,320 420,350 T590,330 V490 H150Z" fill="#b9c4b4"/><path d="M150,410 Q320,380 590,404 V490 H150Z" fill="#8fa196"/><path d="M370,60V490M150,270H590" stroke="#33434a" stroke-width="14"/><rect x="150" y="60" width="440" height="430" fill="none" stroke="#33434a" stroke-width="20"/></g>
     <path d="M590,490 L1500,900 L300,900 L150,490Z" fill="#f8e7c4" opacity=".13"/>
     <rect y="560" width="${w}" height="${h}" fill="url(#t)"/>
     <path d="M0,610H1600M0,700H1600M0,806H1600" stroke="#7a6548" stroke-width="3" opacity=".5"/>
     <ellipse cx="820" cy="690" rx="590" ry="86" fill="#3c2c1c" opacity=".35" filter="url(#soft)"/>
     <path d="M250,640 H1350 q30,0 30,24 v22 q0,24 -30,24 H250 q-30,0 -30,-24 v-22 q0,-24 30,-24Z" fill="#7b5230"/><path d="M220,664 q0,-24 30,-24 H1350 q30,0 30,24Z" fill="#94673f"/>
     <g fill="#fbf4e4">${flour}</g>
     <path d="M360,640 C340,470 560,360 800,360 S1260,470 1240,640 C1240,668 1120,676 800,676 S360,668 360,640Z" fill="url(#c)"/>
     <path d="M420,560 C470,440 640,386 800,384 S1000,396 1080,440 C940,410 620,410 420,560Z" fill="#f0c587" opacity=".45"/>
     ${cuts}
     <path d="M360,640 C360,668 480,676 800,676 S1240,668 1240,640 C1180,660 420,660 360,640Z" fill="#3f200d" opacity=".5"/>`,
  );
}

/** Sea wall, one: the path along the wall in May. */
function wall() {
  const [w, h, random] = [1600, 1067, numbers(71)];
  const size = { random, width: w, height: h };
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#6fa0bd'],
      [0.7, '#cfdcd8'],
      [1, '#eee6cf'],
    ]) +
      sky('g', [
        [0, '#93a86a'],
        [1, '#4c6a3d'],
      ]) +
      sky('v', [
        [0, '#a8bcc0'],
        [1, '#6b8891'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 210, height: 320, count: 12, fill: '#ffffff', opacity: 0.75 })}
     ${ridge({ ...size, y: 470, rise: 16, roughness: 1.2, fill: '#93a9ab' })}
     <rect y="490" width="${w}" height="${h}" fill="url(#v)"/>
     ${glints({ random, x: 350, y: 496, width: 700, height: 300, count: 90, fill: '#e7eee8', long: 200, thick: 6 })}
     <path d="M1610,470 C1300,486 1010,500 880,512 C820,620 520,850 120,1080 L1610,1080Z" fill="url(#g)"/>
     <path d="M884,512 C960,520 1010,512 1040,506 C1040,640 960,860 840,1080 L400,1080 C640,880 840,640 884,512Z" fill="#d9cda4"/>
     <path d="M884,512 C846,640 640,880 400,1080 L300,1080 C600,860 820,630 872,512Z" fill="#6d8a4c"/>
     <path d="M1040,506 C1040,640 960,860 840,1080 L900,1080 C1030,860 1090,640 1056,504Z" fill="#5f7c43"/>
     ${reeds({ random, x: 1050, width: 560, y: 1080, tall: 330, count: 130, stroke: '#33522e', thick: 4, heads: true, lean: -0.2 })}
     ${reeds({ random, x: 30, width: 320, y: 1080, tall: 170, count: 60, stroke: '#3f5f38', thick: 3.6, lean: 0.2 })}
     ${flock({ random, x: 240, y: 300, width: 420, height: 60, count: 12, size: 15, stroke: '#3d5560' })}`,
  );
}

/** Sea wall, two: the sluice. */
function sluice() {
  const [w, h, random] = [1600, 1067, numbers(83)];
  const posts = [0, 1, 2, 3, 4]
    .map(
      (i) =>
        `<rect x="${560 + i * 116}" y="330" width="34" height="500" fill="${i % 2 ? '#3a3531' : '#47403a'}"/><rect x="${560 + i * 116}" y="790" width="34" height="40" fill="#56724f"/>`,
    )
    .join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#c9b8a6'],
      [1, '#ecdcc0'],
    ]) +
      sky('v', [
        [0, '#93917f'],
        [1, '#3d4a48'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 260, height: 300, count: 9, fill: '#fff4df', opacity: 0.6 })}
     ${ridge({ random, width: w, height: h, y: 560, rise: 18, fill: '#a79e86' })}
     <path d="M-10,600 L520,560 L520,1080 L-10,1080Z" fill="#66724c"/><path d="M1610,590 L1090,560 L1090,1080 L1610,1080Z" fill="#59663f"/>
     <rect x="510" y="600" width="590" height="480" fill="url(#v)"/>
     <path d="M500,560 L560,540 L560,1080 L440,1080Z" fill="#8d8270"/><path d="M1110,560 L1050,540 L1050,1080 L1170,1080Z" fill="#7b715f"/>
     <rect x="600" y="420" width="420" height="260" fill="#5b5148"/><path d="M600,470H1020M600,520H1020M600,570H1020M600,620H1020" stroke="#453c35" stroke-width="6"/>
     ${posts}
     <rect x="520" y="310" width="570" height="38" fill="#2f2a27"/>
     <circle cx="808" cy="286" r="58" fill="none" stroke="#7a2f22" stroke-width="13"/><path d="M808,228V344M750,286H866" stroke="#7a2f22" stroke-width="9"/>
     <path d="M604,690 V884 M646,690 V846 M712,690 V906 M770,690 V862 M824,690 V918 M884,690 V872 M938,690 V898 M1000,690 V852" stroke="#efe8d6" stroke-width="9" fill="none" opacity=".55" stroke-linecap="round"/>
     ${glints({ random, x: 806, y: 846, width: 290, height: 210, count: 90, fill: '#e6dfc9', long: 110, thick: 7 })}
     ${reeds({ random, x: -20, width: 440, y: 1080, tall: 360, count: 110, stroke: '#38452b', thick: 4.4, heads: true })}
     ${reeds({ random, x: 1190, width: 430, y: 1080, tall: 300, count: 90, stroke: '#323f27', thick: 4.2, lean: -0.22, heads: true })}`,
  );
}

/** Sea wall, three: the island cut off at high water. */
function island() {
  const [w, h, random] = [1600, 1067, numbers(97)];
  const pines = Array.from({ length: 17 }, (_, i) => {
    const x = 560 + i * 30 + (random() - 0.5) * 22;
    const tall = 60 + Math.sin((i / 16) * Math.PI) * 110 + random() * 34;
    return `<path d="M${n(x)},${n(556 - tall)} q${n(34 + random() * 14)},${n(tall * 0.36)} 10,${n(tall * 0.4)} L${n(x + 5)},562 L${n(x - 5)},562 L${n(x - 8)},${n(556 - tall * 0.6)} q-44,-4 8,${n(-tall * 0.4)}Z" fill="${i % 2 ? '#24404a' : '#1d343d'}"/>`;
  }).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#35627f'],
      [0.6, '#88aebb'],
      [1, '#cfe0da'],
    ]) +
      sky('v', [
        [0, '#a9c8cb'],
        [0.4, '#5f8d9f'],
        [1, '#234a62'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 300, height: 340, count: 10, fill: '#e7f2ef', opacity: 0.55 })}
     ${ridge({ random, width: w, height: h, y: 530, rise: 15, roughness: 1.3, fill: '#7d9fae' })}
     <rect y="556" width="${w}" height="${h}" fill="url(#v)"/>
     <path d="M430,566 Q560,520 720,528 T1130,566Z" fill="#2c4a4a"/>${pines}
     <path d="M430,566 H1130 Q1000,590 780,588 T430,566Z" fill="#d9cfae"/>
     <path d="M470,588 Q780,640 1090,588 Q1000,720 780,730 T470,588Z" fill="#1d3f50" opacity=".45"/>
     ${glints({ random, x: 800, y: 600, width: 1500, height: 440, count: 190, fill: '#dcebe8', long: 210, thick: 7 })}
     <path d="M1150,1080 C1120,930 1080,760 1010,600" stroke="#e6dcc0" stroke-width="26" fill="none" opacity=".22" stroke-dasharray="70 40"/>
     <path d="M250,900 q120,46 250,0 l-26,52 q-96,26 -196,0Z" fill="#142c38"/><path d="M372,902 V690 L470,860 Z" fill="#efe6cf"/><path d="M364,902 V720 L290,868Z" fill="#d8cba9"/>
     ${flock({ random, x: 900, y: 230, width: 460, height: 80, count: 17, size: 16, stroke: '#16323f' })}`,
  );
}

/** A curlew by moonlight. */
function dusk(seed) {
  const [w, h, random] = [1600, 900, numbers(seed)];
  const size = { random, width: w, height: h };
  const stars = Array.from(
    { length: 70 },
    () =>
      `<circle cx="${n(random() * w)}" cy="${n(random() * 330)}" r="${n(0.8 + random() * 1.6)}" opacity="${n(0.3 + random() * 0.6)}"/>`,
  ).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#1c2a44'],
      [0.55, '#4a5878'],
      [0.85, '#b5898a'],
      [1, '#e3b58f'],
    ]) +
      sky('v', [
        [0, '#c99b8b'],
        [0.3, '#6e6a83'],
        [1, '#1c2740'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/><g fill="#fff7e6">${stars}</g>
     <circle cx="1090" cy="250" r="150" fill="#f9ead0" opacity=".55" filter="url(#glow)"/><circle cx="1090" cy="250" r="86" fill="#fbf1dc"/>
     ${ridge({ ...size, y: 520, rise: 20, fill: '#6d6480' })}
     ${ridge({ ...size, y: 546, rise: 10, roughness: 1.7, fill: '#4f4e69' })}
     <rect y="566" width="${w}" height="${h}" fill="url(#v)"/>
     ${glints({ random, x: 1090, y: 572, width: 150, height: 310, count: 90, fill: '#fbeed8', long: 130, thick: 7 })}
     ${glints({ random, x: 700, y: 574, width: 1400, height: 310, count: 80, fill: '#8d86a0', long: 220, thick: 6 })}
     <path d="M-10,760 C300,716 620,760 900,740 S1400,800 1610,770 V910 H-10Z" fill="#141b2c"/>
     <g transform="translate(430 560)" fill="#0f1524"><path d="M0,112 C6,66 56,38 112,44 C132,12 150,2 170,6 C186,10 192,22 190,32 C236,40 268,66 286,112 C262,72 228,52 188,44 C184,70 160,104 112,118 C74,128 30,124 -34,150 Z"/><path d="M88,116 L82,200 M122,112 L132,200" stroke="#0f1524" stroke-width="7" fill="none"/></g>
     ${reeds({ random, x: 1180, width: 440, y: 910, tall: 210, count: 80, stroke: '#0d1322', thick: 4, heads: true })}`,
  );
}

/** Ribbed sand at low water, with the track of a bird across it. */
function sand() {
  const [w, h, random] = [1600, 1067, numbers(163)];
  const ribs = Array.from({ length: 34 }, (_, i) => {
    const y = 30 + (i / 33) ** 1.35 * 1060;
    const shape = terrain(random, w * 0.9, 1.1);
    const swell = 7 + (i / 33) * 24;
    const points = [];
    for (let x = -20; x <= w + 20; x += 16) points.push(`${n(x)},${n(y + shape(x) * swell)}`);
    const line = `M${points.join(' L')}`;
    const thick = 3 + (i / 33) * 17;
    return `<path d="${line}" stroke="#9f8963" stroke-width="${n(thick)}" opacity=".5" transform="translate(0 ${n(thick * 0.8)})"/><path d="${line}" stroke="#f1e3c1" stroke-width="${n(thick * 0.7)}" opacity=".75"/>`;
  }).join('');
  const prints = Array.from({ length: 15 }, (_, i) => {
    const t = i / 14;
    const x = 300 + t * 820 + (i % 2 ? 26 : -26);
    const y = 1000 - t * 850;
    const s = 1.55 - t * 1.05;
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(38 + random() * 10)}) scale(${n(s)})"><path d="M0,0V-44M0,-6L-26,-36M0,-6L26,-36M0,0V12"/></g>`;
  }).join('');
  return sheet(
    w,
    h,
    sky('g', [
      [0, '#cbd5d2'],
      [0.3, '#d9c9a3'],
      [1, '#c3a877'],
    ]),
    `<rect width="${w}" height="${h}" fill="url(#g)"/><g fill="none" stroke-linecap="round">${ribs}</g>
     ${haze({ random, width: w, y: 190, height: 420, count: 7, fill: '#e3eceb', opacity: 0.55 })}
     ${glints({ random, x: 1180, y: 20, width: 700, height: 330, count: 60, fill: '#f4f6ef', long: 190, thick: 6 })}
     <g fill="none" stroke="#6f5a3c" stroke-width="8" stroke-linecap="round">${prints}</g>`,
  );
}

/** The open notebook: ruled pages, a feather, a pencil. */
function notebook() {
  const [w, h, random] = [1600, 900, numbers(131)];
  const lines = (x0, x1) =>
    Array.from(
      { length: 11 },
      (_, i) => `<path d="M${x0},${250 + i * 46} H${x1}" stroke="#b9c7cb" stroke-width="2.4"/>`,
    ).join('');
  const scrawl = (x0, x1, rows) =>
    rows
      .map((row) => {
        let d = `M${x0},${244 + row * 46}`;
        const end = x0 + (x1 - x0) * (0.55 + random() * 0.42);
        for (let x = x0; x < end; x += 11 + random() * 8)
          d += ` q${n(4 + random() * 3)},${n(-10 - random() * 14)} ${n(8 + random() * 3)},${n((random() - 0.5) * 5)}`;
        return `<path d="${d}" fill="none" stroke="#2d4658" stroke-width="3.4" stroke-linecap="round" stroke-linejoin="round" opacity=".85"/>`;
      })
      .join('');
  return sheet(
    w,
    h,
    sky('t', [
      [0, '#5d6b5c'],
      [1, '#3d4a40'],
    ]) +
      sky(
        'a',
        [
          [0, '#fbf7ea'],
          [1, '#ece4cf'],
        ],
        'x1="0" y1="0" x2="1" y2="0"',
      ) +
      sky(
        'b',
        [
          [0, '#e2d9c1'],
          [0.15, '#f7f2e3'],
          [1, '#fdfaf0'],
        ],
        'x1="0" y1="0" x2="1" y2="0"',
      ),
    `<rect width="${w}" height="${h}" fill="url(#t)"/>
     <path d="M0,150H1600M0,420H1600M0,700H1600" stroke="#34403a" stroke-width="4" opacity=".55"/>
     <g transform="rotate(-4 800 450)"><rect x="236" y="172" width="1140" height="620" rx="16" fill="#1c241f" opacity=".45" filter="url(#soft)"/>
     <rect x="230" y="150" width="1140" height="620" rx="14" fill="#27485a"/>
     <rect x="246" y="160" width="554" height="600" fill="url(#a)"/><rect x="800" y="160" width="554" height="600" fill="url(#b)"/>
     ${lines(270, 780)}${lines(820, 1330)}<path d="M350,160V760M900,160V760" stroke="#c9776a" stroke-width="2.6" opacity=".8"/>
     ${scrawl(366, 770, [0, 1, 2, 4, 5, 6, 8])}${scrawl(916, 1320, [0, 1, 6, 7, 8, 9])}
     <path d="M960,470 q40,-96 120,-84 q64,8 96,52 q44,6 74,44 q-44,-26 -84,-20 q-30,62 -104,66 q-70,4 -102,-58Z" fill="none" stroke="#2d4658" stroke-width="4.4"/><path d="M1052,522 l-8,46 M1092,524 l8,46" stroke="#2d4658" stroke-width="4"/><circle cx="1146" cy="434" r="5" fill="#2d4658"/>
     </g>
     <g transform="rotate(24 1330 640)"><rect x="1120" y="628" width="400" height="26" fill="#c8912f"/><rect x="1120" y="636" width="400" height="9" fill="#e0ab4a"/><path d="M1120,628 l-62,13 62,13Z" fill="#ecd6ad"/><path d="M1076,637 l-18,4 18,4Z" fill="#2c2a28"/><rect x="1506" y="628" width="34" height="26" fill="#9a5148"/></g>
     <g transform="rotate(-32 250 640)"><path d="M60,640 C150,570 330,568 430,640 C330,700 150,706 60,640Z" fill="#d8d4c6"/><path d="M60,640 C150,600 330,596 430,640Z" fill="#8c8a7e"/><path d="M20,640H430" stroke="#f4efdf" stroke-width="5"/><path d="M300,612 l20,28 M250,606 l24,34 M200,606 l24,34" stroke="#f4efdf" stroke-width="3"/></g>`,
  );
}

/** The kingfisher's rounds, as a map in a notebook: the river, five perches, the line between them. */
function rounds() {
  const [w, h, random] = [1600, 900, numbers(149)];
  const river = 'M-40,250 C240,150 420,250 560,380 S860,640 1060,560 S1330,260 1660,330';
  const grid = Array.from({ length: 40 }, (_, i) => `<path d="M${i * 50},0V900M0,${i * 50}H1600"/>`).join('');
  const perches = [
    [196, 176],
    [508, 296],
    [716, 566],
    [1010, 600],
    [1290, 350],
  ];
  const stops = perches
    .map(
      ([x, y], i) =>
        `<circle cx="${x}" cy="${y}" r="17" fill="#fbf8ec" stroke="#0b6fae" stroke-width="6"/>${i === 3 ? `<circle cx="${x}" cy="${y}" r="34" fill="none" stroke="#d9722e" stroke-width="5" stroke-dasharray="10 9"/>` : ''}`,
    )
    .join('');
  const wood = (x, y, count, spread) =>
    Array.from({ length: count }, () => {
      const tx = x + (random() - 0.5) * spread * 1.7;
      const ty = y + (random() - 0.5) * spread;
      const r = 15 + random() * 15;
      return `<path d="M${n(tx - r)},${n(ty)} a${n(r)},${n(r)} 0 1 1 ${n(r * 2)},0 q${n(-r)},${n(r * 0.5)} ${n(-r * 2)},0Z M${n(tx)},${n(ty + 6)} v${n(r)}" fill="#dfe6d2" stroke="#50694f" stroke-width="3.4"/>`;
    }).join('');
  return sheet(
    w,
    h,
    sky('p', [
      [0, '#fbf8ec'],
      [1, '#f1ead6'],
    ]),
    `<rect width="${w}" height="${h}" fill="url(#p)"/><g stroke="#d3dcd6" stroke-width="1.6">${grid}</g>
     <path d="${river}" fill="none" stroke="#2d5a6d" stroke-width="128"/><path d="${river}" fill="none" stroke="#cfe0e0" stroke-width="119"/>
     <path d="${river}" fill="none" stroke="#9fbec4" stroke-width="3" stroke-dasharray="90 50 30 60" transform="translate(6 20)"/><path d="${river}" fill="none" stroke="#9fbec4" stroke-width="3" stroke-dasharray="50 70 120 40" transform="translate(-10 -22)"/>
     ${wood(330, 70, 12, 130)}${wood(860, 300, 22, 220)}${wood(330, 600, 26, 260)}${wood(1370, 690, 16, 200)}
     <path d="M960,468 L1054,652" stroke="#3a3531" stroke-width="12"/><path d="M942,480 l26,-10 M1040,660 l26,-12" stroke="#3a3531" stroke-width="9"/>
     <path d="M196,176 C320,190 430,230 508,296 S640,500 716,566 S900,640 1010,600 S1200,440 1290,350" fill="none" stroke="#0b86c9" stroke-width="7" stroke-dasharray="24 15" stroke-linecap="round"/>
     ${stops}
     <g transform="translate(1440 170)" stroke="#34464f" stroke-width="5" fill="none"><path d="M0,70V-70M-26,-40L0,-72L26,-40"/><circle r="46" opacity=".5"/></g>
     <path d="M90,820H490M90,806V834M290,806V834M490,806V834" stroke="#34464f" stroke-width="5"/>`,
  );
}

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
