/** Who has which path of public/. Nothing is written twice: who comes second is reported and moved, or left out. */
import type { Finding } from '../../../shared/proof.ts';
import { pathOf, setAddressOf } from './addresses.ts';
import type { Context, Entry } from './model.ts';

/** By path, without regard to case and Unicode form: on many computers two such names are one file. */
export class Claims {
  private readonly pages = new Map<string, Entry>();
  private readonly files = new Map<string, string>();
  /** Folders of public/ that something lies in, with one of the things. */
  private readonly folders = new Map<string, Entry | string>();

  constructor(private readonly context: Context) {}

  /** The first to ask keeps the path; the next gets another, so that no text is lost, and an error says so. */
  page(entry: Entry): void {
    const owner = this.pages.get(fold(entry.record.output));
    if (owner === undefined) this.pages.set(fold(entry.record.output), entry);
    else this.move(owner, entry);
  }

  private move(owner: Entry, entry: Entry): void {
    this.reportTwice(owner, entry);
    const path = pathOf(entry).replace(/\/$/, '') || 'index';
    for (let i = 2; ; i++) {
      const other = path.endsWith('.html') ? `${path.slice(0, -5)}-${i}.html` : `${path}-${i}/`;
      setAddressOf(entry, other, this.context.basePath);
      const moved = fold(entry.record.output);
      if (this.pages.has(moved)) continue;
      this.pages.set(moved, entry);
      return;
    }
  }

  /** Called when all pages have asked: a page that is a file ("a.html") where others need a folder is moved. */
  settle(): void {
    for (const [output, entry] of this.pages) this.addFolders(output, entry);
    for (const [output, entry] of [...this.pages]) {
      const inside = this.folders.get(output);
      if (inside === undefined) continue;
      this.pages.delete(output);
      this.move(inside as Entry, entry);
    }
  }

  /** Every folder around a path. One that is known has its own folders known. */
  private addFolders(path: string, owner: Entry | string): void {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (this.folders.has(folder)) return;
      this.folders.set(folder, owner);
    }
  }

  /**
   * A file that is copied.
   * @returns false, with a finding, when something else has the path: then it is not copied
   */
  file(output: string, source: string): boolean {
    const owner = this.ownerOf(output);
    if (owner === null) {
      this.files.set(fold(output), source);
      this.addFolders(fold(output), source);
      return true;
    }
    const data = { path: output, first: owner, second: source };
    this.context.findings.push({ code: 'path-twice', data, file: source, cause: output });
    return false;
  }

  /** What has a path of public/ already, as a file or a folder, or is a file where the path needs a folder; null: nothing. */
  ownerOf(output: string): string | null {
    const key = fold(output);
    let owner = this.at(key) ?? this.folders.get(key);
    for (let end = key.lastIndexOf('/'); owner === undefined && end > 0; end = key.lastIndexOf('/', end - 1)) {
      owner = this.at(key.slice(0, end));
    }
    return owner === undefined ? null : typeof owner === 'string' ? owner : describe(owner);
  }

  private at(key: string): Entry | string | undefined {
    return this.pages.get(key) ?? this.files.get(key);
  }

  private reportTwice(first: Entry, second: Entry): void {
    const { url } = first.record;
    const file = second.record.source ?? first.record.source;
    const data = { url, first: describe(first), second: describe(second) };
    const finding: Finding = { code: 'url-twice', data, cause: `${url} ${describe(second)}` };
    if (file === null) {
      this.context.findings.push(finding);
      return;
    }
    finding.file = file;
    const range =
      this.context.locate(file, 'url') ?? this.context.locate(file, 'slug') ?? this.context.locate(file, 'title');
    if (range !== undefined) finding.range = range;
    this.context.findings.push(finding);
  }
}

function fold(path: string): string {
  return path.toLowerCase();
}

/** The document, or what the page lists. */
function describe(entry: Entry): string {
  const { source, title, kind } = entry.record;
  if (source !== null) return source;
  return kind === '404' ? 'the page for wrong addresses' : `the list “${title}”`;
}
