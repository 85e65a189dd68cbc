/** The site as data: all that rendering may read, and the form in which it reaches the workers. */
import type { Json } from '../../../shared/config.ts';
import type { AssetRecord, SiteSnapshot, TemplateRecord } from '../../../shared/snapshot.ts';
import { createPause } from '../clock.ts';
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

/** Pages that are written as JSON between two rests. */
const SLICE = 250;

/** The site index as JSON in shared memory: every worker reads the same bytes, and no message copies them. */
export async function serialiseSnapshot({ pages, ...rest }: SiteSnapshot): Promise<SharedArrayBuffer> {
  const pause = createPause();
  const parts = [`${JSON.stringify(rest).slice(0, -1)},"pages":[`];
  for (let first = 0; first < pages.length; first += SLICE) {
    const slice = JSON.stringify(pages.slice(first, first + SLICE)).slice(1, -1);
    parts.push(first === 0 ? slice : `,${slice}`);
    await pause();
  }
  parts.push(']}');
  return joined(parts);
}

function joined(parts: readonly string[]): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(parts.reduce((size, part) => size + Buffer.byteLength(part), 0));
  const bytes = Buffer.from(shared);
  let at = 0;
  for (const part of parts) at += bytes.write(part, at);
  return shared;
}
