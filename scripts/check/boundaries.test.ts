import { expect, it } from 'vitest';
import { projectRoot } from '../project.ts';
import { checkBoundaries, sourceFiles, violationsIn } from './boundaries.ts';

it('finds no forbidden import in the project', () => {
  expect(sourceFiles(projectRoot()).length).toBeGreaterThan(50);
  expect(checkBoundaries(projectRoot())).toEqual([]);
});

it.each([
  ['src/shared/a.ts', "import { join } from 'node:path';"],
  ['src/shared/a.ts', "import type { Site } from '../main/engine/types.ts';"],
  ['src/shared/a.ts', "import nunjucks from 'nunjucks';"],
  ['src/kernel/x/a.ts', "import { readFile } from 'node:fs/promises';"],
  ['src/kernel/x/a.ts', "import { readFile } from 'fs/promises';"],
  ['src/kernel/x/a.ts', "const fs = load('node:fs');"],
  ['src/kernel/x/a.ts', "export { runBuild } from '../../main/engine/build.ts';"],
  ['src/main/engine/a.ts', "const worker = await import('../../worker/index.ts');"],
  ['src/main/engine/a.ts', "type Task = import('../../worker/parse.ts').Task;"],
  ['src/main/engine/a.ts', "import { app } from 'electron';"],
  ['src/main/engine/a.test.ts', "const electron = require('electron');"],
  ['src/main/engine/a.ts', "import { makeSite } from '../../cli/testing/site.ts';"],
  [
    'src/main/engine/a.ts',
    "import { makeSite } from './testing/site-folder.ts';".replace('./testing', '../studio/testing'),
  ],
  ['src/main/hosts/browser/a.ts', "import { openWindow } from '../electron/window.ts';"],
  ['src/worker/a.ts', "import { openSite } from '../main/engine/open-site.ts';"],
  ['src/renderer/a.tsx', "import { join } from 'node:path';"],
  ['src/cli/a.ts', "import { runBuild } from '../main/engine/build.ts';"],
  ['src/new-room/a.ts', "import { join } from 'node:path';"],
])('refuses in %s: %s', (file, source) => {
  expect(violationsIn(file, `// The first line.\n${source}`)).toMatchObject([{ file, line: 2 }]);
});

it.each([
  ['src/shared/a.ts', "import { z } from 'zod'; import type { Proof } from './proof.ts';"],
  [
    'src/kernel/x/a.ts',
    "import { createHash } from 'node:crypto'; import { count } from '../../shared/proofs/spec.ts';",
  ],
  ['src/main/hosts/electron/a.ts', "import { app } from 'electron';"],
  ['src/cli/a.ts', "const { openSite } = await import('../main/engine/open-site.ts');"],
  ['src/cli/a.ts', "const text = 'electron'; say('electron is not here', 1);"],
  ['src/worker/a.test.ts', "import { makeSite } from '../main/engine/testing/site-folder.ts';"],
])('allows in %s: %s', (file, source) => {
  expect(violationsIn(file, source)).toEqual([]);
});
