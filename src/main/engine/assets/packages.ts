import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * A JSON file of an installed package, whatever the package exports; found without loading the package.
 * @returns null when there is no such file in any folder of packages
 */
export function packageFile(name: string, file = 'package.json'): Record<string, unknown> | null {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      return JSON.parse(readFileSync(join(folder, name, file), 'utf8'));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    }
  }
  return null;
}
