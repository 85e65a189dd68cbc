import type { Reference, ReferenceKind } from './types.ts';

const kindBits: Readonly<Record<ReferenceKind, number>> = {
  link: 1,
  image: 2,
  media: 4,
  style: 8,
  script: 16,
  font: 32,
  frame: 64,
  icon: 128,
  manifest: 256,
  meta: 512,
  svg: 1024,
  css: 2048,
  other: 4096,
};

const needsNoFile = /^(?:data|blob|javascript|about):/i;

/** References in order of first appearance, unique by kind and address. */
export class ReferenceList {
  readonly items: Reference[] = [];
  /** Kinds under which an address was noted, as bits. */
  readonly #noted = new Map<string, number>();

  /** `raw`: decoded, not yet trimmed. Empty addresses and those that carry their own content are left out. */
  add(kind: ReferenceKind, raw: string | null): void {
    if (raw === null) return;
    const url = trimmed(raw);
    if (url === '') return;
    const bit = kindBits[kind];
    const bits = this.#noted.get(url);
    if (bits === undefined) {
      if (needsNoFile.test(url)) return;
      this.#noted.set(url, bit);
    } else {
      if ((bits & bit) !== 0) return;
      this.#noted.set(url, bits | bit);
    }
    this.items.push({ kind, url });
  }
}

/** Without C0 controls and spaces at its ends, as the URL standard has it. */
function trimmed(raw: string): string {
  let start = 0;
  let end = raw.length;
  while (start < end && raw.charCodeAt(start) <= 32) start++;
  while (end > start && raw.charCodeAt(end - 1) <= 32) end--;
  return start === 0 && end === raw.length ? raw : raw.slice(start, end);
}
