/** Where a window opens: where it was, as long as a person can see and reach all of it there. */
import type { Rectangle } from 'electron';

const preferred = { width: 1440, height: 900 };
/** The studio is drawn for windows of at least this size. */
export const smallest = { width: 800, height: 600 };
/** How far a second window in the same place is moved, so that both are seen. */
const step = 28;

export interface PlaceInput {
  /** Where it was left; null: it was never open. */
  saved: Rectangle | null;
  /** The usable parts of the screens, the first screen first; never empty. */
  areas: readonly [Rectangle, ...Rectangle[]];
  /** Other open windows. */
  taken: readonly Rectangle[];
}

/** @returns bounds that lie within one of the areas */
export function placeWindow({ saved, areas, taken }: PlaceInput): Rectangle {
  const area = (saved && bestArea(saved, areas)) ?? areas[0];
  let bounds = within(saved && overlap(saved, area) > 0 ? saved : centred(area), area);
  // Each round ends or uses up one of the other windows.
  for (const _ of taken) {
    if (!taken.some((other) => other.x === bounds.x && other.y === bounds.y)) break;
    bounds = within({ ...bounds, x: bounds.x + step, y: bounds.y + step }, area);
  }
  return bounds;
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(preferred.width, area.width);
  const height = Math.min(preferred.height, area.height);
  const x = area.x + Math.floor((area.width - width) / 2);
  return { x, y: area.y + Math.floor((area.height - height) / 2), width, height };
}

/** The area that shows most of it; undefined: it is on none. */
function bestArea(bounds: Rectangle, areas: readonly Rectangle[]): Rectangle | undefined {
  const seen = areas.map((area) => ({ area, size: overlap(bounds, area) })).filter(({ size }) => size > 0);
  return seen.sort((a, b) => b.size - a.size)[0]?.area;
}

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function within(bounds: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(Math.max(bounds.width, smallest.width), area.width);
  const height = Math.min(Math.max(bounds.height, smallest.height), area.height);
  const x = Math.min(Math.max(bounds.x, area.x), area.x + area.width - width);
  return { x, y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height), width, height };
}
