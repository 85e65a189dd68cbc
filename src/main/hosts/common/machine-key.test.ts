import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { machineKey } from './machine-key.ts';

const home = mkdtempSync(join(tmpdir(), 'galley-key-'));
afterAll(() => rmSync(home, { recursive: true }));

it('is the same each time, and another on another machine', () => {
  const key = machineKey(join(home, 'one'));
  expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(machineKey(join(home, 'one'))).toBe(key);
  expect(machineKey(join(home, 'two'))).not.toBe(key);
});

it('is made anew when it cannot be used, and is there even where nothing can be kept', () => {
  const key = machineKey(join(home, 'three'));
  writeFileSync(join(home, 'three/machine-key'), 'short');
  expect(machineKey(join(home, 'three'))).not.toBe(key);
  writeFileSync(join(home, 'file'), '');
  expect(machineKey(join(home, 'file'))).toMatch(/^[0-9a-f]{32}$/);
});
