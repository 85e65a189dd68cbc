/** What was typed after `npm start --`. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { StudioWish } from '../../src/main/hosts/choose/start-studio.ts';

export const startHelp = `npm start                 Galley, with a site to try things on
npm start -- DIR          with the site in this folder

  --browser   in a browser           --electron  in a window of its own, even if that failed before
  --no-open   open no browser        --port N    the port of its address
  --json      one event a line, for programs
`;

/**
 * @param folder that a relative DIR begins from
 * @returns 'help', or a sentence about what cannot be understood
 */
export function readStart(argv: readonly string[], folder: string): StudioWish | 'help' | { problem: string } {
  let typed: ReturnType<typeof parse>;
  try {
    typed = parse(argv);
  } catch (error) {
    // Node's advice about "--" is about programs, and not about this one.
    if (error instanceof TypeError) return { problem: `${error.message.split('. ')[0]}.` };
    throw error;
  }
  const { values, positionals } = typed;
  const [site, ...more] = positionals;
  if (values.help) return 'help';
  if (more.length > 0) return { problem: 'One site at a time: name one folder.' };
  if (values.browser && values.electron) return { problem: '--browser and --electron cannot both be had.' };
  const port = values.port === undefined ? null : Number(/^\d+$/.test(values.port) ? values.port : Number.NaN);
  if (port !== null && !(port <= 65_535))
    return { problem: `--port needs a whole number from 0 to 65535, not “${values.port}”.` };
  return {
    host: values.browser ? 'browser' : values.electron ? 'electron' : null,
    site: site === undefined ? null : resolve(folder, site),
    tour: site === undefined,
    open: !values['no-open'],
    json: values.json ?? false,
    port,
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      browser: { type: 'boolean' },
      electron: { type: 'boolean' },
      'no-open': { type: 'boolean' },
      json: { type: 'boolean' },
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}
