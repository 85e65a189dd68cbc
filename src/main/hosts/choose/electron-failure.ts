/** Remembers for a day that Electron could not be fetched, so that not every start waits for it. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'electron-install.json';
const dayMs = 24 * 60 * 60 * 1000;

/** @returns why; null: not within a day */
export function recentFailure(home: string, now: Date): string | null {
  let kept: { failed?: unknown; reason?: unknown } | null;
  try {
    kept = JSON.parse(readFileSync(join(home, fileName), 'utf8')) as typeof kept;
  } catch {
    // Not there or not readable: then it is tried once more, which does no harm.
    return null;
  }
  const age = now.getTime() - Date.parse(String(kept?.failed));
  return age >= 0 && age < dayMs && typeof kept?.reason === 'string' ? kept.reason : null;
}

export function rememberFailure(home: string, reason: string, now: Date): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, fileName);
  const temporary = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(temporary, `${JSON.stringify({ failed: now.toISOString(), reason })}\n`);
  renameSync(temporary, file);
}

export function forgetFailure(home: string): void {
  rmSync(join(home, fileName), { force: true });
}
