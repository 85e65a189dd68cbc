import type { Heading } from '../../shared/snapshot.ts';

/** A heading with those below it. */
export interface TocEntry {
  readonly level: number;
  readonly id: string;
  readonly text: string;
  readonly children: readonly TocEntry[];
}

interface Open {
  level: number;
  children: TocEntry[];
}

/** Headings as a tree. A level that was left out ("##", then "####") makes no empty entry. */
export function nested(headings: readonly Heading[]): readonly TocEntry[] {
  const root: TocEntry[] = [];
  const open: Open[] = [{ level: 0, children: root }];
  for (const { level, id, text } of headings) {
    while ((open.at(-1) as Open).level >= level) open.pop();
    const children: TocEntry[] = [];
    (open.at(-1) as Open).children.push({ level, id, text, children });
    open.push({ level, children });
  }
  return root;
}
