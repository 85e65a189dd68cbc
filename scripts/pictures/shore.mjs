// The estuary: mud, marsh, the sea wall, the island.
import { flock, glints, haze, n, numbers, reeds, ridge, sheet, sky, terrain } from './shapes.mjs';

/** Home: low sun over mud and channels, waders lifting. */
export function estuary() {
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
export function frost() {
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

/** Sea wall, one: the path along the wall in May. */
export function wall() {
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
export function sluice() {
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
export function island() {
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
export function dusk(seed) {
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
export function sand() {
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
