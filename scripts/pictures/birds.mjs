// The plates of the tour's birds: flat shapes on a tinted ground, as in an old field guide.
import { flock, glints, haze, n, numbers, reeds, ridge, sheet, sky } from './shapes.mjs';

const [w, h] = [1200, 800];

/** A heron, feet at (0, 0), 420 tall, facing left. */
export function heronShape(scale = 1, x = 0, y = 0) {
  return `<g transform="translate(${x} ${y}) scale(${scale})">
    <path d="M-8,0 L2,-150 M34,0 L30,-150" stroke="#3b4a52" stroke-width="7" fill="none" stroke-linecap="round"/>
    <path d="M-42,-206 C-34,-262 30,-292 92,-262 C150,-232 176,-186 196,-132 C140,-138 100,-132 56,-132 C6,-132 -38,-152 -42,-206Z" fill="#8fa0a9"/>
    <path d="M26,-258 C88,-262 140,-214 196,-132 C146,-152 82,-168 26,-258Z" fill="#66777f"/>
    <path d="M92,-150 C130,-146 164,-138 206,-118 C172,-122 130,-126 92,-130Z" fill="#2c3940"/>
    <path d="M-42,-206 C-66,-250 -22,-278 -28,-318 C-34,-352 -74,-352 -72,-386 C-70,-412 -40,-424 -16,-412 C8,-400 10,-372 2,-346 C-10,-308 24,-290 10,-238Z" fill="#e4e6e0"/>
    <path d="M-32,-300 C-22,-270 -30,-244 -26,-206 M-22,-330 C-12,-300 -16,-262 -12,-216" stroke="#55646c" stroke-width="6" fill="none" stroke-dasharray="16 10"/>
    <path d="M-44,-416 C-16,-424 14,-404 54,-372 C18,-386 -6,-390 -32,-402Z" fill="#222e35"/>
    <path d="M-60,-404 L-168,-372 L-62,-384Z" fill="#d9a441"/>
    <circle cx="-46" cy="-398" r="6" fill="#f2d36b"/><circle cx="-47" cy="-398" r="3" fill="#10181c"/>
  </g>`;
}

export function heron() {
  const random = numbers(311);
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#c9d4cd'],
      [1, '#e9e4cf'],
    ]) +
      sky('v', [
        [0, '#a9bab2'],
        [1, '#55716f'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 260, height: 280, count: 7, fill: '#f7f3e2', opacity: 0.6 })}
     ${reeds({ random, x: 40, width: 1120, y: 520, tall: 250, count: 130, stroke: '#93a18a', thick: 4, lean: 0.12, heads: true })}
     <rect y="500" width="${w}" height="${h}" fill="url(#v)"/>
     ${glints({ random, x: 600, y: 520, width: 1100, height: 260, count: 80, fill: '#dfe6d8', long: 190, thick: 6 })}
     <ellipse cx="640" cy="660" rx="120" ry="12" fill="#3e5857" opacity=".5"/>
     ${heronShape(1.22, 620, 662)}
     ${reeds({ random, x: 880, width: 320, y: 830, tall: 430, count: 46, stroke: '#2f4339', thick: 6, lean: -0.16, heads: true })}
     ${reeds({ random, x: -20, width: 240, y: 830, tall: 300, count: 34, stroke: '#364a3d', thick: 5, heads: true })}`,
  );
}

export function barnOwl() {
  const random = numbers(331);
  const stars = Array.from(
    { length: 44 },
    () =>
      `<circle cx="${n(random() * w)}" cy="${n(random() * 330)}" r="${n(0.9 + random() * 1.5)}" opacity="${n(0.4 + random() * 0.5)}"/>`,
  ).join('');
  const specks = Array.from({ length: 60 }, () => {
    const a = random() * Math.PI * 2;
    const r = Math.sqrt(random());
    return `<circle cx="${n(600 + Math.cos(a) * r * 84)}" cy="${n(448 + Math.sin(a) * r * 130)}" r="${n(1.4 + random() * 2.2)}"/>`;
  }).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#27324d'],
      [0.6, '#66708a'],
      [1, '#d9a98a'],
    ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/><g fill="#fdf4df">${stars}</g>
     ${ridge({ random, width: w, height: h, y: 560, rise: 26, roughness: 0.8, fill: '#4a4f66' })}
     ${ridge({ random, width: w, height: h, y: 612, rise: 14, roughness: 1.5, fill: '#343a50' })}
     <path d="M0,700H1200V800H0Z" fill="#20263a"/>
     <path d="M-10,676 H1210 M-10,742 H1210" stroke="#4f4136" stroke-width="20"/>
     <path d="M544,610 L656,610 L664,810 L536,810Z" fill="#5d4c3e"/><path d="M540,610 L600,586 L660,610 L600,626Z" fill="#7a6551"/>
     <path d="M496,330 C486,470 520,570 600,606 C680,570 714,470 704,330 C696,228 504,228 496,330Z" fill="#c99a5b"/>
     <path d="M520,380 C516,480 540,560 600,592 C660,560 684,480 680,380Z" fill="#f6ead2"/>
     <g fill="#8d6a3f">${specks}</g>
     <path d="M496,340 C474,430 486,540 540,600 C526,520 512,440 530,360Z M704,340 C726,430 714,540 660,600 C674,520 688,440 670,360Z" fill="#a67a43"/>
     <path d="M600,246 C556,196 470,228 480,310 C488,372 552,402 600,440 C648,402 712,372 720,310 C730,228 644,196 600,246Z" fill="#b98a50"/>
     <path d="M600,262 C562,216 492,242 500,310 C508,362 560,386 600,422 C640,386 692,362 700,310 C708,242 638,216 600,262Z" fill="#fbf5e6"/>
     <ellipse cx="556" cy="306" rx="20" ry="24" fill="#1c1a1f"/><ellipse cx="644" cy="306" rx="20" ry="24" fill="#1c1a1f"/>
     <circle cx="563" cy="298" r="5" fill="#fff"/><circle cx="651" cy="298" r="5" fill="#fff"/>
     <path d="M600,318 L588,366 Q600,392 612,366Z" fill="#e6c59a"/>
     <path d="M566,600 v18 M580,602 v20 M620,602 v20 M634,600 v18" stroke="#e6d5b8" stroke-width="9" stroke-linecap="round"/>`,
  );
}

