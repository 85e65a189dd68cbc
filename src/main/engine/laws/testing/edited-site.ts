/** A small site in a folder, made at random, and what edits do to it. */
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { templateMakers } from './designs.ts';
import { Dice } from './dice.ts';
import { anyPicture, picture } from './pictures.ts';
import { bodyText, dateOf, documentPath, frontMatter, joined, parted } from './texts.ts';

const DAY = 86_400_000;

/** Of one list, which goes over several pages. Few of them, or so many that all pages are rendered by more than one thread. */
const POSTS = [5, 5, 5, 5, 32] as const;
/** Documents of any kind. */
const OTHERS = 10;

/** What a site is made from, and nothing that is made of it. */
const SOURCES = ['content', 'templates', 'assets', 'static', 'data', 'facts', 'strings', 'schemas', 'themes'] as const;

export class EditedSite {
  #now = Date.parse('2026-03-01T12:00:00Z');
  drafts = false;
  #settings: Record<string, string> = {
    title: 'A Guide',
    url: 'https://example.com/',
    params: '{ color: red, footer: hello, x: { y: 1 } }',
    menus: '{ main: [ { page: /posts/a.md }, { title: Out, url: "https://example.org/" } ] }',
    taxonomies: '{ tags: {}, series: { ordered: true } }',
    pagination: '{ size: 2 }',
  };
  /** Files as they were once. */
  readonly #earlier: { path: string; content: Buffer }[] = [];
  /** All sources as they were once, with the settings. */
  #branch: { files: Map<string, Buffer>; settings: Record<string, string> } | null = null;
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
    const posts = dice.pick(POSTS);
    for (let i = 0; i < posts; i++) {
      this.put(`content/posts/post-${i}.md`, joined({ title: dice.word(), date: dateOf(i) }, 'Of a long list.\n'));
    }
    for (let i = 0; i < OTHERS; i++) {
      this.put(documentPath(dice), joined(frontMatter(dice), bodyText(dice, this.#documents())));
    }
    for (const name of Object.keys(templateMakers)) {
      if (dice.chance(0.5)) this.put(`templates/${name}`, templateMakers[name]?.(dice) ?? '');
    }
    this.put('assets/main.css', 'body{}');
    this.put('assets/img/dot.png', picture(24, 16, 0));
    this.put('static/static.png', anyPicture(dice));
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

  /** Who writes through a link is heard where it leads. */
  #touchTarget(path: string): void {
    const real = realpathSync(this.#at(path));
    if (real !== this.#at(path)) this.#touched.add(real);
  }

  /** The sources without what was made of them. */
  copyTo(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(this.root)) {
      if ((SOURCES as readonly string[]).includes(name) || name === 'site.yaml')
        cpSync(join(this.root, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
    }
  }

  /** A place that something else takes already is left alone. */
  put(path: string, content: string | Uint8Array): string {
    const file = join(this.root, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      this.#touch(path);
      this.#touchTarget(path);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    return path;
  }

  /** Sorted. */
  list(folder: string, end = ''): string[] {
    const top = join(this.root, folder);
    if (!existsSync(top)) return [];
    // With their types, so that links to folders are not followed.
    return readdirSync(top, { recursive: true, withFileTypes: true })
      .map(({ parentPath, name }) => relative(this.root, join(parentPath, name)))
      .filter((path) => path.endsWith(end) && this.#isFile(path))
      .sort();
  }

  links(folder: string): string[] {
    const top = this.#at(folder);
    if (!existsSync(top)) return [];
    return readdirSync(top, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .map(({ parentPath, name }) => relative(this.root, join(parentPath, name)))
      .sort();
  }

  has(path: string): boolean {
    return this.#isFile(path);
  }

  #isFile(path: string): boolean {
    return statSync(this.#at(path), { throwIfNoEntry: false })?.isFile() ?? false;
  }

  /** Files that Galley made in public/. */
  outputs(): string[] {
    return this.list('public').filter((path) => !isForeign(path));
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
    try {
      mkdirSync(dirname(this.#at(to)), { recursive: true });
      renameSync(this.#at(from), this.#at(to));
    } catch (error) {
      if (!isTaken(error)) throw error;
      return '';
    }
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
    return this.setAllTimes(new Date(Date.now() - DAY));
  }

  setAllTimes(modified: Date): string {
    for (const folder of SOURCES) for (const path of this.list(folder)) this.setTimes(path, modified);
    return '';
  }

  /** @param target from the top of the site; need not be there */
  link(path: string, target: string): string {
    if (target === '' || lstatSync(this.#at(path), { throwIfNoEntry: false }) !== undefined) return '';
    try {
      mkdirSync(dirname(this.#at(path)), { recursive: true });
      symlinkSync(relative(dirname(this.#at(path)), this.#at(target)), this.#at(path));
    } catch (error) {
      if (!isTaken(error)) throw error;
      return '';
    }
    this.#touch(path);
    return `${path} → ${target}`;
  }

  /** All sources become what they were when this was done last; what differs is written, and what was not there goes. */
  switchBranch(): string {
    const now = { files: this.#sources(), settings: { ...this.#settings } };
    const then = this.#branch ?? now;
    this.#branch = now;
    for (const path of now.files.keys()) if (!then.files.has(path)) this.remove(path);
    for (const [path, content] of then.files) {
      if (now.files.get(path)?.equals(content) !== true) this.put(path, content);
    }
    this.#settings = { ...then.settings };
    return '';
  }

  #sources(): Map<string, Buffer> {
    const paths = ['site.yaml', ...SOURCES.flatMap((folder) => this.list(folder))];
    return new Map(paths.filter((path) => this.has(path)).map((path) => [path, readFileSync(this.#at(path))]));
  }

  /** As after a backup was put back: the cache becomes what it was when this was done last. */
  exchangeCache(): string {
    const [cache, kept, aside] = ['.galley/cache', '.galley/kept', '.galley/aside'].map((path) => this.#at(path)) as [
      string,
      string,
      string,
    ];
    if (existsSync(kept)) renameSync(kept, aside);
    if (existsSync(cache)) cpSync(cache, kept, { recursive: true });
    rmSync(cache, { recursive: true, force: true });
    if (existsSync(aside)) renameSync(aside, cache);
    this.#touch('.galley/cache');
    return '';
  }

  setTimes(path: string, modified: Date): void {
    utimesSync(this.#at(path), modified, modified);
    this.#touch(path);
    this.#touchTarget(path);
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

/** Somebody else's file in public/, by its name. */
export function isForeign(path: string): boolean {
  return /(?:^|\/)own-[^/]*$/.test(path);
}

/** A folder is there, or a file in the place of a folder, or a link that leads nowhere, or what is moved is around its own place. */
function isTaken(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOENT', 'ELOOP', 'EINVAL'].includes(code);
}
