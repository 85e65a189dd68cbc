import { describe, expect, it } from 'vitest';
import { decideHost, type Facts } from './decide.ts';

const desk: Facts = {
  asked: null,
  screen: true,
  binary: true,
  fetchable: true,
  failure: null,
  again: 'npm start -- --electron',
};

describe('the host', () => {
  it('is a window where there is a screen and Electron', () => {
    expect(decideHost(desk)).toEqual({ host: 'electron' });
  });

  it('is the browser without a word when it was asked for', () => {
    expect(decideHost({ ...desk, asked: 'browser' })).toEqual({ host: 'browser', because: null });
  });

  it('is the browser without a screen, and nothing is fetched', () => {
    for (const binary of [true, false]) {
      expect(decideHost({ ...desk, screen: false, binary })).toEqual({
        host: 'browser',
        because: 'There is no screen here for a window of its own.',
      });
    }
    expect(decideHost({ ...desk, screen: false, asked: 'electron' })).toEqual({ host: 'electron' });
  });

  it('needs Electron fetched once, unless that failed within a day', () => {
    const bare: Facts = { ...desk, binary: false };
    expect(decideHost(bare)).toEqual({ host: 'fetch' });
    const failed: Facts = { ...bare, failure: 'nothing arrived for 10 seconds' };
    expect(decideHost(failed)).toEqual({
      host: 'browser',
      because:
        'Galley’s own window needs Electron, which could not be fetched (nothing arrived for 10 seconds). To try again: npm start -- --electron',
    });
    expect(decideHost({ ...failed, asked: 'electron' })).toEqual({ host: 'fetch' });
    expect(decideHost({ ...bare, fetchable: false })).toMatchObject({ host: 'browser' });
  });
});
