import { PassThrough } from 'node:stream';
import { beforeEach, expect, it } from 'vitest';
import type { Ask } from '../host.ts';
import { createAsk } from './ask.ts';

let input: PassThrough;
let said: string;
let ask: Ask;
let stopping: AbortController;

beforeEach(() => {
  input = new PassThrough();
  said = '';
  stopping = new AbortController();
  ask = createAsk(() => input, { write: (text) => (said += text) });
});

it('gives the line that is typed, one for each question', async () => {
  const first = ask('Yours? ', stopping.signal);
  input.write('  Ünder ');
  input.write('way\n');
  expect(await first).toBe('  Ünder way');
  const second = ask('And now? ', stopping.signal);
  input.write('y\r\n');
  expect(await second).toBe('y');
  expect(said).toBe('Yours? And now? ');
});

it('gives null when the input ends', async () => {
  const asked = ask('? ', stopping.signal);
  input.end();
  expect(await asked).toBeNull();
});

it('ends with the signal', async () => {
  const asked = ask('? ', stopping.signal);
  stopping.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  await expect(ask('? ', stopping.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
