/** Redirects from the earlier addresses that documents list. */
import { encodePath } from '../../../kernel/url.ts';
import type { PageNumber } from '../../../shared/snapshot.ts';
import { readAddress } from './addresses.ts';
import type { Claims } from './claims.ts';
import { type Context, type Entry, keyFinding } from './model.ts';

export interface Redirect {
  /** Root-relative with base path. */
  from: string;
  /** Path in public/. */
  output: string;
  page: PageNumber;
}

/** @param entries those with aliases, by path */
export function buildRedirects(context: Context, entries: readonly Entry[], claims: Claims): Redirect[] {
  const redirects: Redirect[] = [];
  const owners = new Map<string, string>();
  for (const { record, number } of entries) {
    const source = record.source as string;
    for (const alias of record.aliases) {
      const { path, problem } = readAddress(alias);
      if (problem !== null) {
        context.findings.push(keyFinding(context, 'address-wrong', source, 'aliases', { address: alias, problem }));
        continue;
      }
      const output = path === '' || path.endsWith('/') ? `${path}index.html` : path;
      if (output === record.output) continue;
      const key = output.toLowerCase();
      const owner = claims.ownerOf(output) ?? owners.get(key);
      if (owner !== undefined) {
        const finding = keyFinding(context, 'alias-taken', source, 'aliases', { alias, owner });
        context.findings.push({ ...finding, cause: `${source} ${alias}` });
        continue;
      }
      owners.set(key, source);
      redirects.push({ from: context.basePath + encodePath(path), output, page: number });
    }
  }
  return redirects;
}
