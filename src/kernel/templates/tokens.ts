/** nunjucks' lexer, made to note where its tokens end, and to take its steps in strides. */
import { Stop } from './fault.ts';
import { type LexerToken, nunjucks, type Tokenizer } from './nunjucks.ts';
import type { Unit } from './unit.ts';

/** A lexer of the unit's source; its tokens are added to the unit as they are read. Changes this one lexer, not the class. */
export function recordTokens(unit: Unit): Tokenizer {
  const tokens = nunjucks().lex(unit.source);
  const next = tokens.nextToken.bind(tokens);
  tokens.nextToken = (): LexerToken | null => {
    const start = tokens.index;
    const token = next();
    if (token === null) return null;
    if (token.type !== 'whitespace')
      unit.tokens.push({ type: token.type, value: token.value, start, end: tokens.index });
    // Refused here, before the parser builds it: a hostile pattern can take for ever.
    if (token.type === 'regex')
      throw new Stop('template-forbidden', 'regular expressions are not available in templates');
    return token;
  };
  // The lexer's own version fails when it steps back over a line break ({% endraw %} over two lines).
  tokens.back = () => {
    tokens.index--;
    const position = unit.position(tokens.index);
    tokens.lineno = position.line - 1;
    tokens.colno = position.column - 1;
  };
  stride(tokens);
  return tokens;
}

/** By the characters that end a run, or that make it up. */
const ends = new Map<string, RegExp>();

function endOf(until: boolean, characters: string): RegExp {
  const key = `${until ? '' : '^'}${characters}`;
  let pattern = ends.get(key);
  if (pattern === undefined) {
    pattern = new RegExp(`[${until ? '' : '^'}${characters.replace(/[\\\]^-]/g, '\\$&')}]`, 'g');
    ends.set(key, pattern);
  }
  return pattern;
}

/** The lexer's own versions go character by character, which is most of the time that parsing takes. */
function stride(tokens: Tokenizer): void {
  tokens.forwardN = (count) => {
    const from = tokens.index;
    tokens.index += count;
    let start = -1;
    for (
      let at = tokens.str.indexOf('\n', from);
      at !== -1 && at < tokens.index;
      at = tokens.str.indexOf('\n', at + 1)
    ) {
      tokens.lineno++;
      start = at + 1;
    }
    tokens.colno = start === -1 ? tokens.colno + count : tokens.index - start;
  };
  tokens._extractMatching = (until, characters) => {
    if (tokens.index >= tokens.len) return null;
    const pattern = endOf(until, characters);
    pattern.lastIndex = tokens.index;
    const end = pattern.exec(tokens.str)?.index ?? tokens.len;
    const run = tokens.str.slice(tokens.index, end);
    if (run !== '') tokens.forwardN(run.length);
    return run;
  };
}
