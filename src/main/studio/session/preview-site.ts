import type { PreviewSite } from '../../preview/types.ts';
import type { SiteSession } from './site-session.ts';

/** An open site, as its preview sees it. */
export function previewSite(session: SiteSession): PreviewSite {
  const { url, basePath } = session.info;
  return {
    ...{ key: session.key, out: session.out, url, basePath, online: session.mine },
    show: async (page) => session.goodPages.choose(page, await session.previews.show(page)),
    file: (output) => session.engine.file(output),
  };
}
