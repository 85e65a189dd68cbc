/** One style sheet: its local imports drawn in, its references pointed at what the site has, minified. */
import { posix } from 'node:path';
import type { Targets, Warning } from 'lightningcss';
import { tooDeepAt } from '../../../kernel/assets/css-depth.ts';
import {
  applyEdits,
  type CssEdit,
  type CssImport,
  cssImports,
  cssReferences,
  originalOffset,
} from '../../../kernel/assets/css-urls.ts';
import { extensionOf, resolveName } from '../../../kernel/assets/paths.ts';
import { lineStarts, offsetAt, positionIn } from '../../../kernel/lines.ts';
import { decodePath, encodePath } from '../../../kernel/url.ts';
import type { Finding, Fix, SourceRange } from '../../../shared/proof.ts';
import type { AssetReader, Target } from './world.ts';

export interface EntryResult {
  code: string;
  /** Names, by code point. */
  uses: string[];
  findings: Finding[];
}

/** Widely available since 2023. The same browsers as in scripts.ts. */
const targets: Targets = {
  chrome: 107 << 16,
  edge: 107 << 16,
  firefox: 104 << 16,
  safari: 16 << 16,
  ios_saf: 16 << 16,
};
/** Stands for an import that the bundler sees and we do not: it is as if it were empty. */
const NOTHING = '';

interface ReadStyle {
  source: string;
  text: string;
  starts: number[];
  edits: CssEdit[];
  /** What the bundler is given. */
  edited: string;
  /** Imports of style sheets that are drawn in by name, and whole statements of the others, in order. */
  imports: ({ name: string } | { statement: string })[];
}

/** @param name of an asset that exists */
export async function buildStyle(name: string, reader: AssetReader): Promise<EntryResult> {
  return new StyleBuild(name, reader).run();
}

class StyleBuild {
  readonly #read = new Map<string, ReadStyle>();
  readonly #uses = new Set<string>();
  readonly #findings: Finding[] = [];

  constructor(
    private readonly name: string,
    private readonly reader: AssetReader,
  ) {}

  async run(): Promise<EntryResult> {
    const { bundleAsync } = await import('lightningcss');
    try {
      const { code, warnings } = await bundleAsync({
        filename: this.name,
        minify: true,
        // What a browser would skip is skipped, and said, instead of losing the whole style sheet.
        errorRecovery: true,
        targets,
        resolver: { read: (file) => this.#load(file), resolve: (url, from) => this.#local(from, url) ?? NOTHING },
      });
      for (const warning of warnings) this.#note(warning);
      return this.#result(new TextDecoder().decode(code));
    } catch (error) {
      return this.#failed(error);
    }
  }

  #result(code: string): EntryResult {
    return { code: this.#outside(this.name).join('') + code, uses: [...this.#uses].sort(), findings: this.#findings };
  }

  /** In the order in which a browser would come upon them; files arrive in any order. */
  #outside(file: string, seen: Set<string> = new Set()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    const imports = this.#read.get(file)?.imports ?? [];
    const all = imports.flatMap((i) => ('name' in i ? this.#outside(i.name, seen) : [i.statement]));
    return [...new Set(all)];
  }

  async #load(file: string): Promise<string> {
    if (file === NOTHING) return '';
    const { text, source } = (await this.reader.text(file)) ?? { text: '', source: file };
    const style: ReadStyle = { source, text, starts: lineStarts(text), edits: [], edited: text, imports: [] };
    this.#read.set(file, style);
    const deep = tooDeepAt(text);
    if (deep !== null) {
      style.edited = '';
      this.#findings.push(brokenAt(style, deep, 'nested too deep'));
      return '';
    }
    for (const statement of cssImports(text)) this.#import(file, style, statement);
    for (const { start, end, url } of cssReferences(text)) {
      const target = this.#pointAt(file, url);
      if (target === null) this.#missing(file, url, { start, end, isImport: false });
      else if (target !== 'as written') style.edits.push({ start, end, text: quoted(target) });
    }
    style.edits.sort((a, b) => a.start - b.start);
    // A reference among the conditions of an import goes with it.
    style.edits = style.edits.filter((edit, i) => edit.start >= (style.edits[i - 1]?.end ?? 0));
    style.edited = applyEdits(text, style.edits);
    return style.edited;
  }

  /** What is not drawn in is moved to the top of the whole, where alone it is allowed. */
  #import(file: string, style: ReadStyle, { start, end, url, conditions }: CssImport): void {
    const name = this.#local(file, url);
    if (name !== null) {
      style.imports.push({ name });
      return;
    }
    const target = this.#pointAt(file, url);
    style.edits.push({ start, end, text: '' });
    if (target === null) this.#missing(file, url, { start, end, isImport: true });
    else {
      const address = quoted(target === 'as written' ? url : target);
      style.imports.push({ statement: `@import ${address}${conditions && ' '}${conditions};` });
    }
  }

