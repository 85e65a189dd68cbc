/** The shell as a person meets it: starting, opening, the menu, windows that come back, quitting. */
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { app, desktop, FakeWindow, raise, resetDesktop } from './testing/fake-electron.ts';
import { listen, onlyWindow, type Started, type StartOptions, start } from './testing/start.ts';

vi.mock('electron', () => import('./testing/fake-electron.ts'));

type Item = Electron.MenuItemConstructorOptions;

let shell: Started;
const launch = async (options?: StartOptions): Promise<Started> => {
  shell = await start(options);
  return shell;
};

beforeEach(resetDesktop);
afterEach(() => shell.end());

/** An item of the menu by its labels. */
function item(...labels: string[]): Item {
  let items = desktop.menu;
  let found: Item | undefined;
  for (const label of labels) {
    found = items.find((one) => one.label === label);
    items = (found?.submenu as Item[] | undefined) ?? [];
  }
  if (!found) throw new Error(`The menu has no ${labels.join(' › ')}.`);
  return found;
}
const choose = (...labels: string[]): void => item(...labels).click?.({} as never, undefined, {} as never);
const menuDrawn = (): Promise<unknown> => vi.waitFor(() => expect(desktop.menu.length).toBeGreaterThan(0));
const shown = (): string[] => FakeWindow.all.map(({ title }) => title);

describe('starting', () => {
  it('shows Welcome, and tells whoever started it, once', async () => {
    await launch();
    expect(shell.said).toEqual([]);
    const window = onlyWindow();
    expect([window.shown, window.title]).toEqual([false, 'Galley']);
    window.emitter.emit('ready-to-show');
    choose('File', 'New site');
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/a' } });
    FakeWindow.all.at(-1)?.emitter.emit('ready-to-show');
    expect(shell.said).toEqual(['{"galley":"window"}\n']);
    expect(window.shown).toBe(true);
    expect(listen(shell.studio!, window).site).toBeNull();
  });

  it('opens the tour, or the site that was asked for', async () => {
    await launch({ args: ['--tour'] });
    expect(listen(shell.studio!, onlyWindow()).site).toBe('/sites/tour');
    await shell.end();
    resetDesktop();
    await launch({ args: ['--site', '/sites/birds'] });
    expect(listen(shell.studio!, onlyWindow()).site).toBe('/sites/birds');
  });

  it('keeps all that Chromium writes in its own home, before it takes the lock there', async () => {
    await launch();
    expect(desktop.paths.get('userData')).toBe(join(shell.home, 'electron'));
    expect(shell.studio!.options.home).toBe(shell.home);
    expect(desktop.name).toBe('Galley');
  });

  it('says what a desktop can do', async () => {
    await launch();
    expect(shell.studio!.options.shell.capabilities).toEqual({
      folderDialog: true,
      dropFolder: true,
      revealFile: true,
      nativeMenu: true,
      windows: true,
      openExternal: true,
      secretStore: 'keychain',
    });
  });

  it('a second start hands over what it was to open, says that a window is there, and ends', async () => {
    desktop.first = false;
    await launch({ args: ['--site=/sites/birds'] });
    expect(desktop.handedOver).toEqual({ wish: { kind: 'site', root: '/sites/birds' } });
    expect([shell.studio, FakeWindow.all.length, desktop.quits]).toEqual([undefined, 0, 1]);
    expect(shell.said).toEqual(['{"galley":"window"}\n']);
  });
});

