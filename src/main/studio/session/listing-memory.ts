/** Where the tree of an earlier session is kept. */
import { join } from 'node:path';
import { contractHash } from '../../../shared/contract/hash.ts';
import type { ListingMemory } from '../engine/remembered-listing.ts';
import type { StudioOptions } from '../types.ts';

export function listingMemory({ home, engine }: StudioOptions): ListingMemory {
  return { folder: join(home, 'listings'), stamp: `${engine.galleyVersion} ${contractHash}` };
}
