/** Where the records of one target are, in the folder that the host gives. */
import { join } from 'node:path';
import { nameOf } from '../hash.ts';
import { describeTarget, type Target } from '../targets/schema.ts';
import type { PublishState } from '../types.ts';

export interface StatePaths {
  lock: string;
  intent: string;
  releases: string;
  blobs: string;
  /** The clone of a Git target. */
  clone: string;
  /** Which Git objects have which content. */
  objects: string;
}

/** By full address and not by id: ids come from site.yaml, where two sites may use the same. */
export function targetKey(target: Target): string {
  const { kind } = target;
  const place =
    kind === 'folder'
      ? target.path
      : `${target.address}\n${target.branch}\n${target.folder?.replace(/^\/+|\/+$/g, '')}`;
  return nameOf(`${kind}\n${place}`).slice(0, 24);
}

export function statePaths(state: PublishState, target: Target): StatePaths {
  const folder = join(state.folder, targetKey(target));
  return {
    lock: join(folder, 'lock'),
    intent: join(folder, 'intent'),
    releases: join(folder, 'releases'),
    blobs: join(folder, 'blobs'),
    clone: join(folder, 'clone.git'),
    objects: join(folder, 'objects'),
  };
}

/**
 * Under which id the password or token of a target is kept. By full address, so that a site that names another place, under
 * an id that is known here, is never given it.
 */
export function secretId(target: Target): string {
  return `publish:${nameOf(describeTarget(target)).slice(0, 24)}`;
}
