// The pictures of examples/handbook: the workshop, and three diagrams in two colours.
import { letters } from './letters.mjs';
import { haze, n, numbers, sheet, sky } from './shapes.mjs';

/** One small letter, `size` to the em, its baseline at (x, y). */
function letter(character, x, y, size, fill, turn = '') {
  const [advance, path] = letters[character];
  const s = size / 1000;
  return `<path transform="translate(${n(x)} ${n(y)}) ${turn} scale(${n(s * 1000) / 1000} ${-n(s * 1000) / 1000}) translate(${-advance / 2} 0)" d="${path}" fill="${fill}"/>`;
}

/**
 * An iron hand press from the side, 700 tall, its feet at (0, 0).
 * `iron` fills, `edge` outlines, `mark` colours what moves; `open` shows tympan and frisket folded up.
 */
function handPress({ iron, edge, mark, paper, open }) {
  const line = `stroke="${edge}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"`;
  const folded = open
    ? `<path d="M-470,-262 L-590,-452 L-574,-462 L-454,-270Z" fill="${paper}" ${line}/><path d="M-590,-452 L-760,-540 L-766,-526 L-592,-436Z" fill="none" ${line}/><circle cx="-462" cy="-264" r="9" fill="${mark}"/>`
    : '';
  return `<g>
    <path d="M-40,0 C-20,-60 -10,-120 -10,-190 L50,-190 C50,-120 60,-50 96,0Z M230,0 C266,-50 276,-120 276,-190 L336,-190 C336,-120 346,-60 366,0Z" fill="${iron}" ${line}/>
    <path d="M-20,-190 V-560 C-20,-640 60,-668 163,-668 C266,-668 346,-640 346,-560 V-190 H276 V-540 C276,-590 230,-604 163,-604 C96,-604 50,-590 50,-540 V-190Z" fill="${iron}" ${line}/>
    <path d="M120,-668 C120,-700 206,-700 206,-668Z M150,-692 h26 v-22 h-26Z" fill="${iron}" ${line}/><circle cx="163" cy="-728" r="16" fill="${mark}" ${line}/>
    <path d="M134,-604 h58 v120 h-58Z" fill="${iron}" ${line}/><path d="M134,-576 h58 M134,-550 h58 M134,-524 h58" ${line} fill="none"/>
    <path d="M150,-484 h26 v104 h-26Z" fill="${iron}" ${line}/>
    <path d="M62,-380 h202 v44 h-202Z" fill="${iron}" ${line}/><path d="M90,-380 l20,-30 h106 l20,30Z" fill="${iron}" ${line}/>
    <path d="M163,-450 L-150,-430" stroke="${mark}" stroke-width="15" stroke-linecap="round"/><path d="M-150,-430 L-236,-424" stroke="${edge}" stroke-width="24" stroke-linecap="round"/>
    <path d="M-540,-222 H430 V-196 H-540Z" fill="${iron}" ${line}/>
    <path d="M-520,-196 L-500,0 H-456 L-476,-196Z" fill="${iron}" ${line}/>
    <path d="M-460,-262 H-150 V-224 H-460Z" fill="${iron}" ${line}/><path d="M-430,-280 H-180 V-262 H-430Z" fill="${mark}" ${line}/>
    ${folded}
    <circle cx="120" cy="-160" r="40" fill="none" ${line}/><path d="M120,-160 L86,-104" stroke="${mark}" stroke-width="11" stroke-linecap="round"/><circle cx="84" cy="-100" r="10" fill="${mark}"/>
  </g>`;
}

