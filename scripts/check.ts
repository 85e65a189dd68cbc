/** `npm run check`: types, lint and format, then the unit tests (boundaries and docs are among them). */
import { checkSources } from './sources.ts';
import { runTool } from './steps.ts';

const good = [checkSources(), runTool('unit tests, boundaries, docs', 'vitest', ['run'])].every(Boolean);
console.log(good ? '\nAll good.' : '\nSomething above needs mending.');
process.exitCode = good ? 0 : 1;
