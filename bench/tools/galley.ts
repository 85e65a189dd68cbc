import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectRoot } from '../../scripts/project.ts';
import type { Bench, PreparedTool, Tool } from './tool.ts';

/** One moment for every run, after the dates of all documents. */
const now = '2030-01-01T00:00:00Z';

function find(): { version: string } | { missing: string } {
  const root = projectRoot();
  if (!existsSync(join(root, 'out/main/cli.js'))) return { missing: 'it is not built yet (npm run build)' };
  return { version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version };
}

/** Copies the bench's Galley site to `site`, around the documents in `content`, which stay where they are. */
export function layOutGalleySite(site: string, content: string, fields: boolean): void {
  cpSync(join(projectRoot(), 'bench/sites/galley'), site, { recursive: true });
  const settings = readFileSync(join(site, 'site.yaml'), 'utf8')
    .replace('../content', relative(site, content).split(sep).join('/'))
    .replace('fields: false', `fields: ${fields}`);
  writeFileSync(join(site, 'site.yaml'), settings);
}

function prepare({ work, content, fields }: Bench): PreparedTool {
  const site = join(work, 'galley');
  layOutGalleySite(site, content, fields);
  return {
    name: 'galley',
    command: process.execPath,
    args: (output) => [join(projectRoot(), 'out/main/cli.js'), 'build', site, '--out', output, '--now', now],
    cwd: site,
    forget: () => rmSync(join(site, '.galley'), { recursive: true, force: true }),
  };
}

export const galley: Tool = {
  name: 'galley',
  extra:
    'proofs of every template, facts and asset map of every page, links and anchors checked, traces, report, Atom beside RSS',
  find,
  prepare,
};
