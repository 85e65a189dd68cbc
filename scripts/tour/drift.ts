/**
 * Whether the pictures in docs/pictures still show what is. `sources.json` beside them keeps, for each, a hash of the sources that
 * it shows, as they were when it was made: no browser is needed to say that one has drifted.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PictureSource {
  /** In docs/pictures. */
  picture: string;
  /** Files and folders of the project that it shows. */
  shows: readonly string[];
}

const studio = [
  'src/renderer',
  'src/shared/proofs',
  'src/shared/phase-words.ts',
  'src/themes/journal',
  'examples/tour',
];
const starter = (name: string): PictureSource => ({
  picture: `starters/${name}.webp`,
  shows: [`examples/${name}`, `src/themes/${name}`],
});

/** The starters that have a picture. */
export const starters = ['handbook', 'journal'] as const;

export const pictureSources: readonly PictureSource[] = [
  ...['fix.webp', 'proofs.webp', 'publish.webp', 'timings.webp', 'write-dark.webp', 'write.webp'].map((picture) => ({
    picture,
    shows: studio,
  })),
  { picture: 'welcome.webp', shows: [...studio, ...starters.flatMap((name) => starter(name).shows)] },
  ...starters.map(starter),
];

const manifestOf = (root: string): string => join(root, 'docs/pictures/sources.json');

/** A sentence for each picture that is missing or was made from other sources than there are; none: all show what is. */
export function readDrift(root: string, sources: readonly PictureSource[] = pictureSources): string[] {
  const made = readManifest(root);
  return sources.flatMap(({ picture, shows }) => {
    if (!existsSync(join(root, 'docs/pictures', picture))) return [`docs/pictures/${picture} is missing.`];
    if (made[picture] !== hashSources(root, shows))
      return [`docs/pictures/${picture} was made before what it shows was changed.`];
    return [];
  });
}

/** One line for the end of a test run; null: there is nothing to say. */
export function driftLine(root: string, sources: readonly PictureSource[] = pictureSources): string | null {
  const { length } = readDrift(root, sources);
  return length === 0
    ? null
    : `${length} of ${sources.length} pictures in docs/ show an older Galley: npm run pictures`;
}

/** Notes from what the pictures that are there now were made. */
export function writeManifest(root: string, sources: readonly PictureSource[] = pictureSources): void {
  const hashes = Object.fromEntries(sources.map(({ picture, shows }) => [picture, hashSources(root, shows)]));
  writeFileSync(manifestOf(root), `${JSON.stringify(hashes, null, 2)}\n`);
}

function readManifest(root: string): Record<string, string> {
  const file = manifestOf(root);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}

/** Of names and bytes, tests and what builds leave behind aside. */
function hashSources(root: string, shows: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of shows.flatMap((path) => filesOf(root, path)).sort()) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

function filesOf(root: string, path: string): string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .map((file) => `${path}/${file.replaceAll('\\', '/')}`)
    .filter((file) => !/\/(public|\.galley)\/|\.test\.tsx?$|\/tsconfig\.json$/.test(file))
    .filter((file) => statSync(join(root, file)).isFile());
}