/** Home of the handbook: the workshop in the evening. */
export function workshop() {
  const [w, h, random] = [1800, 760, numbers(601)];
  const panes = [0, 1, 2].map((i) => `<path d="M${140 + i * 120},90 V430 M110,${200 + i * 90} H510"/>`).join('');
  const cases = Array.from({ length: 9 }, (_, i) => {
    const y = 352 + i * 36;
    return `<rect x="1300" y="${y}" width="330" height="29" rx="3" fill="${i % 2 ? '#8a5f3d' : '#7c5436'}"/><rect x="1430" y="${y + 8}" width="70" height="12" rx="2" fill="#e8dcc0"/><circle cx="1465" cy="${y + 14}" r="3.5" fill="#4a3322"/>`;
  }).join('');
  const top = Array.from({ length: 60 }, (_, i) => {
    const [row, column] = [Math.floor(i / 15), i % 15];
    return `<rect x="${n(1296 + column * 22.6 - row * 3)}" y="${n(270 + row * 17)}" width="20" height="14" fill="${['#c9ab7c', '#bd9d6c', '#d3b88c'][Math.floor(random() * 3)]}"/>`;
  }).join('');
  const sheets = Array.from({ length: 7 }, (_, i) => {
    const x = 590 + i * 96;
    const y = 92 + Math.sin((i / 6) * Math.PI) * 26;
    const lines = [0, 1, 2, 3]
      .map(
        (k) =>
          `<rect x="${n(x + 14)}" y="${n(y + 54 + k * 14)}" width="${n(30 + random() * 16)}" height="5" fill="#3c332c"/>`,
      )
      .join('');
    return `<g transform="rotate(${n((random() - 0.5) * 5)} ${x} ${n(y)})"><rect x="${n(x)}" y="${n(y)}" width="72" height="112" fill="${i % 3 === 1 ? '#f0e6d0' : '#f8f2e4'}"/><rect x="${n(x + 14)}" y="${n(y + 18)}" width="44" height="24" fill="${['#b5361c', '#2f3a44', '#b5361c', '#51633f'][i % 4]}"/>${lines}<rect x="${n(x + 31)}" y="${n(y - 10)}" width="9" height="20" fill="#8f6b49"/></g>`;
  }).join('');
  const boards = Array.from({ length: 13 }, (_, i) => `<path d="M${i * 150 - 60},640 L${i * 210 - 420},770"/>`).join(
    '',
  );
  return sheet(
    w,
    h,
    sky('a', [
      [0, '#e5d6b8'],
      [1, '#cdb78f'],
    ]) +
      sky('e', [
        [0, '#3f5470'],
        [0.6, '#a98d92'],
        [1, '#eec08f'],
      ]) +
      sky('f', [
        [0, '#8b6d4c'],
        [1, '#5d452e'],
      ]),
    `<rect x="-80" y="-80" width="2000" height="920" fill="url(#a)"/>
     ${haze({ random, width: w, y: 240, height: 420, count: 7, fill: '#f6ead0', opacity: 0.45 })}
     <rect x="110" y="90" width="400" height="340" fill="url(#e)"/>
     <path d="M110,430 V350 L170,310 L230,350 V330 L300,280 L360,330 V352 L430,300 L510,360 V430Z" fill="#2c3446"/>
     <rect x="318" y="364" width="13" height="18" fill="#f6cf7a"/><rect x="200" y="376" width="12" height="16" fill="#f6cf7a"/><rect x="452" y="374" width="12" height="16" fill="#f3c468"/>
     <g stroke="#6d523a" stroke-width="8" fill="none">${panes}</g><rect x="110" y="90" width="400" height="340" fill="none" stroke="#6d523a" stroke-width="18"/>
     <rect x="86" y="432" width="448" height="18" fill="#7c5f44"/>
     <path d="M540,60 Q900,140 1290,70" fill="none" stroke="#6d523a" stroke-width="4"/>${sheets}
     <rect x="-80" y="640" width="2000" height="240" fill="url(#f)"/><g stroke="#4a3623" stroke-width="4" opacity=".5">${boards}</g>
     <ellipse cx="640" cy="676" rx="430" ry="20" fill="#3a2a1c" opacity=".4"/>
     <g transform="translate(640 672) scale(.72)">${handPress({ iron: '#2d3138', edge: '#15181c', mark: '#b5361c', paper: '#efe3c8', open: true })}</g>
     <ellipse cx="1465" cy="690" rx="230" ry="16" fill="#3a2a1c" opacity=".4"/>
     <path d="M1284,340 H1646 V684 H1284Z" fill="#5b3f29"/>${cases}<path d="M1270,342 L1290,256 H1640 L1660,342Z" fill="#6b4b31"/>${top}
     <path d="M1466,-90 V90" stroke="#33302c" stroke-width="5"/><path d="M1390,140 Q1396,90 1466,86 Q1536,90 1542,140Z" fill="#27473c"/><ellipse cx="1466" cy="140" rx="76" ry="11" fill="#fff0c4"/>
     <path d="M1392,142 H1540 L1680,350 H1250Z" fill="#fff0c4" opacity=".2"/>
     <path d="M1000,560 H1180 V580 H1000Z M1014,580 L1004,680 M1166,580 L1176,680" fill="#7a5a3d" stroke="#5b3f29" stroke-width="12"/>
     <ellipse cx="1052" cy="556" rx="34" ry="9" fill="#b5361c"/><path d="M1110,540 h54 v18 h-54Z" fill="#3a3f45"/><path d="M1164,548 h34" stroke="#8a5f3d" stroke-width="10" stroke-linecap="round"/>`,
  );
}

const diagram = { paper: '#faf7ef', ink: '#2a2622', pale: '#ece6d8', mark: '#b5361c' };

