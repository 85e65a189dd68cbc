/** Which keys are probably misspelt. A key of the writer's own must never be taken for a mistake, so that the rules are narrow. */
import { distance } from 'fastest-levenshtein';
import { isSwap } from '../slips.ts';
import { knownKeys } from './known-keys.ts';

/** Words that people do use as keys of their own although they are near a known one. */
const ownWords = new Set(
  [
    'cascades craft created data dates descriptions descriptor drafts draught drift expired freight gate',
    'graft height image imagen lag languages lastmodified late layer layouts linkage listed listing lists',
    'luggage name names payout prescription rate site sites slugs stage state status subtitle summaries',
    'tag tile tiles titles updated uri urls weights',
  ]
    .join(' ')
    .split(' '),
);

const remembered = new Map<string, string | null>();
const mostRemembered = 5000;

/** As `intendedKey`, for names that a site knows itself. */
export function nearKey(key: string, known: readonly string[]): string | null {
  return ownWords.has(key) ? null : (known.find((candidate) => isSlip(key, candidate)) ?? null);
}

/** The known key of documents that `key` was probably meant to be; null when it is a word of its own. */
export function intendedKey(key: string): string | null {
  const before = remembered.get(key);
  if (before !== undefined) return before;
  if (remembered.size >= mostRemembered) remembered.clear();
  const intended = nearKey(key, knownKeys);
  remembered.set(key, intended);
  return intended;
}

/** Wrong capitals; two letters swapped; from five letters one wrong, missing or doubled; from eight letters two. */
function isSlip(key: string, known: string): boolean {
  if (key === known) return false;
  if (key.toLowerCase() === known.toLowerCase()) return true;
  const lengths = Math.abs(key.length - known.length);
  if (lengths > 2 || known.length < 4 || !/^[\p{L}]+$/u.test(key)) return false;
  if (isSwap(key, known)) return true;
  if (known.length < 5) return false;
  const steps = distance(key, known);
  return steps === 1 || (steps === 2 && known.length >= 8 && key[0] === known[0]);
}
