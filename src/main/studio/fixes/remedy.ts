/** How makers write remedies down. */
import type { FixInput, FixInputs } from '../../../shared/contract/fixes.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import type { Proof } from '../../../shared/proof.ts';
import { Draft } from './draft.ts';
import { type FixKnowledge, type Remedy, refused } from './types.ts';

/** A remedy that needs nothing but a yes. */
export function edit(
  knowledge: FixKnowledge,
  id: string,
  label: string,
  make: (draft: Draft) => Promise<void>,
): Remedy {
  return { id, label, kind: 'edit', inputs: [], plan: () => drafted(knowledge, make) };
}

/** A remedy that asks first. */
export function ask(
  knowledge: FixKnowledge,
  id: string,
  label: string,
  inputs: FixInput[],
  make: (draft: Draft, inputs: FixInputs) => Promise<void>,
): Remedy {
  return { id, label, kind: 'ask', inputs, plan: (given) => drafted(knowledge, (draft) => make(draft, given)) };
}

async function drafted(knowledge: FixKnowledge, make: (draft: Draft) => Promise<void>) {
  const draft = new Draft(knowledge);
  await make(draft);
  return draft.plan();
}

export function input(name: string, label: string, value = '', lines: 1 | 3 = 1): FixInput {
  return { name, label, value, lines };
}

/** Remedies in more places are offered untried: looking at a proof reads no thousand texts. */
const TRIED = 50;

/** Those that can be made with the texts as they are. What asks is tried with an answer. */
export async function usable({ places }: Proof, remedies: readonly Remedy[]): Promise<readonly Remedy[]> {
  if (places.length > TRIED) return remedies;
  const works = await Promise.all(remedies.map(worksNow));
  return remedies.filter((_, i) => works[i]);
}

async function worksNow(remedy: Remedy): Promise<boolean> {
  try {
    await remedy.plan(Object.fromEntries(remedy.inputs.map(({ name }) => [name, 'x'])));
    return true;
  } catch (error) {
    if (error instanceof StudioError) return false;
    throw error;
  }
}

/** What was typed for an input, without spaces around. @throws StudioError 'refused' when it is empty */
export function given(inputs: FixInputs, name: string, label: string): string {
  const text = optional(inputs, name);
  if (text === '') throw refused(`“${label}” is empty. Write something there first.`);
  return text;
}

/** As `given`; "" when it is empty. */
export function optional(inputs: FixInputs, name: string): string {
  return Object.hasOwn(inputs, name) ? (inputs[name] as string).trim() : '';
}
