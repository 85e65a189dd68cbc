export interface Size {
  width: number;
  height: number;
}

const pixelsPer: Record<string, number> = { px: 1, '': 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 };

/**
 * The size in pixels that an SVG asks for: width and height, else the viewBox, each side from the other by the viewBox's
 * proportion. `size` is null when it asks for none. Null: this is no SVG.
 * @param text its beginning is enough, as long as the root's tag is in it
 */
export function readSvg(text: string): { size: Size | null } | null {
  const tag = rootTag(text);
  if (tag === null) return null;
  const width = lengthOf(attribute(tag, 'width'));
  const height = lengthOf(attribute(tag, 'height'));
  if (width !== null && height !== null) return { size: rounded(width, height) };
  const box = (attribute(tag, 'viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [boxWidth = 0, boxHeight = 0] = box.slice(2);
  if (box.length !== 4 || !(boxWidth > 0) || !(boxHeight > 0)) return { size: null };
  if (width !== null) return { size: rounded(width, (width * boxHeight) / boxWidth) };
  if (height !== null) return { size: rounded((height * boxWidth) / boxHeight, height) };
  return { size: rounded(boxWidth, boxHeight) };
}

/** The first element's tag when it is <svg>, with declaration, comments and document type skipped. */
function rootTag(text: string): string | null {
  const before = /^\uFEFF?\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\])?[^>]*>\s*)*/i.exec(
    text,
  );
  const rest = text.slice(before?.[0].length ?? 0);
  return /^<(?:svg:)?svg\b(?:"[^"]*"|'[^']*'|[^"'>])*>/.exec(rest)?.[0] ?? null;
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2] ?? null;
}

function lengthOf(value: string | null): number | null {
  const match = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(value ?? '');
  const factor = match === null ? undefined : pixelsPer[match[2]!.toLowerCase()];
  const pixels = factor === undefined ? 0 : Number(match![1]) * factor;
  return pixels > 0 && Number.isFinite(pixels) ? pixels : null;
}

function rounded(width: number, height: number): Size {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
}
