import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, from the source as well as from a bundle in out/tools/. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json')) || !existsSync(join(folder, 'src', 'cli'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('This must run from inside the project.');
    folder = parent;
  }
  return folder;
}
