import { parse } from 'yaml';
import { PublishProblem } from '../types.ts';

/**
 * What stands under `publish.targets` of `site.yaml`, not looked at yet.
 * @throws PublishProblem 'settings-unreadable'
 */
export function targetEntries(settings: string): readonly unknown[] {
  const read = readYaml(settings) as { publish?: { targets?: unknown } | null } | null;
  const targets = read?.publish?.targets;
  return Array.isArray(targets) ? targets : [];
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const message = 'The settings of this site cannot be read.';
    throw new PublishProblem('settings-unreadable', message, 'Mend site.yaml first.', String(error));
  }
}
