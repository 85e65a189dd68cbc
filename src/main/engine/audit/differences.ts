/** What differs between the site that the last build made and one made anew: by content, so that no signature and no cache is believed. */
import type { PageRecord } from '../../../shared/snapshot.ts';
import type { FreshSite } from './fresh-site.ts';

/** What a site is made from, as two looks at it can be compared. */
export type Sources = Pick<FreshSite, 'found' | 'parsed' | 'assets'>;

/** @returns by name, what each of them is now; "" when it is gone */
export function changedSources(before: Sources, now: Sources): Map<string, string> {
  const [old, fresh] = [marksOf(before), marksOf(now)];
  const changed = new Map<string, string>();
  for (const [name, mark] of fresh) if (old.get(name) !== mark) changed.set(name, mark);
  for (const name of old.keys()) if (!fresh.has(name)) changed.set(name, '');
  return changed;
}

function marksOf({ found, parsed, assets }: Sources): Map<string, string> {
  const { config, params, strings, discovery } = found;
  const marks = new Map<string, string>();
  /** One file may be several things: a resource, and a picture with a size. */
  const mark = (name: string, value: unknown): void => {
    marks.set(name, `${marks.get(name) ?? ''}${JSON.stringify(value)}`);
  };
  mark('site.yaml', [config, params]);
  mark('strings', strings);
  for (const { source, hash } of parsed.documents) mark(source, hash);
  for (const { file, name, hash, absent } of discovery.templates) mark(file, [name, hash, absent]);
  for (const [name, value] of Object.entries(discovery.data)) mark(`data/${name}`, value);
  for (const { source, bytes } of discovery.resources) mark(source, bytes);
  for (const { source, bytes, output } of discovery.statics) mark(source, [bytes, output]);
  for (const { source, name, hash, output } of assets.assets) mark(source, [name, hash, output]);
  return marks;
}

/** Ids of pages that the same sources give now and did not give then, or the other way round, or that have moved. */
export function pagesThatDiffer(built: Pick<FreshSite, 'snapshot'>, fresh: Pick<FreshSite, 'snapshot'>): string[] {
  const [were, are] = [built.snapshot.pages, fresh.snapshot.pages];
  const same = were.length === are.length && were.every((page, i) => isSamePage(page, are[i] as PageRecord));
  if (same) return [];
  const before = new Map(were.map(({ id, output }) => [id, output]));
  const now = new Map(are.map(({ id, output }) => [id, output]));
  const ids = new Set([...before.keys(), ...now.keys()]);
  return [...ids].filter((id) => before.get(id) !== now.get(id));
}

function isSamePage(a: PageRecord, b: PageRecord): boolean {
  return a.id === b.id && a.output === b.output;
}
