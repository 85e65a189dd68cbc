/**
 * What Galley says about a site. A *finding* is one occurrence, made where it is seen (a worker, a check); a *proof* is
 * one cause with all its places, made once per build by merging findings. Only plain data: both cross threads and hosts.
 */
import type { ProofCode } from './proofs/registry.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** 1-based line; 1-based column in UTF-16 code units, of the file as it is on disk (a BOM is not counted). */
export interface Position {
  line: number;
  column: number;
}

/** `end` is exclusive. */
export interface SourceRange {
  start: Position;
  end: Position;
}

/** A position in a file. `file` is relative to the site's root, with `/` ("content/posts/a.md", "templates/base.njk"). */
export interface Place {
  file: string;
  range?: SourceRange;
  /** The expression or reference as it is written there. */
  expression?: string;
}

/** The values that a code's wording uses. Strings are shown as they are; numbers are formatted by the wording. */
export type FindingData = Readonly<Record<string, string | number | readonly string[]>>;

/** One occurrence. The merged wording comes from the registry, so that counts are right. */
export interface Finding {
  code: ProofCode;
  data: FindingData;
  file?: string;
  range?: SourceRange;
  /** For the theme author: exact, may use jargon. */
  detail?: string;
  /** The expression as written. */
  expression?: string;
  /** Outermost first: the includes, macros and parents that led to `file`. */
  chain?: Place[];
  /** What makes two findings the same proof, after the code. Absent: file, line and column (and expression). */
  cause?: string;
  fixes?: Fix[];
}

/** Replaces `range` of `file` by `text`. An empty range inserts. */
export interface TextEdit {
  file: string;
  range: SourceRange;
  text: string;
  /** What stands in `range`: when something else does by now, the edit is not for it. */
  was?: string;
}

/** `advice` says in words what to do; `edit` can be applied as it is; `ask` needs the inputs first. */
export interface Fix {
  label: string;
  kind: 'advice' | 'edit' | 'ask';
  inputs?: { name: string; label: string; value?: string }[];
  edits?: TextEdit[];
}

/** One cause. `message` is for the writer; `detail` for the theme author. */
export interface Proof {
  code: ProofCode;
  severity: Severity;
  message: string;
  detail?: string;
  file?: string;
  range?: SourceRange;
  expression?: string;
  chain?: Place[];
  /** The pages that it touches, by URL, sorted by code point. Empty: the site as a whole. */
  pages: string[];
  /** Every place where it was seen, sorted by file and position; at least one when `file` is set. */
  places: Place[];
  cause: string;
  /** What the wording was made of: that of the first finding. Absent in reports of earlier versions. */
  data?: FindingData;
  fixes: Fix[];
}

/** What is left out of the proofs because `checks.mute` in site.yaml says so. */
export interface MutedProof {
  /** Its pages and places are those that are muted. */
  proof: Proof;
  /** The entry that mutes it, as it is in site.yaml. */
  by: MuteRule;
}

/** Proofs of `code` are muted; with `page` only on pages whose URL begins with it or matches it (`*` stands for anything). */
export interface MuteRule {
  code: string;
  page?: string;
  /** Only the proof of this cause, positions in files left out (`muteCause`). */
  cause?: string;
  reason?: string;
}

/** A cause without the positions in it, so that what is muted stays so when lines move. */
export function muteCause(cause: string): string {
  return cause.replace(/:\d+:\d+(?= |$)/, '');
}
