/** The templates of a site, compiled; see DESIGN on proofs and limits. */
import type { Finding } from '../../shared/proof.ts';

export interface TemplateSet {
  has(name: string): boolean;
  /**
   * Renders inside the running recorder, which gets the template names that were looked up, the places of missing values
   * and the fuel that was used.
   * @throws TemplateFault for every failure, a syntax error included, with its place
   */
  render(name: string, context: Readonly<Record<string, unknown>>): string;
}

/** A filter or function that templates may call. `this` is unused: what it reads goes through the running recorder. */
// biome-ignore lint/suspicious/noExplicitAny: templates pass whatever they like; each function checks its own arguments
export type TemplateFunction = (...args: any[]) => unknown;

export interface TemplateLibrary {
  filters: Readonly<Record<string, TemplateFunction>>;
  functions: Readonly<Record<string, TemplateFunction>>;
  tests: Readonly<Record<string, TemplateFunction>>;
  /** Filters whose input may be undefined without a proof (default). */
  lenientFilters: ReadonlySet<string>;
  /**
   * Filters and functions that take a collection without reading it (where, sort, limit …): the compiler does not call
   * `consume` on their input.
   */
  queryFilters: ReadonlySet<string>;
  /** Called with every value that a template iterates, prints, indexes or passes to a filter: collections record themselves here. */
  consume(value: object): void;
  /** Whether two objects stand for one thing, as two views of a page do: what `in` asks. */
  same?(a: object, b: object): boolean;
}

/** Everything that can go wrong in a template, with its place. The finding is ready to be reported. */
export class TemplateFault extends Error {
  override readonly name = 'TemplateFault';
  constructor(
    readonly finding: Finding,
    options?: ErrorOptions,
  ) {
    super(finding.detail ?? finding.code, options);
  }
}
