/** Phase 10: old outputs go, the outputs list is committed, traces and the report are kept. */
import { realpathSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Proof } from '../../../shared/proof.ts';
import type { PageRecord, SiteSnapshot } from '../../../shared/snapshot.ts';
import type { OutputLedger } from '../build-state.ts';
import type { PhaseHandle } from '../clock.ts';
import { forgetLastGood } from '../last-good.ts';
import type { BuildPlan } from '../plan/plan.ts';
import { writeFailure } from '../save/file-errors.ts';
import { saveOutputs } from '../save/outputs.ts';
import { type AssetTable, saveTraces, type TraceBook, type TracedNode } from '../save/traces.ts';
import { entryAt, fileErrorCode, isMissing } from '../site/files.ts';
import type { StatePaths } from '../state-paths.ts';
import type { RenderedSite } from './render.ts';

export interface SaveInput {
  snapshot: SiteSnapshot;
  plan: BuildPlan;
  rendered: RenderedSite;
  ledger: OutputLedger;
  traces: TraceBook;
  proofs: readonly Proof[];
  outputs: { list: string; intent: string };
  state: StatePaths;
}

/** @returns how many files were deleted */
export async function saveBuild(input: SaveInput, handle: PhaseHandle): Promise<number> {
  const deleted = await deleteStale(input.ledger, input.state.preview);
  await saveOutputs(input.outputs, input.ledger.outputs);
  await saveTraces(input.state.traces, input.traces.lines(assetTable(input), tracedNodes(input)));
  handle.advance(input.ledger.outputs.size);
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

function* tracedNodes({ snapshot, plan, rendered, proofs }: SaveInput): Iterable<Omit<TracedNode, 'batch' | 'row'>> {
  const codes = proofsByPage(proofs);
  const reasons = new Map(plan.render.map(({ page, reason }) => [page, reason]));
  for (let page = 0; page < snapshot.pages.length; page++) {
    const { id, url, source, output, template } = snapshot.pages[page] as PageRecord;
    const milliseconds = Math.round((rendered.milliseconds.get(page) ?? 0) * 1000) / 1000;
    yield {
      id,
      url,
      source,
      output,
      template,
      reason: reasons.get(page) ?? '',
      milliseconds,
      proofs: codes.get(url) ?? [],
    };
  }
}

function proofsByPage(proofs: readonly Proof[]): Map<string, string[]> {
  const codes = new Map<string, string[]>();
  for (const { code, pages } of proofs) {
    for (const page of pages) codes.set(page, [...(codes.get(page) ?? []), code]);
  }
  return codes;
}
