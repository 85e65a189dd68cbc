/** The shell's own line to the studio: it asks for what a window asks for, through the same gate. */
import type { ArgsOf, MethodName, ResultOf } from '../../../shared/contract/methods.ts';
import { type HostMessage, StudioError } from '../../../shared/contract/wire.ts';
import type { Studio } from '../../studio/types.ts';

export interface HostClient {
  /** @throws StudioError what the studio answered */
  ask<Name extends MethodName>(method: Name, args: ArgsOf<Name>): Promise<ResultOf<Name>>;
  close(): void;
}

export function connectHost(studio: Pick<Studio, 'connect'>): HostClient {
  const pending = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  let nextId = 0;
  let hear: (text: string) => void = () => {};
  const post = (text: string): void => {
    const message = JSON.parse(text) as HostMessage;
    if (message.type !== 'reply' && message.type !== 'failure') return;
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (message.type === 'reply') call?.resolve(message.result);
    else call?.reject(new StudioError(message.error.code, message.error.message, message.error.detail));
  };
  const onMessage = (listener: (text: string) => void): void => {
    hear = listener;
  };
  const connection = studio.connect({ post, onMessage }, { focus: () => {}, setTitle: () => {} }, null);
  return {
    ask: <Name extends MethodName>(method: Name, args: ArgsOf<Name>) =>
      new Promise<ResultOf<Name>>((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve: (result) => resolve(result as ResultOf<Name>), reject });
        hear(JSON.stringify({ id, method, args }));
      }),
    close: () => connection.close(),
  };
}
