/** `npm run dev`: builds Galley, and again after every change of its sources, until it is stopped. */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';
import { runTool } from './steps.ts';

/** An editor writes several files, and each more than once. */
const quietMs = 150;

let waiting: NodeJS.Timeout | undefined;
const build = (): void => void runTool('building Galley', 'electron-vite', ['build', '--logLevel', 'error']);

build();
console.log('It is built again after every change in src/. Ctrl+C stops it.');
watch(join(projectRoot(), 'src'), { recursive: true }, () => {
  clearTimeout(waiting);
  waiting = setTimeout(build, quietMs);
});