/** The lower part of a case: boxes in proportion to how often each letter is needed. */
export function caseLay() {
  const [w, h] = [1400, 760];
  const { paper, ink, pale, mark } = diagram;
  /** Letter (or none), column, row, width, height, in units of a small box. */
  const boxes = [
    ['j', 0, 0, 1, 1],
    [null, 1, 0, 1, 1],
    [null, 2, 0, 1, 1],
    ['k', 0, 1, 1, 1],
    ['b', 1, 1, 2, 2],
    ['c', 3, 0, 2, 3],
    ['d', 5, 0, 2, 3],
    ['e', 7, 0, 3, 3],
    ['i', 10, 0, 2, 3],
    ['s', 12, 0, 2, 3],
    ['f', 14, 0, 1, 2],
    ['g', 15, 0, 1, 2],
    [null, 14, 2, 2, 1],
    ['q', 0, 2, 1, 1],
    ['l', 1, 3, 2, 2],
    ['m', 3, 3, 2, 2],
    ['n', 5, 3, 2, 2],
    ['h', 7, 3, 2, 2],
    ['o', 9, 3, 2, 2],
    ['y', 11, 3, 1, 2],
    ['p', 12, 3, 1, 2],
    ['w', 13, 3, 1, 2],
    [null, 14, 3, 2, 2],
    ['z', 0, 3, 1, 1],
    ['x', 0, 4, 1, 2],
    ['v', 1, 5, 1, 2],
    ['u', 2, 5, 2, 2],
    ['t', 4, 5, 3, 2],
    [null, 7, 5, 2, 2],
    ['a', 9, 5, 3, 2],
    ['r', 12, 5, 2, 2],
    [null, 14, 5, 2, 2],
    [null, 0, 6, 1, 1],
  ];
  const common = new Set('etaoinsr');
  const unit = [80, 96];
  const [left, top] = [60, 44];
  const drawn = boxes
    .map(([name, column, row, wide, high]) => {
      const [x, y, bw, bh] = [left + column * unit[0], top + row * unit[1], wide * unit[0], high * unit[1]];
      const box = `<rect x="${x + 4}" y="${y + 4}" width="${bw - 8}" height="${bh - 8}" rx="3" fill="${name === null ? '#f3eee2' : common.has(name) ? '#f6ddd2' : pale}"/>`;
      if (name === null) return box;
      const size = Math.min(bw, bh) * 0.62;
      return box + letter(name, x + bw / 2, y + bh / 2 + size * 0.2, size, common.has(name) ? mark : ink);
    })
    .join('');
  return sheet(
    w,
    h,
    '',
    `<rect x="-80" y="-80" width="${w + 160}" height="${h + 160}" fill="${paper}"/><rect x="${left - 14}" y="${top - 14}" width="${16 * unit[0] + 28}" height="${7 * unit[1] + 28}" rx="8" fill="#b48a5c"/><rect x="${left - 2}" y="${top - 2}" width="${16 * unit[0] + 4}" height="${7 * unit[1] + 4}" fill="#8a653f"/>${drawn}`,
  );
}

/** A composing stick from above, one line in it; letters upside down, nicks in a row. */
export function stick() {
  const [w, h] = [1400, 560];
  const { paper, ink, mark } = diagram;
  const line = `stroke="${ink}" stroke-width="5" stroke-linejoin="round"`;
  let x = 170;
  const types = [...'put every letter back']
    .map((character) => {
      const wide = character === ' ' ? 24 : letters[character][0] * 0.078 + 8;
      const at = x;
      x += wide;
      if (character === ' ')
        return `<rect x="${n(at)}" y="238" width="${n(wide)}" height="128" fill="#c9c3b6" ${line}/>`;
      return `<rect x="${n(at)}" y="226" width="${n(wide)}" height="140" fill="#e4dfd3" ${line}/><path d="M${n(at + 3)},240 H${n(at + wide - 3)}" stroke="${mark}" stroke-width="7"/>${letter(character, at + wide / 2, 272, 78, ink, 'scale(1 -1)')}`;
    })
    .join('');
  return sheet(
    w,
    h,
    '',
    `<rect x="-80" y="-80" width="${w + 160}" height="${h + 160}" fill="${paper}"/>
     <path d="M110,150 H1300 V200 H160 V400 H1300 V430 H110Z" fill="#9aa0a3" ${line}/><path d="M160,200 H1300 V400 H160Z" fill="#d5d2c9" ${line}/>
     <rect x="168" y="368" width="${n(x - 170)}" height="20" fill="#8f8a80" ${line}/>
     ${types}
     <path d="M${n(x + 4)},140 h70 v280 h-70Z" fill="#7f8689" ${line}/><circle cx="${n(x + 39)}" cy="172" r="20" fill="${mark}" ${line}/><path d="M${n(x + 25)},172 h28" stroke="${paper}" stroke-width="6"/>
     <path d="M1190,164 h80 M1190,178 h40 M1230,164 v14" stroke="${ink}" stroke-width="4" fill="none"/>`,
  );
}

/** The hand press as a diagram. */
export function pressDiagram() {
  const [w, h] = [1400, 900];
  const { paper, ink, mark } = diagram;
  return sheet(
    w,
    h,
    '',
    `<rect x="-80" y="-80" width="${w + 160}" height="${h + 160}" fill="${paper}"/>
     <path d="M40,838 H1360" stroke="${ink}" stroke-width="4"/>
     <g transform="translate(880 836) scale(1.06)">${handPress({ iron: '#e6e0d2', edge: ink, mark, paper: '#f9efdc', open: true })}</g>`,
  );
}
