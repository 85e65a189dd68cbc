import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetAt } from '../../../kernel/site/zone.ts';
import { SiteClock } from './clock.ts';

describe('the site’s clock', () => {
  it.each([
    ['UTC', '2024-05-31', '2024-05-31T00:00:00+00:00'],
    ['UTC', '0099-01-01', '0099-01-01T00:00:00+00:00'],
    ['Asia/Kolkata', '2024-05-31T10:00:00', '2024-05-31T10:00:00+05:30'],
    ['America/New_York', '2024-03-10T02:30:00', '2024-03-10T03:30:00-04:00'],
    ['Europe/Lisbon', '2024-10-27T01:30:00', '2024-10-27T01:30:00+00:00'],
    ['Europe/Lisbon', '2024-07-01T12:00:00Z', '2024-07-01T13:00:00+01:00'],
    ['Europe/Lisbon', '2024-07-01T12:00:00.250-02:00', '2024-07-01T15:00:00.250+01:00'],
  ])('in %s reads %s as %s', (zone, text, iso) => {
    const moment = new SiteClock(zone).read(text);
    expect(moment.iso).toBe(iso);
    expect(Date.parse(moment.iso)).toBe(moment.instant);
  });

  it('agrees with the time zone at every instant', () => {
    const zones = ['Europe/Lisbon', 'Africa/Casablanca', 'Australia/Lord_Howe', 'America/Caracas', 'Pacific/Apia'];
    const instants = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const moment = new SiteClock(zone).read(new Date(instant).toISOString());
        expect(moment.instant).toBe(instant);
        const sign = moment.iso.slice(-6, -5) === '-' ? -1 : 1;
        const [hours, minutes] = moment.iso.slice(-5).split(':').map(Number) as [number, number];
        expect(sign * (hours * 60 + minutes)).toBe(offsetAt(zone, instant));
      }),
      { numRuns: 300 },
    );
  });
});
