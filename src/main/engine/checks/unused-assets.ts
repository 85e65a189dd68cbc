import type { AssetRecord } from '../../../shared/snapshot.ts';
import type { PageFinding } from '../build-state.ts';
import type { CheckContext } from './types.ts';

/** Files of the site's own assets/ folder that no page uses, directly or through other files. */
export function checkUnusedAssets(context: CheckContext): PageFinding[] {
  const own = `${context.snapshot.config.folders.assets.replace(/\/+$/, '')}/`;
  return context.snapshot.assets
    .filter((asset) => asset.source.startsWith(own) && !isPart(asset) && !isUsed(context, asset.name))
    .map(({ name, source, bytes }) => ({
      page: null,
      finding: { code: 'asset-unused', data: { name, bytes }, file: source, cause: name },
    }));
}

/** Files whose name begins with an underscore are parts of others. */
function isPart(asset: AssetRecord): boolean {
  return /(?:^|\/)_/.test(asset.name);
}

function isUsed(context: CheckContext, name: string): boolean {
  return context.usedElsewhere.has(name) || context.assets.isUsed(name);
}
