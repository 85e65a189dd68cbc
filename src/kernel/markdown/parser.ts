/** The parser: markdown-it with footnotes, definition lists and our rules, and with its slow places replaced. */
import type MarkdownItPackage from 'markdown-it';
import type { MarkdownIt, StateBlock, StateCore } from 'markdown-it';
import type { MarkdownOptions } from '../../shared/config.ts';
import { load } from '../lazy.ts';
import { attributesRule } from './attributes.ts';
import { installDispatch } from './dispatch.ts';
import { installEmbeds } from './embed-blocks.ts';
import { environmentOf, type PlacedToken } from './environment.ts';
import { installFootnotes } from './footnotes.ts';
import { installStates } from './states.ts';
import { dashesRule } from './typography.ts';

/** Levels of quotes, lists and boxes inside each other. */
const maxNesting = 60;

export function createParser(options: MarkdownOptions): MarkdownIt {
  const Parser = defaultOf(load<unknown>('markdown-it')) as typeof MarkdownItPackage;
  const md = new Parser({ html: options.html, linkify: true, typographer: options.typographer, maxNesting });
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  md.use(defaultOf(load<unknown>('markdown-it-footnote')) as (md: MarkdownIt) => void);
  md.use(defaultOf(load<unknown>('markdown-it-deflist')) as (md: MarkdownIt) => void);
  installFootnotes(md);
  installStates(md);
  installEmbeds(md);
  md.block.ruler.before('html_block', 'more', moreRule, { alt: ['paragraph', 'reference', 'blockquote'] });
  installCore(md);
  quickenLinks(md);
  installDispatch(md);
  return md;
}

/** Packages of both module systems, whichever of them `require` gives. */
function defaultOf(loaded: unknown): unknown {
  return (loaded as { default?: unknown }).default ?? loaded;
}

function installCore(md: MarkdownIt): void {
  const { ruler } = md.core;
  const joinTexts = ruler.__rules__.find(({ name }) => name === 'text_join')?.fn as (state: StateCore) => void;
  // Bare addresses with a scheme are found by the inline rule; guessing others costs much and mistakes names of files.
  ruler.disable(['linkify']);
  ruler.at('normalize', () => undefined);
  ruler.at('strip_references', takeDefinitions);
  ruler.before('linkify', 'attributes', attributesRule);
  ruler.at('replacements', dashesRule);
  ruler.at('text_join', (state) => {
    if (state.src.includes('\\') || state.src.includes('&')) joinTexts(state);
  });
  ruler.push('fence_info', (state) => {
    for (const token of state.tokens) if (token.type === 'fence') token.info = md.utils.unescapeAll(token.info);
  });
}

/** Takes link definitions out of the tokens and notes where their destinations stand; the first of a label counts. */
function takeDefinitions(state: StateCore): void {
  const env = environmentOf(state);
  if (env.references === undefined) return;
  state.tokens = state.tokens.filter((token) => {
    if (token.type !== 'reference_definition') return true;
    const { at, atEnd, meta } = token as PlacedToken;
    const label = String(meta?.label);
    if (at >= 0 && !env.definitions.has(label)) env.definitions.set(label, [at, atEnd]);
    return false;
  });
}

/** `<!--more-->` on a line of its own, with raw HTML allowed or not. */
function moreRule(state: StateBlock, line: number, _end: number, silent: boolean): boolean {
  if ((state.sCount[line] as number) - state.blkIndent >= 4) return false;
  const start = (state.bMarks[line] as number) + (state.tShift[line] as number);
  if (!state.src.startsWith('<!--', start)) return false;
  if (!/^<!--\s*more\s*-->\s*$/.test(state.src.slice(start, state.eMarks[line]))) return false;
  if (silent) return true;
  state.push('more', '', 0).map = [line, line + 1];
  state.line = line + 1;
  return true;
}

const plainUrl =
  /^(?:https?:\/\/[a-z0-9.-]+(?:\/|$))?[A-Za-z0-9._~/-]*(?:\?[A-Za-z0-9._~/=&-]*)?(?:#[A-Za-z0-9._~/-]*)?$/;
const mostAddresses = 5000;

/** Normalising an address means taking it apart: most are already as they should be, and the rest come again and again. */
function quickenLinks(md: MarkdownIt): void {
  const { normalizeLink, validateLink } = md;
  const normalized = new Map<string, string>();
  md.normalizeLink = (url) => {
    if (plainUrl.test(url)) return url;
    let result = normalized.get(url);
    if (result === undefined) {
      result = normalizeLink.call(md, url);
      if (normalized.size >= mostAddresses) normalized.clear();
      normalized.set(url, result);
    }
    return result;
  };
  md.validateLink = (url) => plainUrl.test(url) || validateLink.call(md, url);
}
