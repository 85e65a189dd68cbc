/** Code in colours, by highlight.js. Languages are loaded when the first code in them is met; results are kept by content. */
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { load } from '../lazy.ts';
import { innerLanguages, languageFile } from './highlight-languages.ts';

/** Longer code stays plain: no reader gains from it, and every reader pays for it. */
const longestCode = 100_000;
/** In UTF-16 code units of results. */
const cacheSize = 4_000_000;

/** It guesses among all languages that happen to be loaded: it gets an engine in which there are no others. */
const guessing = 'http';

let engine: HLJSApi | null = null;
const loaded = new Set<string>();
const results = new Map<string, string>();
let cached = 0;

/** HTML of the code with spans, or null when the language is not known (or the code is too long): then it stays plain. */
export function highlight(code: string, language: string): string | null {
  const file = code.length > longestCode ? null : languageFile(language);
  if (file === null) return null;
  const key = `${file}\n${code}`;
  const before = results.get(key);
  if (before !== undefined) return before;
  const html = withLanguage(file, code).highlight(code, { language: file, ignoreIllegals: true }).value;
  if (cached > cacheSize) {
    results.clear();
    cached = 0;
  }
  cached += html.length + key.length;
  results.set(key, html);
  return html;
}

/**
 * Inner languages are many, and loading one takes milliseconds: those that most scripts and pages do without are loaded for
 * code that has the sign they begin with. It must depend on the code alone, or results would depend on other pages.
 */
const needed: Readonly<Record<string, RegExp>> = {
  'javascript xml': /[<`]/,
  'javascript css': /`/,
  'javascript graphql': /`/,
  'typescript xml': /[<`]/,
  'typescript css': /`/,
  'typescript graphql': /`/,
  'xml css': /<style/i,
  'xml javascript': /<script/i,
};

function withLanguage(file: string, code: string): HLJSApi {
  if (engine === null) engine = load<HLJSApi>('highlight.js/lib/core');
  if (file === guessing) return aloneWith(engine, file);
  const wanted = new Set([file]);
  // A set is walked while it grows: languages may hold each other.
  for (const language of wanted) {
    if (!loaded.has(language))
      engine.registerLanguage(language, load<LanguageFn>(`highlight.js/lib/languages/${language}`));
    loaded.add(language);
    for (const inside of innerLanguages(language)) {
      if (needed[`${language} ${inside}`]?.test(code) ?? true) wanted.add(inside);
    }
  }
  return engine;
}

function aloneWith(original: HLJSApi, file: string): HLJSApi {
  const alone = original.newInstance();
  alone.registerLanguage(file, load<LanguageFn>(`highlight.js/lib/languages/${file}`));
  return alone;
}
