/** The places that `site.yaml` names to publish to, as the window lists them; adding one and taking one out. */
import { randomBytes } from 'node:crypto';
import type { Json } from '../../../shared/config.ts';
import type { TextChange } from '../../../shared/contract/documents.ts';
import type { TargetInput } from '../../../shared/contract/publish.ts';
import { StudioError } from '../../../shared/contract/wire.ts';
import { confirm } from '../../publish/state/confirmed.ts';
import { readTargets, type Target } from '../../publish/targets/schema.ts';
import { targetEntries } from '../../publish/targets/settings.ts';
import type { PublishState } from '../../publish/types.ts';
import { type EditProblem, isProblem } from '../edits/problem.ts';
import { appendYaml, setYaml } from '../edits/yaml-file.ts';
import type { SiteSession } from '../session/site-session.ts';
import { editFile } from '../writing/edit-file.ts';

const SETTINGS = 'site.yaml';
const PATH = ['publish', 'targets'];

/** @returns the targets that can be understood, and in words those that cannot */
export async function targetsOf(session: SiteSession): Promise<ReturnType<typeof readTargets>> {
  return readTargets(await entriesOf(session), session.root);
}

/** @throws StudioError 'not-found' */
export async function targetById(session: SiteSession, id: string): Promise<Target> {
  const { targets } = await targetsOf(session);
  const target = targets.find((one) => one.id === id);
  if (target === undefined)
    throw new StudioError('not-found', 'This place to publish to is not in the settings any more.');
  return target;
}

/** The entry is written into the settings; its address was typed here, so that it is confirmed. */
export async function addTarget(session: SiteSession, input: TargetInput, state: PublishState): Promise<Target> {
  const entry = { id: `${input.kind}-${randomBytes(3).toString('hex')}`, ...input };
  const read = readTargets([entry], session.root);
  const [target] = read.targets;
  if (target === undefined)
    throw new StudioError('refused', read.problems[0]?.message ?? 'This is no place to publish to.');
  await editFile(session, SETTINGS, (text) =>
    inPlace(appendYaml(text, PATH, JSON.parse(JSON.stringify(entry)) as Json)),
  );
  await confirm(state, target);
  return target;
}

export async function removeTarget(session: SiteSession, id: string): Promise<void> {
  const index = (await entriesOf(session)).findIndex((entry) => (entry as { id?: unknown } | null)?.id === id);
  if (index < 0) return;
  await editFile(session, SETTINGS, (text) => inPlace(setYaml(text, [...PATH, String(index)], undefined)));
}

function inPlace(edit: TextChange[] | EditProblem): TextChange[] {
  if (isProblem(edit)) throw new StudioError('cannot', edit.problem);
  return edit;
}

async function entriesOf(session: SiteSession): Promise<readonly unknown[]> {
  const text = await session.readText(SETTINGS);
  return text === null ? [] : targetEntries(text);
}
