/** For the preview: blocks, links and pictures say on which line of the document they are written. */
import type { Token } from 'markdown-it';
import { AT, atValue } from '../marks/marks.ts';
import type { PlacedToken } from './environment.ts';

/**
 * Gives the tokens an attribute each, in place.
 * @param file of the document, relative to the site
 * @param linesAbove lines of the file above the text that was parsed
 */
export function markTokens(tokens: readonly Token[], file: string, linesAbove: number): void {
  let line = 0;
  const at = (zeroBased: number): string => atValue(file, linesAbove + zeroBased + 1);
  for (const token of tokens) {
    if (token.map !== null) line = token.map[0];
    if (token.children !== null) markInline(token, line, at);
    else if (token.nesting !== -1 && token.map !== null && token.tag !== '') token.attrSet(AT, at(line));
  }
}

/** Text that is one block may go over many lines: a link is on the line where it begins. */
function markInline(inline: Token, line: number, at: (line: number) => string): void {
  let breaks = 0;
  for (const token of inline.children as Token[]) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') breaks++;
    if (token.type !== 'link_open' && token.type !== 'image') continue;
    const { at: offset } = token as PlacedToken;
    const below = offset >= 0 ? inline.content.slice(0, offset).split('\n').length - 1 : breaks;
    token.attrSet(AT, at(line + below));
  }
}
