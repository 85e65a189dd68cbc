/** Running the project's tools one after another, with their own output and one line for each. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

/** Runs a tool of node_modules/.bin in the project; its output is the person's to read. @returns whether it succeeded */
export function runTool(
  title: string,
  tool: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): boolean {
  const began = Date.now();
  console.log(`\n── ${title}`);
  const suffix = process.platform === 'win32' ? '.cmd' : '';
  const { status, error } = spawnSync(join(projectRoot(), 'node_modules/.bin', tool + suffix), args, {
    cwd: projectRoot(),
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...environment },
  });
  if (error) console.error(error.message);
  const good = status === 0;
  console.log(`${good ? 'good' : 'FAILED'}: ${title}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return good;
}
