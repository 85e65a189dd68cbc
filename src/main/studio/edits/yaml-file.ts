/** Single values of whole YAML files (`site.yaml`, `data/*.yaml`), set, removed or added in place. */
import type { Json } from '../../../shared/config.ts';
import { readYaml } from '../../engine/site/yaml.ts';
import { yamlLanguage } from './languages.ts';
import { CannotEdit, type EditResult } from './problem.ts';
import { lineEndOf } from './splices.ts';
import { type Path, valueAt } from './values.ts';
import { expectedWith, type Language, mendFirst, verified } from './verified.ts';

/** As `setFrontMatter`, for the whole of a file. */
export function setYaml(text: string, path: Path, value: Json | undefined): EditResult {
  return edit(text, path, () => value);
}

/** Adds an item at the end of a list, which is made when there is none. */
export function appendYaml(text: string, path: Path, item: Json): EditResult {
  return edit(text, path, (before) => {
    if (before === undefined || before === null) return [item];
    if (!Array.isArray(before)) throw new CannotEdit(`“${path.join(' › ')}” is not a list`);
    return [...before, item];
  });
}

function edit(text: string, path: Path, next: (before: Json | undefined) => Json | undefined): EditResult {
  const read = readYaml(text);
  if ('reason' in read) return mendFirst(read.range?.start.line ?? 1);
  const language = fileLanguage(text);
  let value: Json | undefined;
  const change = (source: string): string => {
    value = next(valueAt(read.value, path));
    return value === undefined ? language.remove(source, path) : language.set(source, path, value);
  };
  const part = { source: text, offset: 0, line: 1 };
  return verified(language, part, change, (before) => expectedWith(path, next(valueAt(before, path)))(before));
}

/** Read as the engine reads these files: their whole may be a list. */
function fileLanguage(text: string): Language {
  const read = (source: string): Json => {
    const result = readYaml(source);
    if ('reason' in result) throw new CannotEdit(result.reason);
    return result.value ?? {};
  };
  return { ...yamlLanguage(lineEndOf(text)), read };
}
