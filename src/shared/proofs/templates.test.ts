import { expect, test } from 'vitest';
import type { ProofSpec } from './spec.ts';
import { templatesProofs } from './templates.ts';

const specs: Record<keyof typeof templatesProofs, ProofSpec> = templatesProofs;

const missing = { expression: 'page.author.name', at: 'page.author', nearest: 'authors' };
const fault = { file: 'templates/page.njk', line: 3, reason: 'x', nearest: '', expression: '' };

test('the writer reads how many pages, and of what', () => {
  const { message, advice } = specs['undefined-value'];
  expect(message(missing, 46, 46)).toBe('46 pages have nothing to show for “author.name”.');
  expect(message(missing, 1, 3)).toBe('1 page has nothing to show for “author.name”.');
  expect(message(missing, 0, 1)).toBe('The site has nothing to show for “author.name”.');
  expect(advice(missing)).toContain('“authors”');
  expect(specs['empty-value'].message({ expression: 'page.description' }, 3, 3)).toBe(
    '3 pages leave “description” empty where the design shows it.',
  );
});

test('the writer reads where the design is wrong, without jargon', () => {
  for (const spec of Object.values(specs)) {
    const texts = [spec.title, spec.message(fault, 1200, 1), spec.message({}, 0, 0), spec.advice(fault)];
    for (const text of texts) expect(text).not.toMatch(/slug|asset|front matter|render|variable|undefined|null/i);
  }
  expect(specs['template-failed'].message(fault, 1200, 1)).toBe(
    '1,200 pages cannot be shown as designed: a part of the design failed (templates/page.njk, line 3).',
  );
});
