/** Phase 7: the facts that came back from the pool, inverted: which page uses which asset. */
import type { PageFacts } from '../../../kernel/html/types.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { AssetMap } from '../checks/asset-map.ts';
import { createPause, type PhaseHandle } from '../clock.ts';
import type { RenderedSite } from './render.ts';

export async function trackAssets(
  snapshot: SiteSnapshot,
  rendered: Pick<RenderedSite, 'facts' | 'requests'>,
  handle: PhaseHandle,
): Promise<AssetMap> {
  const pause = createPause();
  const map = new AssetMap({ snapshot, variants: rendered.requests });
  for (let page = 0; page < snapshot.pages.length; page++) {
    const facts = rendered.facts.get(page);
    if (facts !== undefined) map.replace((snapshot.pages[page] as PageRecord).url, facts as PageFacts);
    await pause();
  }
  handle.advance(rendered.facts.size);
  return map;
}

/** Paths in public/ of all assets that are used, with what their style sheets and scripts pull in. */
export function usedOutputs(snapshot: SiteSnapshot, map: AssetMap, asked: ReadonlySet<string>): Set<string> {
  const byName = new Map(snapshot.assets.map((asset) => [asset.name, asset]));
  const names = new Set(asked);
  for (const asset of snapshot.assets) if (map.isUsed(asset.name)) names.add(asset.name);
  const outputs = new Set<string>();
  for (const name of names) {
    const asset = byName.get(name);
    if (asset === undefined) continue;
    outputs.add(asset.output);
    for (const used of asset.uses) names.add(used);
  }
  return outputs;
}
