import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setupSecrets } from './secrets.ts';
import { desktop, resetDesktop } from './testing/fake-electron.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

let folder: string;
let file: string;

beforeEach(async () => {
  resetDesktop();
  folder = await mkdtemp(join(tmpdir(), 'galley-secrets-'));
  file = join(folder, 'secrets.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('with a keyring', () => {
  it('seals what it keeps, for the next start too, and lets go of it', async () => {
    const { store, kind } = setupSecrets(file, 'linux');
    expect(kind).toBe('keychain');
    await Promise.all([store.set('a', 'pass one'), store.set('b', 'pass two')]);
    expect(await readFile(file, 'utf8')).not.toContain('pass');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const next = setupSecrets(file, 'linux').store;
    expect([await next.get('a'), await next.get('b'), await next.get('c')]).toEqual(['pass one', 'pass two', null]);
    await next.remove('a');
    expect([await next.get('a'), await next.get('b')]).toEqual([null, 'pass two']);
  });

  it('what cannot be opened here is asked for again; a file that makes no sense is empty', async () => {
    await writeFile(file, JSON.stringify({ a: Buffer.from('of another machine').toString('base64') }));
    expect(await setupSecrets(file, 'linux').store.get('a')).toBeNull();
    for (const text of ['{', '[1]', '{"a":5}']) {
      await writeFile(file, text);
      expect(await setupSecrets(file, 'linux').store.get('a')).toBeNull();
    }
    const { store } = setupSecrets(file, 'linux');
    await store.set('__proto__', 'x');
    await store.set('a', 'y');
    expect(await store.get('a')).toBe('y');
  });

  it('a change that fails is told, and the next one is made', async () => {
    const { store } = setupSecrets(join(folder, 'secrets.json'), 'darwin');
    await writeFile(join(folder, 'blocked'), '');
    const blocked = setupSecrets(join(folder, 'blocked', 'secrets.json'), 'darwin').store;
    await expect(blocked.set('a', 'x')).rejects.toThrow();
    await rm(join(folder, 'blocked'));
    await blocked.set('a', 'x');
    await store.set('a', 'x');
    expect([await blocked.get('a'), await store.get('a')]).toEqual(['x', 'x']);
  });
});

it.each([
  ['linux', 'basic_text', 'session'],
  ['linux', 'unknown', 'session'],
  ['linux', null, 'session'],
  ['linux', 'kwallet6', 'keychain'],
  ['darwin', 'unknown', 'keychain'],
  ['win32', null, 'session'],
] as const)('on %s with %s secrets are kept in the %s', async (platform, keyring, expected) => {
  desktop.keyring = keyring;
  const { store, kind } = setupSecrets(file, platform);
  expect(kind).toBe(expected);
  await store.set('a', 'pass');
  expect(await store.get('a')).toBe('pass');
  await store.remove('a');
  expect(await store.get('a')).toBeNull();
  if (kind === 'session') await expect(readFile(file)).rejects.toThrow('ENOENT');
});
