/** Who has which path of public/. Nothing is written twice: who comes second is reported and moved, or left out. */
import type { Finding } from '../../../shared/proof.ts';
import { pathOf, setAddressOf } from './addresses.ts';
import type { Context, Entry } from './model.ts';

/** By path, without regard to case and Unicode form: on many computers two such names are one file. */
export class Claims {
  private readonly pages = new Map<string, Entry>();
  private readonly files = new Map<string, string>();

  constructor(private readonly context: Context) {}

  /** The first to ask keeps the path; the next gets another, so that no text is lost, and an error says so. */
  page(entry: Entry): void {
    const { output } = entry.record;
    const key = fold(output);
    const owner = this.pages.get(key);
    if (owner === undefined) {
      this.pages.set(key, entry);
      return;
    }
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

  pageAt(output: string): Entry | null {
    return this.pages.get(fold(output)) ?? null;
  }

  /**
   * A file that is copied.
   * @returns false, with a finding, when something else has the path: then it is not copied
   */
  file(output: string, source: string): boolean {
    const key = fold(output);
    const other = this.pages.get(key) ?? this.pages.get(`${key}/index.html`);
    const owner = other === undefined ? this.files.get(key) : describe(other);
    if (owner === undefined) {
      this.files.set(key, source);
      return true;
    }
    const data = { path: output, first: owner, second: source };
    this.context.findings.push({ code: 'path-twice', data, file: source, cause: output });
    return false;
  }

  /** What has the path of a redirect already; null when nothing has. */
  ownerOf(output: string): string | null {
    const page = this.pageAt(output);
    return page !== null ? describe(page) : (this.files.get(fold(output)) ?? null);
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
export function describe(entry: Entry): string {
  const { source, title, kind } = entry.record;
  if (source !== null) return source;
  return kind === '404' ? 'the page for wrong addresses' : `the list “${title}”`;
}
