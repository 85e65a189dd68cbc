/** How an embed is written behind its colons: `name{key="value" wide}`. */
import type { Json } from '../../shared/config.ts';

export interface EmbedHead {
  name: string;
  attributes: Record<string, Json>;
  /** The offset behind what was read. */
  end: number;
}

const namePattern = /[A-Za-z][\w-]*/y;
const attributePattern =
  /[ \t]*([A-Za-z_][\w:.-]*)(?:=(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|([^\s"'{}]+)))?(?=[ \t}])/y;
const closing = /[ \t]*\}/y;

/**
 * Reads a name and the braces behind it.
 * @param needsBraces without braces it is no embed (`::name` alone is ordinary text)
 * @returns null when there is no name, when braces are missing or when what they hold cannot be read
 */
export function readEmbedHead(text: string, start: number, needsBraces: boolean): EmbedHead | null {
  namePattern.lastIndex = start;
  const name = namePattern.exec(text)?.[0];
  if (name === undefined) return null;
  const behind = start + name.length;
  if (text[behind] !== '{') return needsBraces ? null : { name, attributes: {}, end: behind };
  const attributes: Record<string, Json> = {};
  let pos = behind + 1;
  for (;;) {
    closing.lastIndex = pos;
    if (closing.test(text)) return { name, attributes, end: closing.lastIndex };
    attributePattern.lastIndex = pos;
    const match = attributePattern.exec(text);
    if (match === null) return null;
    const [, key, double, single, bare] = match;
    attributes[key as string] = attributeValue(double ?? single, bare);
    pos = attributePattern.lastIndex;
  }
}

/** Quoted is a text; bare words are numbers and switches where they look so; a key alone is switched on. */
function attributeValue(quoted: string | undefined, bare: string | undefined): Json {
  if (quoted !== undefined) return quoted.replace(/\\(["'\\])/g, '$1');
  if (bare === undefined || bare === 'true') return true;
  if (bare === 'false') return false;
  return /^-?\d{1,15}(\.\d+)?$/.test(bare) ? Number(bare) : bare;
}

/** How many colons stand at `start`. */
export function countColons(text: string, start: number, end: number): number {
  let pos = start;
  while (pos < end && text.charCodeAt(pos) === 58) pos++;
  return pos - start;
}