  /** Name of the style sheet to be drawn in; null when it is none of ours. */
  #local(file: string, url: string): string | null {
    if (isElsewhere(url) || url.startsWith('/')) return null;
    const name = resolveName(file, decodePath(url.replace(/[?#].*$/s, '')));
    return name !== null && extensionOf(name) === 'css' && this.reader.has(name) ? name : null;
  }

  /** The URL of what a reference means; null when the site does not have it. */
  #pointAt(file: string, url: string): string | 'as written' | null {
    if (isElsewhere(url)) return 'as written';
    const [, path = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(url) ?? [];
    const target = this.#find(file, decodePath(path));
    if (target === null) return null;
    if (target.name !== null) this.#uses.add(target.name);
    return target.url + suffix;
  }

  /** As a path among the assets, or as one in public/: there, style sheets lie below assets/. */
  #find(file: string, path: string): Target | null {
    if (path.startsWith('/')) {
      const output = path.slice(1).normalize('NFC');
      const copy = this.reader.copy(output);
      return copy ?? (output.startsWith('assets/') ? this.reader.asset(output.slice('assets/'.length)) : null);
    }
    const name = resolveName(file, path);
    const asset = name === null ? null : this.reader.asset(name);
    if (asset !== null) return asset;
    const output = resolveName(`assets/${file}`, path);
    return output === null ? null : this.reader.copy(output);
  }

  #missing(file: string, url: string, at: { start: number; end: number; isImport: boolean }): void {
    const style = this.#read.get(file);
    if (style === undefined) return;
    const path = decodePath(url.replace(/[?#].*$/s, ''));
    const name = resolveName(file, path) ?? path;
    const near = at.isImport ? null : this.reader.nearest(name);
    const range = rangeOf(style, at.start, at.end);
    const finding: Finding = {
      code: 'style-reference-missing',
      data: { reference: url, file: style.source, line: range.start.line, suggestion: near ?? '' },
      file: style.source,
      range,
      expression: style.text.slice(at.start, at.end),
      detail: `looked for assets/${name} and for the same path in static/`,
      cause: name,
    };
    if (near !== null) finding.fixes = [nearFix(file, style, near, range)];
    this.#findings.push(finding);
  }

  /** Unknown at-rules are kept as they are, for browsers that know them: nothing is lost. */
  #note(warning: Warning): void {
    if (warning.type === 'AtRuleInvalid') return;
    const { filename, line, column } = warning.loc;
    this.#broken(filename, line, column, warning.message);
  }

  #broken(file: string, line: number, column: number, message: string): void {
    const style = this.#read.get(file);
    if (style === undefined) return;
    const found = offsetAt(style.edited, lineStarts(style.edited), line, column);
    this.#findings.push(brokenAt(style, originalOffset(style.edits, found), message));
  }

  /** What cannot be put together at all is given out as it is written, with its references resolved. */
  #failed(error: unknown): EntryResult {
    const style = this.#read.get(this.name);
    if (!(error instanceof Error) || style === undefined) throw error;
    const { fileName, loc } = error as Error & { fileName?: string; loc?: { line: number; column: number } };
    this.#broken(fileName ?? this.name, loc?.line ?? 1, loc?.column ?? 1, error.message);
    return this.#result(style.edited);
  }
}

function brokenAt(style: ReadStyle, start: number, detail: string): Finding {
  const range = rangeOf(style, start, Math.min(style.text.length, start + 1));
  const { source: file } = style;
  return { code: 'style-broken', data: { file, line: range.start.line }, file, range, detail };
}

function rangeOf(style: ReadStyle, start: number, end: number): SourceRange {
  return { start: positionIn(style.starts, start), end: positionIn(style.starts, end) };
}

function quoted(url: string): string {
  return `url("${url.replaceAll(/["\\\n]/g, encodeURIComponent)}")`;
}

/** Another site, data in place, a part of the same document, or nothing at all. */
function isElsewhere(url: string): boolean {
  return url === '' || url.startsWith('#') || url.startsWith('//') || /^[a-z][a-z0-9+.-]*:/i.test(url);
}

function nearFix(file: string, style: ReadStyle, near: string, range: SourceRange): Fix {
  if (style.source.startsWith('theme:')) return { kind: 'advice', label: `Point it at ${near}` };
  const path = encodePath(posix.relative(posix.dirname(file), near));
  const edit = { file: style.source, range, text: `url("${path}")` };
  return { kind: 'edit', label: `Point it at ${near}`, edits: [edit] };
}
