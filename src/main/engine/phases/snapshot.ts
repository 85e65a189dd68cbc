/** The site as data: all that rendering may read, and the form in which it reaches the workers. */
import type { Json } from '../../../shared/config.ts';
import type { AssetRecord, SiteSnapshot, TemplateRecord } from '../../../shared/snapshot.ts';
import type { LoadedConfig } from '../site/config.ts';
import type { Organised } from './organise.ts';

export interface SnapshotInput {
  found: Pick<LoadedConfig, 'config' | 'params' | 'strings'>;
  model: Organised;
  templates: TemplateRecord[];
  data: Record<string, Json>;
  assets: AssetRecord[];
  /** ISO instant of the build. */
  time: string;
  version: number;
  galley: string;
}

export function snapshotOf({ found, model, ...given }: SnapshotInput): SiteSnapshot {
  const { basePath, pages, home, sitePages, sections, taxonomies, menus, statics } = model;
  const { config, params, strings } = found;
  return {
    ...{ basePath, pages, home, sitePages, sections, taxonomies, menus, statics },
    ...{ config, params, strings },
    ...given,
  };
}

/** The site index as JSON in shared memory: every worker reads the same bytes, and no message copies them. */
export function serialiseSnapshot(snapshot: SiteSnapshot): SharedArrayBuffer {
  const bytes = Buffer.from(JSON.stringify(snapshot));
  const shared = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(shared).set(bytes);
  return shared;
}
