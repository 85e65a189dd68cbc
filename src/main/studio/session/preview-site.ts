import type { PreviewSite } from '../../preview/types.ts';
import type { SiteSession } from './site-session.ts';

/** An open site, as its preview sees it. */
export function previewSite(session: SiteSession): PreviewSite {
  const { url, basePath } = session.info;
  return {
    ...{ key: session.key, out: session.out, url, basePath, online: session.mine },
    show: async (page) => {
      const shown = await session.previews.show(page);
      return shown.found ? shown : null;
    },
    lastGood: (output) => session.engine.lastGood(output),
    file: (output) => session.engine.file(output),
    showLastGood: session.previews.version === 'last-good',
  };
}
