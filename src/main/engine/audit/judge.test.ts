import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from './judge.ts';

const honest: Evidence = {
  made: 'a',
  found: 'a',
  listed: { size: 1, hash: 'a', signature: 's' },
  signature: 's',
  remembered: 'a',
};

describe('a page or text', () => {
  it('is the same where all agree', () => {
    expect(judge(honest)).toBe('same');
  });

  it('is wrong where it lies as builds left it and a clean one makes something else, or nothing', () => {
    expect(judge({ ...honest, made: 'b' })).toBe('wrong');
    expect(judge({ ...honest, made: null })).toBe('wrong');
    expect(judge({ ...honest, listed: undefined, found: null, signature: '' })).toBe('wrong');
  });

  it('is touched where somebody else changed its file, whatever a clean build makes', () => {
    for (const made of ['a', 'b', null]) {
      expect(judge({ ...honest, made, signature: 't' })).toBe('touched');
      expect(judge({ ...honest, made, found: null, signature: '' })).toBe('touched');
      expect(judge({ ...honest, made, found: 'c' })).toBe('touched');
      expect(judge({ ...honest, made, listed: { size: -1, hash: null, signature: '' } })).toBe('touched');
    }
  });

  it('is not judged where builds do not claim to have made it', () => {
    expect(judge({ ...honest, made: 'b', remembered: undefined })).toBe('unknown');
    expect(judge({ ...honest, listed: undefined, found: 'z', remembered: null })).toBe('unknown');
    expect(judge({ ...honest, listed: undefined, found: null, made: null, signature: '' })).toBe('unknown');
  });
});
