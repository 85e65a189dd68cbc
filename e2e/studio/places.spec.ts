/** Publishing to a branch of a Git repository: on this disk, and behind a password. */
import type { Page } from '@playwright/test';
import { commitElsewhere, filesOf, makeBare, serveGit } from '../../src/main/publish/testing/git-server.ts';
import { expect, test } from './fixture.ts';
import { smallSite } from './sites.ts';
import { act, afterBuild, caretAtEnd, goTo, openPage, verdict, work } from './steps.ts';

test.use({ opens: { files: smallSite } });
test.slow();

interface GitPlace {
  address: string;
  branch?: string;
  folder?: string;
  user?: string;
  secret?: string;
}

async function addGit(page: Page, { address, branch, folder, user, secret }: GitPlace): Promise<void> {
  await goTo(page, 'Publish');
  await page.getByRole('button', { name: 'Choose where to publish' }).click();
  const dialog = page.getByRole('dialog', { name: 'Where to publish' });
  await dialog.getByText('A Git branch').click();
  await dialog.getByRole('textbox', { name: 'Address of the repository' }).fill(address);
  if (branch) await dialog.getByRole('textbox', { name: 'Branch' }).fill(branch);
  if (folder) await dialog.getByRole('textbox', { name: 'Folder in it' }).fill(folder);
  if (user) await dialog.getByRole('textbox', { name: 'User name' }).fill(user);
  if (secret) await dialog.getByRole('textbox', { name: 'Token or password' }).fill(secret);
  await dialog.getByRole('textbox', { name: 'Call it' }).fill('The club');
  await dialog.getByRole('button', { name: 'Add it' }).click();
  await expect(page.getByRole('heading', { name: 'The club' })).toBeVisible();
}

const begin = (page: Page) => page.getByRole('button', { name: 'Publish…' });
const publish = (page: Page) => work(page).getByRole('button', { name: 'Publish', exact: true });

test('a folder of a branch gets the site, then what changed; the last release is taken back', async ({
  page,
  studio,
}) => {
  const bare = makeBare(studio.user);
  commitElsewhere(bare, 'pages', { 'README.md': 'Ours.\n' });
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await addGit(page, { address: bare, branch: 'pages', folder: 'docs' });
  await expect(work(page)).toContainText(`${bare}, branch pages, folder docs`);
  await begin(page).click();
  await publish(page).click(afterBuild);
  await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible(afterBuild);
  expect(filesOf(bare, 'pages')['docs/index.html']).toContain('All birds of one garden.');
  expect(filesOf(bare, 'pages')['README.md']).toBe('Ours.\n');

  await openPage(page, 'The wren');
  await caretAtEnd(page);
  await page.keyboard.type('It nests low.');
  await act(page, 'Publish');
  await begin(page).click();
  await expect(work(page).getByRole('button', { name: 'The wren' })).toBeVisible(afterBuild);
  await publish(page).click();
  const wren = (): string | undefined => filesOf(bare, 'pages')['docs/wren/index.html'];
  await expect.poll(wren, afterBuild).toContain('It nests low.');
  await page.getByRole('button', { name: 'Take it back…' }).click();
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await expect.poll(wren, afterBuild).not.toContain('It nests low.');
  expect(filesOf(bare, 'pages')['README.md']).toBe('Ours.\n');
});

test('a wrong token is said in words and never shown; the right one goes through', async ({ page, studio }) => {
  const bare = makeBare(studio.user);
  const server = await serveGit(studio.user, 'the-right-one');
  try {
    await expect(verdict(page)).toContainText('all good', afterBuild);
    await addGit(page, { address: `${server.origin}/remote.git`, user: 'ana', secret: 'the-wrong-one' });
    await begin(page).click();
    const said = page.getByRole('alert');
    await expect(said).toContainText(/token|password/i, afterBuild);
    await expect(page.locator('body')).not.toContainText('the-wrong-one');
    await page.getByRole('button', { name: 'Replace it' }).click();
    await page.getByRole('textbox', { name: 'Token or password' }).fill('the-right-one');
    await page.getByRole('button', { name: 'Keep it' }).click();
    await begin(page).click();
    await publish(page).click(afterBuild);
    await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible(afterBuild);
    expect(filesOf(bare, 'gh-pages')['index.html']).toContain('All birds of one garden.');
    await expect(said).toHaveCount(0);
  } finally {
    await server.close();
  }
});

test('a branch that somebody else moved on is not overwritten by taking back', async ({ page, studio }) => {
  const bare = makeBare(studio.user);
  await expect(verdict(page)).toContainText('all good', afterBuild);
  await addGit(page, { address: bare });
  await begin(page).click();
  await publish(page).click(afterBuild);
  await expect(page.getByRole('heading', { name: 'Releases' })).toBeVisible(afterBuild);
  commitElsewhere(bare, 'gh-pages', { 'theirs.txt': 'Theirs.\n' });
  await page.getByRole('button', { name: 'Take it back…' }).click();
  await page.getByRole('button', { name: 'Take it back', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible(afterBuild);
  expect(filesOf(bare, 'gh-pages')).toMatchObject({ 'theirs.txt': 'Theirs.\n' });
});
