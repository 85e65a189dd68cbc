// The plates of the tour's plants and places.
import { glints, haze, n, numbers, reeds, ridge, sheet, sky } from './shapes.mjs';

const [w, h] = [1200, 800];
const ground = (top, bottom) =>
  sky('s', [
    [0, top],
    [1, bottom],
  ]);

const heart = (x, y, s, turn, fill) =>
  `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) scale(${n(s * 10) / 10})"><path d="M0,0 C-20,-40 -96,-38 -92,34 C-88,92 -30,118 0,150 C30,118 88,92 92,34 C96,-38 20,-40 0,0Z" fill="${fill}"/><path d="M0,4 V140 M0,40 L-50,70 M0,40 L50,70" stroke="#dfe6b8" stroke-width="3" fill="none" opacity=".5"/></g>`;

export function celandine() {
  const random = numbers(401);
  const flower = (x, y, s) => {
    const petals = Array.from(
      { length: 9 },
      (_, i) =>
        `<path transform="rotate(${i * 40 + random() * 8})" d="M0,-8 C-44,-50 -40,-128 0,-150 C40,-128 44,-50 0,-8Z" fill="${i % 2 ? '#f4c81f' : '#fbdc4a'}"/>`,
    ).join('');
    const dots = Array.from({ length: 26 }, (_, i) => {
      const r = 5 + (i % 3) * 8;
      return `<circle cx="${n(Math.cos(i * 2.4) * r)}" cy="${n(Math.sin(i * 2.4) * r)}" r="4"/>`;
    }).join('');
    return `<path d="M${x},${y} Q${x + 20},${y + 200} ${x - 20},${y + 520}" stroke="#7c8f3f" stroke-width="13" fill="none"/><g transform="translate(${x} ${y}) scale(${s})">${petals}<circle r="21" fill="#8a8f2c"/><g fill="#e2a914">${dots}</g></g>`;
  };
  const leaves = Array.from({ length: 22 }, (_, i) => {
    const x = random() * w;
    const y = 480 + random() * 300;
    return heart(x, y, 0.7 + random() * 0.7, random() * 80 - 40, ['#4f7a3a', '#3f6a33', '#658c45', '#375d2e'][i % 4]);
  }).join('');
  return sheet(
    w,
    h,
    ground('#e8e6cf', '#b9c79b'),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>${haze({ random, width: w, y: 240, height: 360, count: 7, fill: '#fbf9e6', opacity: 0.6 })}
     ${leaves}${flower(330, 330, 1.15)}${flower(700, 250, 1.3)}${flower(980, 440, 0.95)}
     ${heart(520, 610, 1.4, 16, '#44713a')}${heart(860, 640, 1.3, -20, '#55803f')}${heart(150, 640, 1.2, 10, '#4a7538')}`,
  );
}

export function foxglove() {
  const random = numbers(419);
  const bell = (x, y, s, turn) =>
    `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) scale(${n(s * 100) / 100})"><path d="M-16,0 C-30,44 -46,80 -52,120 Q-26,144 0,134 Q26,144 52,120 C46,80 30,44 16,0Z" fill="#a84f93"/><path d="M-52,120 Q0,90 52,120 Q26,144 0,134 Q-26,144 -52,120Z" fill="#e3b5d4"/><circle cx="-10" cy="122" r="5" fill="#5e1d4f"/><circle cx="12" cy="120" r="5" fill="#5e1d4f"/><circle cx="2" cy="112" r="4" fill="#5e1d4f"/><path d="M-20,4 Q0,-24 20,4Z" fill="#6c8a4a"/></g>`;
  const spire = (x, top, size) => {
    const bells = Array.from({ length: 12 }, (_, i) => {
      const t = i / 11;
      const y = top + 40 + t * t * 330 * size + t * 120;
      const side = i % 2 ? 1 : -1;
      return bell(x + side * (10 + t * 34) * size, y, (0.26 + t * 0.62) * size, -side * (38 - t * 14));
    }).join('');
    return `<path d="M${x},${top} Q${x - 10},${top + 400} ${x + 8},810" stroke="#5f7f45" stroke-width="${14 * size}" fill="none" stroke-linecap="round"/>${bells}`;
  };
  const leaves = Array.from({ length: 13 }, (_, i) => {
    const x = 60 + i * 92;
    return `<path d="M${n(x)},820 C${n(x - 90)},720 ${n(x - 60)},640 ${n(x - 10 + random() * 60)},${n(560 + random() * 90)} C${n(x + 60)},660 ${n(x + 80)},730 ${n(x)},820Z" fill="${['#4b6d3d', '#3c5c36', '#5f8049'][i % 3]}"/>`;
  }).join('');
  return sheet(
    w,
    h,
    ground('#dfe3d3', '#a9b995'),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>${haze({ random, width: w, y: 300, height: 400, count: 8, fill: '#f8f7e8', opacity: 0.55 })}
     ${Array.from({ length: 9 }, (_, i) => `<rect x="${n(40 + i * 140 + random() * 50)}" y="-10" width="${n(18 + random() * 30)}" height="640" fill="#8f9f84" opacity=".45"/>`).join('')}
     ${leaves}${spire(420, 60, 1)}${spire(770, 150, 0.86)}
     <g transform="translate(250 560)"><ellipse rx="46" ry="32" fill="#2d2620"/><path d="M-18,-30 q18,60 0,60 M8,-32 q16,62 0,64" stroke="#e5b62e" stroke-width="13" fill="none"/><ellipse cx="-8" cy="-36" rx="34" ry="14" fill="#fff" opacity=".75" transform="rotate(-24)"/><ellipse cx="42" cy="2" rx="10" ry="14" fill="#f2efe4"/></g>`,
  );
}

export function cowParsley() {
  const random = numbers(433);
  const umbel = (x, y, s) => {
    const rays = Array.from({ length: 13 }, (_, i) => {
      const a = -Math.PI / 2 + (i / 12 - 0.5) * 2.3;
      const r = (130 + random() * 26) * s;
      const [ex, ey] = [x + Math.cos(a) * r * 1.25, y + Math.sin(a) * r * 0.8];
      const dots = Array.from({ length: 15 }, () => {
        const [da, dr] = [random() * Math.PI * 2, Math.sqrt(random()) * 26 * s];
        return `<circle cx="${n(ex + Math.cos(da) * dr)}" cy="${n(ey + Math.sin(da) * dr * 0.6)}" r="${n((2.6 + random() * 3.6) * s)}"/>`;
      }).join('');
      return `<path d="M${n(x)},${n(y)} Q${n((x + ex) / 2)},${n(y - 40 * s)} ${n(ex)},${n(ey)}" stroke="#b4c49a" stroke-width="${n(2.6 * s)}" fill="none"/><g fill="#fbfaf0">${dots}</g>`;
    }).join('');
    return `<path d="M${x},${y} Q${x + 14},${y + 260} ${x - 12},830" stroke="#9db37f" stroke-width="${n(6 * s)}" fill="none"/>${rays}`;
  };
  return sheet(
    w,
    h,
    ground('#33503f', '#1f3a2f'),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     ${haze({ random, width: w, y: 300, height: 520, count: 9, fill: '#5f8164', opacity: 0.4 })}
     ${reeds({ random, x: 0, width: w, y: 830, tall: 330, count: 120, stroke: '#4d7049', thick: 4, lean: 0.1 })}
     ${umbel(150, 470, 0.62)}${umbel(1060, 400, 0.7)}${umbel(860, 560, 0.6)}${umbel(330, 300, 0.95)}${umbel(640, 260, 1.2)}${umbel(500, 520, 0.72)}${umbel(930, 250, 0.55)}
     ${reeds({ random, x: 0, width: w, y: 830, tall: 170, count: 110, stroke: '#6f9157', thick: 4.4, lean: 0.2 })}`,
  );
}