describe('opening from outside', () => {
  it('a site that is open comes to the front; another one takes the window with Welcome, else a new one', async () => {
    await launch();
    const first = listen(shell.studio!, onlyWindow());
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/a' } });
    expect(shell.studio!.commands).toEqual([{ command: 'open-site', line: first, site: '/sites/a' }]);
    first.root = '/sites/a';
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/b' } });
    expect(FakeWindow.all.length).toBe(2);
    expect(listen(shell.studio!, FakeWindow.all[1]!).site).toBe('/sites/b');
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/a' } });
    expect(FakeWindow.all.map(({ focused }) => focused)).toEqual([true, false]);
    expect(FakeWindow.all.length).toBe(2);
  });

  it('does not open a site twice while its window is still loading', async () => {
    await launch({ args: ['/sites/a'] });
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/a' } });
    listen(shell.studio!, onlyWindow());
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/a' } });
    expect(FakeWindow.all.length).toBe(1);
  });

  it('knows a site by whichever way leads to it', async () => {
    await launch();
    const [site, link] = [join(shell.home, 'birds'), join(shell.home, 'link')];
    await mkdir(site);
    await symlink(site, link);
    listen(shell.studio!, onlyWindow()).root = site;
    raise('second-instance', [], '/', { wish: { kind: 'site', root: link } });
    expect([FakeWindow.all.length, shell.studio!.commands]).toEqual([1, []]);
  });

  it('started once more with nothing to open, or with nonsense, shows the window that is there', async () => {
    await launch();
    for (const data of [{ wish: { kind: 'nothing' } }, null, 7, { wish: { kind: 'site', root: 5 } }, {}]) {
      onlyWindow().focused = false;
      raise('second-instance', [], '/', data);
      expect(onlyWindow().focused).toBe(true);
    }
  });

  it('a folder or a file of a site dropped on the icon', async () => {
    await launch();
    const site = join(shell.home, 'birds');
    await mkdir(join(site, 'content'), { recursive: true });
    await writeFile(join(site, 'site.yaml'), '');
    await writeFile(join(site, 'content/wren.md'), '');
    listen(shell.studio!, onlyWindow());
    expect(raise('open-file', join(site, 'content/wren.md'))).toBe(true);
    expect(shell.studio!.commands.map((one) => one.site)).toEqual([site]);
  });
});

describe('the menu', () => {
  it('offers what needs a site only where one is open', async () => {
    await launch();
    await menuDrawn();
    const needed = [
      ['Site', 'Build'],
      ['Site', 'Publish…'],
      ['Go', 'Find a page…'],
      ['File', 'Save'],
    ];
    expect(needed.map((path) => item(...path).enabled)).toEqual(needed.map(() => false));
    const line = listen(shell.studio!, onlyWindow());
    line.root = '/sites/a';
    line.window.setTitle('Birds');
    await vi.waitFor(() => expect(item('Site', 'Build').enabled).toBe(true));
    expect(onlyWindow().title).toBe('Birds');
    expect(desktop.recent).toEqual(['/sites/a']);
  });

  it.each([
    [['Go', 'Find a page…'], 'find', 'CmdOrCtrl+P'],
    [['Go', 'Actions…'], 'actions', 'CmdOrCtrl+Shift+P'],
    [['Site', 'Build'], 'build', 'CmdOrCtrl+Shift+B'],
    [['Site', 'Publish…'], 'publish', undefined],
    [['File', 'Save'], 'save', 'CmdOrCtrl+S'],
    [['File', 'Settings…'], 'settings', 'CmdOrCtrl+,'],
  ])('%j is told to the window in front', async (path, command, accelerator) => {
    await launch({ args: ['/sites/a'] });
    await menuDrawn();
    const first = listen(shell.studio!, onlyWindow());
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/b' } });
    listen(shell.studio!, FakeWindow.all[1]!);
    FakeWindow.all[0]?.focus();
    choose(...path);
    expect(shell.studio!.commands).toEqual([{ command, line: first, site: undefined }]);
    expect(item(...path).accelerator).toBe(accelerator);
  });

  it('opens recent sites that are still there, newest first', async () => {
    await launch();
    const recent = (root: string, present: boolean) => ({ root, title: `${root} & co`, opened: '', present });
    shell.studio!.recents = [recent('/sites/b', true), recent('/sites/gone', false), recent('/sites/a', true)];
    const line = listen(shell.studio!, onlyWindow());
    await vi.waitFor(() => expect((item('File', 'Open recent').submenu as Item[]).length).toBe(2));
    expect((item('File', 'Open recent').submenu as Item[]).map(({ label }) => label)).toEqual([
      '/sites/b && co',
      '/sites/a && co',
    ]);
    choose('File', 'Open recent', '/sites/a && co');
    expect(shell.studio!.commands).toEqual([{ command: 'open-site', line, site: '/sites/a' }]);
  });

  it('Open… asks for a folder, and does nothing when the dialog is closed', async () => {
    await launch();
    await menuDrawn();
    listen(shell.studio!, onlyWindow());
    choose('File', 'Open…');
    desktop.folder = '/sites/chosen';
    choose('File', 'Open…');
    await vi.waitFor(() => expect(shell.studio!.commands.length).toBe(1));
    expect(shell.studio!.commands[0]?.site).toBe('/sites/chosen');
    expect(await shell.studio!.options.shell.chooseFolder?.(shell.studio!.lines.at(-1)!.window)).toBe('/sites/chosen');
  });

  it('is set only when it differs, so that an open menu stays open', async () => {
    await launch();
    await menuDrawn();
    const asked = shell.studio!.lines[0]!.heard;
    const before = asked.length;
    onlyWindow().focus();
    await vi.waitFor(() => expect(asked.length).toBe(before + 1));
    onlyWindow().focus();
    await vi.waitFor(() => expect(asked.length).toBe(before + 2));
    expect(desktop.menusDrawn).toBe(1);
  });

  it('on a Mac has the application’s own menu, with Settings in it', async () => {
    await launch({ platform: 'darwin' });
    await menuDrawn();
    expect(desktop.menu[0]?.role).toBe('appMenu');
    expect(item('Galley', 'Settings…').accelerator).toBe('CmdOrCtrl+,');
    expect(() => item('File', 'Settings…')).toThrow();
  });
});

