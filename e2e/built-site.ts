/** Builds an example with the command line as it is shipped, under a base path, in a temporary folder. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Served, serveFolder } from './serve.ts';

const project = resolve(import.meta.dirname, '..');
const commandLine = join(project, 'out/main/cli.js');

export interface BuildResult {
  exitCode: number | null;
  /** All that the command line printed. */
  output: string;
  /** Each proof as "severity code: message", suggestions too; null when the build made no report. */
  proofs: string[] | null;
}

export interface BuiltSite {
  /** The output. */
  folder: string;
  basePath: string;
  /** Address of the front page. */
  home: string;
  result: BuildResult;
  close(): Promise<void>;
}

/**
 * @param basePath "/notes/"; null: the example as it is
 * @param theme instead of the example's
 */
export async function buildAndServe(example: string, basePath: string | null, theme?: string): Promise<BuiltSite> {
  const root = mkdtempSync(join(tmpdir(), 'galley-e2e-'));
  const skip = new Set(['public', '.galley'].map((name) => join(project, 'examples', example, name)));
  cpSync(join(project, 'examples', example), root, { recursive: true, filter: (path) => !skip.has(path) });
  const settings = join(root, 'site.yaml');
  let text = readFileSync(settings, 'utf8');
  if (basePath !== null) text = text.replace(/^url: .*$/m, `url: https://example.com${basePath}`);
  if (theme !== undefined) text = text.replace(/^theme: .*$/m, `theme: ${theme}`);
  writeFileSync(settings, text);
  const result = build(root);
  const folder = join(root, 'public');
  const served: Served = await serveFolder(folder, basePath ?? '/');
  return {
    folder,
    basePath: basePath ?? '/',
    home: `${served.origin}${basePath ?? '/'}`,
    result,
    async close() {
      await served.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A strict build, by the command line as it is shipped. */
export function build(root: string): BuildResult {
  if (!existsSync(commandLine)) throw new Error(`${commandLine} is not there: run "npm run build" first.`);
  const run = spawnSync(process.execPath, [commandLine, 'build', root, '--json', '--strict'], { encoding: 'utf8' });
  const events = run.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Event);
  const report = events.find((event) => event.type === 'build-finished')?.report;
  const proofs = report?.proofs.map(({ severity, code, message }) => `${severity} ${code}: ${message}`) ?? null;
  return { exitCode: run.status, output: run.stdout + run.stderr, proofs };
}

interface Event {
  type: string;
  report?: { proofs: { severity: string; code: string; message: string }[] };
}

/** Every HTML file of the output, relative to it. */
export function htmlFiles(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.html')).sort();
}