export function ivy() {
  const random = numbers(449);
  const leaf = (x, y, s, turn, fill) =>
    `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)}) scale(${n(s * 100) / 100})"><path d="M0,60 L-30,44 L-84,56 L-66,10 L-96,-34 L-44,-34 L0,-100 L44,-34 L96,-34 L66,10 L84,56 L30,44Z" fill="${fill}" stroke-linejoin="round" stroke="${fill}" stroke-width="12"/><path d="M0,58 V-80 M0,50 L-70,-22 M0,50 L70,-22" stroke="#cfdcb5" stroke-width="4" fill="none" opacity=".7"/></g>`;
  const bricks = Array.from({ length: 12 }, (_, row) =>
    Array.from(
      { length: 9 },
      (_, i) =>
        `<rect x="${n(-80 + i * 150 + (row % 2) * 75)}" y="${n(row * 70)}" width="142" height="62" rx="5" fill="${['#b9a58d', '#ad987f', '#c4b199', '#a58f77'][Math.floor(random() * 4)]}"/>`,
    ).join(''),
  ).join('');
  const leaves = Array.from({ length: 78 }, (_, i) => {
    const x = random() * w;
    const y = 130 + random() ** 0.7 * 680 + Math.abs(x - 600) * -0.12;
    return leaf(x, y, 0.42 + random() * 0.5, random() * 120 - 60, ['#2f5238', '#3d6642', '#274531', '#4c744a'][i % 4]);
  }).join('');
  const flowers = Array.from({ length: 8 }, () => {
    const [x, y] = [120 + random() * 960, 260 + random() * 400];
    const buds = Array.from({ length: 22 }, (_, i) => {
      const a = i * 2.4;
      const r = 11 * Math.sqrt(i);
      return `<path d="M0,0 L${n(Math.cos(a) * r)},${n(Math.sin(a) * r)}" stroke="#8a9a56" stroke-width="2"/><circle cx="${n(Math.cos(a) * r)}" cy="${n(Math.sin(a) * r)}" r="6.5" fill="#d3d686"/>`;
    }).join('');
    return `<g transform="translate(${n(x)} ${n(y)})">${buds}</g>`;
  }).join('');
  return sheet(
    w,
    h,
    ground('#8d7b67', '#7a6a58'),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>${bricks}${leaves}${flowers}`,
  );
}

export function reedBed() {
  const random = numbers(461);
  const starlings = Array.from({ length: 900 }, () => {
    const t = random();
    const spread = Math.sin(t * Math.PI) ** 0.8;
    const x = 260 + t * 700 + (random() - 0.5) * 90;
    const y = 250 + Math.sin(t * 5.2) * 70 + (random() + random() - 1) * 120 * spread;
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(1.3 + random() * 2)}"/>`;
  }).join('');
  return sheet(
    w,
    h,
    sky('s', [
      [0, '#57608a'],
      [0.45, '#c78f86'],
      [0.75, '#f3bd7c'],
      [1, '#f9dca0'],
    ]) +
      sky('v', [
        [0, '#f0bf86'],
        [1, '#6c5a6b'],
      ]),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>
     <circle cx="820" cy="540" r="110" fill="#fff0c9" filter="url(#glow)"/><circle cx="820" cy="548" r="44" fill="#fff4d8"/>
     ${ridge({ random, width: w, height: h, y: 560, rise: 20, fill: '#8d6b73' })}
     <g fill="#2a2535">${starlings}</g>
     <rect y="580" width="${w}" height="${h}" fill="url(#v)"/>
     ${glints({ random, x: 820, y: 584, width: 260, height: 200, count: 60, fill: '#fff0cc', long: 120 })}
     ${reeds({ random, x: -20, width: 1240, y: 640, tall: 120, count: 190, stroke: '#5f4b52', thick: 3, heads: true })}
     ${reeds({ random, x: -20, width: 1240, y: 830, tall: 300, count: 170, stroke: '#2c222b', thick: 5, heads: true })}`,
  );
}

export function quarry() {
  const random = numbers(479);
  const face = Array.from({ length: 6 }, (_, i) => {
    const y = 190 + i * 88;
    const points = [];
    for (let x = -20; x <= 1220; x += 40) points.push(`${x},${n(y + (random() - 0.5) * 26)}`);
    return `<path d="M${points.join(' L')} L1220,${y + 120} L-20,${y + 120}Z" fill="${['#ddd2bb', '#cbbda1', '#d8ccb2', '#bfb094', '#d2c5aa', '#b7a88c'][i]}"/>`;
  }).join('');
  const cracks = Array.from({ length: 46 }, () => {
    const [x, y] = [random() * w, 200 + random() * 430];
    return `<path d="M${n(x)},${n(y)} l${n(random() * 14 - 7)},${n(30 + random() * 50)}"/>`;
  }).join('');
  const birch = (x, y, s) => {
    const leaves = Array.from({ length: 40 }, () => {
      const a = random() * Math.PI * 2;
      const r = Math.sqrt(random());
      return `<circle cx="${n(x + Math.cos(a) * r * 52 * s)}" cy="${n(y - 150 * s + Math.sin(a) * r * 86 * s)}" r="${n((5 + random() * 8) * s)}"/>`;
    }).join('');
    return `<path d="M${x},${y} q-6,-80 4,${n(-190 * s)}" stroke="#f1ede2" stroke-width="${n(9 * s)}" fill="none"/><g fill="#7f9a4e" opacity=".88">${leaves}</g>`;
  };
  return sheet(
    w,
    h,
    ground('#9cc0cf', '#e5e4d2'),
    `<rect width="${w}" height="${h}" fill="url(#s)"/>${haze({ random, width: w, y: 120, height: 160, count: 6, fill: '#fff', opacity: 0.6 })}
     ${face}<g stroke="#8d7f67" stroke-width="3" opacity=".6" fill="none">${cracks}</g>
     <path d="M-10,640 C200,610 420,650 640,630 S1040,660 1210,630 V810 H-10Z" fill="#7f9454"/>
     ${birch(210, 300, 0.8)}${birch(330, 390, 0.6)}${birch(930, 370, 0.9)}${birch(1040, 290, 0.65)}${birch(90, 640, 1.3)}${birch(1120, 660, 1.5)}
     ${reeds({ random, x: -10, width: 1220, y: 820, tall: 110, count: 170, stroke: '#5b7140', thick: 3.4, heads: true })}
     <path d="M600,112 C640,86 690,80 740,94 C700,98 668,110 640,130 L652,164 L632,152 L612,160 L616,128 C590,112 556,106 520,112 C548,92 578,94 600,112Z" fill="#5f3f2c"/>`,
  );
}
