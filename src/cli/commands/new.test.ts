/** The starters that come with Galley: each becomes a site in which there is nothing to mend and nothing to suggest. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildOnce, engineOptions } from '../../main/engine/testing/site-folder.ts';
import type { Host } from '../host.ts';
import { runCommandLine } from '../run.ts';

const starters = ['handbook', 'journal'];

let folder: string;
let err = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galley-new-'));
  err = '';
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function run(...words: string[]): Promise<number> {
  const host: Host = {
    engine: engineOptions,
    startersPath: join(import.meta.dirname, '../../../examples'),
    folder,
    out: { write: () => true },
    err: { write: (text) => (err += text) },
    noColor: true,
    environment: process.env,
    token: null,
    ask: null,
    onStop: () => () => {},
  };
  return runCommandLine(words, host);
}

describe('the starters', () => {
  it('are these, and neither the tour nor the broken sites', async () => {
    for (const name of ['tour', 'broken']) {
      expect(await run('new', 'site', '--starter', name)).toBe(1);
      expect(err).toContain(`There is no starter “${name}”. There is: ${starters.join(', ')}.`);
    }
  });

  it.each(starters)('%s is a new site without a proof, with the title that was asked for', async (name) => {
    expect(await run('new', 'site', '--starter', name, '--title', 'My own')).toBe(0);
    const site = join(folder, 'site');
    expect(await readFile(join(site, 'site.yaml'), 'utf8')).toContain(`title: "My own"\n`);
    expect(existsSync(join(site, '.galley'))).toBe(false);
    const report = await buildOnce(site);
    expect(report.proofs).toEqual([]);
    expect(report.counts.pages).toBeGreaterThan(20);
    expect(await readFile(join(site, 'public/index.html'), 'utf8')).toContain('My own');
  });
});
