import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AwaitedTexts } from './awaited-texts.ts';

const file = 'content/a.md';
let versions: Record<string, number>;
let texts: AwaitedTexts;
let ended: string[];

beforeEach(() => {
  vi.useFakeTimers();
  versions = { [file]: 4 };
  ended = [];
  texts = new AwaitedTexts((name) => versions[name] ?? null);
});
afterEach(() => {
  vi.useRealTimers();
});

async function ask(name: string, version: number): Promise<void> {
  void texts.reached({ file: name, version }).then(() => ended.push(`${name} ${version}`));
  await vi.advanceTimersByTimeAsync(0);
}

it('waits for no text that has the version already, or is not open', async () => {
  await ask(file, 3);
  await ask(file, 4);
  await ask('content/closed.md', 1);
  expect(ended).toEqual(['content/a.md 3', 'content/a.md 4', 'content/closed.md 1']);
});

it('waits for the edit that makes the version, and for no other one', async () => {
  versions['content/b.md'] = 1;
  await ask(file, 5);
  await ask(file, 6);
  await ask('content/b.md', 2);
  versions[file] = 5;
  texts.edited(file);
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toEqual(['content/a.md 5']);
  versions[file] = 9;
  texts.edited(file);
  await vi.advanceTimersByTimeAsync(0);
  expect(ended).toEqual(['content/a.md 5', 'content/a.md 6']);
});

it('waits for a moment only', async () => {
  await ask(file, 5);
  await vi.advanceTimersByTimeAsync(1000);
  expect(ended).toEqual(['content/a.md 5']);
});
