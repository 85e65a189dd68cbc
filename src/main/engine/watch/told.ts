/**
 * What the next build is told has changed, so that it need not look at everything. A build that does not end well gives back what it
 * was told. Whoever cannot say what changed says so, and the next build that ends well has looked at everything.
 */
export class Told {
  #new = new Set<string>();
  #newUnknown = true;
  #building = new Set<string>();
  #buildingUnknown = false;

  /** @param paths absolute; of a folder, all that is below */
  add(paths: Iterable<string>): void {
    for (const path of paths) this.#new.add(path);
  }

  /** More may have changed than is known. */
  unsure(): void {
    this.#newUnknown = true;
  }

  /**
   * A build begins: what changes from here on belongs to the next one.
   * @returns what it is told, sorted; undefined: it must look at everything
   */
  begin(): readonly string[] | undefined {
    for (const path of this.#new) this.#building.add(path);
    this.#buildingUnknown ||= this.#newUnknown;
    this.#new = new Set();
    this.#newUnknown = false;
    return this.#buildingUnknown ? undefined : [...this.#building].sort();
  }

  /** It ended well. */
  done(): void {
    this.#building = new Set();
    this.#buildingUnknown = false;
  }
}
