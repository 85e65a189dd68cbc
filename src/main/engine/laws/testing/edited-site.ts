/** A small site in a folder, made at random, and what edits do to it. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { templateMakers } from './designs.ts';
import { Dice } from './dice.ts';
import { bodyText, documentPath, frontMatter, joined, parted } from './texts.ts';

const DAY = 86_400_000;

function png(colour: string): Buffer {
  const start = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42m';
  return Buffer.from(start + colour, 'base64');
}
export const pictures = [
  png('Nk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  png('P8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=='),
] as const;

export class EditedSite {
  #now = Date.parse('2026-03-01T12:00:00Z');
  drafts = false;
  readonly #settings: Record<string, string> = {
    title: 'A Guide',
    url: 'https://example.com/',
    params: '{ color: red, footer: hello, x: { y: 1 } }',
    menus: '{ main: [ { page: /posts/a.md }, { title: Out, url: "https://example.org/" } ] }',
    taxonomies: '{ tags: {}, series: { ordered: true } }',
    pagination: '{ size: 3 }',
  };
  /** Files as they were once. */
  readonly #earlier: { path: string; content: Buffer }[] = [];
  #touched = new Set<string>();
  #isTold = true;

  /** @param root absolute; made anew */
  constructor(
    readonly root: string,
    seed: number,
  ) {
    const dice = new Dice(seed);
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    this.#writeSettings();
    this.put('content/posts/a.md', joined({ title: 'A' }, 'Text.\n'));
    for (let i = 0; i < 13; i++) {
      this.put(documentPath(dice), joined(frontMatter(dice), bodyText(dice, this.#documents())));
    }
    for (const name of Object.keys(templateMakers)) {
      if (dice.chance(0.5)) this.put(`templates/${name}`, templateMakers[name]?.(dice) ?? '');
    }
    this.put('assets/main.css', 'body{}');
    this.put('assets/img/dot.png', pictures[0]);
    this.put('data/prices.yaml', 'tea: 1\n');
  }

  /** Of the build, milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  moveClock(milliseconds: number): void {
    this.#now += milliseconds;
    this.#isTold = false;
  }

  /**
   * What somebody who watches the sources has heard since the last call: absolute paths of files that came, went or were written, both
   * names of what was renamed, and of a folder its own alone. null: something happened that he does not hear, such as in public/.
   */
  takeTouched(): string[] | null {
    const touched = this.#isTold ? [...this.#touched] : null;
    this.#touched = new Set();
    this.#isTold = true;
    return touched;
  }

  #touch(...paths: string[]): void {
    for (const path of paths) {
      if (/^(?:public|\.galley)(?:\/|$)/.test(path)) this.#isTold = false;
      else this.#touched.add(this.#at(path));
    }
  }

  /** The sources without what was made of them. */
  copyTo(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(this.root)) {
      if (name !== 'public' && name !== '.galley')
        cpSync(join(this.root, name), join(folder, name), { recursive: true });
    }
  }

  /** A place that something else takes already is left alone. */
  put(path: string, content: string | Uint8Array): string {
    const file = join(this.root, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      this.#touch(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EISDIR' && code !== 'ENOTDIR' && code !== 'EEXIST') throw error;
    }
    return path;
  }

  /** Sorted. */
  list(folder: string, end = ''): string[] {
    const top = join(this.root, folder);
    if (!existsSync(top)) return [];
    return (readdirSync(top, { recursive: true }) as string[])
      .map((name) => `${folder}/${name}`)
      .filter((path) => path.endsWith(end) && statSync(join(this.root, path)).isFile())
      .sort();
  }

  #documents(): string[] {
    return this.list('content', '.md');
  }

  document(dice: Dice): string | undefined {
    return dice.among(this.#documents());
  }

  text(path: string): string {
    return readFileSync(this.#at(path), 'utf8');
  }

  remember(path: string): void {
    this.#earlier.push({ path, content: readFileSync(this.#at(path)) });
  }

  restore(dice: Dice): string {
    const one = dice.among(this.#earlier);
    return one === undefined ? '' : this.put(one.path, one.content);
  }

  remove(path: string | undefined): string {
    if (path === undefined) return '';
    rmSync(this.#at(path), { recursive: true, force: true });
    this.#touch(path);
    return path;
  }

  /** Not onto something else. */
  move(from: string, to: string): string {
    if (from === to || existsSync(this.#at(to)) || !existsSync(this.#at(from))) return '';
    mkdirSync(dirname(this.#at(to)), { recursive: true });
    renameSync(this.#at(from), this.#at(to));
    this.#touch(from, to);
    return `${from} → ${to}`;
  }

  /** Changes bytes of a file, if there is one. */
  harm(path: string | undefined, change: (file: string, size: number) => void): string {
    if (path === undefined) return '';
    change(this.#at(path), statSync(this.#at(path)).size);
    this.#touch(path);
    return path;
  }

  newBody(dice: Dice, path: string | undefined): string {
    if (path === undefined) return '';
    this.remember(path);
    const [front] = parted(this.text(path));
    return this.put(path, joined(front, bodyText(dice, this.#documents())));
  }

  newFront(path: string, change: (front: Record<string, string>) => void): string {
    this.remember(path);
    const [front, text] = parted(this.text(path));
    change(front);
    return this.put(path, joined(front, text));
  }

  setting(key: string, value: string | null): string {
    if (value === null) delete this.#settings[key];
    else this.#settings[key] = value;
    this.#writeSettings();
    return `${key}: ${value ?? 'default'}`;
  }

  /** As if all had been written a day ago. */
  age(): string {
    for (const folder of ['content', 'templates', 'assets', 'static', 'data']) {
      for (const path of this.list(folder)) this.setTimes(path, new Date(Date.now() - DAY));
    }
    return '';
  }

  setTimes(path: string, modified: Date): void {
    utimesSync(this.#at(path), modified, modified);
    this.#touch(path);
  }

  modified(path: string): Date {
    return statSync(this.#at(path)).mtime;
  }

  #writeSettings(): void {
    const lines = Object.entries(this.#settings).map(([key, value]) => `${key}: ${value}\n`);
    this.put('site.yaml', lines.join(''));
  }

  #at(path: string): string {
    return join(this.root, path);
  }
}
