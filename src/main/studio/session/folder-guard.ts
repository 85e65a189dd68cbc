/** Notices that a site's folder went away, and that it is back: no watch tells of that everywhere. */
import { stat } from 'node:fs/promises';

const EVERY_MS = 2000;

export class FolderGuard {
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #gone = false;

  constructor(
    private readonly root: string,
    private readonly onChange: (gone: boolean) => void,
  ) {
    this.#later();
  }

  get gone(): boolean {
    return this.#gone;
  }

  /** Looks now. */
  async look(): Promise<boolean> {
    const gone = await isGone(this.root);
    if (gone !== this.#gone && !this.#closed) {
      this.#gone = gone;
      this.onChange(gone);
    }
    return gone;
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer = setTimeout(() => {
      void this.look().finally(() => {
        if (!this.#closed) this.#later();
      });
    }, EVERY_MS);
    this.#timer.unref();
  }
}

/** What cannot be looked at for another reason is still there. */
async function isGone(root: string): Promise<boolean> {
  try {
    return !(await stat(root)).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR';
  }
}
