/** Files that a publish replaced or removed, kept by content so that it can be taken back. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ifThere, withPath } from '../file-problem.ts';
import { type Print, Printer } from '../hash.ts';

export class Blobs {
  constructor(private readonly folder: string) {}

  pathOf(hash: string): string {
    return join(this.folder, hash.slice(0, 2), hash);
  }

  async has({ hash, size }: Print): Promise<boolean> {
    return (await ifThere(stat(this.pathOf(hash))))?.size === size;
  }

  /**
   * Keeps content that `fill` passes on piece by piece.
   * @returns whether it was what `wanted` says; other content is not kept
   */
  async keep(wanted: Print, fill: (take: (bytes: Buffer) => Promise<void>) => Promise<void>): Promise<boolean> {
    const path = this.pathOf(wanted.hash);
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    await withPath(path, () => mkdir(dirname(path), { recursive: true }));
    try {
      const print = await fillFile(temporary, fill);
      if (print.hash !== wanted.hash || print.size !== wanted.size) return false;
      await withPath(path, () => rename(temporary, path));
      return true;
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Removes everything else, what was left half kept too. */
  async prune(needed: ReadonlySet<string>): Promise<void> {
    for (const shelf of (await ifThere(readdir(this.folder))) ?? []) {
      const folder = join(this.folder, shelf);
      for (const name of (await ifThere(readdir(folder))) ?? []) {
        if (!needed.has(name)) await rm(join(folder, name), { force: true });
      }
    }
  }
}

async function fillFile(path: string, fill: (take: (bytes: Buffer) => Promise<void>) => Promise<void>): Promise<Print> {
  const file = await withPath(path, () => open(path, 'wx', 0o600));
  try {
    const printer = new Printer();
    await fill(async (bytes) => {
      printer.add(bytes);
      await withPath(path, () => file.writeFile(bytes));
    });
    await withPath(path, () => file.sync());
    return printer.end();
  } finally {
    await file.close();
  }
}
