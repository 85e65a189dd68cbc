/** Phase 7: the facts that came back from the pool, inverted: which page uses which asset. */
import type { PageFacts } from '../../../kernel/html/types.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { AssetMap } from '../checks/asset-map.ts';
import { createPause, type PhaseHandle } from '../clock.ts';
import type { RenderedSite } from './render.ts';

/** The asset map of an open site: an entry is made anew where the page's facts are others, all of them where assets are. */
export class AssetTracker {
  #map: AssetMap | null = null;
  /** What the map was made for. */
  #assets = '';
  /** By URL: what its entry was made from. */
  #facts = new Map<string, PageFacts>();

  async track(
    snapshot: SiteSnapshot,
    rendered: Pick<RenderedSite, 'facts' | 'requests'>,
    handle: PhaseHandle,
  ): Promise<AssetMap> {
    const pause = createPause();
    const map = this.#mapFor(snapshot, rendered.requests);
    const facts = new Map<string, PageFacts>();
    for (const [page, now] of rendered.facts) {
      const { url } = snapshot.pages[page] as PageRecord;
      facts.set(url, now);
      const known = this.#facts.get(url);
      if (known === now) continue;
      if (known === undefined || !refersToTheSame(known, now)) map.replace(url, now);
      // Until all is done, what there was counts for what is still to come.
      this.#facts.set(url, now);
      await pause();
    }
    for (const url of this.#facts.keys()) if (!facts.has(url)) map.remove(url);
    this.#facts = facts;
    handle.advance(facts.size);
    return map;
  }

  #mapFor(snapshot: SiteSnapshot, variants: RenderedSite['requests']): AssetMap {
    const { basePath, config, assets, statics } = snapshot;
    const made = new Map(variants.map(({ asset, output }) => [output, asset]));
    const described = assets.map(({ name, output, uses }) => [name, output, uses]);
    const text = JSON.stringify([basePath, config.url, described, statics, [...made].sort()]);
    if (this.#map === null || this.#assets !== text) {
      this.#assets = text;
      this.#facts = new Map();
      this.#map = new AssetMap({ snapshot, variants });
    }
    return this.#map;
  }
}

/** In the same order: then the map has no other entry for it. */
function refersToTheSame(before: PageFacts, now: PageFacts): boolean {
  return (
    before.base === now.base &&
    before.references.length === now.references.length &&
    now.references.every(({ url }, i) => before.references[i]?.url === url)
  );
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
