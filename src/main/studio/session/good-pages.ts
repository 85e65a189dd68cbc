/**
 * What is shown of a page that an edit broke: how it looked when it last was good, until it is mended or the writer asks for it as it
 * is. Texts that are only typed count as well as saved ones.
 */
import type { BrokenPage } from '../../../shared/contract/preview.ts';
import type { Proof } from '../../../shared/proof.ts';
import type { LastGood, ShownPage } from '../../engine/types.ts';

/** As many as somebody goes back and forth between. */
const KEPT = 8;

export interface GoodPagesParts {
  /** How a page looked by its path in public/, from before this session; null: nobody knows. */
  before(output: string): Promise<LastGood | null>;
  outputOf(url: string): string | null;
  /** A page is broken now, or another way than before, or mended. */
  changed(url: string, broken: BrokenPage | null): void;
  /** ISO instant. */
  now(): string;
}

interface Good {
  shown: ShownPage;
  at: string;
}

export class GoodPages {
  /** The one that was seen last is last. */
  readonly #good = new Map<string, Good>();
  readonly #broken = new Map<string, BrokenPage>();
  #version: 'now' | 'last-good' = 'last-good';

  constructor(private readonly parts: GoodPagesParts) {}

  /** null: it is as it should be. */
  brokenAt(url: string): BrokenPage | null {
    return this.#broken.get(url) ?? null;
  }

  /** Which version is shown of pages that are broken, until they are mended. */
  showVersion(version: 'now' | 'last-good'): void {
    this.#version = version;
  }

  /** @param shown the page as it would be now. @returns what the preview shows; null: there is no such page */
  async choose(url: string, shown: ShownPage): Promise<ShownPage | null> {
    const reason = reasonOf(shown);
    if (reason === null) return this.#isGood(url, shown);
    const good = this.#good.get(url) ?? (await this.#before(url, shown));
    this.#tell(url, { ...reason, good: good?.at ?? null });
    if (good !== null && (this.#version === 'last-good' || !shown.found)) return good.shown;
    return shown.found ? shown : null;
  }

  #isGood(url: string, shown: ShownPage): ShownPage | null {
    if (!shown.found) {
      this.#tell(url, null);
      return null;
    }
    this.#good.delete(url);
    this.#good.set(url, { shown, at: this.parts.now() });
    if (this.#good.size > KEPT) this.#good.delete(this.#good.keys().next().value as string);
    if (this.#broken.has(url)) this.#version = 'last-good';
    this.#tell(url, null);
    return shown;
  }

  async #before(url: string, shown: ShownPage): Promise<Good | null> {
    const output = shown.output || this.parts.outputOf(url);
    const before = output ? await this.parts.before(output) : null;
    if (before === null || output === null) return null;
    return { shown: { ...shown, found: true, output, url: shown.url || url, html: before.html }, at: before.written };
  }

  #tell(url: string, broken: BrokenPage | null): void {
    if (JSON.stringify(this.brokenAt(url)) === JSON.stringify(broken)) return;
    if (broken === null) this.#broken.delete(url);
    else this.#broken.set(url, broken);
    this.parts.changed(url, broken);
  }
}

/** Without the values at its top a page is another one, for as long as they are being typed. */
const unreadTop: ReadonlySet<string> = new Set([
  'front-matter-duplicate',
  'front-matter-malformed',
  'front-matter-not-keys',
  'front-matter-unclosed',
]);

/** What is the matter with a page; null: nothing that keeps it from being shown. */
function reasonOf({ found, degraded, state, source, proofs }: ShownPage): Omit<BrokenPage, 'good'> | null {
  const top = proofs.find(({ code, file }) => unreadTop.has(code) && file === source);
  if (found && !degraded) return top === undefined ? null : { what: 'values', message: top.message, ...placeOf(top) };
  if (!found && state !== 'unreadable') return null;
  const errors = proofs.filter(({ severity }) => severity === 'error');
  const proof = errors.find(({ code }) => !degraded || /^template-|^worker-/.test(code)) ?? errors[0];
  return { what: degraded ? 'design' : 'text', message: proof?.message ?? '', ...placeOf(proof) };
}

function placeOf(proof: Proof | undefined): Pick<BrokenPage, 'file' | 'line' | 'column'> {
  const { line, column } = proof?.range?.start ?? { line: null, column: null };
  return { file: proof?.file ?? null, line, column };
}
