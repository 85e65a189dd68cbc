/**
 * One window's line: what comes in is checked here and nowhere else, what goes out is numbered here. Nothing that a window sends can
 * end the host: every call gets one reply or one failure, in words.
 */
import type { StudioEvent } from '../../shared/contract/events.ts';
import { isMethod, methods } from '../../shared/contract/methods.ts';
import {
  type Channel,
  callSchema,
  type ErrorCode,
  type HostMessage,
  MAX_MESSAGE,
  StudioError,
} from '../../shared/contract/wire.ts';
import type { Caller, Handler, Handlers } from './context.ts';
import { contractError } from './failures.ts';

/** States are sent at most this often; the last one always arrives. */
const STATE_MS = 100;
/** A failure that belongs to no call: its text could not be read. */
const NO_CALL = -1;

type AnyHandler = Handler<keyof Handlers>;

export class Gate {
  #seq = 0;
  #closed = false;
  #state: StudioEvent | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stateSent = Number.NEGATIVE_INFINITY;

  /** @param caller given to handlers; made with this gate's `send` and `seq` */
  constructor(
    private readonly channel: Channel,
    private readonly handlers: Handlers,
    private readonly caller: Caller,
  ) {
    channel.onMessage((text) => void this.#receive(text));
  }

  /** Number of the last event; a state that is held back is sent first. */
  seq(): number {
    this.#flushState();
    return this.#seq;
  }

  /** States come as often as the window can show them; everything else comes at once, and in order. */
  send(event: StudioEvent): void {
    if (this.#closed) return;
    if (event.type !== 'state') {
      this.#flushState();
      this.#number(event);
      return;
    }
    this.#state = event;
    const wait = this.#stateSent + STATE_MS - performance.now();
    if (wait <= 0) this.#flushState();
    else this.#timer ??= setTimeout(() => this.#flushState(), wait);
  }

  post(message: HostMessage): void {
    if (!this.#closed) this.channel.post(JSON.stringify(message));
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #number(event: StudioEvent): void {
    this.post({ type: 'event', seq: ++this.#seq, event });
  }

  #flushState(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const state = this.#state;
    this.#state = null;
    if (state === null || this.#closed) return;
    this.#stateSent = performance.now();
    this.#number(state);
  }

  async #receive(text: string): Promise<void> {
    if (this.#closed) return;
    let id = NO_CALL;
    try {
      const { id: known, method, args } = readCall(text);
      id = known;
      this.post({ type: 'reply', id, result: (await this.#dispatch(method, args)) ?? null });
    } catch (error) {
      if (error instanceof BadCall) id = error.id;
      this.#fail(id, error);
    }
  }

  /** Also what cannot be posted: a result that is no JSON is a mistake of ours, and the call still gets its answer. */
  #fail(id: number, error: unknown): void {
    const failure = contractError(error);
    if (failure.code === 'internal') console.error(error);
    this.post({ type: 'failure', id, error: failure });
  }

  async #dispatch(method: string, args: unknown): Promise<unknown> {
    if (!isMethod(method))
      throw new StudioError('bad-call', 'This window asked for something that Galley does not know.', method);
    const checked = methods[method].args.safeParse(args);
    if (!checked.success) {
      throw new StudioError(
        'bad-call',
        'This window asked in a way that Galley does not understand.',
        checked.error.message,
      );
    }
    const handler = this.handlers[method] as AnyHandler;
    return handler(this.caller, checked.data as never);
  }
}

/** A message that is no call. `id`: as far as it could be made out. */
class BadCall extends StudioError {
  constructor(
    readonly id: number,
    code: ErrorCode,
    message: string,
  ) {
    super(code, message);
  }
}

function readCall(text: string): { id: number; method: string; args: unknown } {
  if (text.length > MAX_MESSAGE) throw new BadCall(guessId(text), 'too-large', 'This is too much to send at once.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new BadCall(guessId(text), 'bad-call', 'A message from this window could not be read.');
  }
  const call = callSchema.safeParse(value);
  if (call.success) return { id: call.data.id, method: call.data.method, args: call.data.args };
  const { id } = (typeof value === 'object' && value !== null ? value : {}) as { id?: unknown };
  throw new BadCall(
    Number.isSafeInteger(id) ? (id as number) : NO_CALL,
    'bad-call',
    'A message from this window could not be read.',
  );
}

/** Windows write the number first. */
function guessId(text: string): number {
  const id = /^\s*\{\s*"id"\s*:\s*(\d{1,15})\b/.exec(text.slice(0, 100))?.[1];
  return id === undefined ? NO_CALL : Number(id);
}
