import type { AssetRecord } from '../../../shared/snapshot.ts';
import type { PageFinding } from '../build-state.ts';
import { referenceFinding } from './findings.ts';
import { ReferenceResolver } from './resolve.ts';
import type { CheckContext, CheckedPage } from './types.ts';

const LARGE = 1_000_000;

/** Pictures over 1 MB that a page shows as they are. One that the page also offers in smaller copies is fine. */
export function checkLargeImages(context: CheckContext): PageFinding[] {
  const large = new Map(context.snapshot.assets.filter(isLarge).map((asset) => [asset.output, asset]));
  if (large.size === 0) return [];
  const site = { url: context.snapshot.config.url, basePath: context.snapshot.basePath };
  const resolver = new ReferenceResolver(site, (resolution) => (resolution.kind === 'file' ? resolution.path : ''));
  const pages = new Set([...large.values()].flatMap((asset) => context.assets.pagesOf(asset.name)));
  return context.pages
    .filter((page) => pages.has(page.url) && !page.degraded)
    .flatMap((page) => shownLarge(context, page, large, resolver));
}

function shownLarge(
  context: CheckContext,
  page: CheckedPage,
  large: ReadonlyMap<string, AssetRecord>,
  resolver: ReferenceResolver<string>,
): PageFinding[] {
  const shown = page.facts.references
    .filter(({ kind }) => kind === 'image' || kind === 'css')
    .map((reference) => ({
      reference,
      path: resolver.resolve(reference.url, { url: page.url, base: page.facts.base }),
    }));
  return shown.flatMap(({ reference, path }) => {
    const asset = large.get(path);
    if (asset === undefined) return [];
    if (shown.some((other) => other.path !== path && context.assets.keyOf(other.path) === asset.name)) return [];
    return [
      referenceFinding(
        context,
        { page, reference },
        'image-oversized',
        { name: asset.name, bytes: asset.bytes },
        asset.name,
      ),
    ];
  });
}

function isLarge(asset: AssetRecord): boolean {
  return asset.kind === 'image' && asset.bytes > LARGE;
}
