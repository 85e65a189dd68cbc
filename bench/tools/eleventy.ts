import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';
import type { Bench, PreparedTool, Tool } from './tool.ts';

const manifest = (): string => join(projectRoot(), 'bench/eleventy');

/** The folder that holds Eleventy, outside the project, named after its lock file: installed once for each. */
function installFolder(): string {
  const lock = readFileSync(join(manifest(), 'package-lock.json'));
  return join(tmpdir(), `galley-bench-eleventy-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
}

function install(folder: string): string | null {
  const attempt = `${folder}.${process.pid}`;
  mkdirSync(attempt, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) cpSync(join(manifest(), file), join(attempt, file));
  const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: attempt,
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    rmSync(attempt, { recursive: true, force: true });
    return `npm ci failed: ${(run.stderr || String(run.error)).trim().split('\n').slice(-2).join(' ')}`;
  }
  renameSync(attempt, folder);
  return null;
}

function find(): { version: string } | { missing: string } {
  const folder = installFolder();
  if (!existsSync(folder)) {
    process.stderr.write('Installing Eleventy into a temporary folder …\n');
    const problem = install(folder);
    if (problem) return { missing: problem };
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/@11ty/eleventy/package.json'), 'utf8')) as {
    version: string;
  };
  return { version };
}

function prepare({ work, content, fields }: Bench): PreparedTool {
  const site = join(work, 'eleventy');
  cpSync(join(projectRoot(), 'bench/sites/eleventy'), site, { recursive: true });
  symlinkSync(join(installFolder(), 'node_modules'), join(site, 'node_modules'));
  symlinkSync(content, join(site, 'content'));
  return {
    name: 'eleventy',
    command: process.execPath,
    args: (output) => [
      join(installFolder(), 'node_modules/@11ty/eleventy/cmd.cjs'),
      '--quiet',
      `--output=${output}`,
      `--config=${fields ? 'eleventy.fields.js' : 'eleventy.config.js'}`,
    ],
    cwd: site,
    forget: () => rmSync(join(site, '.cache'), { recursive: true, force: true }),
  };
}

export const eleventy: Tool = { name: 'eleventy', extra: null, find, prepare };
