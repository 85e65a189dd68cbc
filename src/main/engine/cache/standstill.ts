/**
 * Whether there is nothing to do at all: every file that the site is made of is the one that the last build read, and every file
 * in public/ is the one that it left. Then its report is still true.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { isSettled } from '../../../kernel/stat-signature.ts';
import { runProofs } from '../../../shared/proofs/run.ts';
import type { BuildReport } from '../../../shared/report.ts';
import type { Discovery, SourceDocument } from '../phases/discover.ts';
import type { Outputs } from '../save/outputs.ts';
import type { LoadedConfig } from '../site/config.ts';
import type { CacheLog } from './log.ts';
import { lookAt } from './look.ts';

/** What a build is made from. A file that is changed while it is read shows by its time of change, whenever it is looked at. */
export interface Inputs {
  /** All that was read to discover the site, and what was asked for. */
  read: string;
  /** Files that later phases read, by absolute path. */
  files: Map<string, string>;
}

interface Standstill {
  inputs: string;
  outputs: string;
  /** ISO instants. */
  time: string;
  nextChange: string | null;
  /** Pages show the instant of the build. */
  showsTime: boolean;
  report: BuildReport;
}

export interface InputsOf {
  found: LoadedConfig & { discovery: Discovery };
  /** Of a document; "" proves nothing. */
  signatureOf(document: SourceDocument): string;
  /** What was asked for, as far as it changes what is made. */
  asked: unknown;
}

export function inputsOf({ found, signatureOf, asked }: InputsOf): Inputs {
  const { config, params, strings, findings, roots, discovery } = found;
  const { documents, resources, assets, statics, templates, data } = discovery;
  const files = new Map<string, string>();
  const schemas = Object.values(config.schemas).map((name) => join(roots.root, name));
  for (const path of [join(roots.root, 'site.yaml'), ...schemas]) files.set(path, lookAt(path));
  for (const list of [resources, assets, statics]) for (const { path } of list) files.set(path, lookAt(path));
  for (const document of documents) files.set(document.path, signatureOf(document));
  const names = [documents, resources, assets, statics].map((list) => list.map(({ source }) => source));
  const texts = templates.map(({ name, file, hash, absent }) => [name, file, hash, absent]);
  const more = [discovery.textFindings, discovery.partFindings];
  const read = [asked, config, params, strings, findings, names, texts, data, more];
  return { read: JSON.stringify(read), files };
}

/** @param seen when the build began, milliseconds since 1970. @returns null when a file may change again without its signature showing it */
function markOf({ read, files }: Inputs, seen: number): string | null {
  const hash = createHash('sha256').update(read);
  for (const [path, signature] of files) {
    if (!isSettled(signature, seen)) return null;
    hash.update(`\n${path}\n${signature}`);
  }
  return hash.digest('hex');
}

function markOfOutputs(outputs: Outputs): string {
  const hash = createHash('sha256');
  for (const path of [...outputs.keys()].sort()) hash.update(`${path}\n${outputs.get(path)?.hash ?? ''}\n`);
  return hash.digest('hex');
}

export interface Now {
  inputs(): Inputs;
  /** When the build began, milliseconds since 1970. */
  seen: number;
  /** ISO instant. */
  time: string;
  before: Outputs;
  /** Whether a file of ours lies in public/ as it was left. */
  isPresent(path: string): boolean;
}

/** @returns the last build's report when it is still true; null: there may be something to do */
export async function findStandstill(log: CacheLog, now: Now): Promise<BuildReport | null> {
  const { frames, problem } = await log.read();
  const last = frames[0] as Standstill | undefined;
  if (problem !== null || last === undefined || !isSameTime(last, now.time)) return null;
  if (last.outputs !== markOfOutputs(now.before) || last.inputs !== markOf(now.inputs(), now.seen)) return null;
  for (const path of now.before.keys()) if (!now.isPresent(path)) return null;
  return last.report;
}

/** Nothing appears or expires between the two, and no page shows which it is. */
function isSameTime({ time, nextChange, showsTime }: Standstill, now: string): boolean {
  if (time === now) return true;
  if (showsTime || Date.parse(now) < Date.parse(time)) return false;
  return nextChange === null || Date.parse(now) < Date.parse(nextChange);
}

export interface Ended extends Pick<Standstill, 'time' | 'nextChange' | 'showsTime' | 'report'> {
  inputs: Inputs;
  seen: number;
  outputs: Outputs;
}

export async function saveStandstill(log: CacheLog, ended: Ended): Promise<void> {
  const { inputs, seen, outputs, time, nextChange, showsTime, report } = ended;
  const mark = markOf(inputs, seen);
  if (mark === null || !followsFromInputs(report)) return log.write([]);
  const last: Standstill = { inputs: mark, outputs: markOfOutputs(outputs), time, nextChange, showsTime, report };
  await log.write([last]);
}

/** Not if something happened to the build that the next one may be spared: a file in its way, a thread that died. */
function followsFromInputs({ proofs, muted = [] }: BuildReport): boolean {
  return [...proofs, ...muted.map(({ proof }) => proof)].every(({ code }) => !Object.hasOwn(runProofs, code));
}
