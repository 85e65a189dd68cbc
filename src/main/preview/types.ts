/** What the preview needs of an open site; the studio gives it. */
import type { TextVersion } from '../../shared/contract/text-version.ts';
import type { ShownPage } from '../engine/types.ts';

/** With the number of the newest change that it shows: each change of a site has a higher one, also in the next session. */
export type NumberedPage = ShownPage & { changes: number };

export interface PreviewSite {
  /** 32 hex digits: the secret part of its origin's name, new for each site and session. */
  key: string;
  /** The output folder, absolute. */
  out: string;
  /** Path of the site's address: "/birds/". */
  basePath: string;
  /** The site's own address; links to it stay inside. */
  url: string;
  /** False: pages may not reach the internet. */
  online: boolean;
  /**
   * The page as it would be now, unsaved text included, with marks; where it is broken, as it last was good. null: there is no such
   * page, or no build yet.
   * @param after waited for, if it comes soon
   */
  show(url: string, after: TextVersion | null): Promise<NumberedPage | null>;
  /** A file that public/ does not have yet (a picture of an unsaved page), absolute; null: unknown. */
  file(output: string): Promise<string | null>;
}
