import { readFileSync } from 'node:fs';
import type { CopyResult, CopyTask, OutputFile } from '../kernel/tasks.ts';
import { writeOutput } from './write-output.ts';

/** Copies files into the output folder as they are. One that cannot be read is said and skipped. */
export function copyFiles(task: CopyTask): CopyResult {
  const outputs = task.items.map(({ from, output }, i): OutputFile => {
    try {
      const bytes = typeof from === 'string' ? readFileSync(from) : from;
      return writeOutput(task.write, output, bytes, task.write.known?.[i] ?? null);
    } catch (error) {
      const problem = (error as NodeJS.ErrnoException).code ?? String(error);
      return { path: output, size: 0, hash: '', signature: '', state: 'failed', problem };
    }
  });
  return { outputs };
}
