/** Steps in the order in which people take them: a site is worked at in one way for a while, then in another. */
import type { Dice } from './dice.ts';
import { editNames, writersEdits } from './edits.ts';
import { quiet, type Step } from './judge.ts';

type Workers = readonly [Step['workers'], ...Step['workers'][]];

export interface Ways {
  /** What builds may be asked to be made by: for a while by these of one list. Some stand there more than once. */
  workers: readonly [Workers, ...Workers[]];
  /** A window waits: pages are shown in it, and the site is audited while nobody does anything. */
  window: boolean;
  /**
   * Chance that somebody writes for a while, and nothing else happens. What else does is often what an open site can no longer be told
   * changes after, such as a link.
   */
  writing: number;
  /** Other processes may build too. */
  elsewhere: boolean;
}

/** Four sites after another have a window or none, and writers or everything. */
export function waysOf(seed: number): Ways {
  const [window, writing] = [seed % 2 === 1, seed % 4 < 2 ? 0.3 : 0.95];
  return { workers: [[0], [1], [2], [2], [null], [2, null]], window, writing, elsewhere: true };
}

export class Steps {
  #left = 0;
  #workers: Workers = [0];
  #isWriting = false;
  /** The next step takes away all links: a site that has any is always looked at as a whole. */
  #isUnlinked = false;

  constructor(
    private readonly dice: Dice,
    private readonly ways: Ways,
  ) {}

  next(): Step {
    const { dice, ways } = this;
    if (this.#left === 0) {
      this.#isWriting = dice.chance(ways.writing);
      this.#left = this.#isWriting ? 3 + dice.below(12) : 1 + dice.below(4);
      this.#workers = dice.pick(ways.workers);
      this.#isUnlinked = this.#isWriting && dice.chance(0.8);
    }
    this.#left--;
    const step = this.#isWriting ? writersStep(dice) : anyStep(dice, ways.elsewhere);
    if (this.#isUnlinked) step.edits.push({ name: 'remove the links', seed: 0 });
    this.#isUnlinked = false;
    const [looks, audited] = [dice.chance(0.15), dice.chance(0.15)];
    return {
      ...{ ...step, workers: dice.pick(this.#workers) },
      ...(ways.window && { looks: looks ? dice.below(2 ** 31) : null, audited }),
    };
  }
}

function editsFrom(names: readonly string[], dice: Dice, most: number): Step['edits'] {
  const count = 1 + dice.below(most);
  return Array.from({ length: count }, () => ({ name: dice.among(names) as string, seed: dice.below(2 ** 31) }));
}

/** A site that stays open, and is told of every edit. */
function writersStep(dice: Dice): Step {
  const edits = editsFrom(writersEdits, dice, 2);
  const meanwhile = dice.chance(0.1) ? dice.below(60) : null;
  const cancelAfter = dice.chance(0.1) ? dice.below(60) : null;
  return { ...quiet, edits, meanwhile, cancelAfter, told: true };
}

function anyStep(dice: Dice, elsewhere: boolean): Step {
  const kill = dice.chance(0.7) ? dice.below(150) : null;
  const other = { killAfter: kill, takeBack: dice.chance(0.5) };
  return {
    ...quiet,
    edits: editsFrom(editNames, dice, 3),
    reopen: dice.chance(0.3),
    elsewhere: dice.chance(0.04) && elsewhere ? other : null,
    cancelAfter: dice.chance(0.15) ? dice.below(80) : null,
    meanwhile: dice.chance(0.15) ? dice.below(60) : null,
    told: dice.chance(0.6),
    rested: dice.chance(0.3),
    out: dice.chance(0.06) ? 'other' : 'public',
  };
}
