/** The command line as a process of its own, bundled into a temporary folder that looks like the installed package. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const project = fileURLToPath(new URL('../../../', import.meta.url));

export interface BundledCommandLine {
  start(argv: readonly string[], environment?: Readonly<Record<string, string>>): ChildProcessWithoutNullStreams;
  remove(): Promise<void>;
}

export async function bundleCommandLine(): Promise<BundledCommandLine> {
  const folder = await mkdtemp(join(tmpdir(), 'galley-package-'));
  const out = join(folder, 'out/main');
  await mkdir(out, { recursive: true });
  for (const name of ['node_modules', 'src']) await symlink(join(project, name), join(folder, name));
  await copyFile(join(project, 'package.json'), join(folder, 'package.json'));
  await build({
    entryPoints: { cli: join(project, 'src/cli/index.ts'), worker: join(project, 'src/worker/index.ts') },
    outdir: out,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    packages: 'external',
    logLevel: 'warning',
  });
  return {
    start: (argv, environment = {}) =>
      spawn(process.execPath, [join(out, 'cli.js'), ...argv], { env: { ...process.env, ...environment } }),
    remove: () => rm(folder, { recursive: true }),
  };
}
