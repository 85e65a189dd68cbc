import type { PreviewSite } from '../../preview/types.ts';
import type { SiteSession } from './site-session.ts';

/** An open site, as its preview sees it. */
export function previewSite(session: SiteSession): PreviewSite {
  const { url, basePath } = session.info;
  return {
    ...{ key: session.key, out: session.out, url, basePath, online: session.mine },
    show: async (page, after) => {
      if (after !== null) await session.textReached(after);
      const shown = await session.previews.show(page);
      const chosen = await session.goodPages.choose(page, shown);
      return chosen && { ...chosen, changes: shown.changes };
    },
    file: (output) => session.engine.file(output),
  };
}
