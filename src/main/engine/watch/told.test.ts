import { describe, expect, it } from 'vitest';
import { Told } from './told.ts';

function afterFirst(): Told {
  const told = new Told();
  told.begin();
  told.done();
  return told;
}

describe('what a build is told', () => {
  it('is nothing before one has ended well', () => {
    const told = new Told();
    expect(told.begin()).toBeUndefined();
    told.add(['/a']);
    expect(told.begin()).toBeUndefined();
    told.done();
    expect(told.begin()).toEqual([]);
  });

  it('is what changed since the last one began', () => {
    const told = afterFirst();
    told.add(['/b', '/a']);
    expect(told.begin()).toEqual(['/a', '/b']);
    told.add(['/c']);
    told.done();
    expect(told.begin()).toEqual(['/c']);
  });

  it('is told again when the build did not end well', () => {
    const told = afterFirst();
    told.add(['/a']);
    told.begin();
    told.add(['/b']);
    expect(told.begin()).toEqual(['/a', '/b']);
  });

  it('is nothing once something is unknown, until a build has looked at everything', () => {
    const told = afterFirst();
    told.add(['/a']);
    told.unsure();
    expect(told.begin()).toBeUndefined();
    told.add(['/b']);
    expect(told.begin()).toBeUndefined();
    told.unsure();
    told.done();
    expect(told.begin()).toBeUndefined();
    told.done();
    expect(told.begin()).toEqual([]);
  });
});
