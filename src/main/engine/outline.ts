/** What a host must know about a site besides its builds: where it is served, what to watch, where a named file lies. */
import { loadConfig } from './site/config.ts';
import { absolutePath } from './site/layers.ts';
import type { SiteOutline } from './types.ts';

/** @throws CannotBuild when there is no site in `root` */
export async function readOutline(root: string, themesPath: string): Promise<SiteOutline> {
  const { config, roots } = await loadConfig(root, themesPath);
  return {
    title: config.title,
    basePath: new URL(config.url).pathname,
    watched: [...new Set([roots.root, ...Object.values(roots.folders), ...roots.layers.map((layer) => layer.path)])],
    locate: (name) => absolutePath(roots, name),
  };
}
