/** Which sources differ from what the last build saw. A build that fails gives back what it had taken. */
export class ChangedFiles {
  #new = new Set<string>();
  #building = new Set<string>();

  add(file: string): void {
    this.#new.add(file);
  }

  all(): Set<string> {
    return new Set([...this.#building, ...this.#new]);
  }

  /** A build begins: what changes from here on is not in it. */
  begin(): void {
    this.#building = this.all();
    this.#new = new Set();
  }

  /** It ended well. */
  done(): void {
    this.#building = new Set();
  }
}
