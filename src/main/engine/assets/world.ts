/** What building one style sheet or script may read. Every answer is recorded, so that a kept result can be checked. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { withSlash } from '../../../kernel/assets/paths.ts';
import { encodePath } from '../../../kernel/url.ts';
import { nearestName } from '../site/positions.ts';
import type { AssetFile, PrepareInput } from './types.ts';

export interface SourceText {
  /** Where it lies, for findings. */
  source: string;
  text: string;
  hash: string;
}

/** Something that a style sheet or a script can point at: its URL, and its name when it is a known asset. */
export interface Target {
  url: string;
  name: string | null;
}

export class AssetWorld {
  readonly #files = new Map<string, AssetFile>();
  readonly #copies = new Map<string, Target>();
  readonly #texts = new Map<string, Promise<SourceText | null>>();

  /** @param plain URL of every asset that is not code, by name */
  constructor(
    input: Pick<PrepareInput, 'assets' | 'copies' | 'statics' | 'basePath'>,
    private readonly plain: ReadonlyMap<string, string>,
  ) {
    const base = withSlash(input.basePath);
    for (const file of input.assets) this.#files.set(file.name, file);
    for (const path of input.statics) this.#copies.set(path, { url: base + encodePath(path), name: null });
    for (const { output, url, name } of input.copies) this.#copies.set(output, { url, name });
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  asset(name: string): Target | null {
    const url = this.plain.get(name);
    return url === undefined ? null : { url, name };
  }

  copy(path: string): Target | null {
    return this.#copies.get(path) ?? null;
  }

  nearest(name: string): string | null {
    return nearestName(name, this.plain.keys());
  }

  /** Null when there is no such file, or it cannot be read. A byte-order mark is left out. */
  text(name: string): Promise<SourceText | null> {
    let text = this.#texts.get(name);
    if (text === undefined) {
      text = this.#read(name);
      this.#texts.set(name, text);
    }
    return text;
  }

  async #read(name: string): Promise<SourceText | null> {
    const file = this.#files.get(name);
    if (file === undefined) return null;
    let bytes: Buffer;
    try {
      bytes = await readFile(file.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      return null;
    }
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const text = new TextDecoder().decode(bytes);
    return { source: file.source, text, hash };
  }
}

/** A question and its answer, as text. */
export type Reading = [key: string, answer: string | null];

/** The world as one entry sees it. */
export class AssetReader {
  readonly #readings = new Map<string, string | null>();

  constructor(private readonly world: AssetWorld) {}

  /** Whether every answer is still the same. */
  static async confirms(world: AssetWorld, readings: readonly Reading[]): Promise<boolean> {
    const reader = new AssetReader(world);
    for (const [key, answer] of readings) {
      const colon = key.indexOf(':');
      const argument = key.slice(colon + 1);
      switch (key.slice(0, colon)) {
        case 'has':
          reader.has(argument);
          break;
        case 'asset':
          reader.asset(argument);
          break;
        case 'copy':
          reader.copy(argument);
          break;
        case 'nearest':
          reader.nearest(argument);
          break;
        default:
          await reader.text(argument);
      }
      if (reader.#readings.get(key) !== answer) return false;
    }
    return true;
  }

  readings(): Reading[] {
    return [...this.#readings].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  has(name: string): boolean {
    const there = this.world.has(name);
    this.#readings.set(`has:${name}`, there ? 'yes' : null);
    return there;
  }

  asset(name: string): Target | null {
    return this.#note(`asset:${name}`, this.world.asset(name));
  }

  copy(path: string): Target | null {
    return this.#note(`copy:${path}`, this.world.copy(path));
  }

  nearest(name: string): string | null {
    const near = this.world.nearest(name);
    this.#readings.set(`nearest:${name}`, near);
    return near;
  }

  async text(name: string): Promise<SourceText | null> {
    const text = await this.world.text(name);
    this.#readings.set(`text:${name}`, text === null ? null : `${text.hash} ${text.source}`);
    return text;
  }

  #note(key: string, target: Target | null): Target | null {
    this.#readings.set(key, target === null ? null : `${target.url} ${target.name ?? ''}`);
    return target;
  }
}
