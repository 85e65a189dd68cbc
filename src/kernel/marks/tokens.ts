/**
 * What a marked render prints where a mark may come: while it renders nobody knows whether the text will stand in an attribute, a
 * script or between tags. When the page is whole, each token becomes a mark or nothing.
 */

/** From a private range: a text that has such characters of its own gets no marks, since taking them off would not give it back. */
export const OPEN = '\uE0F1';
export const CLOSE = '\uE0F2';

/** The end of what a value printed; it begins with `OPEN:NUMBER CLOSE`. */
export const END = `${OPEN}:${CLOSE}`;

/** A missing value: `place`. A tag of a template: `place:line`. The beginning and the end of a value: `:number` and `:`. */
export const tokens = /\uE0F1(\d*)(:?)(\d*)\uE0F2/g;

/** @param place of the expression that was printed */
export function proofToken(place: number): string {
  return `${OPEN}${place}${CLOSE}`;
}

/** Tags that nobody can click on, or that must stay as they are for the page to be changed in place. */
const unmarked: ReadonlySet<string> = new Set(
  'html head body meta link script style base title template noscript br wbr source track param col path circle rect line g defs use polygon polyline ellipse symbol stop'.split(
    ' ',
  ),
);

const tagStart = /<([a-zA-Z][\w-]*)(?=[\s/>]|$)/g;

/**
 * A template's own text with a token in each tag that begins in it.
 * @param place any in the template; its file is meant
 * @param lineAt 1-based line of an offset in the text
 */
export function withTagTokens(text: string, place: number, lineAt: (offset: number) => number): string {
  return text.replace(tagStart, (tag, name: string, offset: number) =>
    unmarked.has(name.toLowerCase()) ? tag : `${tag} ${OPEN}${place}:${lineAt(offset)}${CLOSE}`,
  );
}
