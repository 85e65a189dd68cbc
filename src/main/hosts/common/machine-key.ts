/** What only this machine knows: caches are sealed with it, so that one that came with somebody's site counts for nothing. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const form = /^[0-9a-f]{32}$/;

/**
 * @param home Galley's own folder; made if there is none
 * @returns 32 hex digits, the same each time; where nothing can be kept, others each time, and no cache outlives the program
 */
export function machineKey(home: string): string {
  const file = join(home, 'machine-key');
  const made = randomBytes(16).toString('hex');
  try {
    const known = read(file);
    if (known !== null) return known;
    mkdirSync(home, { recursive: true });
    writeFileSync(file, made, { mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return made;
  }
}

/** null: there is none, or none that can be used. */
function read(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8');
    return form.test(text) ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
