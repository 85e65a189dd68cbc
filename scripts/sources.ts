/** Types of every room, lint and format: what can be said of the sources without running them. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';
import { runTool } from './steps.ts';

/** A tsconfig for each room says which globals exist where its code runs; the root's holds everything together. */
export function typeProjects(root: string): string[] {
  const rooms = readdirSync(join(root, 'src')).map((room) => `src/${room}/tsconfig.json`);
  const parts = ['src/main/preview/page-script/tsconfig.json'];
  return ['tsconfig.json', 'e2e/tsconfig.json', ...rooms, ...parts].filter((file) => existsSync(join(root, file)));
}

/** Types, lint and format. @returns whether all is well */
export function checkSources(): boolean {
  const types = typeProjects(projectRoot()).map((project) => runTool(`types: ${project}`, 'tsc', ['-p', project]));
  const style = runTool('lint and format', 'biome', ['check', '--error-on-warnings']);
  return types.every(Boolean) && style;
}
