/**
 * Phase 5: what must be rendered, and why. A pure function of what earlier renders read and of what there is now: a node is kept
 * if everything that it read is as it was, and what it was written to still holds the same bytes.
 */
import type { TraceKey } from '../../../kernel/trace/recorder.ts';

/** Something that is rendered: a page, or a text such as a feed. */
export interface PlannedNode {
  id: string;
  /** Path in public/. */
  output: string;
}

/** What an earlier render left. */
export interface EarlierRender {
  output: string;
  /** Of the bytes that it wrote; null: it wrote none. */
  hash: string | null;
  /** Of all that it read, one that differs now; null: none does. */
  changed(): TraceKey | null;
}

export interface PlanInput {
  nodes: readonly PlannedNode[];
  /** Places in `nodes` of those of which it has to be asked, in order; all others are certain to be kept. null: it has of each. */
  among: readonly number[] | null;
  /** What is known of a node; undefined: it was never rendered, or what is known of that does not count. */
  earlier(id: string): EarlierRender | undefined;
  /** Hash of what lies at a path of public/, if it is certain that we put it there and that nobody touched it since; else null. */
  present(output: string): string | null;
  /** Why nothing that is known counts; null: it does. */
  everything: string | null;
  /** The reason for a node of which nothing is known. */
  unknown: string;
  /** The reason in words, for a key that changed. */
  explain(key: TraceKey, id: string): string;
}

export interface BuildPlan {
  /** By their place in `nodes`, in order. */
  render: { node: number; reason: string }[];
  /** The others of those that were asked. */
  kept: number[];
  /** Each reason with the number of nodes, the most frequent first. */
  reasons: { reason: string; pages: number }[];
}

export function planBuild(input: PlanInput): BuildPlan {
  const render: BuildPlan['render'] = [];
  const kept: number[] = [];
  for (const number of input.among ?? input.nodes.keys()) {
    const reason = input.everything ?? reasonFor(input, input.nodes[number] as PlannedNode);
    if (reason === null) kept.push(number);
    else render.push({ node: number, reason });
  }
  return { render, kept, reasons: countReasons(render) };
}

function reasonFor({ earlier, present, unknown, explain }: PlanInput, { id, output }: PlannedNode): string | null {
  const known = earlier(id);
  if (known === undefined) return unknown;
  const key = known.changed();
  if (key !== null) return explain(key, id);
  if (known.output !== output) return 'it has another address';
  if (known.hash === null) return 'it was not written last time';
  const there = present(output);
  if (there === null) return 'its file in the output folder was changed or is gone';
  return there === known.hash ? null : 'its file in the output folder is not the last that was made of it';
}

function countReasons(render: BuildPlan['render']): BuildPlan['reasons'] {
  const counts = new Map<string, number>();
  for (const { reason } of render) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, pages]) => ({ reason, pages })).sort((a, b) => b.pages - a.pages);
}
