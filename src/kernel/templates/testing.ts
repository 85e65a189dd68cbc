/** A set of templates from plain texts, and one render of it, for tests and benchmarks. */
import type { Finding } from '../../shared/proof.ts';
import type { TemplateRecord } from '../../shared/snapshot.ts';
import { FUEL_PER_RENDER, Recorder, withRecorder } from '../trace/recorder.ts';
import { type CachingTemplateSet, createTemplateSet } from './environment.ts';
import { TemplateFault, type TemplateLibrary } from './types.ts';

export function recordsOf(files: Readonly<Record<string, string>>): TemplateRecord[] {
  return Object.entries(files).map(([name, source]) => ({
    name,
    file: `templates/${name}`,
    hash: source,
    source,
    absent: [],
  }));
}

export function libraryOf(parts: Partial<TemplateLibrary> = {}): TemplateLibrary {
  return {
    filters: {},
    functions: {},
    tests: {},
    lenientFilters: new Set(['default', 'd']),
    queryFilters: new Set(),
    consume: () => undefined,
    ...parts,
  };
}

export function setOf(
  files: Readonly<Record<string, string>>,
  library: Partial<TemplateLibrary> = {},
): CachingTemplateSet {
  return createTemplateSet(recordsOf(files), libraryOf(library));
}

export interface Rendered {
  html: string;
  findings: Finding[];
  keys: string[];
  fault: TemplateFault | null;
  fuel: number;
}

/** Renders with a recorder of its own; a fault is part of the result. */
export function renderIn(
  set: CachingTemplateSet,
  name: string,
  context: Record<string, unknown> = {},
  page = 'p',
): Rendered {
  const recorder = new Recorder(page);
  let html = '';
  let fault: TemplateFault | null = null;
  try {
    html = withRecorder(recorder, () => set.render(name, context));
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    fault = error;
  }
  const { findings } = recorder;
  return { html, findings, keys: [...recorder.keys].sort(), fault, fuel: FUEL_PER_RENDER - recorder.fuel };
}

export function renderText(
  source: string,
  context: Record<string, unknown> = {},
  library: Partial<TemplateLibrary> = {},
): Rendered {
  return renderIn(setOf({ 'page.njk': source }, library), 'page.njk', context);
}

/** "templates/a.njk:2:5" */
export function placeText(finding: { file?: string; range?: Finding['range'] }): string {
  return `${finding.file}:${finding.range?.start.line}:${finding.range?.start.column}`;
}
