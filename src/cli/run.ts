import { type CommandName, type Options, type Request, readArguments, UsageError } from './args.ts';
import { exitCodes, type Host } from './host.ts';

/** Runs one command. Never throws: what goes wrong is said on `host.err` and becomes the exit code. */
export async function runCommandLine(argv: readonly string[], host: Host): Promise<number> {
  let request: Request;
  try {
    request = readArguments(argv, host.environment);
  } catch (error) {
    if (!(error instanceof UsageError)) return reportFailure(error, host, false);
    host.err.write(`${error.message}\nSee “galley help”.\n`);
    return exitCodes.couldNotRun;
  }
  try {
    return await dispatch(request, host);
  } catch (error) {
    return reportFailure(error, host, 'options' in request && request.options.json);
  }
}

async function dispatch(request: Request, host: Host): Promise<number> {
  switch (request.command) {
    case 'version':
      host.out.write(`galley ${host.engine.galleyVersion}\n`);
      return exitCodes.good;
    case 'help': {
      const { helpText } = await import('./help.ts');
      host.out.write(helpText(request.about));
      return exitCodes.good;
    }
    default: {
      const run = await loadCommand(request.command);
      return run(request.words, request.options, host);
    }
  }
}

type Command = (words: readonly string[], options: Options, host: Host) => Promise<number>;

/** Only the command that runs is loaded. */
async function loadCommand(name: CommandName): Promise<Command> {
  switch (name) {
    case 'new':
      return (await import('./commands/new.ts')).newSite;
    case 'build':
      return (await import('./commands/build.ts')).build;
    case 'check':
      return (await import('./commands/check.ts')).check;
    case 'explain':
      return (await import('./commands/explain.ts')).explain;
    case 'serve':
      return (await import('./commands/serve.ts')).serve;
    case 'publish':
      return (await import('./commands/publish.ts')).publish;
    case 'studio':
      return (await import('./commands/studio.ts')).studio;
  }
}

async function reportFailure(error: unknown, host: Host, json: boolean): Promise<number> {
  const { describeFailure, exitCodeOfFailure } = await import('./failure.ts');
  const failure = describeFailure(error, host.engine.galleyVersion);
  if (json) host.out.write(`${JSON.stringify({ type: 'could-not-run', ...failure })}\n`);
  else host.err.write([failure.message, failure.advice].map((text) => (text === '' ? '' : `${text}\n`)).join(''));
  return exitCodeOfFailure(error);
}
