/** Whether the built program is older than what it is made from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a build writes last is not known: each of them must be there and new. */
const built = [
  'out/main/cli.js',
  'out/main/engine.js',
  'out/main/host.js',
  'out/main/index.js',
  'out/main/worker.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
];

const others = ['package.json', 'package-lock.json', 'electron.vite.config.ts'];

/** @param root the project's folder, absolute */
export function isStale(root: string): boolean {
  const programs = built.map((file) => join(root, file));
  if (!programs.every((file) => existsSync(file))) return true;
  const oldest = Math.min(...programs.map((file) => statSync(file).mtimeMs));
  return sourcesOf(root).some((file) => statSync(file).mtimeMs > oldest);
}

/** Themes are read when they are used, and tests are not built. A folder counts for what was deleted from it. */
function sourcesOf(root: string): string[] {
  const inside = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !/^themes(\/|$)|\.test\.tsx?$|(^|\/)testing(\/|$)/.test(file));
  return [...inside.map((file) => join(root, 'src', file)), ...others.map((file) => join(root, file))].filter((file) =>
    existsSync(file),
  );
}
