/** Quotation marks, dashes and ellipses as a language sets them. */
import type { StateCore, Token } from 'markdown-it';

const narrow = '\u202F';
const english = ['“', '”', '‘', '’'];
const german = ['„', '“', '‚', '‘'];
const guillemets = ['«', '»', '“', '”'];
const low = ['„', '”', '‚', '’'];
const right = ['”', '”', '’', '’'];

/** Opening and closing, outer and inner. */
const quotesOf: Readonly<Record<string, string[]>> = {
  en: english,
  de: german,
  'de-ch': ['«', '»', '‹', '›'],
  fr: [`«${narrow}`, `${narrow}»`, '“', '”'],
  'fr-ch': ['«', '»', '‹', '›'],
  es: guillemets,
  pt: guillemets,
  'pt-br': english,
  it: guillemets,
  ca: guillemets,
  gl: guillemets,
  el: guillemets,
  no: ['«', '»', '‘', '’'],
  nb: ['«', '»', '‘', '’'],
  nn: ['«', '»', '‘', '’'],
  ru: ['«', '»', '„', '“'],
  uk: ['«', '»', '„', '“'],
  be: ['«', '»', '„', '“'],
  nl: english,
  pl: low,
  ro: ['„', '”', '«', '»'],
  hu: ['„', '”', '»', '«'],
  hr: low,
  sr: low,
  cs: german,
  sk: german,
  sl: german,
  bg: german,
  is: german,
  et: german,
  lt: german,
  lv: german,
  da: ['»', '«', '›', '‹'],
  sv: right,
  fi: right,
  ja: ['「', '」', '『', '』'],
  'zh-tw': ['「', '」', '『', '』'],
  'zh-hk': ['「', '」', '『', '』'],
};

/** @param language BCP 47; the region decides where it matters, and English where the language is unknown */
export function quotesFor(language: string): string[] {
  if (language === 'en') return english;
  const [primary, region] = language.toLowerCase().split('-', 2);
  return quotesOf[`${primary}-${region}`] ?? quotesOf[primary ?? ''] ?? english;
}

const worthLooking = /\.\.|--/;

/** Core rule: `...` becomes an ellipsis, `--` and `---` dashes where they stand between words or spaces. */
export function dashesRule(state: StateCore): void {
  if (!state.md.options.typographer || !worthLooking.test(state.src)) return;
  for (const token of state.tokens) {
    if (token.type === 'inline' && worthLooking.test(token.content)) setDashes(token.children as Token[]);
  }
}

function setDashes(children: Token[]): void {
  let isBareUrl = false;
  for (const child of children) {
    if (child.type === 'link_open') isBareUrl = child.info === 'auto';
    else if (child.type === 'link_close') isBareUrl = false;
    else if (child.type === 'text' && !isBareUrl && worthLooking.test(child.content)) {
      child.content = child.content
        .replace(/\.{3}(?!\.)/g, '…')
        .replace(/(?<!-)---(?!-)/g, '—')
        .replace(/(?<=^|\s)--(?=\s|$)|(?<=[^\s-])--(?=[^\s-])/g, '–');
    }
  }
}
