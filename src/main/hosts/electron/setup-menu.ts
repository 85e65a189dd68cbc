/** Shows the menu and keeps it true: which sites were opened lately, and whether a site is open in front. */
import { app, Menu } from 'electron';
import type { Studio } from '../../studio/types.ts';
import { chooseFolder } from './desktop.ts';
import { connectHost } from './host-client.ts';
import { type MenuActions, menuTemplate } from './menu.ts';
import { report } from './report.ts';
import type { Windows } from './windows.ts';

/** As many as a menu shows without becoming a list to search. */
const SHOWN = 10;

export interface AppMenu {
  /** Draws it anew; changes that come while that lasts are drawn together afterwards. */
  refresh(): void;
}

/** After the studio and the windows: it speaks to both. */
export function setupMenu(studio: Pick<Studio, 'connect'>, windows: Windows, platform: NodeJS.Platform): AppMenu {
  const client = connectHost(studio);
  const actions = menuActions(windows);
  const listed = new Set<string>();
  let drawn = '';
  let running = false;
  let again = false;
  const draw = async (): Promise<void> => {
    listRecentDocuments(windows.sites, listed);
    const { recents } = await client.ask('home.read', {});
    const present = recents.filter((recent) => recent.present).slice(0, SHOWN);
    const siteOpen = (windows.current?.site ?? null) !== null;
    // A menu that is set closes the one that is open, so only what differs is set.
    const content = JSON.stringify({ present, siteOpen });
    if (content === drawn) return;
    drawn = content;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform, recents: present, siteOpen, actions })));
  };
  const refresh = (): void => {
    again = running;
    if (running) return;
    running = true;
    draw()
      .catch(report('The menu could not be drawn'))
      .finally(() => {
        running = false;
        if (again) refresh();
      });
  };
  refresh();
  return { refresh };
}

function menuActions(windows: Windows): MenuActions {
  return {
    newSite: () => windows.welcome(),
    openFolder: () => {
      const opened = chooseFolder(windows.current?.native ?? null).then((root) => {
        if (root !== null) windows.openSite(root);
      });
      opened.catch(report('The dialog for folders could not be shown'));
    },
    openSite: (root) => windows.openSite(root),
    command: (command) => windows.command(command),
  };
}

/** The system's own list, behind the icon in the dock or the task bar; each site once while Galley runs. */
function listRecentDocuments(sites: readonly string[], listed: Set<string>): void {
  for (const site of sites) {
    if (listed.has(site)) continue;
    listed.add(site);
    app.addRecentDocument(site);
  }
}
