/** Calls to the host and what it says unasked. One client a window; it connects again by itself when the line drops. */
import type { StudioEvent } from '../../shared/contract/events.ts';
import type { Hello } from '../../shared/contract/hello.ts';
import type { ArgsOf, MethodName, ResultOf } from '../../shared/contract/methods.ts';
import type { ContractError, HostMessage } from '../../shared/contract/wire.ts';
import { StudioError } from '../../shared/contract/wire.ts';
import { openTransport, type Transport } from './transport.ts';

export interface ClientEvents {
  onHello(hello: Hello): void;
  onEvent(event: StudioEvent, seq: number): void;
  /** `refused`: the key is wrong; trying again would not help. */
  onLost(refused: boolean): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** The line to the host is gone: the call may or may not have arrived. */
class LineLost extends Error {
  override readonly name = 'LineLost';
}

/** Milliseconds between two attempts to connect again; the last one repeats. */
const PAUSES = [200, 500, 1000, 2000];

export class Client {
  #transport: Transport | null = null;
  #open = false;
  #nextId = 0;
  #attempt = 0;
  readonly #pending = new Map<number, Pending>();

  constructor(private readonly events: ClientEvents) {}

  connect(): void {
    this.#transport = openTransport({
      onOpen: () => {
        this.#open = true;
        this.#attempt = 0;
      },
      onMessage: (text) => this.#receive(text),
      onClose: (refused) => this.#dropped(refused),
    });
  }

  /** @throws StudioError what the host answered; LineLost when it cannot be asked */
  call<Name extends MethodName>(method: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>> {
    const transport = this.#transport;
    if (!this.#open || transport === null) return Promise.reject(new LineLost('The connection to Galley was lost.'));
    const id = this.#nextId++;
    return new Promise<ResultOf<Name>>((resolve, reject) => {
      this.#pending.set(id, { resolve: (result) => resolve(result as ResultOf<Name>), reject });
      transport.post(JSON.stringify({ id, method, args }));
    });
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as HostMessage;
    if (message.type === 'hello') this.events.onHello(message.hello);
    else if (message.type === 'event') this.events.onEvent(message.event, message.seq);
    else if (message.type === 'reply') this.#settle(message.id)?.resolve(message.result);
    else this.#settle(message.id)?.reject(asError(message.error));
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #dropped(refused: boolean): void {
    this.#open = false;
    for (const { reject } of this.#pending.values()) reject(new LineLost('The connection to Galley was lost.'));
    this.#pending.clear();
    this.events.onLost(refused);
    if (refused) return;
    const pause = PAUSES[Math.min(this.#attempt++, PAUSES.length - 1)] as number;
    setTimeout(() => this.connect(), pause);
  }
}

function asError({ code, message, detail }: ContractError): StudioError {
  return new StudioError(code, message, detail);
}
