/** Keeping all pages at once, but for some, comes to what keeping each of them does. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KnownOutput, OutputFile } from '../../kernel/tasks.ts';
import { OutputLedger } from './build-state.ts';
import type { Outputs } from './save/outputs.ts';

const names = Array.from({ length: 8 }, (_, i) => `page-${i}/index.html`);
const others = ['main.css', 'feed.xml', 'old.png'];

function known(name: string, size: number): KnownOutput {
  return { size, hash: `hash of ${name}`, signature: 's' };
}

function file(path: string, state: OutputFile['state']): OutputFile {
  return { path, state, size: 7, hash: state === 'foreign' ? '' : 'new', signature: 'new' };
}

function ledgerOf(before: Outputs): OutputLedger {
  return new OutputLedger({ out: '/out', before, adopt: false, report: () => {}, lastGood: null, trusted: true });
}

/** What a build that ends now would say and leave. */
function seen(ledger: OutputLedger): unknown {
  const { written, unchanged, bytes, changes, hasOtherPaths } = ledger;
  const paths = [...names, ...others, 'new.png'];
  return {
    ...{ written, unchanged, bytes, hasOtherPaths },
    changes: { made: [...changes.made].sort(), gone: changes.gone },
    keys: [...ledger.keys()].sort(),
    at: paths.map((path) => [ledger.has(path), ledger.get(path)]),
    files: [...ledger.left(new Map()).files].sort(),
  };
}

const rendered = fc.dictionary(
  fc.constantFrom(...names),
  fc.constantFrom<OutputFile['state']>('written', 'unchanged', 'foreign'),
);
const kept = fc.subarray(others);
const placed = fc.subarray(['feed.xml', 'new.png']);

describe('a ledger', () => {
  it('takes over what the build before left', () => {
    fc.assert(
      fc.property(fc.subarray(names), rendered, kept, placed, (pages, made, keptFiles, madeFiles) => {
        const left = (): Outputs => new Map([...pages, ...others].map((name, i) => [name, known(name, i + 1)]));
        const bytes = [...left().values()].reduce((sum, { size }) => sum + size, 0);
        const [all, each] = [ledgerOf(left()), ledgerOf(left())];
        const finish = (ledger: OutputLedger): void => {
          ledger.endPages();
          for (const path of keptFiles) if (!madeFiles.includes(path)) ledger.keep(path);
          for (const path of madeFiles) ledger.note(file(path, 'written'), null);
        };
        for (const ledger of [all, each])
          for (const [path, state] of Object.entries(made)) ledger.note(file(path, state), '/');
        all.keepPages({ outputs: all.before, files: new Set(others), bytes }, Object.keys(made));
        for (const page of pages) if (!Object.hasOwn(made, page)) each.keep(page);
        for (const ledger of [all, each]) finish(ledger);
        expect(seen(all)).toEqual(seen(each));
      }),
    );
  });
});
