/** The place of a site that a command is about. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Site } from '../../main/engine/types.ts';
import { nameOfTarget } from '../../main/publish/summary.ts';
import { describeTarget, readTargets, type Target, type TargetsRead } from '../../main/publish/targets/schema.ts';
import { targetEntries } from '../../main/publish/targets/settings.ts';
import { Refusal } from '../failure.ts';
import { printable } from '../terminal/text.ts';

/**
 * @param id from the command line; null: the only one that there is
 * @param warn told of each entry of the settings that is no place
 * @throws Refusal when there is none, or none of this id, or several and no id; PublishProblem; CannotBuild when there is no site
 */
export async function placeOf(
  site: Pick<Site, 'root' | 'outline'>,
  id: string | null,
  warn: (problem: string) => void,
): Promise<Target> {
  const { targets, problems } = readTargets(targetEntries(await readSettings(site)), site.root);
  for (const { message } of problems) warn(message);
  const [only, ...more] = id === null ? targets : targets.filter((target) => target.id === id);
  if (only === undefined) throw notThere(id, targets);
  if (more.length === 0) return only;
  throw new Refusal(
    'which-place',
    'This site is published to several places.',
    `Say which, with --to:\n${listed(targets)}`,
  );
}

async function readSettings(site: Pick<Site, 'root' | 'outline'>): Promise<string> {
  try {
    return await readFile(join(site.root, 'site.yaml'), 'utf8');
  } catch (error) {
    // The engine says what a folder without settings is.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') await site.outline();
    throw error;
  }
}

function notThere(id: string | null, targets: TargetsRead['targets']): Refusal {
  if (targets.length === 0) {
    const advice = 'Set one up in the studio (galley studio), or under publish.targets in site.yaml.';
    return new Refusal('no-place', 'This site has no place yet that it is published to.', advice);
  }
  const message = `This site has no place with the id “${printable(id ?? '')}”.`;
  return new Refusal('no-place', message, `There is:\n${listed(targets)}`);
}

function listed(targets: readonly Target[]): string {
  return targets
    .map((target) => `  ${target.id}  ${printable(nameOfTarget(target))}, ${printable(describeTarget(target))}`)
    .join('\n');
}
