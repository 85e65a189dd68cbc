/** A new document, as short as it can be: a title and today's date. */
import { realpath, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stringify } from 'yaml';
import { StudioError } from '../../../shared/contract/wire.ts';
import { makeFolder } from '../../engine/save/make-folder.ts';
import { isGranted } from '../../engine/site/files.ts';
import { onDisk } from '../failures.ts';
import { fileNameOf } from '../file-name.ts';
import type { SiteSession } from './site-session.ts';
import { today } from './today.ts';

const failed = 'The new page could not be made';

/**
 * @param section "posts", "docs/api"; "" for the top
 * @returns the file that was written ("content/posts/first-frost.md")
 * @throws StudioError 'refused', 'cannot'
 */
export async function createPage(session: SiteSession, section: string, title: string): Promise<string> {
  const folder = section.replace(/^\/+|\/+$/g, '');
  if (folder.split('/').some((name) => name === '..' || name === '.' || /[\\\0]/.test(name)))
    throw new StudioError('refused', 'A section is a folder of the site’s texts.');
  const text = `---\n${stringify({ title, date: today(session.pages.listing?.timezone ?? 'UTC') })}---\n\n`;
  const base = `content/${folder === '' ? '' : `${folder}/`}${fileNameOf(title)}`;
  const file = await onDisk(failed, () => writeFree(session, base, text));
  session.changedFiles([file]);
  return file;
}

/** Under the first name that is free, on disks that know no case as well. */
async function writeFree(session: SiteSession, base: string, text: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = `${base}${number === 1 ? '' : `-${number}`}.md`;
    const path = session.locate(file);
    await makeSection(session, dirname(path));
    try {
      await writeFile(path, text, { flag: 'wx' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The nearest folder that is there decides whether the new ones would be the site's. */
async function makeSection(session: SiteSession, folder: string): Promise<void> {
  let at = folder;
  let real: string | null = null;
  while (real === null) {
    real = await realpath(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' && at !== dirname(at)) return null;
      throw error;
    });
    at = dirname(at);
  }
  if (!isGranted(session.granted, real))
    throw new StudioError('refused', 'This section is a link to a folder outside the site.');
  await makeFolder(folder);
}