describe('the right mouse button', () => {
  const all = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
  const click = (params: object): void =>
    void onlyWindow().contents.emitter.emit('context-menu', {}, { editFlags: all, selectionText: '', ...params });
  const roles = (): (string | undefined)[][] =>
    desktop.popups.map((menu) => menu.map(({ role, type }) => role ?? type));

  it('offers what can be done with a text, and nothing where there is none', async () => {
    await launch();
    click({ isEditable: true });
    click({ isEditable: false, selectionText: 'wren' });
    click({ isEditable: false, selectionText: ' ' });
    expect(roles()).toEqual([['cut', 'copy', 'paste', 'separator', 'selectAll'], ['copy']]);
  });
});

it('a page cannot keep its window from closing', async () => {
  await launch();
  const details = { url: '', isMainFrame: true, frame: null };
  expect(onlyWindow().contents.navigate(details, 'will-prevent-unload')).toBe(false);
});

describe('what the studio asks of the desktop', () => {
  it('shows files, and hands only addresses of the web and of mail to the system', async () => {
    await launch();
    const { openExternal, revealFile } = shell.studio!.options.shell;
    await revealFile?.('/sites/a/site.yaml');
    await openExternal?.('https://example.org/');
    await expect(openExternal?.('file:///etc/passwd')).rejects.toThrow('not opened');
    await expect(openExternal?.('galley-app://studio/')).rejects.toThrow('not opened');
    expect(desktop.revealed).toEqual(['/sites/a/site.yaml']);
    expect(desktop.opened).toEqual(['https://example.org/']);
  });
});

