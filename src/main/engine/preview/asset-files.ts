/** The files behind paths that public/ may not have yet, when a page with unsaved text asks for them. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { Models } from './models.ts';

/** Versions of pictures that shown pages asked for, kept at most. */
const KEPT = 10_000;

export class AssetFiles {
  /** Name of the picture by the path of its version. */
  readonly #versions = new Map<string, string>();

  /** @param folder for what exists in memory only: two levels below `.galley/` */
  constructor(private readonly folder: string) {}

  note(requests: readonly ImageRequest[]): void {
    for (const { asset, output } of requests) this.#versions.set(output, asset);
    for (const output of this.#versions.keys()) {
      if (this.#versions.size <= KEPT) break;
      this.#versions.delete(output);
    }
  }

  async find(models: Models, output: string): Promise<string | null> {
    const asset = this.#versions.get(output);
    for (const { copies, originals } of models.all) {
      const path = copies.find((copy) => copy.output === output)?.path ?? originals.get(asset ?? '');
      if (path !== undefined) return path;
    }
    const source = models.planned.assets.outputs.get(output);
    if (source === undefined) return null;
    return source.from === 'file' ? source.path : this.#written(output, source.bytes);
  }

  /** Its name holds the hash of its bytes: once written it stays right. */
  async #written(output: string, bytes: Uint8Array): Promise<string | null> {
    // A site that was moved away meanwhile must not get a second folder in its old place.
    if (!existsSync(dirname(dirname(this.folder)))) return null;
    const path = `${this.folder}/${output}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    return path;
  }
}
