/** The menus: as configured, as pages ask for, or made of the sections. */
import { compareCodePoints, compareNumbers } from '../../../kernel/order.ts';
import type { Json, JsonObject, MenuEntryConfig } from '../../../shared/config.ts';
import type { MenuItem } from '../../../shared/snapshot.ts';
import { isObject } from './json.ts';
import { menuUrl } from './menu-addresses.ts';
import { type Context, type Entry, settingFinding } from './model.ts';
import { nearestName } from './positions.ts';
import type { SettingPath } from './yaml.ts';

interface MenuInput {
  /** Every page by source path; a page without a document by "folder:" and the path that it would have. */
  bySource: () => ReadonlyMap<string, Entry>;
  /** Documents that are not shown in this build. */
  hidden: ReadonlySet<string>;
  /** Entries whose front matter names a menu, in list order. */
  asking: readonly Entry[];
  /** Top sections in list order. */
  sections: readonly Entry[];
}

interface Found {
  bySource: ReadonlyMap<string, Entry>;
  hidden: ReadonlySet<string>;
}

export function buildMenus(context: Context, input: MenuInput): Record<string, MenuItem[]> {
  const menus: Record<string, MenuItem[]> = {};
  const configured = Object.entries(context.config.menus);
  const bySource = configured.length === 0 ? new Map<string, Entry>() : input.bySource();
  const found: Found = { bySource, hidden: input.hidden };
  for (const [name, entries] of configured) {
    menus[name] = configuredItems(context, found, entries, ['menus', name]);
  }
  addAsked(input.asking, menus);
  if (menus.main === undefined) menus.main = input.sections.map((entry) => itemOf(entry, null, entry.record.weight));
  for (const items of Object.values(menus)) sortItems(items);
  return Object.fromEntries(Object.entries(menus).sort(([a], [b]) => compareCodePoints(a, b)));
}

function sortItems(items: MenuItem[]): void {
  items.sort((a, b) => compareNumbers(weightOf(a), weightOf(b)));
  for (const item of items) sortItems(item.children);
}

function weightOf(item: MenuItem): number {
  return item.weight ?? Number.POSITIVE_INFINITY;
}

function itemOf(entry: Entry, title: string | null, weight: number | null): MenuItem {
  const { record, number } = entry;
  return { title: title ?? record.title, url: record.url, page: number, weight, children: [] };
}

function configuredItems(
  context: Context,
  input: Found,
  entries: readonly MenuEntryConfig[],
  path: SettingPath,
): MenuItem[] {
  return entries.flatMap((config, i) => {
    const at = [...path, i];
    const item = configuredItem(context, input, config, at);
    if (item === null) return [];
    item.children = configuredItems(context, input, config.children ?? [], [...at, 'children']);
    return [item];
  });
}

function configuredItem(context: Context, input: Found, config: MenuEntryConfig, path: SettingPath): MenuItem | null {
  const weight = config.weight ?? null;
  if (config.page !== undefined) {
    const entry = findPage(input, config.page);
    if (entry instanceof Object) return itemOf(entry, config.title ?? null, weight);
    if (entry === 'missing') reportMissing(context, input, config.page, [...path, 'page']);
    return null;
  }
  const url = config.url?.trim() ?? '';
  if (url === '' && config.title === undefined) return null;
  return { title: config.title ?? url, url: menuUrl(url, context.basePath), page: null, weight, children: [] };
}

/** "/about.md", "/posts/", "posts/_index.md": a document, or the folder of a section or bundle. */
function findPage(input: Found, written: string): Entry | 'hidden' | 'missing' {
  const path = `content/${written.trim().replace(/^\/+|\/+$/g, '')}`.replace(/\/$/, '');
  const candidates = [path, `${path}.md`, `${path}/_index.md`, `${path}/index.md`, `folder:${path}`];
  for (const candidate of candidates) {
    const entry = input.bySource.get(candidate);
    if (entry !== undefined) return entry;
  }
  return candidates.some((candidate) => input.hidden.has(candidate)) ? 'hidden' : 'missing';
}

function reportMissing(context: Context, input: Found, written: string, path: SettingPath): void {
  const known = [...input.bySource.keys()].filter((source) => source.startsWith('content/'));
  const nearest = nearestName(`content/${written.replace(/^\/+/, '')}`, known)?.slice('content'.length) ?? '';
  const finding = settingFinding(context, 'menu-page-missing', path, { page: written, nearest });
  if (nearest !== '' && finding.range !== undefined) {
    const edits = [{ file: 'site.yaml', range: finding.range, text: nearest }];
    finding.fixes = [{ label: `Write “${nearest}” in its place`, kind: 'edit', edits }];
  }
  context.findings.push(finding);
}

/** `menu: main`, `menus: [main, foot]`, `menus: { main: { weight: 2, title: Home } }`. */
function addAsked(asking: readonly Entry[], menus: Record<string, MenuItem[]>): void {
  for (const entry of asking) {
    for (const [name, wish] of wishesOf(entry.menus)) {
      const items = Object.hasOwn(menus, name) ? (menus[name] as MenuItem[]) : [];
      menus[name] = items;
      if (items.some((item) => item.page === entry.number)) continue;
      const title = typeof wish.title === 'string' ? wish.title : null;
      const weight = typeof wish.weight === 'number' ? wish.weight : entry.record.weight;
      items.push(itemOf(entry, title, weight));
    }
  }
}

function wishesOf(menus: Json): [string, JsonObject][] {
  if (typeof menus === 'string') return menus === '' ? [] : [[menus, {}]];
  if (Array.isArray(menus))
    return menus.flatMap((name): [string, JsonObject][] => (typeof name === 'string' ? [[name, {}]] : []));
  if (!isObject(menus)) return [];
  return Object.entries(menus).map(([name, wish]) => [name, isObject(wish) ? wish : {}]);
}
