/** No style sheet of this world nests deeper; a parser written for those overflows its stack on what does, and takes the process along. */
const MOST = 100;

const token = /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?|\\[\s\S]|[([{]|[)\]}]/g;

/** UTF-16 offset of the bracket that opens more than `MOST` levels; null when none does. Comments and strings do not count. */
export function tooDeepAt(css: string): number | null {
  let depth = 0;
  for (const { 0: text, index } of css.matchAll(token)) {
    if (text.length > 1) continue;
    if ('([{'.includes(text)) {
      if (++depth > MOST) return index;
    } else if (')]}'.includes(text)) depth = Math.max(0, depth - 1);
  }
  return null;
}
