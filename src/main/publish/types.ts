/** What publishing takes and gives: plain data, but for the store of secrets. Nothing here ever holds a secret. */
import type { PublishQuestion, PublishStep, StoryPage } from '../../shared/contract/publish.ts';
import type { Target } from './targets/schema.ts';

export type { Target } from './targets/schema.ts';

/** Where a host keeps secrets. Ids are made by `secretId`. */
export interface SecretStore {
  get(id: string): Promise<string | null>;
  set(id: string, value: string): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What publishing remembers on this machine. */
export interface PublishState {
  /** Absolute folder for receipts, kept files, clones and confirmations (`GALLEY_HOME/publish`). Need not be there. */
  folder: string;
  secrets: Pick<SecretStore, 'get'>;
}

/** One file with its content's fingerprint: SHA-256, the first 32 hexadecimal digits, as in the outputs list. */
export interface BuiltFile {
  /** Relative, `/`. */
  path: string;
  /** Bytes. */
  size: number;
  hash: string;
}

export interface PublishedPage {
  /** Path of its file among the built files. */
  output: string;
  title: string;
  url: string;
}

/** A build that is to be published. The caller answers for it being fresh. */
export interface Publication {
  site: { title: string /** Absolute. */; root: string };
  /** Absolute folder of the built files. */
  folder: string;
  /** Those that are ours, in any order. */
  files: readonly BuiltFile[];
  pages: readonly PublishedPage[];
  /** A line for each broken link and missing picture, in words. */
  brokenLinks: readonly string[];
  /** Titles of pages that show the fallback. */
  degradedPages: readonly string[];
}

/** What happens to pages, by title: changed, new, removed, each in the order of their files. */
export interface Story {
  /** "3 changed, 1 new"; "nothing to publish". */
  sentence: string;
  pages: StoryPage[];
  counts: { added: number; changed: number; removed: number /** Files that are no pages. */; otherFiles: number };
}

export interface PublishPlan {
  /** Digest of the plan: made again while nothing has changed, a plan has the same. */
  id: string;
  kind: 'publish' | 'undo';
  target: Target;
  /** The target's full address. */
  address: string;
  site: { title: string; root: string };
  added: BuiltFile[];
  changed: (BuiltFile & { was: string; wasSize: number })[];
  /** Files of ours that the site no longer has. */
  deleted: BuiltFile[];
  unchanged: BuiltFile[];
  /** Files there that this machine did not put there, at paths that the site needs. `same`: with the same content. */
  collisions: { path: string; same: boolean }[];
  /** Files of ours that somebody else changed or removed since the last release. */
  altered: { path: string; how: 'changed' | 'removed' }[];
  /** What stands where a file has to go and may not be removed. */
  inTheWay: string[];
  /** Names that the target cannot hold, and why. */
  badNames: { path: string; why: string }[];
  /** To be sent. */
  bytes: number;
  /** Part of what is there of ours that would go, 0 to 1: of the pages, or of all files, whichever is more. */
  removedShare: number;
  /** An earlier publish or undo did not finish. */
  unfinished: boolean;
  /** Nothing there differs from what is wanted, and nothing is unfinished. */
  nothing: boolean;
  /** Whose release lies there, when it is not this site's. */
  otherSite: string | null;
  /** The target's state where it has a name for it (a Git commit). */
  revision: string | null;
  story: Story;
}

/** What one publish put there, without its files. */
export interface Release {
  id: string;
  number: number;
  /** `undo`: made by taking a later one back. */
  kind: 'publish' | 'undo';
  /** Number of the release that it took back; null: an unfinished one, or `kind` is `publish`. */
  undoes: number | null;
  /** ISO instant. */
  published: string;
  site: { title: string; root: string };
  address: string;
  /** Nothing of ours was there before. */
  first: boolean;
  counts: { added: number; changed: number; removed: number; files: number };
  bytes: number;
  /** At most 100 pages are kept in it; its counts are whole. */
  story: Story;
  /** Noted when it was published with broken links; at most 100. */
  brokenLinks: string[];
  revision: string | null;
}

/** The record of a release: the release, and every file that was ours there afterwards. */
export interface Receipt {
  release: Release;
  files: Map<string, { hash: string; size: number }>;
  pages: PublishedPage[];
}

export interface Published {
  /** null: there was nothing to do. */
  release: Release | null;
  /** One sentence. */
  message: string;
}

export interface Blocker {
  code: string;
  message: string;
  advice: string;
}

export interface Preflight {
  blockers: Blocker[];
  questions: PublishQuestion[];
}

export interface Progress {
  step: PublishStep | 'planning';
  done: number;
  /** null: not known. */
  total: number | null;
}

export interface Work {
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/** Why publishing could not be done, in the writer's words. `detail` is what a tool said, for whoever looks closer. */
export class PublishProblem extends Error {
  override readonly name = 'PublishProblem';
  constructor(
    readonly code: string,
    message: string,
    readonly advice: string,
    readonly detail?: string,
  ) {
    super(message);
  }
}
