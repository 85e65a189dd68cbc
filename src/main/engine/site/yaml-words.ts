/**
 * What is wrong with a YAML text, for somebody who does not know YAML, and where. The parser says where it gave up, which is often a
 * line or more behind the mistake, and in its own words; so the lines up to there are looked at for what people get wrong.
 */

/** `reason` is a clause that ends a sentence; `from` and `to` bound what it is about. */
export interface YamlFault {
  reason: string;
  from: number;
  to: number;
}

interface Line {
  text: string;
  start: number;
}

/**
 * @param said the parser's words
 * @param at where it gave up
 */
export function yamlFault(text: string, said: string, at: number): YamlFault {
  const lines = linesUpTo(text, at);
  const last = lines.at(-1) as Line;
  const plain = plainReasons.find(([pattern]) => pattern.test(said));
  if (plain !== undefined) return { reason: plain[1], from: at, to: endOfWord(text, at) };
  const above = lines.slice(0, -1).findLast(({ text: line }) => !/^\s*(?:#|$)/.test(line));
  return (
    conflict(text) ??
    openQuote(lines) ??
    openBracket(text, at) ??
    slipIn(last, above) ??
    (above === undefined ? null : slipIn(above)) ??
    indentation(last, above) ?? { reason: 'it is not written as a name, a colon and a value', ...spanOf(last) }
  );
}

/** Where the parser is right, and its words have an equal. */
const plainReasons: readonly (readonly [RegExp, string])[] = [
  [/duplicated mapping key/, 'the same name stands there twice'],
  [/tab character/i, 'a line begins with a tab; only spaces may be used there'],
  [/alias/, 'it repeats a part (*name) that is not marked (&name) before'],
  [/escape sequence/, 'a backslash stands between double quotation marks; there it has to be written twice'],
  [/tag/, 'it has a mark with ! that is not known'],
  [/nesting|depth/i, 'it is nested too deep'],
];

function linesUpTo(text: string, at: number): Line[] {
  const lines: Line[] = [];
  for (let start = 0; ; ) {
    const end = text.indexOf('\n', start);
    lines.push({ text: text.slice(start, end < 0 ? text.length : end).replace(/\r$/, ''), start });
    if (end < 0 || end >= at) return lines;
    start = end + 1;
  }
}

function conflict(text: string): YamlFault | null {
  const mark = /^(?:<{7}|={7}|>{7})(?: .*)?$/m.exec(text);
  return mark === null
    ? null
    : {
        reason: 'two versions of it were put together and it was not decided which one counts',
        from: mark.index,
        to: mark.index + mark[0].length,
      };
}

/** A value that opens a quotation mark which nothing closes, on its line or before the next name. */
function openQuote(lines: readonly Line[]): YamlFault | null {
  for (const line of lines) {
    const open = /^(?:[^"'#]*?(?:: +|- +|[[{,] *))(?=(["']))/.exec(line.text);
    if (open === null) continue;
    const from = line.start + open[0].length;
    if (!isClosed(line.text.slice(open[0].length), open[1] as string)) {
      return { reason: 'a quotation mark is opened and not closed', from, to: line.start + line.text.length };
    }
  }
  return null;
}

function isClosed(written: string, mark: string): boolean {
  const rest = mark === '"' ? written.replace(/\\./g, '') : written.replace(/''/g, '');
  return rest.indexOf(mark, 1) > 0;
}

/** The innermost bracket that is open where the parser gave up. */
function openBracket(text: string, at: number): YamlFault | null {
  const open: number[] = [];
  let isValue = true;
  for (let pos = 0; pos < at; pos++) {
    const sign = text[pos] as string;
    if (sign === '#' && /[\s]|^$/.test(text[pos - 1] ?? '')) pos = endOfLine(text, pos) - 1;
    else if ((sign === '"' || sign === "'") && isValue) pos = Math.max(pos, text.indexOf(sign, pos + 1));
    else if ((sign === '[' || sign === '{') && isValue) {
      open.push(pos);
      continue;
    } else if ((sign === ']' || sign === '}') && open.length > 0) open.pop();
    // Brackets and quotation marks within a text are signs like others.
    if (/[:,\-\n]/.test(sign)) isValue = true;
    else if (!/\s/.test(sign)) isValue = false;
  }
  const from = open.at(-1);
  if (from === undefined) return null;
  const next = /^[ \t]*([\]}])/.exec(text.slice(at));
  if (next !== null) {
    const to = at + next[0].length;
    return { reason: 'a closing bracket stands too far to the left, under a name or before it', from: to - 1, to };
  }
  return { reason: `the bracket ${text[from]} is opened and not closed`, from, to: endOfLine(text, from) };
}

const slips: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:- +)*[^\s:#"'[{][^:#]*: +["'].*["'] +(?=[^#\s])/, 'something stands behind a closing quotation mark'],
  [
    /^\s*(?:- +)*[^\s:#"'[{][^:#]*: +[^\s"'[{|>#][^#]*?:(?= |$)/,
    'a colon stands inside a text, which then needs quotation marks around it',
  ],
  [
    /^\s*(?:- +)*[^\s:#"'[{][^:#]*: +(?=[@`%])/,
    'a text begins with a sign that has a meaning there, and needs quotation marks around it',
  ],
  [/^\s*(?:- +)*[\p{L}_][\p{L}\p{N}_-]*:(?=[^\s/])/u, 'there is no space behind the colon'],
  [
    /^\s*(?:[\]}]|[^\s:#"'[{][^:#]*: +[\]}]|[^[{"'#]*[^\s[{"'#,][^[{"'#]*[\]}](?=\s*$))/,
    'there is a closing bracket and none to open it',
  ],
  [/^\s*(?=[^\s:#\-"'[\]{}][^:#]*$)/, 'it has no colon between a name and a value'],
];

function slipIn(line: Line, above?: Line): YamlFault | null {
  if (above !== undefined && /:\s*[|>][-+\d]*\s*$/.test(above.text)) return null;
  const slip = slips.find(([pattern]) => pattern.test(line.text));
  return slip === undefined ? null : { reason: slip[1], ...spanOf(line) };
}

function indentation(line: Line, above: Line | undefined): YamlFault | null {
  if (above === undefined) return null;
  const [here, there] = [line, above].map(({ text }) => text.search(/\S|$/)) as [number, number];
  if (here > there) return { reason: 'it begins further to the right than the line above it', ...spanOf(line) };
  if (here < there) return { reason: 'it does not begin where a line above it does', ...spanOf(line) };
  return /^\s*-/.test(line.text) === /^\s*-/.test(above.text)
    ? null
    : { reason: 'lines with a dash and lines with a name cannot stand in one list', ...spanOf(line) };
}

function spanOf({ text, start }: Line): { from: number; to: number } {
  const indent = text.search(/\S|$/);
  return { from: start + indent, to: start + text.trimEnd().length };
}

function endOfLine(text: string, at: number): number {
  const end = text.slice(at).search(/\r?\n/);
  return end < 0 ? text.length : at + end;
}

function endOfWord(text: string, at: number): number {
  let end = at;
  while (end < text.length && !/[\s:,[\]{}]/.test(text[end] as string)) end++;
  return end;
}
