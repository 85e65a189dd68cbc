// What is close at hand: the river bend, the kitchen, the notebook.
import { glints, haze, n, numbers, reeds, sheet, sky } from './shapes.mjs';

/** The weir: dark willows, green water, one blue stroke. */
export function kingfisher() {
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

/** The kingfisher's rounds, as a map in a notebook: the river, five perches, the line between them. */
export function rounds() {
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

/** Bread on a board by a window. */
export function loaf() {
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

/** The open notebook: ruled pages, a feather, a pencil. */
export function notebook() {
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
