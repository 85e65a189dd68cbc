/**
 * Which page uses which file. A page's entry is what its facts refer to; what those files pull in (a style sheet's pictures and
 * fonts) is followed when the map is asked, so that a changed style sheet changes no entry. Entries are replaced, never merged.
 */

import type { PageFacts } from '../../../kernel/html/types.ts';
import { sortCodePoints } from '../../../kernel/order.ts';
import type { AssetRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import { ReferenceResolver, type Resolution } from './resolve.ts';

/** Name of an asset (AssetRecord.name), or `static:` and its path in public/ for a file that is copied as it is. */
export type AssetKey = string;

/** What a reference leads to: one object for all references that lead there in the same words. */
export interface Target {
  /** Counts from 0 in each map. */
  number: number;
  resolution: Resolution;
  asset: AssetKey | null;
}

export interface AssetMapInput {
  snapshot: Pick<SiteSnapshot, 'basePath' | 'config' | 'assets' | 'statics'>;
  /** The variants of images, by the asset that they are made from. */
  variants: Iterable<{ asset: string; output: string }>;
}

export class AssetMap {
  readonly #keys = new Map<string, AssetKey>();
  /** What each asset pulls in, itself included, all the way down. */
  readonly #uses = new Map<AssetKey, ReadonlySet<AssetKey>>();
  /** The reverse of #uses. */
  readonly #users = new Map<AssetKey, Set<AssetKey>>();
  readonly #resolver: ReferenceResolver<Target>;
  #targets = 0;
  /** By page, in the order of its references. */
  readonly #byPage = new Map<string, readonly Target[]>();
  readonly #byAsset = new Map<AssetKey, Set<string>>();

  constructor({ snapshot, variants }: AssetMapInput) {
    for (const path of snapshot.statics) this.#keys.set(path, `static:${path}`);
    for (const asset of snapshot.assets) this.#keys.set(asset.output, asset.name);
    this.addVariants(variants);
    this.#followUses(snapshot.assets);
    const site = { url: snapshot.config.url, basePath: snapshot.basePath };
    this.#resolver = new ReferenceResolver(site, (resolution) => this.#newTarget(resolution));
  }

  #newTarget(resolution: Resolution): Target {
    const isFile = resolution.kind === 'file' || resolution.kind === 'page';
    return { number: this.#targets++, resolution, asset: isFile ? (this.#keys.get(resolution.path) ?? null) : null };
  }

  /** To be called before the pages that show the variants are noted. */
  addVariants(variants: AssetMapInput['variants']): void {
    for (const { asset, output } of variants) this.#keys.set(output, asset);
  }

  /** @param page root-relative URL */
  replace(page: string, facts: Pick<PageFacts, 'references' | 'base'>): void {
    this.remove(page);
    const address = { url: page, base: facts.base };
    const targets = facts.references.map(({ url }) => this.#resolver.resolve(url, address));
    this.#byPage.set(page, targets);
    for (const { asset } of targets) if (asset !== null) addTo(this.#byAsset, asset, page);
  }

  remove(page: string): void {
    const targets = this.#byPage.get(page);
    if (targets === undefined) return;
    this.#byPage.delete(page);
    for (const { asset } of targets) {
      const pages = asset === null ? undefined : this.#byAsset.get(asset);
      pages?.delete(page);
      if (asset !== null && pages?.size === 0) this.#byAsset.delete(asset);
    }
  }

  /** What a page's references lead to, in their order. */
  targetsOf(page: string): readonly Target[] {
    return this.#byPage.get(page) ?? [];
  }

  /** URLs of the pages that refer to an asset, a variant of it, or a file that pulls it in; by code point. */
  pagesOf(asset: AssetKey): string[] {
    const pages = new Set<string>();
    for (const user of this.#users.get(asset) ?? [asset]) {
      for (const page of this.#byAsset.get(user) ?? []) pages.add(page);
    }
    return sortCodePoints([...pages]);
  }

  /** Whether any page refers to it, in any of the ways that `pagesOf` follows. */
  isUsed(asset: AssetKey): boolean {
    for (const user of this.#users.get(asset) ?? [asset]) if (this.#byAsset.has(user)) return true;
    return false;
  }

  /** What a page refers to, with all that this pulls in; by code point. */
  assetsOf(page: string): AssetKey[] {
    const assets = new Set<AssetKey>();
    for (const { asset } of this.targetsOf(page)) {
      if (asset !== null) for (const used of this.#uses.get(asset) ?? [asset]) assets.add(used);
    }
    return sortCodePoints([...assets]);
  }

  /** The asset that a path of public/ belongs to: the file itself or a variant made from it. */
  keyOf(path: string): AssetKey | null {
    return this.#keys.get(path) ?? null;
  }

  #followUses(assets: readonly AssetRecord[]): void {
    const direct = new Map(assets.map((asset) => [asset.name, asset.uses]));
    for (const { name, uses } of assets) {
      if (uses.length === 0) continue;
      const all = closure(name, direct);
      this.#uses.set(name, all);
      for (const used of all) {
        addTo(this.#users, used, used);
        addTo(this.#users, used, name);
      }
    }
  }
}

function closure(start: AssetKey, direct: ReadonlyMap<AssetKey, readonly AssetKey[]>): ReadonlySet<AssetKey> {
  const all = new Set([start]);
  for (const key of all) for (const used of direct.get(key) ?? []) all.add(used);
  return all;
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}