describe('windows come back', () => {
  it('where they were, each site its own; a window that was on a screen that is gone is seen again', async () => {
    await launch({ args: ['/sites/a'] });
    onlyWindow().bounds = { x: 100, y: 50, width: 1000, height: 700 };
    onlyWindow().maximized = true;
    listen(shell.studio!, onlyWindow()).root = '/sites/a';
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/b' } });
    FakeWindow.all[1]!.bounds = { x: 3000, y: 40, width: 900, height: 650 };
    for (const window of [...FakeWindow.all]) window.close();
    await shell.quit();
    resetDesktop();
    await launch({ args: ['/sites/a'], home: shell.home });
    expect(onlyWindow().bounds).toEqual({ x: 100, y: 50, width: 1000, height: 700 });
    expect(onlyWindow().maximized).toBe(true);
    raise('second-instance', [], '/', { wish: { kind: 'site', root: '/sites/b' } });
    expect(FakeWindow.all[1]?.bounds).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
    expect(FakeWindow.all[1]?.maximized).toBe(false);
  });

  it('a file of positions that makes no sense is as good as none', async () => {
    await launch();
    await shell.quit();
    resetDesktop();
    vi.spyOn(console, 'error').mockImplementationOnce(() => {});
    await writeFile(join(shell.home, 'windows.json'), '[{"site":null,"bounds":{"x":"left"}}]');
    await launch({ home: shell.home });
    expect(onlyWindow().bounds).toEqual({ x: 240, y: 90, width: 1440, height: 900 });
    expect(console.error).toHaveBeenCalledOnce();
  });
});

describe('a window whose process ends', () => {
  const crash = (reason = 'crashed'): void =>
    void onlyWindow().contents.emitter.emit('render-process-gone', {}, { reason, exitCode: 1 });

  it('is loaded again, and the person is told', async () => {
    await launch();
    crash();
    expect(onlyWindow().contents.reloads).toBe(1);
    expect(desktop.messages.map(({ message }) => message)).toEqual([
      'This window stopped by itself and was opened again.',
    ]);
  });

  it('is not loaded for ever: the third time in a minute the person decides', async () => {
    await launch();
    crash();
    crash('oom');
    desktop.button = 1;
    crash();
    expect(onlyWindow().contents.reloads).toBe(2);
    await vi.waitFor(() => expect(FakeWindow.all.length).toBe(0));
  });

  it('that was closed on purpose is left alone', async () => {
    await launch();
    crash('clean-exit');
    expect([onlyWindow().contents.reloads, desktop.messages.length]).toEqual([0, 0]);
  });
});

describe('quitting', () => {
  it('waits until the studio has saved everything', async () => {
    await launch();
    onlyWindow().bounds = { x: 7, y: 8, width: 900, height: 700 };
    app.quit();
    await vi.waitFor(() => expect(shell.studio!.closing).not.toBeNull());
    expect(desktop.exitCode).toBeNull();
    expect(await readFile(join(shell.home, 'windows.json'), 'utf8')).toContain('"x": 7');
    // Asked again meanwhile: still waiting, and saved once.
    expect(raise('will-quit')).toBe(true);
    shell.studio!.closing?.resolve();
    await vi.waitFor(() => expect(desktop.exitCode).toBe(0));
    expect(shell.studio!.closings).toBe(1);
  });

  it('says so when something could not be saved', async () => {
    await launch();
    app.quit();
    await vi.waitFor(() => expect(shell.studio!.closing).not.toBeNull());
    shell.studio!.closing?.reject(new Error('The disk is full.'));
    await vi.waitFor(() => expect(desktop.exitCode).toBe(1));
    expect(desktop.errors[0]).toContain('The disk is full.');
  });

  it('ends with its last window, but on a Mac, where the icon opens a new one', async () => {
    await launch();
    raise('window-all-closed');
    expect(desktop.quits).toBe(1);
    await vi.waitFor(() => expect(shell.studio!.closing).not.toBeNull());
    shell.studio!.closing?.resolve();
    await shell.end();
    resetDesktop();
    await launch({ platform: 'darwin' });
    onlyWindow().close();
    raise('window-all-closed');
    expect(desktop.quits).toBe(0);
    raise('activate', false);
    expect(shown()).toEqual(['Galley']);
  });
});
