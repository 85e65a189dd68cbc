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
  readonly #facts = new Map<string, PageFacts>();
  /** The pages with an entry, in order: most of them are the same the next time. */
  #entries: readonly { url: string; facts: PageFacts }[] = [];

  async track(
    snapshot: SiteSnapshot,
    rendered: Pick<RenderedSite, 'facts' | 'requests'>,
    handle: PhaseHandle,
  ): Promise<AssetMap> {
    const pause = createPause();
    const map = this.#mapFor(snapshot, rendered.requests);
    const before = this.#entries;
    // Until all is done, nothing is certain of any.
    this.#entries = [];
    const entries: (typeof before)[number][] = [];
    let sameAddresses = true;
    for (let page = 0; page < rendered.facts.length; page++) {
      const facts = rendered.facts[page];
      if (facts === undefined) continue;
      const { url } = snapshot.pages[page] as PageRecord;
      const entry = before[entries.length];
      const sameAddress = entry?.url === url;
      if (!sameAddress) sameAddresses = false;
      if (sameAddress && entry.facts === facts) {
        entries.push(entry);
        continue;
      }
      entries.push({ url, facts });
      this.#replace(map, url, facts);
      await pause();
    }
    if (!sameAddresses || entries.length !== before.length) this.#removeOthers(map, entries);
    this.#entries = entries;
    handle.advance(entries.length);
    return map;
  }

  #replace(map: AssetMap, url: string, now: PageFacts): void {
    const known = this.#facts.get(url);
    if (known === now) return;
    if (known === undefined || !refersToTheSame(known, now)) map.replace(url, now);
    this.#facts.set(url, now);
  }

  #removeOthers(map: AssetMap, entries: readonly { url: string }[]): void {
    const urls = new Set(entries.map(({ url }) => url));
    for (const url of this.#facts.keys()) {
      if (urls.has(url)) continue;
      map.remove(url);
      this.#facts.delete(url);
    }
  }

  #mapFor(snapshot: SiteSnapshot, variants: RenderedSite['requests']): AssetMap {
    const { basePath, config, assets, statics } = snapshot;
    const made = new Map(variants.map(({ asset, output }) => [output, asset]));
    const described = assets.map(({ name, output, uses }) => [name, output, uses]);
    const text = JSON.stringify([basePath, config.url, described, statics, [...made].sort()]);
    if (this.#map === null || this.#assets !== text) {
      this.#assets = text;
      this.#facts.clear();
      this.#entries = [];
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
