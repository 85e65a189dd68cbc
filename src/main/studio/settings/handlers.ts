import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SiteSettings } from '../../../shared/contract/settings.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { Caller, HandlersOf } from '../context.ts';
import { isProblem } from '../edits/problem.ts';
import { setYaml } from '../edits/yaml-file.ts';
import { editFile } from '../writing/edit-file.ts';
import { settingProblem } from './check-setting.ts';
import { readSettings, type SettingsContext } from './read-settings.ts';

const SETTINGS = 'site.yaml';

/** `site.yaml` as a form: one value at a time, in place. */
export const settingsHandlers: HandlersOf<'settings.read' | 'settings.write'> = {
  'settings.read': (caller) => settings(caller),

  'settings.write': async (caller, { key, value }) => {
    const trimmed = value.trim();
    const { themes } = await contextOf(caller);
    const problem = settingProblem(key, trimmed, themes);
    if (problem !== null) throw new StudioError('refused', problem);
    await editFile(caller.session(), SETTINGS, (text) => {
      const changes = setYaml(text, [key], trimmed === '' ? undefined : trimmed);
      if (isProblem(changes)) throw new StudioError('cannot', changes.problem);
      return changes;
    });
    return settings(caller);
  },
};

async function settings(caller: Caller): Promise<SiteSettings> {
  const text = await caller.session().readText(SETTINGS);
  if (text === null) throw new StudioError('not-found', 'The site’s settings, site.yaml, cannot be read.');
  return readSettings(text, await contextOf(caller));
}

async function contextOf(caller: Caller): Promise<SettingsContext> {
  const session = caller.session();
  const folders = [join(session.root, 'themes'), caller.options.engine.themesPath];
  const names = (await Promise.all(folders.map(foldersIn))).flat();
  const timezone = session.pages.listing?.timezone ?? 'UTC';
  const { title, url, language } = session.info;
  return {
    themes: [...new Set(names)].sort(),
    defaults: { title, url, language, timezone, description: '', theme: '' },
  };
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}
