import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RenderedNode } from './frames.ts';
import { NodeBatch } from './node-batch.ts';
import { NodeTable } from './node-table.ts';

const ids = ['a', 'b', 'c', 'd'];
const assets = ['x.png', 'y.png', 'main.css'];

type Reads = Record<string, string[]>;

/** Of nodes that read these assets, each beside a key of another kind. */
function batchOf(reads: Reads): NodeBatch {
  const keys = ['site:title', ...assets.map((name) => `asset:${name}`)];
  const rows = Object.values(reads).flatMap((names) => [
    names.length + 1,
    0,
    ...names.map((name) => 1 + assets.indexOf(name)),
  ]);
  const nodes = Object.keys(reads).map((id) => ({ id }) as RenderedNode);
  const traces = { keys: JSON.stringify(keys), fingerprints: '[]', rows: Uint32Array.from(rows) };
  return new NodeBatch({ kind: 'texts', nodes, facts: null, traces });
}

const change = fc.oneof(
  fc.record({ set: fc.dictionary(fc.constantFrom(...ids), fc.subarray(assets), { minKeys: 1 }) }),
  fc.record({ gone: fc.constantFrom(...ids) }),
  fc.record({ only: fc.subarray(ids) }),
);

it('knows which batches count and which assets are asked for, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), fc.nat({ max: 12 }), (changes, firstAsked) => {
      const table = new NodeTable();
      const expected = new Map<string, { batch: NodeBatch; names: string[] }>();
      changes.forEach((one, step) => {
        if ('set' in one) {
          const batch = batchOf(one.set);
          batch.nodes.forEach((node, row) => {
            table.set({ node, batch, row });
            expected.set(node.id, { batch, names: one.set[node.id] as string[] });
          });
        } else if ('gone' in one) {
          table.delete(one.gone);
          expected.delete(one.gone);
        } else {
          table.retain(new Set(one.only));
          for (const id of expected.keys()) if (!one.only.includes(id)) expected.delete(id);
        }
        expect([...table.byId.keys()].sort()).toEqual([...expected.keys()].sort());
        expect(new Set(table.batches())).toEqual(new Set([...expected.values()].map(({ batch }) => batch)));
        if (step < firstAsked) return;
        expect(new Set(table.assetsRead())).toEqual(new Set([...expected.values()].flatMap(({ names }) => names)));
      });
    }),
  );
});
