import { expect, it } from 'vitest';
import type { PreviewLink } from '../../shared/contract/preview.ts';
import { picked } from './picked.ts';

const at = (file: string, line: number): PreviewLink => ({ file, line, column: null, values: [] });
const from = (...values: string[][]): PreviewLink => ({ file: 'templates/page.njk', line: 4, column: 9, values });
const title = ['page', 'page:wren.md@en', 'title'];
const content = ['page', 'page:wren.md@en', 'content'];

it('leads from words of a text to their line', () => {
  const chain = [at('content/wren.md', 7), from(content), at('templates/page.njk', 3)];
  expect(picked(chain)).toEqual({ kind: 'text', file: 'content/wren.md', line: 7 });
});

it('leads from what the design prints to the values, and to where it prints them', () => {
  const design = { file: 'templates/page.njk', line: 4, column: 9 };
  expect(picked([from(title), at('templates/page.njk', 3)])).toEqual({ kind: 'values', values: [title], design });
});

it('leads from an embed to the line that asks for it', () => {
  const asked = { ...from(['text', 'content/wren.md', '9']), file: '', line: 0, column: null };
  const chain = [at('templates/shortcodes/note.njk', 1), asked, from(content)];
  expect(picked(chain)).toEqual({ kind: 'text', file: 'content/wren.md', line: 9 });
});

it('takes words of the design for what they are, whatever stands around them', () => {
  const chain = [at('templates/card.njk', 2), from(title), at('templates/page.njk', 3)];
  expect(picked(chain)).toEqual({ kind: 'design', design: { file: 'templates/card.njk', line: 2, column: null } });
});

it('says nothing of what it does not know', () => {
  expect(picked([])).toBeNull();
  expect(picked([{ ...at('', 0) }])).toBeNull();
});
