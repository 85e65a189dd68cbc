import { expect, it } from 'vitest';
import { readStart } from './arguments.ts';

const tour = { host: null, site: null, tour: true, open: true, json: false, port: null };

it.each([
  [[], tour],
  [['../birds'], { ...tour, tour: false, site: '/sites/birds' }],
  [
    ['--browser', '--no-open', '--json', '--port', '4321'],
    { ...tour, host: 'browser', open: false, json: true, port: 4321 },
  ],
  [['--electron'], { ...tour, host: 'electron' }],
  [['-h'], 'help'],
])('%j', (argv, wish) => expect(readStart(argv, '/sites/here')).toEqual(wish));

it.each([
  [['a', 'b'], 'One site at a time: name one folder.'],
  [['--browser', '--electron'], '--browser and --electron cannot both be had.'],
  [['--port', 'x'], '--port needs a whole number from 0 to 65535, not “x”.'],
  [['--port', '70000'], '--port needs a whole number from 0 to 65535, not “70000”.'],
  [['--window'], "Unknown option '--window'."],
])('%j is not understood', (argv, problem) => expect(readStart(argv, '/work')).toEqual({ problem }));
