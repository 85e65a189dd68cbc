/** The application's menu: what a person finds there, and what each line asks for. */
import type { MenuItemConstructorOptions } from 'electron';
import type { Command } from './windows.ts';

export interface MenuInput {
  platform: NodeJS.Platform;
  /** Newest first. */
  recents: readonly { root: string; title: string }[];
  /** A site is open in the window in front. */
  siteOpen: boolean;
  actions: MenuActions;
}

export interface MenuActions {
  newSite(): void;
  openFolder(): void;
  openSite(root: string): void;
  command(command: Command): void;
}

/** @returns a template for `Menu.buildFromTemplate` */
export function menuTemplate(input: MenuInput): MenuItemConstructorOptions[] {
  const mac = input.platform === 'darwin';
  return [
    ...(mac ? [applicationMenu(input)] : []),
    fileMenu(input, mac),
    editMenu(),
    viewMenu(),
    goMenu(input),
    siteMenu(input),
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
  ];
}

function applicationMenu(input: MenuInput): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    label: 'Galley',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings(input),
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

function fileMenu(input: MenuInput, mac: boolean): MenuItemConstructorOptions {
  const { actions } = input;
  const end: MenuItemConstructorOptions[] = mac
    ? [{ role: 'close' }]
    : [settings(input), { type: 'separator' }, { role: 'close' }, { role: 'quit' }];
  return {
    label: 'File',
    submenu: [
      { label: 'New site', accelerator: 'CmdOrCtrl+Shift+N', click: actions.newSite },
      { label: 'Open…', accelerator: 'CmdOrCtrl+O', click: actions.openFolder },
      { label: 'Open recent', submenu: recentItems(input), enabled: input.recents.length > 0 },
      { type: 'separator' },
      siteCommand(input, 'Save', 'save', 'CmdOrCtrl+S'),
      { type: 'separator' },
      ...end,
    ],
  };
}

function recentItems({ recents, actions }: MenuInput): MenuItemConstructorOptions[] {
  return recents.map(({ root, title }) => ({
    label: asLabel(title),
    toolTip: root,
    click: () => actions.openSite(root),
  }));
}

/** In a menu, "&" underlines the letter behind it. */
function asLabel(title: string): string {
  return title.replaceAll('&', '&&');
}

function editMenu(): MenuItemConstructorOptions {
  return {
    label: 'Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'pasteAndMatchStyle' },
      { role: 'delete' },
      { type: 'separator' },
      { role: 'selectAll' },
    ],
  };
}

function viewMenu(): MenuItemConstructorOptions {
  return {
    label: 'View',
    submenu: [
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      { type: 'separator' },
      { role: 'reload', label: 'Load this window again' },
      { role: 'toggleDevTools', label: 'Tools for theme authors' },
    ],
  };
}

function goMenu(input: MenuInput): MenuItemConstructorOptions {
  return {
    label: 'Go',
    submenu: [
      siteCommand(input, 'Find a page…', 'find', 'CmdOrCtrl+P'),
      siteCommand(input, 'Actions…', 'actions', 'CmdOrCtrl+Shift+P'),
    ],
  };
}

/** No key for Publish: it begins something that others will see. */
function siteMenu(input: MenuInput): MenuItemConstructorOptions {
  return {
    label: 'Site',
    submenu: [siteCommand(input, 'Build', 'build', 'CmdOrCtrl+Shift+B'), siteCommand(input, 'Publish…', 'publish')],
  };
}

function settings(input: MenuInput): MenuItemConstructorOptions {
  return siteCommand(input, 'Settings…', 'settings', 'CmdOrCtrl+,');
}

function siteCommand(
  { siteOpen, actions }: MenuInput,
  label: string,
  command: Command,
  accelerator?: string,
): MenuItemConstructorOptions {
  const item = { label, enabled: siteOpen, click: () => actions.command(command) };
  return accelerator === undefined ? item : { ...item, accelerator };
}
