/** What the code of compiled templates is linked to: values, calls, and what a template does with other templates. */
import { type Recorder, running } from '../trace/recorder.ts';
import { type CachedPart, cachedPart } from './cached.ts';
import { createCalls, enter, leave, macro } from './calls.ts';
import { Stop, spent } from './fault.ts';
import { Context, Frame, type Program } from './frame.ts';
import { nearestName } from './missing.ts';
import { nunjucks } from './nunjucks.ts';
import { placeInfo } from './places.ts';
import { nearestTemplate } from './resolve.ts';
import type { TemplateFunction } from './types.ts';
import { at, createValues } from './values.ts';

/** The side of a set that compiled templates see. */
export interface TemplateHost {
  consume(value: object): void;
  same(a: object, b: object): boolean;
  /** The functions that templates may call by name. */
  globals: Readonly<Record<string, TemplateFunction>>;
  filter(name: string): TemplateFunction;
  test(name: string): TemplateFunction;
  /**
   * Notes the look-up.
   * @param from lookup name of the template that asks
   * @returns null when there is no such template
   */
  find(recorder: Recorder, name: string, from: string): TemplateEntry | null;
  names(): string[];
  parts: Map<string, CachedPart>;
}

export interface TemplateEntry {
  /** Compiles at the first call. */
  program(): Program;
}

function lookup(context: Context, frame: Frame, name: string): unknown {
  const value = frame.lookup(name);
  return value !== undefined ? value : context.lookup(name);
}

export function createRuntime(host: TemplateHost): object {
  const { SafeString } = nunjucks();
  const { globals } = host;

  /** @returns null when it is missing and may be */
  function find(recorder: Recorder, name: unknown, id: number, mayMiss: boolean): TemplateEntry | null {
    recorder.place = id;
    const from = placeInfo(id)!.unit.name;
    const names = Array.isArray(name) ? name : [name];
    for (const wanted of names) {
      if (typeof wanted !== 'string' && !(wanted instanceof SafeString)) {
        throw new Stop(
          'template-missing',
          `the name of a template is a text, not ${wanted === null ? 'null' : typeof wanted}`,
        );
      }
      const entry = host.find(recorder, String(wanted), from);
      if (entry !== null) return entry;
    }
    if (mayMiss) return null;
    const shown = names.map((wanted) => `“${String(wanted)}”`).join(', ');
    throw new Stop(
      'template-missing',
      `there is no template ${shown}`,
      nearestTemplate(String(names[0] ?? ''), host.names()),
    );
  }

  function include(
    recorder: Recorder,
    context: Context,
    frame: Frame,
    name: unknown,
    id: number,
    mayMiss: boolean,
  ): string {
    const entry = find(recorder, name, id, mayMiss);
    if (entry === null) return '';
    enter(recorder, id);
    const program = entry.program();
    const inner = context.copy();
    inner.addBlocks(program.blocks);
    const top = frame.push(true);
    top.topLevel = true;
    const html = program.root(inner, top);
    leave(recorder);
    return html;
  }

  function extend(recorder: Recorder, context: Context, name: unknown, id: number): Program {
    const entry = find(recorder, name, id, false)!;
    enter(recorder, id);
    const program = entry.program();
    context.addBlocks(program.blocks);
    leave(recorder);
    return program;
  }

  function renderParent(recorder: Recorder, parent: Program, context: Context, frame: Frame, id: number): string {
    enter(recorder, id);
    const html = parent.root(context, frame);
    leave(recorder);
    return html;
  }

  /** @param context and `frame` are given for `with context` only */
  function importModule(
    recorder: Recorder,
    name: unknown,
    id: number,
    context: Context | null,
    frame: Frame | null,
  ): object {
    const entry = find(recorder, name, id, false)!;
    enter(recorder, id);
    const program = entry.program();
    const inner = context === null ? new Context({}, globals) : context.copy();
    inner.addBlocks(program.blocks);
    const top = frame === null ? new Frame() : frame.push();
    top.topLevel = true;
    program.root(inner, top);
    leave(recorder);
    return inner.exported();
  }

  function importName(recorder: Recorder, module: Record<string, unknown>, name: string, id: number): unknown {
    recorder.place = id;
    if (Object.hasOwn(module, name)) return module[name];
    throw new Stop(
      'template-failed',
      `the template has no “${name}” to import`,
      nearestName(name, Object.keys(module)),
    );
  }

  function block(recorder: Recorder, context: Context, frame: Frame, name: string, id: number): string {
    recorder.place = id;
    return context.block(name)(context, frame);
  }

  function superBlock(
    recorder: Recorder,
    context: Context,
    frame: Frame,
    name: string,
    own: Program['root'],
    id: number,
  ): object {
    recorder.place = id;
    const above = context.superBlock(name, own);
    if (above === null) throw new Stop('template-failed', `no parent has a block “${name}”`);
    return new SafeString(above(context, frame));
  }

  function cached(recorder: Recorder, id: number, key: unknown, body: () => string): string {
    return cachedPart(host.parts, recorder, id, key, body);
  }

  return {
    ...createValues(
      (value) => host.consume(value),
      (a, b) => host.same(a, b),
    ),
    ...createCalls(Object.keys(globals)),
    ...{ running, Frame, SafeString, lookup, at, spent, macro, cached },
    ...{ block, superBlock, extend, renderParent, include, importModule, importName },
    ...{ filter: (name: string) => host.filter(name), test: (name: string) => host.test(name) },
  };
}
