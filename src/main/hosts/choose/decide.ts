/** Which host shows the studio: a pure decision, and every sentence that explains it. */

export interface Facts {
  /** What the person asked for; null: whatever fits. */
  asked: 'browser' | 'electron' | null;
  /** A window could be seen here. */
  screen: boolean;
  /** Electron's program is here. */
  binary: boolean;
  /** The package is here that can fetch it. */
  fetchable: boolean;
  /** Why it could not be fetched within the last day; null: it could, or was not tried. */
  failure: string | null;
  /** The command that tries again whatever was remembered. */
  again: string;
}

export type Decision =
  | { host: 'electron' }
  /** Electron's program is fetched first. */
  | { host: 'fetch' }
  /** `because`: a sentence; null: it was asked for. */
  | { host: 'browser'; because: string | null };

export function decideHost({ asked, screen, binary, fetchable, failure, again }: Facts): Decision {
  if (asked === 'browser') return { host: 'browser', because: null };
  if (!screen && asked !== 'electron')
    return { host: 'browser', because: 'There is no screen here for a window of its own.' };
  if (binary) return { host: 'electron' };
  if (!fetchable) return { host: 'browser', because: 'Electron, which Galley’s own window needs, is not installed.' };
  if (failure !== null && asked !== 'electron') return { host: 'browser', because: notFetched(failure, again) };
  return { host: 'fetch' };
}

/** @param reason without a full stop */
export function notFetched(reason: string, again: string): string {
  return `Galley’s own window needs Electron, which could not be fetched (${reason}). To try again: ${again}`;
}

/** @param reason in Electron's own words, without a full stop */
export function noWindow(reason: string): string {
  return `Galley’s own window could not open. Electron says: ${reason}.`;
}
