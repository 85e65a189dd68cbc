/** Single values at the top of a document, set or removed in place. */
import { type FrontBlock, findBlock } from '../../../kernel/front-matter/block.ts';
import { readFrontMatter } from '../../../kernel/front-matter/read-front-matter.ts';
import type { Json } from '../../../shared/config.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { jsonLanguage, tomlLanguage, yamlLanguage } from './languages.ts';
import { type EditResult, isProblem } from './problem.ts';
import { lineEndOf } from './splices.ts';
import type { Path } from './values.ts';
import { expectedWith, type Language, mendFirst, type Part, verified } from './verified.ts';

/**
 * Sets one value, or with undefined removes it. A document without values at its top gets them; missing groups on the way are made.
 * @param text the document, without a byte order mark
 * @param path keys from the top; a number as a text is the place in a list
 */
export function setFrontMatter(text: string, path: Path, value: Json | undefined): EditResult {
  const block = blockOf(text);
  if (block === null) return value === undefined ? [] : newBlock(text, path, value);
  if (!block.closed) return unclosed(block);
  const language = languageOf(text, block);
  const edit = (source: string): string =>
    value === undefined ? language.remove(source, path) : language.set(source, path, value);
  return within(text, block, verified(language, partOf(text, block), edit, expectedWith(path, value)));
}

/** The block, if the engine takes it for one: prose between two rules is none. */
export function blockOf(text: string): FrontBlock | null {
  const block = findBlock(text);
  return block !== null && readFrontMatter(text).format === null ? null : block;
}

export function unclosed(block: FrontBlock): { problem: string; line: number } {
  const fence = block.format === 'yaml' ? '---' : block.format === 'toml' ? '+++' : '}';
  const problem = `The values at the top begin on line 1 and do not end. Put a line “${fence}” behind them first.`;
  return { problem, line: 1 };
}

export function languageOf(text: string, block: FrontBlock): Language {
  if (block.format === 'json') return jsonLanguage;
  return block.format === 'yaml' ? yamlLanguage(lineEndOf(text)) : tomlLanguage(lineEndOf(text));
}

export function partOf(text: string, block: FrontBlock): Part {
  return { source: text.slice(block.start, block.end), offset: block.start, line: block.line };
}

/** The document behind the block must begin where it began. */
function within(text: string, block: FrontBlock, result: EditResult): EditResult {
  if (isProblem(result)) return result;
  const after = applyChanges(text, result);
  const moved = findBlock(after);
  const body = text.slice(block.bodyStart);
  if (moved?.closed === true && after.slice(moved.bodyStart) === body) return result;
  return mendFirst(block.line);
}

function newBlock(text: string, path: Path, value: Json): EditResult {
  const lineEnd = lineEndOf(text);
  const language = yamlLanguage(lineEnd);
  const made = verified(
    language,
    { source: '', offset: 0, line: 1 },
    (source) => language.set(source, path, value),
    expectedWith(path, value),
  );
  if (isProblem(made)) return made;
  const gap = text === '' || /^\r?\n/.test(text) ? '' : lineEnd;
  const insert = `---${lineEnd}${applyChanges('', made)}---${lineEnd}${gap}`;
  const changes: TextChange[] = [{ from: 0, to: 0, insert }];
  const block = findBlock(insert + text);
  return block?.closed === true && block.bodyStart >= insert.length - gap.length ? changes : mendFirst(1);
}
