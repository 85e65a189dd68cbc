import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments, UsageError } from './args.ts';

const read = (line: string, environment: Record<string, string> = {}) =>
  readArguments(line.split(' ').filter(Boolean), environment);

describe('readArguments', () => {
  it('reads a command, its words and its options', () => {
    expect(read('build my-site --strict --workers 0 --out ../www --now 2026-03-01')).toMatchObject({
      command: 'build',
      words: ['my-site'],
      options: { strict: true, workers: 0, out: '../www', now: '2026-03-01T00:00:00.000Z', json: false, clean: false },
    });
  });

  it('helps when nothing is said, or when asked about a command', () => {
    expect(read('')).toEqual({ command: 'help', about: null });
    expect(read('help serve')).toEqual({ command: 'help', about: 'serve' });
    expect(read('check --help')).toEqual({ command: 'help', about: 'check' });
    expect(read('--version')).toEqual({ command: 'version' });
  });

  it('takes the time from SOURCE_DATE_EPOCH, and from --now before it', () => {
    const environment = { SOURCE_DATE_EPOCH: '0' };
    expect(read('build', environment)).toMatchObject({ options: { now: '1970-01-01T00:00:00.000Z' } });
    expect(read('build --now 2026-01-01T10:00:00Z', environment)).toMatchObject({
      options: { now: '2026-01-01T10:00:00.000Z' },
    });
  });

  it.each([
    ['bild', 'There is no command “bild”.'],
    ['buidl', 'There is no command “buidl”. Did you mean “galley build”?'],
    ['new x --strict', '“galley new” has no option --strict.'],
    ['build --workers many', '--workers needs a whole number from 0 to 64, not “many”.'],
    ['serve --port 70000', '--port needs a whole number from 0 to 65535, not “70000”.'],
    ['build --now yesterday', '--now needs a date such as 2026-03-01 or 2026-03-01T12:00:00Z, not “yesterday”.'],
    [
      'build --now 2026-02-31T99:00',
      '--now needs a date such as 2026-03-01 or 2026-03-01T12:00:00Z, not “2026-02-31T99:00”.',
    ],
    ['build --frobnicate', "Unknown option '--frobnicate'."],
  ])('says what is wrong with “galley %s”', (line, message) => {
    expect(() => read(line)).toThrow(new UsageError(message));
  });

  it('answers any line with a request or a UsageError', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('build', '--out', '--now', '--json', '-v', '--'))),
        (argv) => {
          try {
            readArguments(argv, {});
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
    );
  });
});
