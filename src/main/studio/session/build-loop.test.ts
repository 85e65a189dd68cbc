import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BuildEvent, BuildReport } from '../../../shared/report.ts';
import { CannotBuild } from '../../engine/types.ts';
import { EngineLost } from '../engine/engine-lost.ts';
import { Operations } from '../operations.ts';
import { BuildLoop, type Look, quietDelay } from './build-loop.ts';
import type { Happening } from './site-state.ts';

interface Running {
  look: Look;
  signal: AbortSignal;
  onEvent(event: BuildEvent): void;
  end(milliseconds: number): void;
  fail(error: Error): void;
}

let builds: Running[];
let told: Happening['type'][];
let operations: Operations;
let loop: BuildLoop;
let may: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  builds = [];
  told = [];
  may = true;
  operations = new Operations();
  loop = new BuildLoop({
    operations,
    mayBuild: () => may,
    tell: ({ type }) => told.push(type),
    built: async () => void told.push('built'),
    onError: () => {},
    build: (look, signal, onEvent) =>
      new Promise<BuildReport>((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')));
        const end = (milliseconds: number): void => resolve({ milliseconds } as BuildReport);
        builds.push({ look, signal, onEvent, end, fail: reject });
      }),
  });
});
afterEach(async () => {
  await loop.close();
  vi.useRealTimers();
});

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

/** One build, so that it is known how long they take. */
async function first(milliseconds: number): Promise<void> {
  loop.start();
  await pass(0);
  builds[0]?.end(milliseconds);
  await pass(0);
  told.length = 0;
}

describe('when a site is built', () => {
  it('waits only where builds are slow', () => {
    expect([quietDelay(null), quietDelay(100), quietDelay(1999), quietDelay(2000)]).toEqual([0, 0, 0, 5000]);
  });

  it('builds quietly at once after a change, when the last build was quick', async () => {
    await first(100);
    loop.changed();
    await pass(1);
    expect(builds).toHaveLength(2);
    builds[1]?.end(100);
    await pass(0);
    expect(told).toEqual(['changed', 'built']);
  });

  it('waits for five quiet seconds when the last build was slow', async () => {
    await first(3000);
    loop.changed();
    await pass(4000);
    loop.changed();
    await pass(4999);
    expect(builds).toHaveLength(1);
    await pass(1);
    expect(builds).toHaveLength(2);
  });

  it('ends a quiet build for a newer change, and builds once more', async () => {
    await first(100);
    loop.changed();
    await pass(1);
    loop.changed();
    await pass(1);
    expect(builds.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
    expect(told).toEqual(['changed', 'changed', 'superseded']);
  });

  it('lets a build that was asked for run to its end, and builds again for what changed meanwhile', async () => {
    loop.start();
    await pass(0);
    loop.changed();
    await pass(10_000);
    expect(builds).toHaveLength(1);
    builds[0]?.end(100);
    await pass(1);
    expect(told).toEqual(['build-started', 'changed', 'built', 'changed']);
    expect(builds).toHaveLength(2);
  });

  it('shows a quiet build that takes a while', async () => {
    await first(100);
    loop.changed();
    await pass(1);
    builds[1]?.onEvent({ type: 'phase-started', phase: 'parse', total: null });
    expect(told).toEqual(['changed']);
    await pass(600);
    builds[1]?.onEvent({ type: 'phase-started', phase: 'render', total: null });
    expect(told).toEqual(['changed', 'build-started', 'phase']);
  });

  it('looks at everything when it was asked to build, and after a change at what changed', async () => {
    await first(100);
    loop.changed();
    await pass(1);
    builds[1]?.end(100);
    await pass(0);
    loop.start();
    await pass(0);
    expect(builds.map(({ look }) => look)).toEqual(['everything', 'changes', 'everything']);
  });

  it('looks at everything for Build although a quiet build runs already, once', async () => {
    await first(100);
    loop.changed();
    await pass(1);
    const operation = loop.start();
    expect(loop.start()).toBe(operation);
    await pass(0);
    expect(builds.map(({ look, signal }) => [look, signal.aborted]).slice(1)).toEqual([
      ['changes', true],
      ['everything', false],
    ]);
    expect(told).toEqual(['changed', 'superseded', 'build-started']);
  });

  it('shows the quiet build that runs already to whoever waits for a known change', async () => {
    await first(100);
    loop.changed();
    await pass(1);
    const operation = loop.start('changes');
    expect(loop.start('changes')).toBe(operation);
    expect(builds).toHaveLength(2);
    expect(told).toEqual(['changed', 'build-started']);
  });

  it('is begun anew at once after it was stopped', async () => {
    const stopped = loop.start();
    await pass(0);
    loop.stop(stopped);
    expect(loop.start()).not.toBe(stopped);
    await pass(0);
    expect(builds.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('is stopped by its operation, and then waits for a change', async () => {
    const operation = loop.start();
    await pass(0);
    operations.cancel(operation);
    await pass(10_000);
    expect(told).toEqual(['build-started', 'stopped']);
    expect(builds).toHaveLength(1);
    operations.cancel(operation);
    loop.changed();
    await pass(1);
    expect(builds).toHaveLength(2);
  });

  it('tries again while another Galley builds the site', async () => {
    loop.start();
    await pass(0);
    builds[0]?.fail(new CannotBuild('site-locked', 'Another Galley is building this site.', 'Wait.'));
    await pass(0);
    expect(told).toEqual(['build-started', 'failed']);
    await pass(3000);
    expect(builds).toHaveLength(2);
  });

  it('says that the engine was lost, and does not try again by itself', async () => {
    loop.start();
    await pass(0);
    builds[0]?.fail(new EngineLost());
    await pass(60_000);
    expect(told).toEqual(['build-started', 'failed']);
    expect(builds).toHaveLength(1);
  });

  it('builds nothing while the folder is gone', async () => {
    may = false;
    loop.start();
    await pass(0);
    expect([builds.length, told]).toEqual([0, ['build-started', 'superseded']]);
  });
});
