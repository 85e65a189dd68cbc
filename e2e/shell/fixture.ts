/** `page` is the first window of the built shell. `test.use({ shellArgs: ['--site', folder] })` says what it opens. */
import { test as base } from '@playwright/test';
import { openShell, type Shell } from './open.ts';

interface Fixtures {
  shellArgs: readonly string[];
  shell: Shell;
}

export const test = base.extend<Fixtures>({
  shellArgs: [[], { option: true }],
  shell: async ({ context, shellArgs }, use) => {
    const shell = await openShell(await context.newPage(), { args: shellArgs });
    await use(shell);
    await shell.close();
  },
  page: async ({ shell }, use) => {
    await use(shell.pages[0]!);
  },
});
export { expect } from '@playwright/test';
