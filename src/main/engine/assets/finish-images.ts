/** The variants that pages asked for, encoded or taken from earlier builds. */
import { join } from 'node:path';
import type { EncodeJob, EncodeResult } from '../../../kernel/assets/tasks.ts';
import { variantCacheName } from '../../../kernel/assets/variant.ts';
import type { ImageRequest } from '../../../kernel/trace/recorder.ts';
import type { Finding } from '../../../shared/proof.ts';
import type { AssetRecord } from '../../../shared/snapshot.ts';
import { writeFailure } from '../save/file-errors.ts';
import { inParallel, runTwice } from './parallel.ts';
import type { OutputSource, RunTask } from './types.ts';

export interface FinishImagesInput {
  requests: Iterable<ImageRequest>;
  /** Every asset by its name. */
  assets: ReadonlyMap<string, AssetRecord>;
  /** Absolute path of each picture's original, by name. */
  originals: ReadonlyMap<string, string>;
  cacheFolder: string;
  /** encoderVersion(), as the pages were rendered with. */
  encoder: string;
  run: RunTask;
  parallel?: number;
  signal?: AbortSignal;
  /** Called for each variant once it is there. */
  onDone?: () => void;
}

export interface FinishedImages {
  /** By path in public/, in order. Every request has one, unless its picture is no longer there. */
  outputs: Map<string, OutputSource>;
  findings: Finding[];
  /** Paths in public/ of those that are what their name says; where encoding failed, the original stands in. */
  made: Set<string>;
  encoded: number;
  reused: number;
}

/**
 * Encodes each requested variant once. Where that fails, the original takes the variant's place, so that no page points
 * at nothing.
 * @throws CannotBuild when the disk refuses; AbortError when aborted
 */
export async function finishImages(input: FinishImagesInput): Promise<FinishedImages> {
  const byOutput = new Map<string, ImageRequest>();
  for (const request of input.requests) byOutput.set(request.output, request);
  const requests = [...byOutput.keys()].sort().map((output) => byOutput.get(output) as ImageRequest);
  const finished: FinishedImages = { outputs: new Map(), findings: [], made: new Set(), encoded: 0, reused: 0 };
  const { parallel, signal } = input;
  const results = await inParallel(requests, (request) => finishOne(input, request), { parallel, signal });
  requests.forEach((request, i) => {
    const { output, finding, encoded } = results[i] as Finished;
    if (output !== null) finished.outputs.set(request.output, output);
    if (finding !== null) finished.findings.push(finding);
    if (encoded !== null) finished.made.add(request.output);
    if (encoded === true) finished.encoded++;
    else if (encoded === false) finished.reused++;
  });
  return finished;
}

interface Finished {
  output: OutputSource | null;
  finding: Finding | null;
  /** False: it was there already. Null: it failed. */
  encoded: boolean | null;
}

async function finishOne(input: FinishImagesInput, request: ImageRequest): Promise<Finished> {
  const asset = input.assets.get(request.asset);
  const original = input.originals.get(request.asset);
  if (asset === undefined || original === undefined) {
    return { output: null, finding: failure(request, request.asset, 'the picture is no longer there'), encoded: null };
  }
  const { encoder, signal } = input;
  const name = variantCacheName({ ...request, sourceHash: asset.hash, encoder });
  const cachePath = join(input.cacheFolder, 'variants', name.slice(0, 2), name);
  const result = await encode(input, request, { asset, original, cachePath });
  signal?.throwIfAborted();
  input.onDone?.();
  if (!('problem' in result)) {
    return { output: { from: 'file', path: cachePath }, finding: null, encoded: !result.reused };
  }
  if (result.problem === 'write') {
    throw writeFailure(Object.assign(new Error(result.message), { code: result.code }), cachePath);
  }
  const finding = failure(request, asset.source, result.message);
  return { output: { from: 'file', path: original }, finding, encoded: null };
}

async function encode(
  input: FinishImagesInput,
  request: ImageRequest,
  from: { asset: AssetRecord; original: string; cachePath: string },
): Promise<EncodeResult> {
  const { width, format, quality } = request;
  const { asset, original, cachePath } = from;
  const job: EncodeJob = { source: original, sourceHash: asset.hash, width, format, quality, cachePath };
  const result = await runTwice<EncodeResult>(input.run, 'encodeVariant', job);
  return result ?? { problem: 'encode', message: 'encoding it stopped a worker' };
}

/** One picture, one cause, whatever the number of its variants. */
function failure(request: ImageRequest, file: string, message: string): Finding {
  return { code: 'image-encode-failed', data: { file }, file, detail: `${request.output}: ${message}`, cause: file };
}
