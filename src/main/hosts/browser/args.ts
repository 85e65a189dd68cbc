/** What the browser host was started with. Programs start it, so that a slip here is a mistake of ours. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface HostArguments {
  /** null: the last one, else a free one. */
  port: number | null;
  /** Open the person's browser. */
  open: boolean;
  json: boolean;
  /** A folder, absolute; 'tour'; null: Welcome. */
  site: string | null;
  tour: boolean;
  /** Why a browser and no window of its own, as a sentence; null: it was asked for. */
  because: string | null;
}

/** @throws TypeError an unknown option; RangeError a port that is none */
export function readHostArguments(argv: readonly string[], folder: string): HostArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string' },
      'no-open': { type: 'boolean' },
      json: { type: 'boolean' },
      site: { type: 'string' },
      tour: { type: 'boolean' },
      because: { type: 'string' },
    },
  });
  return {
    port: values.port === undefined ? null : readPort(values.port),
    open: !values['no-open'],
    json: values.json ?? false,
    site: values.site === undefined ? null : resolve(folder, values.site),
    tour: values.tour ?? false,
    because: values.because ?? null,
  };
}

function readPort(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new RangeError(`--port needs a whole number from 0 to 65535, not “${text}”.`);
}
