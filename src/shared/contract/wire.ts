/**
 * What passes between a window and the host, on either carrier: one JSON text a message, so that Electron's structured clone
 * cannot let through what a WebSocket would lose. A window sends calls; the host sends one hello, replies and events.
 */
import { z } from 'zod';
import type { StudioEvent } from './events.ts';
import type { Hello } from './hello.ts';

/** Longest message, in UTF-16 code units. Lists over a thousand travel by page; pictures and pages never travel here. */
export const MAX_MESSAGE = 16 * 1024 * 1024;

export const callSchema = z.strictObject({
  /** Unique in its connection. */
  id: z.number().int().nonnegative(),
  method: z.string().max(64),
  args: z.unknown(),
});

/** Codes that a window acts on; every other code is shown as it is worded. */
export type ErrorCode =
  | 'bad-call'
  | 'cannot'
  | 'conflict'
  | 'gone'
  | 'internal'
  | 'no-session'
  | 'not-a-site'
  | 'not-found'
  | 'not-yours'
  | 'refused'
  | 'stale'
  | 'too-large';

/** `message` says what happened and what to do, for the writer; `detail` is for whoever looks closer. */
export interface ContractError {
  code: ErrorCode;
  message: string;
  detail?: string;
}

export type HostMessage =
  | { type: 'hello'; hello: Hello }
  | { type: 'reply'; id: number; result: unknown }
  | { type: 'failure'; id: number; error: ContractError }
  | { type: 'event'; seq: number; event: StudioEvent };

/** One line to a window: what carries it (IPC, WebSocket) is the host's business. */
export interface Channel {
  post(text: string): void;
  onMessage(listener: (text: string) => void): void;
}

/** What a handler throws on purpose. Anything else that is thrown becomes `internal`. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail?: string,
  ) {
    super(message);
  }
}
