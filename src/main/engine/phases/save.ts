/** Phase 10: old outputs go, the outputs list is committed, traces and the report are kept. */
import { realpathSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SiteSnapshot } from '../../../shared/snapshot.ts';
import type { OutputLedger } from '../build-state.ts';
import type { AssetTable } from '../cache/frames.ts';
import { type OpenMemory, saveMemory } from '../cache/open-memory.ts';
import type { PhaseHandle } from '../clock.ts';
import { forgetLastGood } from '../last-good.ts';
import type { Standing } from '../resident/standing.ts';
import { writeFailure } from '../save/file-errors.ts';
import type { Outputs, OutputsList } from '../save/outputs.ts';
import { entryAt, fileErrorCode, isMissing } from '../site/files.ts';
import type { StatePaths } from '../state-paths.ts';
import type { SourceDocument } from './discover.ts';
import type { RenderedSite } from './render.ts';

export interface SaveInput {
  snapshot: SiteSnapshot;
  rendered: RenderedSite;
  ledger: OutputLedger;
  cache: OpenMemory;
  /** What all renders depend on without reading it. */
  common: Record<string, string>;
  /** Of the site as it is now. */
  sources: readonly SourceDocument[];
  /** What of the build before counts; null: nothing. */
  standing: Standing | null;
  outputs: { list: string; intent: string };
  list: OutputsList;
  /** What the list says until now; what is ours from now on. */
  before: Outputs;
  state: StatePaths;
}

/** @returns how many files were deleted */
export async function saveBuild(input: SaveInput, handle: PhaseHandle): Promise<number> {
  const deleted = await deleteStale(input.ledger, input.state.preview);
  const { cache, ledger } = input;
  await input.list.save(input.outputs, input.before, ledger.changes);
  // As long as the pages are the same, so are the documents.
  if (input.standing === null) cache.memory.keepDocuments(new Set(input.sources.map(({ source }) => source)));
  cache.memory.keepFiles(ledger);
  cache.memory.noteSettings(input.common, assetTable(input));
  await saveMemory(cache);
  handle.advance(input.before.size);
  return deleted;
}

async function deleteStale(ledger: OutputLedger, preview: string): Promise<number> {
  let deleted = 0;
  for (const path of ledger.stale()) {
    const file = `${ledger.out}/${path}`;
    if (!isOurs(ledger.out, file)) continue;
    try {
      await rm(file, { force: true });
    } catch (error) {
      if (isMissing(fileErrorCode(error))) continue;
      throw writeFailure(error, file);
    }
    deleted++;
    await removeEmptyFolders(dirname(file), ledger.out);
    await forgetLastGood(preview, path);
  }
  return deleted;
}

/** Somebody may have put a folder, a file or a link in the place of what we made: then it is theirs, and so is what it leads to. */
function isOurs(out: string, file: string): boolean {
  const folder = dirname(file);
  const entry = entryAt(file);
  if (entry === null) return entryAt(folder)?.isDirectory() ?? true;
  return !entry.isDirectory() && realpathSync(folder) === realpathSync(out) + folder.slice(out.length);
}

/** Goes up as long as folders are empty; one that holds anything stays. */
async function removeEmptyFolders(folder: string, top: string): Promise<void> {
  for (let at = folder; at.length > top.length; at = dirname(at)) {
    try {
      await rmdir(at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') continue;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
      throw writeFailure(error, at);
    }
  }
}

function assetTable({ snapshot, rendered, ledger }: SaveInput): AssetTable {
  const { basePath, config, assets, statics } = snapshot;
  const variants = rendered.requests.map(({ asset, output }) => ({ asset, output }));
  return { out: ledger.out, basePath, config, assets, statics, variants };
}
