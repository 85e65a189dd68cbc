/** Small files of a host's own state, never seen half written. */
import { writeWhole } from '../../engine/save/atomic.ts';

/** Replaces the file as a whole; only the person may read it, from the first byte on. */
export async function writeState(file: string, value: unknown): Promise<void> {
  await writeWhole(file, (handle) => handle.writeFile(`${JSON.stringify(value, null, 2)}\n`), 0o600);
}
