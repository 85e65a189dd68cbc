/** `npm start`: builds Galley when its sources are newer, then builds and serves a site. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project.ts';
import { runTool } from './steps.ts';

const root = projectRoot();
const program = join(root, 'out/main/cli.js');

/** Whether the built program is there and newer than all it is made from. */
function isFresh(): boolean {
  if (!existsSync(program)) return false;
  const built = statSync(program).mtimeMs;
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((file) =>
    join(root, 'src', file),
  );
  return [...sources, join(root, 'package-lock.json'), join(root, 'electron.vite.config.ts')].every(
    (file) => statSync(file).mtimeMs <= built,
  );
}

if (!isFresh() && !runTool('building Galley', 'electron-vite', ['build', '--logLevel', 'error'])) {
  process.exitCode = 1;
} else {
  console.log('Galley’s window, the studio, comes next; until then this shows the example site in your browser.\n');
  process.argv = [
    process.argv[0]!,
    program,
    'serve',
    join(root, 'examples/journal'),
    '--out',
    join(root, 'out/journal'),
    ...process.argv.slice(2),
  ];
  await import(pathToFileURL(program).href);
}
