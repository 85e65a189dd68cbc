/** Style sheets and scripts that pages may use: built, or taken from an earlier build when all that they read is the same. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { assetKind } from '../../../kernel/assets/paths.ts';
import { readCache, writeCache } from './cache-file.ts';
import { packageFile } from './packages.ts';
import { inParallel } from './parallel.ts';
import { ScriptBundler } from './scripts.ts';
import { buildStyle, type EntryResult } from './styles.ts';
import type { AssetFile, PrepareInput } from './types.ts';
import { AssetReader, type AssetWorld, type Reading } from './world.ts';

/** Grows when this code makes something else of the same input. */
const FORMAT = 1;

interface KeptEntry {
  key: string;
  readings: Reading[];
  result: EntryResult;
}

/** @returns in the order of `entries`; findings of each are located in its sources */
export async function buildEntries(
  input: PrepareInput,
  world: AssetWorld,
  entries: readonly AssetFile[],
): Promise<EntryResult[]> {
  const bundler = new ScriptBundler();
  try {
    const { signal } = input;
    return await inParallel(entries, ({ name }) => keptOrBuilt(input, world, name, bundler), { parallel: 8, signal });
  } finally {
    await bundler.stop();
  }
}

async function keptOrBuilt(
  input: PrepareInput,
  world: AssetWorld,
  name: string,
  bundler: ScriptBundler,
): Promise<EntryResult> {
  const isStyle = assetKind(name) === 'style';
  const key = `${FORMAT} ${isStyle ? versionOf('lightningcss') : versionOf('esbuild')} ${name}`;
  const file = `${createHash('sha256').update(name).digest('hex').slice(0, 32)}.json`;
  const path = join(input.cacheFolder, 'entries', file);
  const kept = (await readCache(path)) as KeptEntry | null;
  if (kept?.key === key && (await AssetReader.confirms(world, kept.readings))) return kept.result;
  const reader = new AssetReader(world);
  const result = isStyle ? await buildStyle(name, reader) : await bundler.build(name, reader);
  await writeCache(path, { key, readings: reader.readings(), result } satisfies KeptEntry);
  return result;
}

/** Read from the package's own description: loading it would cost more than all else when nothing changed. */
function versionOf(library: 'lightningcss' | 'esbuild'): string {
  return `${library}/${packageFile(library)?.version ?? 'unknown'}`;
}
