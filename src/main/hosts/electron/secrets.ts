/** Passwords and tokens for publishing: sealed by the system where it can, else kept until Galley ends. */
import { readFile } from 'node:fs/promises';
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { SecretStore } from '../../studio/types.ts';
import { writeState } from '../common/state-file.ts';

const fileSchema = z.record(z.string(), z.string());

export interface Secrets {
  store: SecretStore;
  kind: 'keychain' | 'session';
}

/** After the application is ready: the system's store does not answer before. @param file absolute; holds sealed text only */
export function setupSecrets(file: string, platform: NodeJS.Platform): Secrets {
  return isSealed(platform)
    ? { store: sealedStore(file), kind: 'keychain' }
    : { store: sessionStore(), kind: 'session' };
}

/** Linux without a keyring "encrypts" with a password that everyone knows. */
function isSealed(platform: NodeJS.Platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend());
}

function sessionStore(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: async (id) => secrets.get(id) ?? null,
    set: async (id, value) => void secrets.set(id, value),
    remove: async (id) => void secrets.delete(id),
  };
}

function sealedStore(file: string): SecretStore {
  let last: Promise<unknown> = Promise.resolve();
  // One after the other, so that two changes at once do not lose one.
  const change = (edit: (secrets: Map<string, string>) => void): Promise<void> => {
    const next = last.then(async () => {
      const secrets = await readSealed(file);
      edit(secrets);
      await writeState(file, Object.fromEntries(secrets));
    });
    last = next.catch(() => {}); // The caller of this change is told; the next one still runs.
    return next;
  };
  return {
    get: async (id) => {
      await last;
      return unseal((await readSealed(file)).get(id));
    },
    set: async (id, value) => {
      const sealed = safeStorage.encryptString(value).toString('base64');
      await change((secrets) => secrets.set(id, sealed));
    },
    remove: (id) => change((secrets) => secrets.delete(id)),
  };
}

/** What another machine or another user sealed cannot be opened here: the person is asked for it again. */
function unseal(sealed: string | undefined): string | null {
  if (sealed === undefined) return null;
  try {
    return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
  } catch {
    return null;
  }
}

async function readSealed(file: string): Promise<Map<string, string>> {
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (missing || error instanceof SyntaxError || error instanceof z.ZodError) return new Map();
    throw error;
  }
}
