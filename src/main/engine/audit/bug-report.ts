/** What an audit found wrong, for Galley's makers: a folder with both versions of each page and with what was read for them. */
import { readdir, rm } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ReadItem } from '../cache/node-batch.ts';
import { writeAtomic } from '../save/atomic.ts';
import type { AuditMistake } from '../types.ts';

/** Reports that are kept. */
const KEPT = 10;
/** Pages of one report whose versions are kept. */
const VERSIONS = 10;

/** A page or text that is not what a clean build makes. */
export interface WrongNode {
  id: string;
  output: string;
  /** Why it was rendered when it was rendered last, and when that build began. */
  reason: string;
  rendered: string;
  /** null: no such file. */
  found: Uint8Array | null;
  /** null: none can be made. */
  made: Uint8Array | null;
  /** What it had read then, and what it reads now. */
  before: readonly ReadItem[];
  now: readonly ReadItem[];
}

export interface BugReport {
  galley: string;
  /** ISO instant of the build whose pages these are. */
  built: string;
  mistakes: readonly AuditMistake[];
  nodes: readonly WrongNode[];
}

/** @param folder of all such reports @returns the name of this one; what is written last is `report.json` */
export async function writeBugReport(folder: string, { nodes, ...report }: BugReport): Promise<string> {
  const now = new Date().toISOString();
  const name = now.replace(/[:.]/g, '-');
  const rows = [];
  for (const [i, node] of nodes.entries()) {
    const files = i < VERSIONS ? await writeVersions(`${folder}/${name}`, i + 1, node) : null;
    const { id, output, reason, rendered } = node;
    rows.push({ id, output, reason, rendered, files, reads: joinReads(node) });
  }
  const { node, v8, icu, tz } = process.versions;
  const whole = {
    format: 1,
    time: now,
    ...report,
    runsOn: { platform: process.platform, node, v8, icu, tz },
    nodes: rows,
  };
  await writeAtomic(`${folder}/${name}/report.json`, `${JSON.stringify(whole, null, 1)}\n`);
  await keepNewest(folder);
  return name;
}

/** Names of the two files. */
interface Versions {
  found: string | null;
  clean: string | null;
}

async function writeVersions(folder: string, number: number, { output, found, made }: WrongNode): Promise<Versions> {
  const end = extname(output);
  const names = { found: found && `${number}-found${end}`, clean: made && `${number}-clean${end}` };
  if (found !== null) await writeAtomic(`${folder}/${names.found}`, found);
  if (made !== null) await writeAtomic(`${folder}/${names.clean}`, made);
  return names;
}

/** Fingerprints by key; null: it was not read. */
function joinReads({ before, now }: WrongNode): { key: string; before: string | null; now: string | null }[] {
  const old = new Map(before.map(({ key, fingerprint }) => [key, fingerprint]));
  const fresh = new Map(now.map(({ key, fingerprint }) => [key, fingerprint]));
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return keys.map((key) => ({ key, before: old.get(key) ?? null, now: fresh.get(key) ?? null }));
}

/** Names sort by time. */
async function keepNewest(folder: string): Promise<void> {
  const names = (await readdir(folder)).sort();
  for (const name of names.slice(0, Math.max(0, names.length - KEPT))) {
    await rm(`${folder}/${name}`, { recursive: true, force: true });
  }
}
