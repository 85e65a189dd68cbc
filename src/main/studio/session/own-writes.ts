/** Tells our own saves from those of other programs: the watcher hears both. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const KEPT = 200;

export class OwnWrites {
  readonly #hashes = new Map<string, string>();

  /** @param text as it was saved, without a byte order mark */
  note(file: string, text: string): void {
    this.#hashes.delete(file);
    this.#hashes.set(file, hashOf(text));
    const [oldest] = this.#hashes.keys();
    if (this.#hashes.size > KEPT && oldest !== undefined) this.#hashes.delete(oldest);
  }

  /** Whether the file holds what we wrote last. */
  async isOurs(file: string, path: string): Promise<boolean> {
    const known = this.#hashes.get(file);
    if (known === undefined) return false;
    try {
      return hashOf((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) === known;
    } catch (error) {
      // Gone, or not to be read any more: whoever did that was not us.
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return false;
    }
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
