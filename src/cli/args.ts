/** What was typed after `galley`, as values. */
import { parseArgs } from 'node:util';

const commandNames = ['new', 'build', 'check', 'explain', 'serve', 'publish', 'studio'] as const;
export type CommandName = (typeof commandNames)[number];

/** The command could not be understood: the person's slip, never a stack trace. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const flags = {
  json: { type: 'boolean' },
  strict: { type: 'boolean' },
  clean: { type: 'boolean' },
  adopt: { type: 'boolean' },
  drafts: { type: 'boolean' },
  verbose: { type: 'boolean' },
  workers: { type: 'string' },
  out: { type: 'string' },
  now: { type: 'string' },
  port: { type: 'string' },
  starter: { type: 'string' },
  title: { type: 'string' },
  browser: { type: 'boolean' },
  electron: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  to: { type: 'string' },
  yes: { type: 'boolean' },
  undo: { type: 'boolean' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
type FlagName = keyof typeof flags;

const accepted: Record<CommandName, readonly FlagName[]> = {
  new: ['starter', 'title'],
  build: ['json', 'strict', 'clean', 'adopt', 'drafts', 'verbose', 'workers', 'out', 'now'],
  check: ['json', 'strict', 'drafts', 'verbose', 'workers', 'now'],
  explain: ['json'],
  serve: ['adopt', 'drafts', 'verbose', 'workers', 'out', 'now', 'port'],
  publish: ['json', 'to', 'yes', 'undo', 'list', 'strict', 'clean', 'adopt', 'verbose', 'workers', 'now'],
  studio: ['json', 'port', 'browser', 'electron', 'no-open'],
};

export interface Options {
  json: boolean;
  strict: boolean;
  clean: boolean;
  adopt: boolean;
  drafts: boolean;
  verbose: boolean;
  workers: number | null;
  out: string | null;
  /** ISO instant. */
  now: string | null;
  port: number | null;
  starter: string | null;
  title: string | null;
  browser: boolean;
  electron: boolean;
  noOpen: boolean;
  /** Id of a place to publish to. */
  to: string | null;
  yes: boolean;
  undo: boolean;
  list: boolean;
}

export type Request =
  | { command: 'help'; about: CommandName | null }
  | { command: 'version' }
  | { command: CommandName; words: string[]; options: Options };

/**
 * @param environment for SOURCE_DATE_EPOCH, which stands in for --now
 * @throws UsageError
 */
export function readArguments(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Request {
  const { values, positionals } = parse(argv);
  const [name, ...words] = positionals;
  if (values.version) return { command: 'version' };
  if (name === undefined || name === 'help') return { command: 'help', about: commandNamed(words[0]) };
  const command = commandNamed(name);
  if (command === null) throw new UsageError(unknownCommand(name));
  if (values.help) return { command: 'help', about: command };
  for (const flag of Object.keys(values) as FlagName[]) {
    if (!accepted[command].includes(flag)) throw new UsageError(`“galley ${command}” has no option --${flag}.`);
  }
  return { command, words, options: readOptions(values, environment) };
}

type Values = ReturnType<typeof parse>['values'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(plainParseError(error));
    throw error;
  }
}

/** Node's sentence without its advice about "--", which is about programs and not about this one. */
function plainParseError(error: TypeError): string {
  return error.message.split('. ')[0]!.replace(/\.?$/, '.');
}

function readOptions(values: Values, environment: Readonly<Record<string, string | undefined>>): Options {
  return {
    json: values.json ?? false,
    strict: values.strict ?? false,
    clean: values.clean ?? false,
    adopt: values.adopt ?? false,
    drafts: values.drafts ?? false,
    verbose: values.verbose ?? false,
    workers: wholeNumber('workers', values.workers, 64),
    out: values.out ?? null,
    now: readNow(values.now, environment.SOURCE_DATE_EPOCH),
    port: wholeNumber('port', values.port, 65_535),
    starter: values.starter ?? null,
    title: values.title ?? null,
    browser: values.browser ?? false,
    electron: values.electron ?? false,
    noOpen: values['no-open'] ?? false,
    to: values.to ?? null,
    yes: values.yes ?? false,
    undo: values.undo ?? false,
    list: values.list ?? false,
  };
}

function wholeNumber(flag: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= most)) throw new UsageError(`--${flag} needs a whole number from 0 to ${most}, not “${text}”.`);
  return value;
}

function readNow(typed: string | undefined, epoch: string | undefined): string | null {
  if (typed !== undefined) {
    const time = new Date(typed);
    const looksRight = /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(typed);
    if (looksRight && !Number.isNaN(time.getTime())) return time.toISOString();
    throw new UsageError(`--now needs a date such as 2026-03-01 or 2026-03-01T12:00:00Z, not “${typed}”.`);
  }
  if (epoch === undefined || epoch === '') return null;
  const time = new Date(/^\d+$/.test(epoch) ? Number(epoch) * 1000 : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new UsageError(`SOURCE_DATE_EPOCH is set to “${epoch}”; it needs a number of seconds.`);
}

function commandNamed(name: string | undefined): CommandName | null {
  return commandNames.find((known) => known === name) ?? null;
}

function unknownCommand(name: string): string {
  const near = commandNames.find((known) => known.startsWith(name.slice(0, 2)));
  return `There is no command “${name}”.${near ? ` Did you mean “galley ${near}”?` : ''}`;
}
