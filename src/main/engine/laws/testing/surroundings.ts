/** What happens around a site: to its clock, to what was made of it, and to what Galley remembers. */
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { EditMaker } from './document-edits.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const surroundings: Readonly<Record<string, EditMaker>> = {
  'the clock': (site, dice) => {
    site.moveClock(dice.pick([1000, HOUR, DAY, -HOUR]));
    return new Date(site.now).toISOString();
  },
  drafts: (site) => {
    site.drafts = !site.drafts;
    return String(site.drafts);
  },
  'time goes by': (site) => site.age(),
  'all at the same time': (site) => site.setAllTimes(new Date('2026-01-01T00:00:00Z')),
  'a file of public/ is gone': (site, dice) => site.remove(dice.among(site.outputs())),
  'public/ is gone': (site, dice) => (dice.chance(0.3) ? site.remove('public') : ''),
  'a file of public/ was edited': (site, dice) =>
    site.harm(dice.among(site.outputs()), (file) => appendFileSync(file, '!')),
  'a file of public/ was edited, same size': (site, dice) =>
    site.harm(dice.among(site.outputs()), (file, size) => {
      const bytes = readFileSync(file);
      if (size > 0) bytes[dice.below(size)] = 33;
      writeFileSync(file, bytes);
    }),
  'two files of public/ exchanged': (site, dice) => {
    const [one, other] = [dice.among(site.outputs()), dice.among(site.outputs())];
    if (one === undefined || other === undefined || one === other) return '';
    site.move(one, 'public/aside');
    site.move(other, one);
    return site.move('public/aside', other);
  },
  // Where Galley has a record of what it made: else it asks whose they are.
  "a file of somebody else's in public/": (site, dice) =>
    site.has('.galley/outputs')
      ? site.put(`public/${dice.pick(['', 'posts/', 'posts/a/', 'gone/'])}own-${dice.word()}.txt`, dice.word())
      : '',
  'the cache is gone': (site, dice) =>
    site.remove(
      dice.pick(['.galley/cache', '.galley/cache/memory', '.galley/cache/standstill', '.galley/cache/assets']),
    ),
  'a file of the cache is gone': (site, dice) => site.remove(dice.among(site.list('.galley/cache'))),
  'the cache is cut short': (site, dice) =>
    site.harm(dice.among(site.list('.galley/cache')), (file, size) => truncateSync(file, dice.below(size + 1))),
  'the cache is damaged': (site, dice) =>
    site.harm(dice.among(site.list('.galley/cache')), (file) => {
      const bytes = readFileSync(file);
      for (let i = 0; i < 3; i++) bytes[dice.below(bytes.length)] = dice.below(256);
      writeFileSync(file, bytes);
    }),
  'the cache is of another version': (site, dice) =>
    site.harm(dice.among(site.list('.galley/cache').filter((path) => !path.includes('/assets/'))), (file) => {
      const bytes = readFileSync(file);
      writeFileSync(file, Buffer.concat([Buffer.from('galley-cache [0]'), bytes.subarray(bytes.indexOf(10))]));
    }),
  'the cache is of an earlier day': (site) => site.exchangeCache(),
};
