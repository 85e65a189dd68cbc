/** What later phases know of earlier ones. Each phase adds to it through a method, none reaches into another's part. */
import type { KnownOutput, OutputFile, WriteOrder } from '../../kernel/tasks.ts';
import type { Finding } from '../../shared/proof.ts';
import { lookAt } from './cache/look.ts';
import { writeFailure } from './save/file-errors.ts';
import { knownOf, type OutputChanges, type Outputs } from './save/outputs.ts';

/** A finding with the page that it is about, by URL; null: the site. */
export interface PageFinding {
  page: string | null;
  finding: Finding;
}

/** Where the files of one build go, what was ours there before, and what is ours now. */
export interface LedgerInput {
  /** Absolute path of the output folder. */
  out: string;
  /** What earlier builds left. */
  before: Outputs;
  adopt: boolean;
  report(finding: PageFinding): void;
  /** Folder for what degraded pages replace; null: nothing is kept. */
  lastGood: string | null;
  /** What earlier builds left is not looked at: this build looks only at what it was told of. */
  trusted: boolean;
}

/** What a build that ended left in the output folder, as the next one may take it over. */
export interface LeftOutputs {
  /** All of it. */
  outputs: Outputs;
  /** Paths of what is no page. */
  files: ReadonlySet<string>;
  bytes: number;
}

export class OutputLedger {
  readonly #made: Outputs = new Map();
  readonly #kept = new Set<string>();
  /** What of `before` is kept only if it is asked for; null: all of it. */
  #asked: ReadonlySet<string> | null = null;
  /** Null until all pages are noted. */
  #files: Set<string> | null = null;
  written = 0;
  unchanged = 0;
  bytes = 0;

  readonly out: string;
  readonly before: Outputs;
  readonly adopt: boolean;
  readonly #report: (finding: PageFinding) => void;
  readonly #lastGood: string | null;
  readonly #trusted: boolean;

  constructor({ out, before, adopt, report, lastGood, trusted }: LedgerInput) {
    this.out = out;
    this.before = before;
    this.adopt = adopt;
    this.#report = report;
    this.#lastGood = lastGood;
    this.#trusted = trusted;
  }

  order(paths: readonly string[]): WriteOrder {
    const known = this.before.size === 0 ? null : paths.map((path) => this.before.get(path) ?? null);
    return { out: this.out, known, adopt: this.adopt, lastGood: this.#lastGood };
  }

  /** Hash of what lies at a path, if it is certain that we put it there and that nobody touched it since; else null. */
  present(path: string): string | null {
    const known = this.before.get(path);
    if (known === undefined || known.hash === null || known.signature === '') return null;
    return this.#trusted || lookAt(`${this.out}/${path}`) === known.signature ? known.hash : null;
  }

  /** What is present stays as it is. */
  keep(path: string): void {
    const known = this.before.get(path) as KnownOutput;
    this.unchanged++;
    this.bytes += known.size;
    this.#kept.add(path);
    this.#files?.add(path);
  }

  /** Keeps all pages that the build before left, but for those at some paths. @param left of `before` */
  keepPages({ files, bytes }: LeftOutputs, except: Iterable<string>): void {
    const asked = new Set([...files, ...except].filter((path) => this.before.has(path)));
    this.#asked = asked;
    this.unchanged += this.before.size - asked.size;
    this.bytes += bytes;
    for (const path of asked) this.bytes -= (this.before.get(path) as KnownOutput).size;
  }

  /** Whatever is kept or noted from now on is no page. */
  endPages(): void {
    this.#files = new Set();
  }

  /** @throws CannotBuild when the disk refused: the build cannot go on, and the outputs list stays as it was */
  note(file: OutputFile, page: string | null): void {
    switch (file.state) {
      case 'failed':
        if (file.problem === 'ENAMETOOLONG') {
          this.#report({ page, finding: { code: 'path-too-long', data: { path: file.path }, cause: file.path } });
          return;
        }
        throw diskRefused(file, this.out);
      case 'foreign':
        this.#report({ page, finding: { code: 'foreign-file', data: { path: file.path }, cause: file.path } });
        return;
      case 'written':
        this.written++;
        break;
      case 'unchanged':
        this.unchanged++;
        break;
    }
    this.bytes += file.size;
    this.#made.set(file.path, knownOf(file));
    this.#files?.add(file.path);
  }

  /** What is ours at a path now. */
  get(path: string): KnownOutput | undefined {
    return this.#made.get(path) ?? (this.#isKept(path) ? this.before.get(path) : undefined);
  }

  has(path: string): boolean {
    return this.#made.has(path) || this.#isKept(path);
  }

  *keys(): Generator<string> {
    yield* this.#made.keys();
    for (const path of this.before.keys()) if (!this.#made.has(path) && this.#isKept(path)) yield path;
  }

  #isKept(path: string): boolean {
    if (this.#kept.has(path)) return true;
    return this.#asked !== null && this.before.has(path) && !this.#asked.has(path);
  }

  /** Whether the build before left other paths. To be asked when all that is made is noted. */
  get hasOtherPaths(): boolean {
    for (const path of this.#made.keys()) if (!this.before.has(path)) return true;
    return this.stale().length > 0;
  }

  /** How this differs from what was ours before. */
  get changes(): OutputChanges {
    return { made: this.#made, gone: this.stale() };
  }

  /** Files of ours that this build did not make. */
  stale(): string[] {
    return [...(this.#asked ?? this.before.keys())].filter((path) => !this.has(path)).sort();
  }

  /** @param outputs what `changes` made of those before */
  left(outputs: Outputs): LeftOutputs {
    return { outputs, files: this.#files ?? new Set(), bytes: this.bytes };
  }
}

function diskRefused(file: OutputFile, out: string): Error {
  const path = `${out}/${file.path}`;
  return writeFailure(Object.assign(new Error(file.problem), { code: file.problem }), path) as Error;
}
