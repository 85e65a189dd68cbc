import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { methods } from '../../shared/contract/methods.ts';
import { type HostMessage, MAX_MESSAGE } from '../../shared/contract/wire.ts';
import { connectWindow, type TestWindow, testStudio } from './testing/connect.ts';
import type { Studio } from './types.ts';

let studio: Studio;
let window: TestWindow;
let remove: () => Promise<void>;
const rejected: unknown[] = [];
const note = (error: unknown): void => void rejected.push(error);

beforeEach(async () => {
  ({ studio, remove } = await testStudio());
  window = connectWindow(studio);
  rejected.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  process.off('unhandledRejection', note);
  await remove();
});

/** Everything that was said so far has been answered. */
async function answered(): Promise<void> {
  await window.ask('home.read', {});
}

describe('the gate', () => {
  it('says hello first', () => {
    expect(window.messages[0]).toMatchObject({
      type: 'hello',
      hello: { contract: 'test', galley: '0.0.0-test', site: null, ui: { theme: 'system' } },
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'nothing', ''])(
    'knows no method %j',
    async (method) => {
      await expect(window.ask(method as never, {} as never)).rejects.toMatchObject({ code: 'bad-call' });
    },
  );

  it('checks arguments: too many, too few, of another kind', async () => {
    for (const args of [{ extra: 1 }, null, [], 'x', undefined]) {
      await expect(window.ask('home.read', args as never)).rejects.toMatchObject({ code: 'bad-call' });
    }
    await expect(window.ask('pages.rows', { offset: 0, limit: 1001 })).rejects.toMatchObject({ code: 'bad-call' });
    await expect(window.ask('pages.rows', { offset: -1, limit: 1 })).rejects.toMatchObject({ code: 'bad-call' });
  });

  it('answers what cannot be read, with the number as far as it can be made out', async () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '{"id":7,"method":1}',
      '{"id":8,',
      '{"id":"x","method":"home.read"}',
    ]) {
      window.raw(text);
    }
    await answered();
    const failures = window.messages.filter((message) => message.type === 'failure');
    expect(failures.map(({ id }) => id)).toEqual([-1, -1, -1, -1, -1, 7, 8, -1]);
    expect(new Set(failures.map(({ error }) => error.code))).toEqual(new Set(['bad-call']));
  });

  it('refuses a message that is too long, unread', async () => {
    window.raw(`{"id":3,"method":"home.read","args":"${'x'.repeat(MAX_MESSAGE)}"}`);
    await answered();
    expect(window.messages).toContainEqual(
      expect.objectContaining({ type: 'failure', id: 3, error: expect.objectContaining({ code: 'too-large' }) }),
    );
  });

  it('needs an open site for what belongs to one', async () => {
    await expect(window.ask('pages.rows', { offset: 0, limit: 1 })).rejects.toMatchObject({ code: 'no-session' });
    await expect(window.ask('documents.open', { file: 'a' })).rejects.toMatchObject({ code: 'no-session' });
  });

  it('answers every call once, whatever comes, and nothing crashes', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const names = fc.constantFrom(...Object.keys(methods), 'constructor', '__proto__');
    const value = fc.jsonValue({ maxDepth: 3 });
    const fields = fc.dictionary(
      fc.constantFrom(
        'root',
        'file',
        'id',
        'offset',
        'limit',
        'path',
        'title',
        'section',
        'filter',
        'page',
        'text',
        'folder',
      ),
      value,
      { noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, fc.oneof(value, fields)), { maxLength: 8 }), async (calls) => {
        const from = window.messages.length;
        calls.forEach(([method, args], at) => {
          window.raw(JSON.stringify({ id: 1_000_000 + at, method, args }));
        });
        const expected = calls.map((_call, at) => 1_000_000 + at);
        await vi.waitFor(() => expect(idsSince(from)).toEqual(expected), { interval: 1 });
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        window.raw(text);
        await answered();
      }),
      { numRuns: 60 },
    );
    await answered();
    expect(rejected).toEqual([]);
    quiet.mockRestore();
  });

  it('says nothing after its window has gone', async () => {
    const call = window.ask('home.read', {});
    window.connection.close();
    const { length } = window.messages;
    window.raw('{"id":1,"method":"home.read","args":{}}');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(window.messages).toHaveLength(length);
    call.catch(() => undefined);
  });
});

function idsSince(from: number): number[] {
  return window.messages
    .slice(from)
    .filter((message): message is Extract<HostMessage, { id: number }> => 'id' in message)
    .map(({ id }) => id)
    .filter((id) => id >= 1_000_000)
    .sort((a, b) => a - b);
}
