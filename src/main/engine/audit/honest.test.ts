/** What builds make of a site that is edited is never taken for a mistake: the audit is as true as the laws. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Dice } from '../laws/testing/dice.ts';
import { EditedSite } from '../laws/testing/edited-site.ts';
import { applyEdit, editNames } from '../laws/testing/edits.ts';
import { openSite } from '../open-site.ts';
import { engineOptions } from '../testing/site-folder.ts';
import { CannotBuild } from '../types.ts';

const left: (() => void)[] = [];
afterEach(() => {
  for (const remove of left.splice(0)) remove();
});

for (const seed of [11, 12, 13, 14]) {
  it(`an edited site, ${seed}`, { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'galley-audit-'));
    left.push(() => rmSync(folder, { recursive: true, force: true }));
    const dice = new Dice(seed);
    const edited = new EditedSite(`${folder}/site`, seed);
    const site = await openSite(edited.root, engineOptions);
    const story: string[] = [];
    let judged = 0;
    let heard: Set<string> | null = null;
    for (let step = 0; step < 12; step++) {
      for (let i = 0; i < 2; i++) {
        const name = dice.among(editNames) as string;
        story.push(`${name} ${applyEdit(edited, { name, seed: seed * 100 + step * 2 + i })}`);
      }
      const { now, drafts } = edited;
      const touched = edited.takeTouched();
      heard = touched && heard && new Set([...heard, ...touched]);
      // Half of the sites are built as the studio builds them: told what was heard.
      const told = seed % 2 === 0 && heard !== null ? { changed: [...heard] } : {};
      const request = { now: new Date(now).toISOString(), drafts, clean: false, adopt: false, workers: 0, ...told };
      try {
        await site.build(request);
        heard = new Set();
      } catch (error) {
        if (!(error instanceof CannotBuild)) throw error;
        continue;
      }
      const { outcome, changed, mistakes, touched: harmed } = await site.audit({ sample: 1000 });
      expect({ outcome, changed, mistakes, harmed }, story.join('\n')).toEqual({
        ...{ outcome: 'judged', changed: [], mistakes: [], harmed: [] },
      });
      judged++;
    }
    await site.close();
    expect(judged).toBeGreaterThan(3);
  });
}
