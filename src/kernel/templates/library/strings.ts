/** `t('readMore')`: the texts of a theme and a site, by key. */
import { report } from '../../site/findings.ts';
import type { SiteIndex } from '../../site/site-index.ts';
import { currentRecorder } from '../../trace/recorder.ts';
import { currentLanguage, finite, isOptions, knownLocale, text } from './arguments.ts';
import type { Functions } from './library.ts';

const placeholder = /\{(\w+)\}/g;
const plurals = new Map<string, Intl.PluralRules>();

export function stringFunctions(index: SiteIndex): Functions {
  return {
    t(key, values) {
      const name = text(key) ?? '';
      const given = isOptions(values) ? values : {};
      const found = lookUp(index, name, finite(given.count));
      if (found === null) return missing(index, name);
      return found.replace(placeholder, (whole, field: string) =>
        Object.hasOwn(given, field) ? (text(given[field]) ?? '') : whole,
      );
    },
  };
}

/** With a count: `key.one`, `key.other` and so on by the rules of the language, else `key` itself. */
function lookUp(index: SiteIndex, key: string, count: number | null): string | null {
  if (count !== null) {
    currentRecorder().read('locale');
    const plural =
      read(index, `${key}.${rulesOf(currentLanguage(index)).select(count)}`) ?? read(index, `${key}.other`);
    if (plural !== null) return plural;
  }
  return read(index, key);
}

function read(index: SiteIndex, key: string): string | null {
  currentRecorder().read(`string:${key}`);
  const { strings } = index.snapshot;
  return Object.hasOwn(strings, key) ? (strings[key] as string) : null;
}

function rulesOf(language: string): Intl.PluralRules {
  let rules = plurals.get(language);
  if (rules === undefined) {
    rules = new Intl.PluralRules(knownLocale(language));
    plurals.set(language, rules);
  }
  return rules;
}

function missing(index: SiteIndex, key: string): string {
  currentRecorder().read(`near:string.${key}`);
  const near = index.lookups.names('string').nearest(key) ?? '';
  report('string-missing', { key, near }, `t('${key}') is in no strings/ file`, key);
  return key;
}
