/** A page may be asked for before the edit that it is to show has come: the two go by different ways. */
import type { TextVersion } from '../../../shared/contract/text-version.ts';

/** An edit that takes longer was refused, or its line is slow: the page is shown without it, and again when it has come. */
const PATIENCE_MS = 250;

interface Awaited extends TextVersion {
  end(): void;
}

export class AwaitedTexts {
  readonly #awaited = new Set<Awaited>();

  /** @param versionOf of an open text; null: it is not open */
  constructor(private readonly versionOf: (file: string) => number | null) {}

  /** Ends when the text has this version or a newer one; at once when it is not open; else after a moment. */
  reached({ file, version }: TextVersion): Promise<void> {
    const now = this.versionOf(file);
    if (now === null || now >= version) return Promise.resolve();
    return new Promise((resolve) => {
      const awaited: Awaited = {
        file,
        version,
        end: () => {
          clearTimeout(timer);
          this.#awaited.delete(awaited);
          resolve();
        },
      };
      const timer = setTimeout(awaited.end, PATIENCE_MS);
      this.#awaited.add(awaited);
    });
  }

  /** A text was edited. */
  edited(file: string): void {
    const now = this.versionOf(file);
    for (const awaited of this.#awaited) if (awaited.file === file && (now ?? 0) >= awaited.version) awaited.end();
  }
}
