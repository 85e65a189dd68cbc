/** Elements and attributes that facts look at, as small numbers, found without making a string of every name in the page. */

const tagNames = [
  '',
  ...['a', 'area', 'base', 'link', 'meta', 'img', 'source', 'video', 'audio', 'track', 'iframe', 'frame', 'object'],
  ...['embed', 'input', 'form', 'script', 'style', 'title', 'textarea', 'svg', 'use', 'image', 'feimage', 'html'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'code', 'pre', 'kbd', 'samp', 'xmp', 'noembed', 'noframes', 'plaintext'],
] as const;

const attributeNames = [
  '',
  ...['id', 'href', 'xlink:href', 'src', 'srcset', 'imagesrcset', 'alt', 'style', 'content', 'name', 'property', 'rel'],
  ...['lang', 'poster', 'data', 'type', 'width', 'height', 'action', 'method', 'as', 'http-equiv', 'itemprop', 'role'],
  ...['aria-hidden', 'aria-label', 'aria-labelledby', 'hreflang'],
] as const;

type Codes<Names extends readonly string[]> = Readonly<Record<Exclude<Names[number], ''>, number>>;

function codesOf<const Names extends readonly string[]>(names: Names): Codes<Names> {
  return Object.fromEntries(names.map((name, code) => [name, code])) as Codes<Names>;
}

/** Code of each known element; 0 is any other. */
export const tags = codesOf(tagNames);
/** Code of each known attribute, below 31 so that a set of them is one integer; 0 is any other. */
export const attributes = codesOf(attributeNames);

/** An open-addressed table from the rolling hash of a name (in lower case) to its code. */
class NameTable {
  readonly #slots = new Uint8Array(1024);

  constructor(private readonly names: readonly string[]) {
    for (let code = 1; code < names.length; code++) {
      let slot = nameHash(names[code] as string) & 1023;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & 1023;
      this.#slots[slot] = code;
    }
  }

  /** Code of the name in the UTF-16 units text[start, end), which gave `hash` through hashStep; 0 when it is none of ours. */
  find(text: Uint16Array, start: number, end: number, hash: number): number {
    for (let slot = hash & 1023; ; slot = (slot + 1) & 1023) {
      const code = this.#slots[slot] as number;
      if (code === 0 || sameName(this.names[code] as string, text, start, end)) return code;
    }
  }
}

/** One step of the hash: upper and lower case letters count the same. */
export function hashStep(hash: number, character: number): number {
  return (hash * 31 + (character | 32)) & 0xffffff;
}

function nameHash(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = hashStep(hash, name.charCodeAt(i));
  return hash;
}

function sameName(name: string, text: Uint16Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i++) {
    const c = text[start + i] as number;
    const lower = c >= 65 && c <= 90 ? c + 32 : c;
    if (lower !== name.charCodeAt(i)) return false;
  }
  return true;
}

export const tagTable = new NameTable(tagNames);
export const attributeTable = new NameTable(attributeNames);

/** Names of the elements whose content is text and not markup, by code. */
export const rawTextNames: ReadonlyMap<number, string> = new Map(
  (['script', 'style', 'title', 'textarea', 'iframe', 'xmp', 'noembed', 'noframes', 'plaintext'] as const).map(
    (name) => [tags[name], name],
  ),
);
