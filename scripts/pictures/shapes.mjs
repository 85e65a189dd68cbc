// What the pictures are made of: ridges, light on water, birds, reeds, haze; and the sheet that they are drawn on.

/** Drawn around each picture and cut off again: blurs would fade at the edge otherwise. */
export const MARGIN = 80;

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Smooth noise in one dimension: a few waves of falling height. */
export function terrain(random, width, roughness) {
  const waves = Array.from({ length: 7 }, (_, i) => ({
    length: width / (0.7 + i * roughness * (0.8 + random() * 0.5)),
    height: 1 / (1 + i * 1.15),
    phase: random() * Math.PI * 2,
  }));
  return (x) => waves.reduce((sum, w) => sum + Math.sin((x / w.length) * Math.PI * 2 + w.phase) * w.height, 0) / 2.6;
}

export const n = (value) => Math.round(value * 10) / 10;

/** A filled ridge from edge to edge, down to the bottom of the picture. */
export function ridge({ random, width, height, y, rise, roughness = 1, fill, opacity = 1 }) {
  const shape = terrain(random, width, roughness);
  const points = [];
  for (let x = -10; x <= width + 10; x += 8) points.push(`${n(x)},${n(y + shape(x) * rise)}`);
  return `<path d="M-10,${height + 10} L${points.join(' L')} L${width + 10},${height + 10} Z" fill="${fill}" opacity="${opacity}"/>`;
}

/** Broken horizontal strokes: light on water. */
export function glints({ random, x, y, width, height, count, fill, thin = 1.4, thick = 5, long = 120 }) {
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
export function flock({ random, x, y, width, height, count, size, stroke }) {
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
export function reeds({ random, x, width, y, tall, count, stroke, thick = 3, lean = 0.25, heads = false }) {
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
export function haze({ random, width, y, height, count, fill, opacity = 0.3 }) {
  const drifts = [];
  for (let i = 0; i < count; i++) {
    const w = width * (0.18 + random() * 0.4);
    drifts.push(
      `<ellipse cx="${n(random() * width)}" cy="${n(y + (random() - 0.5) * height)}" rx="${n(w)}" ry="${n(height * (0.05 + random() * 0.12))}" opacity="${n(opacity * (0.4 + random() * 0.8))}"/>`,
    );
  }
  return `<g fill="${fill}" filter="url(#soft)">${drifts.join('')}</g>`;
}

export const sky = (id, stops, line = 'x1="0" y1="0" x2="0" y2="1"') =>
  `<linearGradient id="${id}" ${line}>${stops.map(([at, color]) => `<stop offset="${at}" stop-color="${color}"/>`).join('')}</linearGradient>`;

export function sheet(width, height, defs, body) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * MARGIN}" height="${height + 2 * MARGIN}" viewBox="${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}">
<defs>${defs}<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="14"/></filter>
<filter id="glow" x="-100%" y="-100%" width="300%" height="300%"><feGaussianBlur stdDeviation="38"/></filter></defs>
${body}</svg>`;
}
