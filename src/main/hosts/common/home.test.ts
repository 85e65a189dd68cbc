import { expect, it } from 'vitest';
import { galleyHome, sitesFolder } from './home.ts';

const userFolder = '/home/ana';

it.each([
  ['linux', {}, '/home/ana/.local/share/galley'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/galley'],
  ['linux', { XDG_DATA_HOME: '' }, '/home/ana/.local/share/galley'],
  ['darwin', {}, '/home/ana/Library/Application Support/Galley'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Galley'],
  ['win32', {}, '/home/ana/AppData/Roaming/Galley'],
  ['darwin', { GALLEY_HOME: '/elsewhere', XDG_DATA_HOME: '/data' }, '/elsewhere'],
] as const)('on %s with %j: %s', (platform, environment, expected) => {
  expect(galleyHome({ platform, environment, userFolder }).replaceAll('\\', '/')).toBe(expected);
});

it('puts new sites where they are seen', () => {
  expect(sitesFolder(userFolder).replaceAll('\\', '/')).toBe('/home/ana/Galley');
});
