/** What can be said of templates without rendering them. */
import type { TemplateRecord } from '../../shared/snapshot.ts';
import { type Ast, eachNode } from './ast.ts';
import { resolveName } from './resolve.ts';
import { parsedTemplate } from './store.ts';
import { TemplateFault } from './types.ts';

export interface TemplateFacts {
  /**
   * Whether the template, or one that it can reach through extends, include and import, has `symbol` as a name. A reference
   * whose name is worked out while rendering counts as reaching every template. A template that cannot be parsed has the
   * name if its text has.
   */
  mentions(name: string, symbol: string): boolean;
  /**
   * The shortest way from a template to one that it extends, includes or imports, both among the names; null: there is none that
   * is written down.
   */
  path(from: string, to: string): string[] | null;
}

/** One template by itself. */
interface Facts {
  symbols: ReadonlySet<string>;
  /** Lookup names; null among them: any template. */
  references: readonly (string | null)[];
}

export function analyseTemplates(records: readonly TemplateRecord[]): TemplateFacts {
  const byName = new Map(records.map((record) => [record.name, record]));
  const facts = new Map<string, Facts>();
  const answers = new Map<string, boolean>();

  function factsOf(record: TemplateRecord): Facts {
    let found = facts.get(record.name);
    if (found === undefined) {
      found = readFacts(record);
      facts.set(record.name, found);
    }
    return found;
  }

  function reaches(name: string, symbol: string): boolean {
    const seen = new Set<string>();
    const open = [name];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const record = byName.get(at);
      if (record === undefined || seen.has(at)) continue;
      seen.add(at);
      const { symbols, references } = factsOf(record);
      if (symbols.has(symbol) || (symbols.size === 0 && hasFault(record) && record.source.includes(symbol)))
        return true;
      for (const reference of references) open.push(...(reference === null ? byName.keys() : [reference]));
    }
    return false;
  }

  function referencesOf(name: string): string[] {
    const record = byName.get(name);
    return record === undefined ? [] : factsOf(record).references.filter((reference) => reference !== null);
  }

  return {
    path(from, to) {
      const before = new Map<string, string | null>([[from, null]]);
      // A map gives what is added while it is walked: nearer ones first.
      for (const name of before.keys()) {
        if (name === to) return wayTo(before, to);
        for (const next of referencesOf(name)) if (!before.has(next)) before.set(next, name);
      }
      return null;
    },
    mentions(name, symbol) {
      // Most sites do not need their templates parsed for this.
      if (!records.some((record) => record.source.includes(symbol))) return false;
      const key = `${name}\n${symbol}`;
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = reaches(name, symbol);
        answers.set(key, answer);
      }
      return answer;
    },
  };
}

/** @param before what led to each name; null: it is where the way begins */
function wayTo(before: ReadonlyMap<string, string | null>, to: string): string[] {
  const way: string[] = [];
  for (let at: string | null = to; at !== null; at = before.get(at) ?? null) way.unshift(at);
  return way;
}

function hasFault(record: TemplateRecord): boolean {
  return parsed(record) === null;
}

function parsed(record: TemplateRecord): Ast | null {
  try {
    return parsedTemplate(record).root;
  } catch (error) {
    if (error instanceof TemplateFault) return null;
    throw error;
  }
}

function readFacts(record: TemplateRecord): Facts {
  const symbols = new Set<string>();
  const references: (string | null)[] = [];
  const root = parsed(record);
  if (root === null) return { symbols, references };
  eachNode(root, (node) => {
    if (node.typename === 'Symbol') symbols.add(node.value);
    else if ('template' in node) references.push(...namesIn(node.template, record.name));
  });
  return { symbols, references };
}

function namesIn(node: Ast, from: string): (string | null)[] {
  if (node.typename === 'Literal' && typeof node.value === 'string') return [resolveName(node.value, from)];
  if (node.typename === 'Array') return node.children.flatMap((child) => namesIn(child, from));
  if (node.typename === 'InlineIf' && node.else_ !== null)
    return [...namesIn(node.body, from), ...namesIn(node.else_, from)];
  return [null];
}
