/** What later phases know of earlier ones. Each phase adds to it through a method, none reaches into another's part. */
import type { KnownOutput, OutputFile, WriteOrder } from '../../kernel/tasks.ts';
import type { Finding } from '../../shared/proof.ts';
import { lookAt } from './cache/look.ts';
import { writeFailure } from './save/file-errors.ts';
import { knownOf, type Outputs } from './save/outputs.ts';

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
  before: ReadonlyMap<string, KnownOutput>;
  adopt: boolean;
  report(finding: PageFinding): void;
  /** Folder for what degraded pages replace; null: nothing is kept. */
  lastGood: string | null;
  /** What earlier builds left is not looked at: this build looks only at what it was told of. */
  trusted: boolean;
}

export class OutputLedger {
  readonly #now: Outputs = new Map();
  written = 0;
  unchanged = 0;
  bytes = 0;

  readonly out: string;
  readonly before: ReadonlyMap<string, KnownOutput>;
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
    this.#now.set(path, known);
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
    this.#now.set(file.path, knownOf(file));
  }

  has(path: string): boolean {
    return this.#now.has(path);
  }

  get outputs(): Outputs {
    return this.#now;
  }

  /** Files of ours that this build did not make. */
  stale(): string[] {
    return [...this.before.keys()].filter((path) => !this.#now.has(path)).sort();
  }
}

function diskRefused(file: OutputFile, out: string): Error {
  const path = `${out}/${file.path}`;
  return writeFailure(Object.assign(new Error(file.problem), { code: file.problem }), path) as Error;
}
