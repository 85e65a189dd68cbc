/** Muting in site.yaml: an entry of `checks.mute` for one cause, and taking it out again. */

import { StudioError } from '../../../shared/contract/wire.ts';
import { type MuteRule, muteCause, type Proof } from '../../../shared/proof.ts';
import { readYaml } from '../../engine/site/yaml.ts';
import { applyChanges } from '../documents/apply-changes.ts';
import { type EditResult, isProblem } from '../edits/problem.ts';
import { isObject, valueAt } from '../edits/values.ts';
import { appendYaml, setYaml } from '../edits/yaml-file.ts';
import type { TextEditor } from '../fixes/draft.ts';

const PATH = ['checks', 'mute'];

/**
 * @param page only on this page and those below it; null: wherever the cause shows
 * @throws StudioError 'refused' for errors, which cannot be muted
 */
export function muting(proof: Proof, reason: string, page: string | null): TextEditor {
  if (proof.severity === 'error') {
    throw new StudioError('refused', 'Mistakes as bad as this one cannot be muted: the site is not whole with them.');
  }
  const rule = { code: proof.code, ...(page === null ? {} : { page }), cause: muteCause(proof.cause), reason };
  return (text) => appendYaml(text, PATH, rule);
}

/**
 * What would be left empty goes with the entry, unless somebody wrote a remark there.
 * @throws StudioError 'stale' when site.yaml has no such entry any more
 */
export function unmuting(rule: MuteRule): TextEditor {
  return (text) => {
    const checks = checksOf(text);
    const entries = Array.isArray(checks.mute) ? checks.mute : [];
    const index = entries.findIndex((entry) => isSame(entry, rule));
    if (index < 0) throw new StudioError('stale', 'It is not muted any more. Build again to see it among the others.');
    const entry = setYaml(text, [...PATH, String(index)], undefined);
    if (entries.length > 1) return entry;
    const whole = setYaml(text, Object.keys(checks).length > 1 ? PATH : PATH.slice(0, 1), undefined);
    return isProblem(whole) || remarksLost(text, whole) > remarksLost(text, entry) ? entry : whole;
  };
}

/** How many remarks, or what looks like one, go with changes. */
function remarksLost(text: string, changes: EditResult): number {
  const remarks = (part: string): number => part.match(/(?:^|\s)#/gm)?.length ?? 0;
  return isProblem(changes) ? 0 : remarks(text) - remarks(applyChanges(text, changes));
}

function checksOf(text: string): Readonly<Record<string, unknown>> {
  const read = readYaml(text);
  if ('reason' in read) throw new StudioError('refused', 'site.yaml cannot be read. Mend it first, then unmute.');
  const checks = valueAt(read.value, PATH.slice(0, 1));
  return isObject(checks) ? checks : {};
}

function isSame(entry: unknown, rule: MuteRule): boolean {
  if (typeof entry !== 'object' || entry === null) return false;
  const keys = ['code', 'page', 'cause', 'reason'] as const;
  const written = entry as Readonly<Record<string, unknown>>;
  return keys.every((key) => String(written[key] ?? '') === (rule[key] ?? ''));
}
