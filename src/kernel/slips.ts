/** How far a word is from the one that was probably meant. */
import { distance } from 'fastest-levenshtein';

/** Letters to change, add or drop; two neighbouring letters in the wrong order are one slip. */
export function slips(word: string, meant: string): number {
  const far = distance(word, meant);
  return far === 2 && isSwap(word, meant) ? 1 : far;
}

/** Two neighbouring letters changed places and nothing else differs. */
export function isSwap(word: string, meant: string): boolean {
  if (word.length !== meant.length) return false;
  let at = 0;
  while (at < word.length && word[at] === meant[at]) at++;
  return (
    at + 1 < word.length &&
    word[at] === meant[at + 1] &&
    word[at + 1] === meant[at] &&
    word.slice(at + 2) === meant.slice(at + 2)
  );
}
