/** The tree of an earlier session: where it is kept, and asking for it. */
import { join } from 'node:path';
import { contractHash } from '../../../shared/contract/hash.ts';
import type { SiteListing } from '../../engine/types.ts';
import { EngineLost } from '../engine/engine-lost.ts';
import type { ListingMemory } from '../engine/remembered-listing.ts';
import type { RemoteSite } from '../engine/remote-site.ts';
import type { StudioOptions } from '../types.ts';

export function listingMemory({ home, engine }: StudioOptions): ListingMemory {
  return { folder: join(home, 'listings'), stamp: `${engine.galleyVersion} ${contractHash}` };
}

/** null also when the engine ends meanwhile: the site is being closed, or the next build says what is wrong. */
export async function recall(engine: RemoteSite): Promise<SiteListing | null> {
  try {
    return await engine.remembered();
  } catch (error) {
    if (error instanceof EngineLost) return null;
    throw error;
  }
}
