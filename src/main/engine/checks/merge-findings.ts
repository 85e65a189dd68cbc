/** From findings to proofs: one cause, one proof, with every place and page. The order in which findings came does not matter. */
import { compareCodePoints, sortCodePoints } from '../../../kernel/order.ts';
import {
  type Finding,
  type Fix,
  type MutedProof,
  type MuteRule,
  muteCause,
  type Place,
  type Proof,
  type Severity,
  type TextEdit,
} from '../../../shared/proof.ts';
import { proofSpecs } from '../../../shared/proofs/registry.ts';
import type { PageFinding } from '../build-state.ts';

export interface MergedFindings {
  proofs: Proof[];
  /** In the order of `proofs`, of one cause by the order of their rules. What two rules mute is the first one's. */
  muted: MutedProof[];
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, hint: 2 };

/** Sorted by severity, pages touched (most first), code, file, position, cause. */
export function mergeFindings(findings: readonly PageFinding[]): Proof[] {
  const groups = new Map<string, PageFinding[]>();
  for (const item of findings) {
    const key = keyOf(item.finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()].map(mergeGroup).sort(compareProofs);
}

/** As `mergeFindings`, without what the site's settings mute. Errors cannot be muted: they decide whether a site is whole. */
export function mergeUnmuted(findings: readonly PageFinding[], mute: readonly MuteRule[]): MergedFindings {
  if (mute.length === 0) return { proofs: mergeFindings(findings), muted: [] };
  const ruleOf = muteTest(mute);
  const kept: PageFinding[] = [];
  const byRule = new Map<number, PageFinding[]>();
  for (const item of findings) {
    const rule = ruleOf(item);
    if (rule < 0) kept.push(item);
    else {
      const items = byRule.get(rule);
      if (items === undefined) byRule.set(rule, [item]);
      else items.push(item);
    }
  }
  const muted = [...byRule.keys()]
    .sort((a, b) => a - b)
    .flatMap((rule) => mergeFindings(byRule.get(rule) ?? []).map((proof) => ({ proof, by: mute[rule] as MuteRule })));
  return { proofs: mergeFindings(kept), muted: muted.sort((a, b) => compareProofs(a.proof, b.proof)) };
}

/** @returns the number of the first rule that mutes a finding; -1 for none */
function muteTest(mute: readonly MuteRule[]): (item: PageFinding) => number {
  const rules = mute.map(({ code, page, cause }) => ({
    code,
    page: page === undefined ? null : pagePattern(page),
    cause: cause === undefined ? null : muteCause(cause),
  }));
  return ({ page, finding }) => {
    if (proofSpecs[finding.code].severity === 'error') return -1;
    return rules.findIndex(
      (rule) =>
        rule.code === finding.code &&
        (rule.page === null || (page !== null && rule.page.test(page))) &&
        (rule.cause === null || rule.cause === muteCause(causeOf(finding))),
    );
  };
}

function pagePattern(page: string): RegExp {
  const parts = page.split(/\*+/).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(page.includes('*') ? `^${parts.join('.*')}$` : `^${parts.join('')}`, 's');
}

function causeOf(finding: Finding): string {
  if (finding.cause !== undefined) return finding.cause;
  const { start } = finding.range ?? { start: { line: 0, column: 0 } };
  return `${finding.file ?? ''}:${start.line}:${start.column} ${finding.expression ?? ''}`.trimEnd();
}

function keyOf(finding: Finding): string {
  return `${finding.code}\n${causeOf(finding)}`;
}

function mergeGroup(group: PageFinding[]): Proof {
  const sorted = group.sort(compareItems);
  const first = (sorted[0] as PageFinding).finding;
  const spec = proofSpecs[first.code];
  const pages = pagesOf(sorted);
  const places = placesOf(sorted);
  const fixes = fixesOf(sorted);
  const proof: Proof = {
    code: first.code,
    severity: spec.severity,
    message: spec.message(first.data, pages.length, places.length),
    pages,
    places,
    cause: causeOf(first),
    data: first.data,
    fixes: fixes.length > 0 ? fixes : [{ kind: 'advice', label: spec.advice(first.data) }],
  };
  if (first.detail !== undefined) proof.detail = first.detail;
  if (first.file !== undefined) proof.file = first.file;
  if (first.range !== undefined) proof.range = first.range;
  if (first.expression !== undefined) proof.expression = first.expression;
  if (first.chain !== undefined) proof.chain = first.chain;
  return proof;
}

function pagesOf(items: readonly PageFinding[]): string[] {
  const pages = new Set<string>();
  for (const { page } of items) if (page !== null) pages.add(page);
  return sortCodePoints([...pages]);
}

function placesOf(items: readonly PageFinding[]): Place[] {
  const places = new Map<string, Place>();
  for (const { finding } of items) {
    const { file, range, expression } = finding;
    if (file === undefined) continue;
    const { start, end } = range ?? nowhere;
    const key = `${file}\n${start.line}:${start.column}-${end.line}:${end.column} ${expression ?? ''}`;
    if (places.has(key)) continue;
    const place: Place = { file };
    if (range !== undefined) place.range = range;
    if (expression !== undefined) place.expression = expression;
    places.set(key, place);
  }
  return [...places.values()];
}

const nowhere = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

/** One fix for each label; edits of one label are made together. */
function fixesOf(items: readonly PageFinding[]): Fix[] {
  const fixes = new Map<string, Fix>();
  for (const { finding } of items) {
    for (const fix of finding.fixes ?? []) {
      const key = `${fix.kind} ${fix.label}`;
      const known = fixes.get(key);
      if (known === undefined) fixes.set(key, { ...fix });
      else if (fix.edits !== undefined) known.edits = withEdits(known.edits ?? [], fix.edits);
    }
  }
  return [...fixes.values()];
}

function withEdits(known: TextEdit[], more: readonly TextEdit[]): TextEdit[] {
  const seen = new Set(known.map((edit) => JSON.stringify(edit)));
  return [...known, ...more.filter((edit) => !seen.has(JSON.stringify(edit)))];
}

/** A total order over findings of one cause: what has a place in a file comes first, by file and position. */
function compareItems(a: PageFinding, b: PageFinding): number {
  if (a === b) return 0;
  return (
    Number(a.finding.file === undefined) - Number(b.finding.file === undefined) ||
    comparePlaces(a.finding, b.finding) ||
    compareCodePoints(a.page ?? '', b.page ?? '') ||
    compareCodePoints(JSON.stringify(canonical(a.finding)), JSON.stringify(canonical(b.finding)))
  );
}

/** The finding with its fields in one order, so that equal findings give equal text. */
function canonical({ data, range, chain, fixes, detail, expression, cause }: Finding): unknown {
  const entries = Object.entries(data).sort(([x], [y]) => compareCodePoints(x, y));
  return [entries, range?.end ?? null, detail ?? null, expression ?? null, cause ?? null, chain ?? null, fixes ?? null];
}

function comparePlaces(a: Pick<Finding, 'file' | 'range'>, b: Pick<Finding, 'file' | 'range'>): number {
  return (
    compareCodePoints(a.file ?? '', b.file ?? '') ||
    (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) ||
    (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0)
  );
}

function compareProofs(a: Proof, b: Proof): number {
  return (
    ranks[a.severity] - ranks[b.severity] ||
    b.pages.length - a.pages.length ||
    compareCodePoints(a.code, b.code) ||
    comparePlaces(a, b) ||
    compareCodePoints(a.cause, b.cause)
  );
}
