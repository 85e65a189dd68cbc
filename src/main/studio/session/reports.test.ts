import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { makeSite, removeSite } from '../../engine/testing/site-folder.ts';
import { connectWindow, testStudio } from '../testing/connect.ts';

const left: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const remove of left.splice(0)) await remove();
});

describe('reports of builds', () => {
  it('are listed, read without their proofs, and given as a trace that a browser opens', async () => {
    const { studio, remove } = await testStudio();
    const root = await makeSite({
      'site.yaml': 'title: T\nurl: https://example.com/\n',
      'content/a.md': '[x](gone.md)\n',
    });
    left.push(remove, () => removeSite(root));
    const window = connectWindow(studio);
    await window.ask('session.open', { root });
    const { build } = await window.event('built');
    await writeFile(join(root, '.galley/reports/damaged.json'), '{');
    const { builds } = await window.ask('reports.list', {});
    expect(builds).toMatchObject([{ started: build.started, verdict: 'warnings', pages: build.pages }]);
    expect(builds[0]?.phases.map(({ phase }) => phase)).toContain('render');
    const report = await window.ask('reports.read', { started: build.started });
    expect(report).not.toHaveProperty('proofs');
    const { name, text } = await window.ask('reports.trace', { started: build.started });
    expect(name).toMatch(/^build-[0-9TZ-]+\.json$/);
    const { traceEvents } = JSON.parse(text) as {
      traceEvents: { name: string; ph: string; tid: number; dur?: number }[];
    };
    const spans = traceEvents.filter(({ ph }) => ph === 'X');
    expect(spans.filter(({ tid }) => tid === 0).map(({ name: phase }) => phase)).toEqual(
      report.phases.map(({ phase }) => phase),
    );
    expect(spans).toHaveLength(report.phases.length + report.lanes.length);
    await expect(window.ask('reports.read', { started: 'x' })).rejects.toMatchObject({ code: 'gone' });
  });
});
