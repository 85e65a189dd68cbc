/** Renders a sample in the pool and judges each page and text of it. */
import type { AuditedNode, SiteRef } from '../../../kernel/tasks.ts';
import { lookAt } from '../cache/look.ts';
import type { NodeKind, SiteMemory } from '../cache/memory.ts';
import { NodeBatch, type ReadItem } from '../cache/node-batch.ts';
import { runBatches } from '../pool/batches.ts';
import type { TaskRunner } from '../pool/runner.ts';
import type { Outputs } from '../save/outputs.ts';
import type { WrongNode } from './bug-report.ts';
import { judge } from './judge.ts';
import type { Auditable } from './sample.ts';

export interface CompareInput {
  sample: readonly Auditable[];
  /** The site made anew. */
  site: SiteRef;
  /** The output folder, absolute. */
  out: string;
  outputs: Outputs;
  memory: SiteMemory;
}

export interface ComparedSample {
  /** What builds have wrong, in the order of the sample. */
  wrong: (WrongNode & { kind: NodeKind })[];
  /** Paths of files that somebody changed, although some of them look as they were left. */
  harmed: string[];
}

/** @throws AbortError when aborted */
export async function compareSample(
  input: CompareInput,
  runner: TaskRunner,
  signal: AbortSignal,
): Promise<ComparedSample> {
  const { sample, site, out } = input;
  const found: (ComparedSample | undefined)[] = [];
  await runBatches(
    runner,
    {
      task: 'auditNodes',
      items: sample,
      message: (items) => ({ site, out, items: items.map(({ item }) => item) }),
      done({ nodes, traces }, first) {
        const reads = new NodeBatch({ kind: 'pages', nodes: [], facts: null, traces });
        nodes.forEach((node, i) => {
          found[first + i] = judgeNode(input, sample[first + i] as Auditable, node, () => reads.readsOf(i));
        });
      },
      // A page that stops every worker is said by each build.
      lost() {},
    },
    signal,
  );
  signal.throwIfAborted();
  return { wrong: found.flatMap((one) => one?.wrong ?? []), harmed: found.flatMap((one) => one?.harmed ?? []) };
}

function judgeNode(
  { out, outputs, memory }: CompareInput,
  { kind, id, item: { output } }: Auditable,
  node: AuditedNode,
  reads: () => ReadItem[],
): ComparedSample | undefined {
  const known = memory.nodes(kind).get(id);
  const listed = outputs.get(output);
  const signature = lookAt(`${out}/${output}`);
  const judgement = judge({ ...node, listed, signature, remembered: known?.node.hash });
  if (judgement === 'touched') return { wrong: [], harmed: [output] };
  if (judgement !== 'wrong' || known === undefined) return undefined;
  const { reason, rendered } = known.node;
  const before = memory.readsOf(known);
  return { wrong: [{ kind, id, output, reason, rendered, ...node.versions, before, now: reads() }], harmed: [] };
}
