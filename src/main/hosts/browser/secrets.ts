/** Secrets for as long as the host runs: a browser has no keychain that we could use. */
import type { SecretStore } from '../../studio/types.ts';

export function sessionSecrets(): SecretStore {
  const kept = new Map<string, string>();
  return {
    get: async (id) => kept.get(id) ?? null,
    set: async (id, value) => void kept.set(id, value),
    remove: async (id) => void kept.delete(id),
  };
}
