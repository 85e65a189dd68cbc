import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';
import type { Bench, PreparedTool, Tool } from './tool.ts';

function find(): { version: string } | { missing: string } {
  const run = spawnSync('hugo', ['version'], { encoding: 'utf8' });
  if (run.error || run.status !== 0) return { missing: 'hugo is not installed (Debian: apt-get install hugo)' };
  return { version: /v(\d+\.\d+\.\d+)/.exec(run.stdout)?.[1] ?? run.stdout.trim() };
}

function prepare({ work, content, fields }: Bench): PreparedTool {
  const site = join(work, 'hugo');
  cpSync(join(projectRoot(), 'bench/sites/hugo'), site, { recursive: true });
  const caches = join(work, 'hugo-cache');
  return {
    name: 'hugo',
    command: 'hugo',
    args: (output) =>
      ['--quiet', '--contentDir', content, '--destination', output, '--cacheDir', caches, '--noBuildLock'].concat(
        fields ? ['--config', 'hugo.toml,fields.toml'] : [],
      ),
    cwd: site,
    forget: () => {
      rmSync(caches, { recursive: true, force: true });
      rmSync(join(site, 'resources'), { recursive: true, force: true });
    },
  };
}

export const hugo: Tool = { name: 'hugo', extra: null, find, prepare };
