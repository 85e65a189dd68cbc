/** "Did you mean": the existing name that is most like one that is not there. The same answer whatever the order of the names. */
import { sortCodePoints } from '../order.ts';
import { slips } from '../slips.ts';

/** Names that are compared letter by letter; in longer lists only those in the same folder are. */
const COMPARED = 2_000;

/** The form in which names that differ by case or by composed letters are one. */
export function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

interface Likeness {
  /** Smaller is more alike. */
  score: number;
  name: string;
}

/** Names of one sort, prepared for questions. */
export class Names {
  readonly #names: readonly string[];
  #byFolded: Map<string, string> | null = null;
  #byBase: Map<string, string[]> | null = null;
  readonly #answers = new Map<string, string | null>();

  constructor(names: readonly string[]) {
    this.#names = sortCodePoints([...names]);
  }

  /** The name that differs by case or composition only. */
  sameButCase(name: string): string | null {
    this.#byFolded ??= new Map([...this.#names].reverse().map((known) => [folded(known), known]));
    return this.#byFolded.get(folded(name)) ?? null;
  }

  nearest(name: string): string | null {
    let answer = this.#answers.get(name);
    if (answer === undefined) {
      answer = this.sameButCase(name) ?? this.#sameBase(name) ?? this.#alike(name);
      this.#answers.set(name, answer);
    }
    return answer;
  }

  /** The file of the same name in another folder, if there is one only. */
  #sameBase(name: string): string | null {
    if (!name.includes('/')) return null;
    this.#byBase ??= byBase(this.#names);
    const found = this.#byBase.get(folded(baseOf(name)));
    return found?.length === 1 ? (found[0] as string) : null;
  }

  #alike(name: string): string | null {
    const folder = name.slice(0, name.length - baseOf(name).length);
    const few = this.#names.length <= COMPARED;
    let best: Likeness | null = null;
    for (const known of this.#names) {
      if (!few && !known.startsWith(folder)) continue;
      const score = likeness(name, known, folder);
      if (score !== null && (best === null || score < best.score)) best = { score, name: known };
    }
    return best?.name ?? null;
  }
}

function likeness(name: string, known: string, folder: string): number | null {
  const [a, b] = known.startsWith(folder) ? [name.slice(folder.length), known.slice(folder.length)] : [name, known];
  const allowed = Math.max(1, Math.min(4, Math.floor(a.length * 0.4)));
  if (Math.abs(a.length - b.length) > allowed) return null;
  const score = slips(folded(a), folded(b));
  return score <= allowed ? score : null;
}

function byBase(names: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const name of names) {
    const base = folded(baseOf(name));
    const same = map.get(base);
    if (same === undefined) map.set(base, [name]);
    else same.push(name);
  }
  return map;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
