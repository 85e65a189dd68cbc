import { once } from 'node:events';
import type { Ask, Output } from '../host.ts';

/** Reads answers, a line each. @param input opened when something is asked */
export function createAsk(input: () => NodeJS.ReadableStream, output: Output): Ask {
  return async (question, signal) => {
    signal.throwIfAborted();
    const { createInterface } = await import('node:readline');
    output.write(question);
    // As no terminal: lines are then edited by the system, and Ctrl+C stays the signal that the program listens to.
    const lines = createInterface({ input: input(), terminal: false });
    const settled = new AbortController();
    const until = { signal: AbortSignal.any([signal, settled.signal]) };
    const line = once(lines, 'line', until).then(([text]) => String(text));
    const end = once(lines, 'close', until).then(() => null);
    try {
      const answer = await Promise.race([line, end]);
      if (answer === null) output.write('\n');
      return answer;
    } finally {
      settled.abort();
      lines.close();
      // The one that was not waited for ends as well.
      await Promise.allSettled([line, end]);
    }
  };
}
