/** Builds an example with the command line as it is shipped, under a base path, in a temporary folder. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Served, serveFolder } from './serve.ts';

const project = resolve(import.meta.dirname, '..');
const commandLine = join(project, 'out/main/cli.js');

export interface BuiltSite {
  /** The output. */
  folder: string;
  basePath: string;
  /** Address of the front page. */
  home: string;
  /** What the command line printed, and its exit code. */
  output: string;
  exitCode: number | null;
  /** The verdict and proofs that `--json` gave. */
  events: Record<string, unknown>[];
  close(): Promise<void>;
}

/** @param basePath "/notes/" */
export async function buildAndServe(example: string, basePath: string): Promise<BuiltSite> {
  if (!existsSync(commandLine)) throw new Error(`${commandLine} is not there: run "npm run build" first.`);
  const root = mkdtempSync(join(tmpdir(), 'galley-e2e-'));
  const skip = new Set(['public', '.galley'].map((name) => join(project, 'examples', example, name)));
  cpSync(join(project, 'examples', example), root, { recursive: true, filter: (path) => !skip.has(path) });
  const settings = join(root, 'site.yaml');
  const url = `url: https://example.com${basePath}`;
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^url: .*$/m, url));
  const run = spawnSync(process.execPath, [commandLine, 'build', root, '--json', '--strict'], { encoding: 'utf8' });
  const folder = join(root, 'public');
  const served: Served = await serveFolder(folder, basePath);
  return {
    folder,
    basePath,
    home: `${served.origin}${basePath}`,
    output: run.stdout + run.stderr,
    exitCode: run.status,
    events: jsonLines(run.stdout),
    async close() {
      await served.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function jsonLines(text: string): Record<string, unknown>[] {
  const lines = text.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Every HTML file of the output, relative to it. */
export function htmlFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.html')).sort();
}
