/** Walks one folder of a site: every file in it, once, in a fixed order, never outside of the granted roots. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { compareCodePoints, sortBy } from '../../../kernel/order.ts';
import type { Finding } from '../../../shared/proof.ts';
import { fileErrorCode, isGranted, isMissing, unreadable } from './files.ts';

export interface FoundFile {
  /** Logical name ("content/posts/a.md"). */
  name: string;
  /** Absolute. */
  path: string;
  /** It was reached by a symbolic link, so that it may change under another name. */
  linked?: true;
}

export interface WalkOptions {
  /** Absolute path of the folder; nothing happens when it is not there. */
  folder: string;
  /** What logical names begin with, with "/" at its end ("content/"). */
  prefix: string;
  granted: readonly string[];
  /** Names that begin with a dot are kept (static files). */
  hidden: boolean;
}

const SLICE_MS = 10;
const never = new Set(['.git', '.galley', '.DS_Store', 'Thumbs.db', 'desktop.ini', '.svn', '.hg']);
const editorFile = /~$|^#.*#$|^\.#|\.sw[a-p]$|^\.~lock\./;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in names are what it looks for
const controls = /[\u0000-\u001f\u007f]/;
const windowsCharacters = /[<>:"|?*\\]/;
const windowsNames = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const plainName = /^[a-z0-9_][a-z0-9_-]*(?:\.[a-z0-9]+)*$/;
const reservedBegin = /^(?:con|prn|aux|nul|com|lpt)/;

/** What programs keep or leave behind beside sources: no build reads it, wherever it lies. */
export function isNeverSource(name: string): boolean {
  return never.has(name) || editorFile.test(name);
}

/**
 * Sorted by name by code point. Works synchronously, which is fastest, in slices of 10 ms, so that a window stays alive.
 * What cannot be read, leads outside or looks like another name is added to `findings`.
 */
export async function walk(options: WalkOptions, findings: Finding[]): Promise<FoundFile[]> {
  const walker = new Walker(options, findings);
  return sortBy(await walker.run(), (file) => file.name);
}

interface Folder {
  path: string;
  name: string;
  /** Real paths of the folders around it that were reached by a link, and of itself. */
  real: string | null;
  linked: boolean;
}

class Walker {
  private readonly files: FoundFile[] = [];
  private readonly open: Folder[] = [];
  /** Real paths of folders that were reached by a link: each is read once, so that links in circles end. */
  private readonly linked = new Set<string>();

  constructor(
    private readonly options: WalkOptions,
    private readonly findings: Finding[],
  ) {}

  async run(): Promise<FoundFile[]> {
    const { folder, prefix } = this.options;
    const real = this.realFolder(folder, prefix.slice(0, -1));
    if (real === null) return [];
    this.open.push({ path: folder, name: prefix, real, linked: false });
    let since = performance.now();
    for (let next = this.open.pop(); next !== undefined; next = this.open.pop()) {
      this.read(next);
      if (performance.now() - since > SLICE_MS) {
        await new Promise((resolve) => setImmediate(resolve));
        since = performance.now();
      }
    }
    return this.files;
  }

  private realFolder(path: string, name: string): string | null {
    try {
      const real = realpathSync(path);
      if (isGranted(this.options.granted, real)) return real;
      this.findings.push(outside(name, real));
    } catch (error) {
      const code = fileErrorCode(error);
      if (!isMissing(code)) this.findings.push(unreadable(name, code));
    }
    return null;
  }

  private read(folder: Folder): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder.path, { withFileTypes: true });
    } catch (error) {
      const code = fileErrorCode(error);
      this.findings.push(unreadable(folder.name.slice(0, -1), code));
      return;
    }
    const names: string[] = [];
    for (const entry of entries) {
      if (this.skip(entry.name)) continue;
      names.push(entry.name);
      this.take(folder, entry);
    }
    reportTwins(names, folder.name, this.findings);
  }

  private skip(name: string): boolean {
    if (plainName.test(name)) return false;
    if (name.charCodeAt(0) === 46 && !this.options.hidden) return true;
    return isNeverSource(name);
  }

  private take(folder: Folder, entry: Dirent): void {
    const name = folder.name + entry.name;
    const path = folder.path + sep + entry.name;
    if (!plainName.test(entry.name) || reservedBegin.test(entry.name)) this.lookAtName(entry.name, name);
    if (entry.isFile()) this.files.push(folder.linked ? { name, path, linked: true } : { name, path });
    else if (entry.isDirectory()) this.open.push({ path, name: `${name}/`, real: null, linked: folder.linked });
    else if (entry.isSymbolicLink()) this.follow(name, path);
    else this.findings.push(unreadable(name, 'not a file'));
  }

  private follow(name: string, path: string): void {
    try {
      const real = realpathSync(path);
      if (!isGranted(this.options.granted, real)) return void this.findings.push(outside(name, real));
      const kind = statSync(real);
      if (kind.isFile()) return void this.files.push({ name, path, linked: true });
      if (!kind.isDirectory()) return void this.findings.push(unreadable(name, 'not a file'));
      const around = isGranted([real], realpathSync(this.options.folder)) || isGranted([real], parentOf(path));
      if (around || this.linked.has(real))
        return void this.findings.push(outside(name, 'a folder that is read already'));
      this.linked.add(real);
      this.open.push({ path, name: `${name}/`, real, linked: true });
    } catch (error) {
      const code = fileErrorCode(error);
      const target = code === 'ELOOP' ? 'itself' : isMissing(code) ? 'a file that is not there' : null;
      this.findings.push(target === null ? unreadable(name, code) : outside(name, target));
    }
  }

  private lookAtName(name: string, whole: string): void {
    const problem = nameProblem(name);
    if (problem !== null)
      this.findings.push({ code: 'name-risky', data: { file: whole, problem }, file: whole, cause: whole });
  }
}

function parentOf(path: string): string {
  return realpathSync(path.slice(0, path.lastIndexOf(sep)));
}

function nameProblem(name: string): string | null {
  if (name.includes('\uFFFD')) return 'it is not written in Unicode (UTF-8)';
  if (controls.test(name)) return 'it has an invisible control character in it';
  const bad = windowsCharacters.exec(name);
  if (bad !== null) return `Windows allows no ${bad[0]} in a name`;
  if (windowsNames.test(name)) return `Windows keeps the name “${name.split('.')[0]}” for itself`;
  return /[ .]$/.test(name) ? 'Windows drops the space or dot at its end' : null;
}

function outside(file: string, target: string): Finding {
  return { code: 'link-outside', data: { file, target }, file, cause: file };
}

function twinKey(name: string): string {
  return plainName.test(name) ? name : name.normalize('NFC').toLowerCase().normalize('NFC');
}

/** Names of one folder that are one after Unicode normalisation or without regard to case. */
function reportTwins(names: readonly string[], folder: string, findings: Finding[]): void {
  const keys = new Set<string>();
  for (const name of names) keys.add(twinKey(name));
  if (keys.size === names.length) return;
  const seen = new Map<string, string>();
  for (const name of [...names].sort(compareCodePoints)) {
    const key = twinKey(name);
    const other = seen.get(key);
    if (other === undefined) {
      seen.set(key, name);
      continue;
    }
    const same = other.normalize('NFC') === name.normalize('NFC');
    const difference = same ? 'how their accents are stored' : 'capital letters';
    const file = folder + name;
    findings.push({ code: 'name-twins', data: { file, other: folder + other, difference }, file, cause: file });
  }
}