export function swift() {
  const random = numbers(347);
  const bird = (x, y, s, turn) =>
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${s})"><path d="M0,-14 C60,-70 150,-92 250,-58 C160,-58 92,-22 34,22 L22,70 L4,44 L-18,68 L-22,20 C-84,-20 -156,-46 -246,-34 C-150,-84 -58,-70 0,-14Z" fill="#2b2a33"/><path d="M-4,-12 q6,-22 20,-20 q10,4 6,22Z" fill="#2b2a33"/></g>`;
  const roofs = `<path d="M-10,810 V690 L90,630 L190,690 V720 L300,650 L420,720 V700 L520,610 L560,640 V560 L600,470 L640,560 V650 L760,690 L850,630 L960,700 V680 L1080,620 L1210,700 V810Z" fill="#4a4450"/><path d="M600,470 v-54 M586,434 h28" stroke="#4a4450" stroke-width="7"/>`;
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#8fb4c9'],
      [0.62, '#e4dcc6'],
      [1, '#f2bf93'],
    ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 300, height: 420, count: 9, fill: '#fff8e8', opacity: 0.55 })}
     ${bird(430, 240, 0.94, -14)}${bird(850, 170, 0.55, 12)}${bird(770, 380, 0.7, -30)}${bird(240, 440, 0.42, 6)}${bird(1010, 330, 0.34, -8)}
     ${ridge({ random, width: w, height: h, y: 640, rise: 24, fill: '#a58f8c' })}
     ${roofs}`,
  );
}

export function wren() {
  const random = numbers(359);
  const leaves = Array.from({ length: 13 }, (_, i) => {
    const x = 60 + i * 92 + (random() - 0.5) * 50;
    const y = 560 - Math.sin((i / 12) * 2.6) * 120 + (random() - 0.5) * 130;
    const s = 0.6 + random() * 0.6;
    return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(random() * 360)}) scale(${n(s)})"><path d="M0,0 C30,-34 76,-30 98,0 C76,30 30,34 0,0Z" fill="${['#a8452f', '#c26a36', '#6f7a45', '#8a3a2d'][i % 4]}"/><path d="M0,0H90" stroke="#f0dcc0" stroke-width="2.5" opacity=".55"/></g>`;
  }).join('');
  const bars = Array.from(
    { length: 7 },
    (_, i) => `<path d="M${640 + i * 17},${388 + i * 3} q14,26 8,54" stroke="#4d3320" stroke-width="5" fill="none"/>`,
  ).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#dcd9c8'],
      [1, '#c9c3a9'],
    ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 330, height: 460, count: 8, fill: '#f6f1de', opacity: 0.6 })}
     <path d="M-20,640 C220,470 460,610 640,556 S1010,380 1230,430" stroke="#5b3f36" stroke-width="17" fill="none"/>
     <path d="M-20,760 C300,700 520,800 760,700 S1080,640 1230,680" stroke="#7b5a4b" stroke-width="11" fill="none"/>
     <path d="M180,552 l10,-24 14,22 M820,490 l4,-26 18,18 M980,424 l6,-24 14,18 M400,588 l8,-26 16,22" fill="#5b3f36" stroke="#5b3f36" stroke-width="4"/>
     ${leaves}
     <path d="M452,384 C470,310 560,292 636,322 C706,350 752,392 744,444 C736,508 640,540 562,520 C488,502 438,452 452,384Z" fill="#9c6b3f"/>
     <path d="M460,400 C470,470 530,510 590,520 C640,528 690,510 716,480 C650,500 560,470 520,390Z" fill="#e0c69b"/>
     <path d="M712,372 L800,214 L846,240 L758,432Z" fill="#7f5330"/><path d="M742,330 l46,26 M760,298 l46,26 M778,266 l46,26" stroke="#4d3320" stroke-width="6"/>
     <path d="M600,372 C680,352 748,392 752,440 C690,470 622,452 600,372Z" fill="#84572f"/>${bars}
     <path d="M452,384 C430,330 470,280 532,292 C580,302 592,352 560,392 C530,420 474,424 452,384Z" fill="#a37246"/>
     <path d="M462,338 C500,312 548,316 580,340" stroke="#f0dfbf" stroke-width="9" fill="none" stroke-linecap="round"/>
     <circle cx="496" cy="352" r="10" fill="#191411"/><circle cx="493" cy="349" r="3" fill="#fff"/>
     <path d="M454,354 L398,318 L452,370Z M452,376 L404,390 L458,388Z" fill="#3a2a1d"/>
     <path d="M580,520 L566,566 M628,520 L634,560" stroke="#6d4b33" stroke-width="8" stroke-linecap="round"/>`,
  );
}

/** Home of the tour: the valley at first light. */
export function valley() {
  const [wide, tall, random] = [1800, 760, numbers(367)];
  const size = { random, width: wide, height: tall };
  return sheet(
    wide,
    tall,
    sky('s', [
      [0, '#a7bfc2'],
      [0.5, '#e6e0c6'],
      [0.8, '#f4cfa0'],
    ]) +
      sky('v', [
        [0, '#f3dcb2'],
        [1, '#8fa99f'],
      ]),
    `<rect width="${wide}" height="${tall}" fill="url(#s)"/>
     <circle cx="520" cy="290" r="130" fill="#fff3d2" filter="url(#glow)" opacity=".9"/><circle cx="520" cy="296" r="44" fill="#fff8e6"/>
     ${ridge({ ...size, y: 320, rise: 54, roughness: 0.8, fill: '#a9b8a8' })}
     ${ridge({ ...size, y: 380, rise: 40, roughness: 1.1, fill: '#839a82' })}
     ${haze({ random, width: wide, y: 410, height: 150, count: 9, fill: '#fbf1da', opacity: 0.7 })}
     ${ridge({ ...size, y: 436, rise: 22, roughness: 1.5, fill: '#63805f' })}
     <rect y="466" width="${wide}" height="${tall}" fill="#7f9a5e"/>
     <path d="M940,470 C900,500 1320,500 1260,540 S560,580 700,640 S1500,690 1300,780 L560,780 C900,700 240,690 330,610 S1040,560 1010,528 S830,500 940,470Z" fill="url(#v)"/>
     ${ridge({ ...size, y: 690, rise: 18, roughness: 0.7, fill: '#4d6b3f', opacity: 0.55 })}
     ${flock({ random, x: 980, y: 170, width: 520, height: 70, count: 26, size: 10, stroke: '#4a5a55' })}
     ${heronShape(0.5, 700, 664)}
     ${reeds({ random, x: -20, width: 460, y: 780, tall: 210, count: 90, stroke: '#2f4a2c', thick: 3.6, heads: true })}
     ${reeds({ random, x: 1380, width: 440, y: 780, tall: 170, count: 80, stroke: '#35522f', thick: 3.4, lean: -0.2, heads: true })}`,
  );
}
