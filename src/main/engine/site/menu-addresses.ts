/** The addresses that the settings' menus hold, as pages show them. */
import { encodePath } from '../../../kernel/url.ts';
import type { Json } from '../../../shared/config.ts';
import { isObject } from './json.ts';

export interface MenuAddress {
  /** Of the entry, in site.yaml. */
  path: (string | number)[];
  written: string;
  /** As a page has it. */
  url: string;
}

/** Every entry with an address, in the order of the settings. @param settings what site.yaml says, as it is written there */
export function menuAddresses(settings: Json, basePath: string): MenuAddress[] {
  const menus = isObject(settings) && Object.hasOwn(settings, 'menus') ? settings.menus : undefined;
  return menus === undefined ? [] : entriesOf(menus, ['menus'], basePath);
}

function entriesOf(value: Json, path: (string | number)[], basePath: string): MenuAddress[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => entriesOf(item, [...path, i], basePath));
  if (!isObject(value)) return [];
  const below = Object.entries(value).flatMap(([key, held]) => entriesOf(held, [...path, key], basePath));
  const { url } = value;
  return typeof url === 'string' ? [{ path, written: url, url: menuUrl(url, basePath) }, ...below] : below;
}

/** Addresses of the site get its own path before them, and are encoded where they have to be. */
export function menuUrl(written: string, basePath: string): string {
  const url = written.trim();
  return url.startsWith('/') && !url.startsWith('//') ? basePath + rooted(url) : url;
}

/** The path encoded, its query and fragment kept. */
function rooted(url: string): string {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  const rest = end < 0 ? '' : url.slice(end);
  return (path.includes('%') ? path.slice(1) : encodePath(path.slice(1))) + rest;
}
