/** A build in a process of its own, which may be killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import type { BuildRequest, EngineOptions } from '../../types.ts';

/**
 * @param options its worker has the engine's bundle beside it
 * @param after milliseconds from when it begins until it is killed; null: it may end
 */
export async function buildElsewhere(
  root: string,
  request: BuildRequest,
  options: EngineOptions,
  after: number | null,
): Promise<void> {
  const engine = join(dirname(options.workerPath), 'engine.js');
  const program = `
    const { openSite } = await import(${JSON.stringify(engine)});
    const site = await openSite(${JSON.stringify(root)}, ${JSON.stringify(options)});
    process.stdout.write('begins');
    await site.build(${JSON.stringify(request)}).catch((error) => {
      if (error.name !== 'CannotBuild') throw error;
    });
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const timer = after === null ? null : setTimeout(() => child.kill('SIGKILL'), after);
  await ended;
  if (timer !== null) clearTimeout(timer);
}
