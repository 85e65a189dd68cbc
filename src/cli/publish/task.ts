import type { Target } from '../../main/publish/targets/schema.ts';
import type { PublishState, Work } from '../../main/publish/types.ts';
import { publishStepWords } from '../../shared/publish-words.ts';
import type { Options } from '../args.ts';
import type { Ask, Host } from '../host.ts';

/** What every way of publishing from the command line needs. */
export interface Task {
  target: Target;
  state: PublishState;
  options: Options;
  host: Host;
  /** null: nobody is there to answer. */
  ask: Ask | null;
  signal: AbortSignal;
}

/** One event a line, with --json only. */
export function tell(
  { options, host }: Pick<Task, 'options' | 'host'>,
  event: { type: string; [more: string]: unknown },
): void {
  if (options.json) host.out.write(`${JSON.stringify(event)}\n`);
}

/** Work with what is said while it runs: events with --json, a moving line on a terminal, else nothing. */
export async function working<Result>(task: Task, run: (work: Work) => Promise<Result>): Promise<Result> {
  const { signal, host, options } = task;
  if (options.json) {
    return run({ signal, onProgress: (progress) => tell(task, { type: 'publish-progress', ...progress }) });
  }
  if (host.err.isTTY !== true) return run({ signal });
  const { Progress } = await import('../terminal/progress.ts');
  const line = new Progress(host.err);
  try {
    return await run({
      signal,
      onProgress: ({ step, done, total }) => line.step(publishStepWords[step], done, total),
    });
  } finally {
    line.clear();
  }
}
