import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { HLJSApi, Language, LanguageFn } from 'highlight.js';
import { describe, expect, it, vi } from 'vitest';
import { highlight } from './highlight.ts';
import { innerLanguages, languageFile } from './highlight-languages.ts';

const require = createRequire(import.meta.url);
const core = require('highlight.js/lib/core') as HLJSApi;
const folder = join(dirname(require.resolve('highlight.js/lib/core')), 'languages');
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.js') && !name.endsWith('.js.js'))
  .map((name) => name.slice(0, -3));

function definition(file: string): Language {
  return (require(`highlight.js/lib/languages/${file}`) as LanguageFn)(core);
}

describe('the table of languages', () => {
  it('is the package’s', () => {
    expect(files.length).toBeGreaterThan(150);
    for (const file of files) {
      expect(languageFile(file)).toBe(file);
      for (const alias of definition(file).aliases ?? []) expect(languageFile(alias), alias).not.toBeNull();
    }
    expect(languageFile('TS')).toBe('typescript');
    expect(languageFile('solidity')).toBeNull();
  });

  it('names every language that a language hands code to', () => {
    for (const file of files) {
      const inside = handedOver(definition(file));
      inside.delete(file);
      expect([...inside].sort(), file).toEqual([...innerLanguages(file)].sort());
    }
  });
});

function handedOver(value: unknown, seen = new Set<unknown>(), found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  const inner = (value as { subLanguage?: string | string[] }).subLanguage;
  for (const name of inner === undefined ? [] : [inner].flat()) found.add(name);
  for (const part of Object.values(value)) handedOver(part, seen, found);
  return found;
}

describe('highlighting', () => {
  it('leaves unknown languages and very long code plain', () => {
    expect(highlight('x', 'nonsense')).toBeNull();
    expect(highlight('x\n'.repeat(60_000), 'js')).toBeNull();
    expect(highlight('let a = "<";', 'JavaScript')).toContain('<span class="hljs-string">&quot;&lt;&quot;</span>');
  });

  it('gives the same whatever came before', async () => {
    const codes: [string, string][] = [
      ['a { b: c }', 'css'],
      ['let a = 1 < 2;', 'js'],
      ['const q = gql`query { a }`; const h = html`<b>x</b>`; css`a { b: c }`', 'ts'],
      ['<style>a { b: c }</style><script>let a</script>', 'html'],
      ['# a\n<style>a { b: c }</style>', 'md'],
      ['POST / HTTP/1.1\nContent-Type: application/json\n\n{"a": 1}', 'http'],
      ['a: <%= b %>', 'yaml'],
      ['$ echo "a"', 'shell'],
    ];
    const alone: (string | null)[] = [];
    for (const [code, language] of codes) {
      vi.resetModules();
      const fresh = await import('./highlight.ts');
      alone.push(fresh.highlight(code, language));
    }
    for (const [index, [code, language]] of [...codes.entries()].reverse())
      expect(highlight(code, language)).toBe(alone[index]);
  });
});
