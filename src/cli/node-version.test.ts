import { expect, it } from 'vitest';
import { nodeRefusal } from './node-version.ts';

it.each(['20.19.0', '20.20.3', '22.0.0', '100.1.0'])('runs on Node %s', (own) => {
  expect(nodeRefusal('>=20.19.0', own)).toBeNull();
});

it.each(['20.18.9', '18.20.4', '9.9.9'])('says that Node %s is too old', (own) => {
  expect(nodeRefusal('>=20.19.0', own)).toBe(`Galley needs Node 20.19.0 or newer; this is Node ${own}.`);
});
