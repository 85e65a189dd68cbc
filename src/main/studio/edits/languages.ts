/** The three kinds of text that values are kept in. */
import { type ParseError, parse } from 'jsonc-parser';
import { FrontMatterError, parseJson, parseToml, parseYaml } from '../../../kernel/front-matter/full-parsers.ts';
import type { Json } from '../../../shared/config.ts';
import { removeJsonValue, setJsonValue } from './json/edit.ts';
import { removeTomlValue, setTomlValue } from './toml/edit.ts';
import type { Language } from './verified.ts';
import { removeYamlValue, setYamlValue } from './yaml/edit.ts';

/** @param lineEnd used where a text has no line break of its own */
export function yamlLanguage(lineEnd: string): Language {
  return {
    read: parseYaml,
    set: (source, path, value) => setYamlValue(source, path, value, lineEnd),
    remove: (source, path) => removeYamlValue(source, path, lineEnd),
  };
}

export function tomlLanguage(lineEnd: string): Language {
  return {
    read: parseToml,
    set: (source, path, value) => setTomlValue(source, path, value, lineEnd),
    remove: removeTomlValue,
  };
}

export const jsonLanguage: Language = {
  read: readJson,
  set: setJsonValue,
  remove: removeJsonValue,
};

/** The engine's reader does not always know where a text stops being JSON. */
function readJson(source: string): Json {
  try {
    return parseJson(source);
  } catch (error) {
    if (!(error instanceof FrontMatterError) || error.problem !== 'malformed') throw error;
    const errors: ParseError[] = [];
    parse(source, errors);
    const line = source.slice(0, errors[0]?.offset ?? 0).split('\n').length;
    throw new FrontMatterError(error.problem, error.reason, line, error.column);
  }
}
