import { StudioError } from '../../../shared/contract/wire.ts';
import { isGranted } from '../../engine/site/files.ts';
import type { HandlersOf } from '../context.ts';
import { onDisk } from '../failures.ts';
import { listFolder } from './folders.ts';
import { adoptFolder, createSite, tourSite } from './new-sites.ts';
import { listStarters, starterFolder } from './starters.ts';

type Names =
  | 'home.read'
  | 'home.write'
  | 'home.forget'
  | 'folders.list'
  | 'folders.choose'
  | 'folders.reveal'
  | 'links.open'
  | 'sites.create'
  | 'sites.adopt'
  | 'tour.open';

const notKept = 'This could not be remembered';
const allowed: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** Welcome: before a site is open. */
export const homeHandlers: HandlersOf<Names> = {
  'home.read': async ({ home, options }) => ({
    recents: home.recents,
    starters: await listStarters(options.examplesPath),
    sitesFolder: options.sitesFolder,
  }),

  'home.write': async ({ home }, { ui }) => {
    await onDisk(notKept, () => home.setUi(ui));
    return null;
  },

  'home.forget': async ({ home }, { root }) => {
    await onDisk(notKept, () => home.forget(root));
    return null;
  },

  'folders.list': ({ options }, { path }) => listFolder(path, options.sitesFolder),

  'folders.choose': async ({ options, window }) => {
    const { chooseFolder } = options.shell;
    if (chooseFolder === undefined) throw new StudioError('cannot', 'There is no folder dialog here.');
    return { path: await chooseFolder.call(options.shell, window) };
  },

  'folders.reveal': async (caller, { file }) => {
    const { revealFile } = caller.options.shell;
    if (revealFile === undefined) throw new StudioError('cannot', 'Files cannot be shown in their folder here.');
    const session = caller.session();
    const path = session.locate(file);
    if (!isGranted(session.granted, path)) throw new StudioError('refused', 'This file lies outside the site.');
    await revealFile.call(caller.options.shell, path);
    return null;
  },

  'links.open': async ({ options }, { url }) => {
    const { openExternal } = options.shell;
    if (!URL.canParse(url) || !allowed.has(new URL(url).protocol))
      throw new StudioError('refused', 'Only web and mail addresses are opened outside Galley.');
    if (openExternal === undefined) throw new StudioError('cannot', 'Addresses open in your browser itself.');
    await openExternal.call(options.shell, url);
    return null;
  },

  'sites.create': async ({ home, options }, { starter, title, folder }) => {
    const from = await starterFolder(options.examplesPath, starter);
    const root = await createSite(from, title, folder, options.sitesFolder);
    await onDisk(notKept, () => home.trust(root));
    return { root };
  },

  'sites.adopt': async ({ home, options }, { root, title }) => {
    const site = await adoptFolder(root, title, options.sitesFolder);
    await onDisk(notKept, () => home.trust(site));
    return { root: site };
  },

  'tour.open': async (caller, { again }) => {
    const { examplesPath, home } = caller.options;
    const reopen = again ? await caller.release(await tourSite(examplesPath, home, false)) : null;
    const root = await tourSite(examplesPath, home, again);
    reopen?.();
    return { root };
  },
};
