import type { ProofDesk } from '../proofs/handlers.ts';
import type { SiteSession } from './site-session.ts';
import { today } from './today.ts';

/** An open site, as its proofs and their fixes see it. */
export function proofDesk(session: SiteSession): ProofDesk {
  return {
    store: session.proofs,
    changes: session.changes,
    knowledge: () => {
      const { listing } = session.pages;
      if (listing === null) return null;
      return { read: (file) => session.readText(file), listing, today: today(listing.timezone) };
    },
  };
}
