import { expect, it } from 'vitest';
import { tooDeepAt } from './css-depth.ts';

it('finds the bracket that is one too many', () => {
  expect(tooDeepAt('a{'.repeat(100))).toBeNull();
  expect(tooDeepAt('a{'.repeat(101))).toBe(201);
  expect(tooDeepAt(`a{${'b{}'.repeat(1000)}}`)).toBeNull();
});

it('passes over strings, comments and escapes', () => {
  for (const text of ['a{content:"{{{("}', "a{content:'((('}", '/* ((( */', '.a\\({}', 'a{content:"\\"{"}']) {
    expect(tooDeepAt(text.repeat(300)), text).toBeNull();
  }
});
