/** What a click in the preview means, from what the marks say of the place. */
import type { PreviewLink } from '../../shared/contract/preview.ts';

export interface DesignPlace {
  file: string;
  line: number;
  column: number | null;
}

export type Picked =
  /** Words of a text: its line. */
  | { kind: 'text'; file: string; line: number }
  /** Values that the design prints; `design` is where. */
  | { kind: 'values'; values: string[][]; design: DesignPlace | null }
  /** Words of the design itself. */
  | { kind: 'design'; design: DesignPlace };

/** @param chain from the inside out. @returns null: it is not known */
export function picked(chain: readonly PreviewLink[]): Picked | null {
  let design: DesignPlace | null = null;
  for (const link of chain) {
    const text = textOf(link);
    if (text !== null) return text;
    const { file, line, column, values } = link;
    const place = file === '' ? null : { file, line, column };
    // What stands around words of the design says nothing about them, but that a text asked for them.
    if (values.length > 0 && design === null) return { kind: 'values', values, design: place };
    if (values.some(isContent)) return { kind: 'values', values, design };
    design ??= place;
  }
  return design === null ? null : { kind: 'design', design };
}

function textOf({ file, line, values }: PreviewLink): Picked | null {
  const [root, source, at] = values[0] ?? [];
  if (root === 'text' && source !== undefined) return { kind: 'text', file: source, line: Number(at) || 1 };
  return values.length === 0 && file.startsWith('content/') ? { kind: 'text', file, line } : null;
}

function isContent(path: readonly string[]): boolean {
  return path[0] === 'page' && path.at(-1) === 'content';
}
