/** Phase 4: every asset gets its bytes, its hash and its address; every picture its size. */
import { createHash } from 'node:crypto';
import { assetKind, fingerprinted, isCode, isEntry, withSlash } from '../../../kernel/assets/paths.ts';
import { MAX_PIXELS } from '../../../kernel/assets/tasks.ts';
import { encodePath } from '../../../kernel/url.ts';
import type { Finding } from '../../../shared/proof.ts';
import type { AssetRecord } from '../../../shared/snapshot.ts';
import { buildEntries } from './entries.ts';
import { type FileInfo, fileInfos, isUnreadable, type KnownFile } from './file-infos.ts';
import type { EntryResult } from './styles.ts';
import type { AssetFile, CopiedFile, PreparedAssets, PrepareInput } from './types.ts';
import { AssetWorld } from './world.ts';

/**
 * Plain files first, since style sheets and scripts carry their addresses.
 * @throws CannotBuild when the cache folder cannot be written; AbortError when aborted
 */
export async function prepareAssets(input: PrepareInput): Promise<PreparedAssets> {
  const prepared: PreparedAssets = { assets: [], findings: [], outputs: new Map(), originals: new Map() };
  const plain = input.assets.filter((file) => !isCode(file.name));
  const entries = input.assets.filter((file) => isEntry(file.name));
  const infos = await fileInfos(input, [...plain, ...input.copies]);
  for (const file of plain) addPlain(prepared, input, file, infos.get(file.path));
  for (const file of input.copies) addCopy(prepared, file, infos.get(file.path));
  if (entries.length > 0) {
    const urls = new Map(prepared.assets.map((record) => [record.name, record.url]));
    const results = await buildEntries(input, new AssetWorld(input, urls), entries);
    entries.forEach((file, i) => {
      addEntry(prepared, input, file, results[i] as EntryResult);
    });
  }
  prepared.assets.sort((a, b) => byCodePoint(a.name, b.name));
  prepared.findings = inOrder(prepared.findings);
  return prepared;
}

/** Records of files that are copied as they are. @param infos by path */
export function copiedAssets(copies: readonly CopiedFile[], infos: ReadonlyMap<string, FileInfo>): PreparedAssets {
  const prepared: PreparedAssets = { assets: [], findings: [], outputs: new Map(), originals: new Map() };
  for (const file of copies) addCopy(prepared, file, infos.get(file.path));
  return prepared;
}

function addPlain(prepared: PreparedAssets, input: PrepareInput, file: AssetFile, info: FileInfo | undefined): void {
  if (info === undefined || isUnreadable(info)) {
    const data = { path: file.path, problem: info?.message ?? '' };
    prepared.findings.push({ code: 'file-unreadable', data, cause: file.path });
    return;
  }
  const output = fingerprinted(file.name, info.hash).normalize('NFC');
  const url = withSlash(input.basePath) + encodePath(output);
  prepared.outputs.set(output, { from: 'file', path: file.path });
  addFile(prepared, file, { url, output }, info);
}

/** One that cannot be read is said where it is copied. */
function addCopy(prepared: PreparedAssets, file: CopiedFile, info: FileInfo | undefined): void {
  if (info === undefined || isUnreadable(info)) return;
  addFile(prepared, file, { url: file.url, output: file.output }, info);
}

function addFile(
  prepared: PreparedAssets,
  file: AssetFile,
  place: { url: string; output: string },
  info: KnownFile,
): void {
  const record: AssetRecord = {
    name: file.name,
    source: file.source,
    kind: assetKind(file.name),
    url: place.url,
    output: place.output,
    hash: info.hash,
    integrity: null,
    bytes: info.bytes,
    width: null,
    height: null,
    uses: [],
  };
  if ('problem' in info) prepared.findings.push(notAnImage(file, info.message));
  if ('width' in info) {
    record.width = info.width;
    record.height = info.height;
    const pixels = (info.width ?? 0) * (info.height ?? 0);
    const tooLarge = info.format !== 'svg' && pixels > MAX_PIXELS;
    if (tooLarge || info.animated) record.fixed = true;
    if (tooLarge) prepared.findings.push(imageTooLarge(file, info.width ?? 0, info.height ?? 0));
    prepared.originals.set(file.name, file.path);
  }
  prepared.assets.push(record);
}

function notAnImage(file: AssetFile, message: string): Finding {
  return { code: 'image-unreadable', data: { file: file.source }, file: file.source, detail: message };
}

function imageTooLarge(file: AssetFile, width: number, height: number): Finding {
  return { code: 'image-too-large', data: { file: file.source, width, height }, file: file.source };
}

function addEntry(prepared: PreparedAssets, input: PrepareInput, file: AssetFile, result: EntryResult): void {
  const bytes = Buffer.from(result.code);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const output = fingerprinted(file.name, hash).normalize('NFC');
  prepared.outputs.set(output, { from: 'memory', bytes });
  prepared.findings.push(...result.findings);
  prepared.assets.push({
    name: file.name,
    source: file.source,
    kind: assetKind(file.name),
    url: withSlash(input.basePath) + encodePath(output),
    output,
    hash,
    integrity: `sha384-${createHash('sha384').update(bytes).digest('base64')}`,
    bytes: bytes.byteLength,
    width: null,
    height: null,
    uses: result.uses,
  });
}

/** By file and place; what several entries draw in is said once. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const unique = new Map<string, Finding>();
  for (const finding of findings) {
    const { line = 0, column = 0 } = finding.range?.start ?? {};
    const place = `${finding.file ?? ''}\u0000${String(line).padStart(9, '0')}:${String(column).padStart(9, '0')}`;
    const key = `${place}\u0000${finding.code}\u0000${finding.detail ?? ''}\u0000${finding.cause ?? ''}`;
    if (!unique.has(key)) unique.set(key, finding);
  }
  return [...unique].sort(([a], [b]) => byCodePoint(a, b)).map(([, finding]) => finding);
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
