/** What an open site keeps of a build, so that single pages can be shown as they would be. */
import type { SiteIndex } from '../../../kernel/site/site-index.ts';
import type { SiteRef } from '../../../kernel/tasks.ts';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';
import type { PreparedAssets } from '../assets/types.ts';
import type { PageTexts } from '../cache/page-texts.ts';
import type { Discovery } from '../phases/discover.ts';
import type { Organised } from '../phases/organise.ts';
import type { Parsed } from '../phases/parse.ts';
import type { LoadedConfig } from '../site/config.ts';

export interface PlannedSite {
  found: LoadedConfig & { discovery: Discovery };
  parsed: Parsed;
  model: Organised;
  assets: PreparedAssets;
  snapshot: SiteSnapshot;
  site: SiteRef;
  /** The site as planning read it. */
  index: SiteIndex;
  /** JSON of the pages; null: nobody needed it. */
  texts: PageTexts | null;
  /** Drafts and future pages are part of it. */
  drafts: boolean;
  /** Absolute. */
  out: string;
}
