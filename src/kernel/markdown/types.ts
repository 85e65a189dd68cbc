/** Markdown after phase 2: HTML with holes, to be filled when the site is known. */
import type { Json } from '../../shared/config.ts';
import type { SourceRange } from '../../shared/proof.ts';
import type { Heading } from '../../shared/snapshot.ts';

/**
 * A gap in the HTML. `at` is a UTF-16 offset into `html`, before which what fills the hole goes.
 * Holes are in order of `at`; holes of an embed's body lie between its `at` and its `end`.
 */
export type Hole =
  /** The value of an href attribute, already inside quotes: what fills it is an escaped URL. */
  | { kind: 'link'; at: number; target: string; text: string; range: SourceRange }
  /** A whole <img>, or a whole <figure> when `figure`. */
  | {
      kind: 'image';
      at: number;
      target: string;
      alt: string;
      title: string | null;
      /** Extra attributes ({.wide #id}), escaped, without a leading space. */
      attributes: string;
      figure: boolean;
      range: SourceRange;
    }
  /** `::name{…}` (end === at) or `:::name … :::`, whose body is html[at, end). */
  | {
      kind: 'embed';
      at: number;
      end: number;
      name: string;
      /** What stands behind the name of a box, as HTML without holes: `:::tip Mind *the* gap`. */
      title: string | null;
      attributes: Record<string, Json>;
      range: SourceRange;
      /** An inline embed inside a paragraph. */
      inline: boolean;
    };

export interface ParsedBody {
  html: string;
  holes: Hole[];
  /** Levels 1 to 6 in order; what page.toc is made of. */
  headings: Heading[];
  /** Plain text of the whole body, for summaries and search. */
  text: string;
}

/** Gives what fills each hole. All three are synchronous and may throw nothing: a failure is a finding. */
export interface HoleFiller {
  link(hole: Hole & { kind: 'link' }): string;
  image(hole: Hole & { kind: 'image' }): string;
  embed(hole: Hole & { kind: 'embed' }, body: string): string;
}
