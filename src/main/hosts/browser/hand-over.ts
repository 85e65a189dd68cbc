/**
 * A second start hands over to the host that runs: one program, many tabs. Both show that they know the key and neither says it,
 * since another program may sit on the port by now.
 */
import { randomBytes } from 'node:crypto';
import { get, type RequestOptions } from 'node:http';
import { isSame, proofOf } from './key.ts';
import { studioName } from './names.ts';
import type { HostState } from './state.ts';

export const handOverPath = '/galley/host';

const patienceMs = 2000;
/** How far the clocks of two processes of one computer may be apart, the time of the question included. */
const freshMs = 10_000;

/** What the running host answers. */
export interface RunningHost {
  version: string;
  /** Hash of its contract. */
  contract: string;
  address: string;
  ticket: string;
  proof: string;
}

/** What the second start was to open: a folder, absolute; the tour; null: Welcome. */
export type Wanted = { site: string } | 'tour' | null;

/** @returns null: nobody there, or somebody else */
export async function askRunning({ port, key }: HostState, wanted: Wanted): Promise<RunningHost | null> {
  const nonce = `${Date.now()}-${randomBytes(16).toString('hex')}`;
  const path = `${handOverPath}?${queryOf(wanted)}`;
  const headers = {
    Host: `${studioName}:${port}`,
    'Galley-Nonce': nonce,
    'Galley-Proof': proofOf(key, questionOf(nonce, port)),
  };
  const answer = await fetchJson({ host: '127.0.0.1', port, path, headers, timeout: patienceMs });
  if (typeof answer !== 'object' || answer === null) return null;
  const { version, contract, address, ticket, proof } = answer as Partial<Record<keyof RunningHost, unknown>>;
  const texts = [version, contract, address, ticket, proof];
  if (!texts.every((text) => typeof text === 'string')) return null;
  return isSame(String(proof), proofOf(key, `answer ${nonce}`)) ? (answer as RunningHost) : null;
}

function queryOf(wanted: Wanted): string {
  if (wanted === null) return '';
  return wanted === 'tour' ? 'tour' : `site=${encodeURIComponent(wanted.site)}`;
}

export function readWanted(query: URLSearchParams): Wanted {
  const site = query.get('site');
  if (site !== null) return { site };
  return query.has('tour') ? 'tour' : null;
}

/** Bound to the port: who took ours cannot pass the question on to where we went. */
function questionOf(nonce: string, port: number): string {
  return `ask ${port} ${nonce}`;
}

/** @returns the question's nonce; null: who asks does not know the key, or repeats an old question */
export function isAsked(headers: Headers, key: string, port: number, now: number): string | null {
  const nonce = headers.get('galley-nonce') ?? '';
  const fresh = Math.abs(now - Number.parseInt(nonce, 10)) < freshMs;
  return fresh && isSame(headers.get('galley-proof') ?? '', proofOf(key, questionOf(nonce, port))) ? nonce : null;
}

/** Node does not resolve names under localhost, and `fetch` sets no Host: hence the plain request. */
function fetchJson(options: RequestOptions): Promise<unknown> {
  return new Promise((resolve) => {
    const nothing = (): void => resolve(null);
    const request = get(options, (response) => {
      const parts: Buffer[] = [];
      response.on('error', nothing).on('data', (part: Buffer) => {
        parts.push(part);
        if (parts.length > 100) request.destroy();
      });
      response.on('end', () => resolve(parseOrNull(Buffer.concat(parts).toString())));
    });
    request
      .on('error', nothing)
      .on('timeout', () => request.destroy())
      .on('close', nothing);
  });
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
