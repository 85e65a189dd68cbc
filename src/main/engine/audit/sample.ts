/** Which pages and texts an audit renders. */
import { compareCodePoints } from '../../../kernel/order.ts';
import type { AuditedItem } from '../../../kernel/tasks.ts';
import type { NodeKind } from '../cache/memory.ts';
import { textItems } from '../phases/finish.ts';
import type { FreshSite } from './fresh-site.ts';

/** Something that an audit can judge. */
export interface Auditable {
  kind: NodeKind;
  id: string;
  item: AuditedItem;
}

/** Pages and texts of a site, by id. */
export function auditablesOf({ snapshot, model }: Pick<FreshSite, 'snapshot' | 'model'>): Auditable[] {
  const copied = new Set(model.copies.map(({ output }) => output));
  const pages = snapshot.pages.map(
    ({ id, output }, page): Auditable => ({ kind: 'pages', id, item: { output, page } }),
  );
  const texts = textItems(snapshot, model.redirects, (output) => copied.has(output)).map(
    (text): Auditable => ({ kind: 'texts', id: text.id, item: { output: text.output, text } }),
  );
  return [...pages, ...texts].sort((a, b) => compareCodePoints(a.id, b.id));
}

export interface SampleInput<Item> {
  /** By id. */
  all: readonly Item[];
  /** Those that were wrong before: they come first. */
  first: ReadonlySet<string>;
  /** Id of the last one that had its turn; null: none had. */
  after: string | null;
  size: number;
}

/** The next ones in their order, and after the last the first again, each once. @returns where to go on the next time */
export function takeSample<Item extends { id: string }>({
  all,
  first,
  after,
  size,
}: SampleInput<Item>): {
  sample: Item[];
  after: string | null;
} {
  const sample = all.filter(({ id }) => first.has(id)).slice(0, size);
  const rest = all.filter(({ id }) => !first.has(id));
  const next = after === null ? 0 : rest.findIndex(({ id }) => compareCodePoints(id, after) > 0);
  const turned = next <= 0 ? rest : [...rest.slice(next), ...rest.slice(0, next)];
  const taken = turned.slice(0, size - sample.length);
  return { sample: [...sample, ...taken], after: taken.at(-1)?.id ?? after };
}
