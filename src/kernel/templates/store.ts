/**
 * Compiled templates by their content, for all sets of a process: a new version of a site compiles what changed. Of one file
 * the last few contents are kept, and the places of older ones are given back.
 */
import type { TemplateRecord } from '../../shared/snapshot.ts';
import { type Compiled, compileTemplate } from './compiler.ts';
import type { CompileOptions } from './emitter.ts';
import { parseTemplate } from './parse.ts';
import { releasePlaces } from './places.ts';
import type { Unit } from './unit.ts';

/** Contents of one file that may be in use at once: two versions of the site in work, and a margin. */
const KEPT = 4;

interface Stored {
  source: string;
  unit: Unit;
  /** By what the compiler must know of the library. */
  compiled: Map<string, Compiled>;
}

/** By lookup name and file; the newest content first. */
const files = new Map<string, Stored[]>();
const signatures = new WeakMap<CompileOptions, string>();

/** @throws TemplateFault when it cannot be parsed */
export function parsedTemplate(record: TemplateRecord): Unit {
  return stored(record).unit;
}

/** @throws TemplateFault when it cannot be parsed or compiled */
export function compiledTemplate(record: TemplateRecord, options: CompileOptions): Compiled {
  const { unit, compiled } = stored(record);
  const signature = signatureOf(options);
  let found = compiled.get(signature);
  if (found === undefined) {
    found = compileTemplate(unit, options);
    compiled.set(signature, found);
  }
  return found;
}

function stored(record: TemplateRecord): Stored {
  const key = `${record.name}\n${record.file}`;
  const contents = files.get(key) ?? [];
  const at = contents.findIndex((content) => content.source === record.source);
  if (at >= 0) {
    const [known] = contents.splice(at, 1) as [Stored];
    contents.unshift(known);
    return known;
  }
  const content = {
    source: record.source,
    unit: parseTemplate(record.name, record.file, record.source),
    compiled: new Map(),
  };
  contents.unshift(content);
  files.set(key, contents);
  if (contents.length > KEPT) forgetOne(contents);
  return content;
}

/** One that was only parsed first: the places of a compiled one may still be in use. */
function forgetOne(contents: Stored[]): void {
  const parsed = contents.findLastIndex(({ compiled }, i) => i > 0 && compiled.size === 0);
  const [old] = contents.splice(parsed < 0 ? contents.length - 1 : parsed, 1);
  for (const { firstPlace, endPlace } of old?.compiled.values() ?? []) releasePlaces(firstPlace, endPlace);
}

function signatureOf(options: CompileOptions): string {
  let signature = signatures.get(options);
  if (signature === undefined) {
    signature = `${[...options.lenient].sort().join()}|${[...options.query].sort().join()}|${options.marks}`;
    signatures.set(options, signature);
  }
  return signature;
}
