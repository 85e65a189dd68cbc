/**
 * Addresses that open the studio once. The command that opens a browser can be read by everyone on this computer; the key, which
 * lasts, must not stand in it.
 */
import { randomBytes } from 'node:crypto';

const lifeMs = 60_000;

export class Tickets {
  readonly #open = new Map<string, { site: string | null; until: number }>();

  /** @param site absolute path; null: Welcome */
  issue(site: string | null, now = Date.now()): string {
    for (const [ticket, { until }] of this.#open) if (until <= now) this.#open.delete(ticket);
    const ticket = randomBytes(16).toString('hex');
    this.#open.set(ticket, { site, until: now + lifeMs });
    return ticket;
  }

  /** @returns null: never issued, used already, or a minute old */
  take(ticket: string, now = Date.now()): { site: string | null } | null {
    const found = this.#open.get(ticket);
    this.#open.delete(ticket);
    return found && now < found.until ? { site: found.site } : null;
  }
}
